"""Why a file could not be read: one plain sentence that says what, and what to do."""


class Unreadable(Exception):
    """The input cannot be read. `str(error)` is the sentence shown to the person; it never quotes the paper."""
