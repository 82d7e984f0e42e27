"""The command line: firstcheck ..."""
