"""What can be known about a denied claim: names, values, provenance, and the case they make up."""
