"""How far a source of law may be trusted, and the yes and no of knowledge files (words, never YAML booleans)."""

import enum


class Grade(enum.StrEnum):
    """What kind of text was read."""

    STATUTE = "statute"
    REGULATION = "regulation"
    OFFICIAL = "official"
    SECONDARY = "secondary"
    LETTER = "letter"


class SourceStatus(enum.StrEnum):
    """Whether the words were read in the named source."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    SUPERSEDED = "superseded"


class YesNo(enum.StrEnum):
    """A yes or a no written as a word."""

    YES = "yes"
    NO = "no"
