"""The Studio: pages on which editors draft a knowledge file, see it, check it, and write it. Nobody else sees them."""
