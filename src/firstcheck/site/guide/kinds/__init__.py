"""The kinds of guide pages: one module each, a function from the Book to its pages."""
