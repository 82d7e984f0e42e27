"""Bytes to Document: one reader a file, found by a registry; hostile input dies in a child process."""
