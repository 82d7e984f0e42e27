"""Parts of addresses: a kind of letter that there is, a sheet that there is. Anything else is not found."""

from firstcheck.knowledge.load import knowledge

SHEETS = ("checklist", "calls", "timeline")


class LetterKind:
    """The id of a kind of letter."""

    regex = "[a-z0-9-]{3,60}"

    def to_python(self, value: str) -> str:
        """Raises ValueError where there is no such kind: Django then says not found."""
        if value not in knowledge().letters:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        """The id itself."""
        return value


class SheetName:
    """The name of a sheet to print."""

    regex = "|".join(SHEETS)

    def to_python(self, value: str) -> str:
        """The name itself."""
        return value

    def to_url(self, value: str) -> str:
        """The name itself."""
        return value
