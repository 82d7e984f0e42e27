"""Reads the knowledge files, compiles them to one artefact, and finds fault with them."""
