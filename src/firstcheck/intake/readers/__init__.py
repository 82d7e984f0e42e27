"""One reader a file: each knows its own kind of bytes by `score` and turns them into pages."""
