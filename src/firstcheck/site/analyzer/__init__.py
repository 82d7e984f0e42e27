"""The analyzer: from a paper to the answer, one page a step."""
