"""The browser face: the only place where Django exists."""
