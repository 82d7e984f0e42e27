"""Parts of addresses."""

from firstcheck.facts.vocabulary import VOCABULARY


class FactName:
    """A name of the vocabulary; any other word is an address that does not exist."""

    regex = "[a-z_]+"

    def to_python(self, value: str) -> str:
        """The name. Raises ValueError, which Django answers with 404."""
        if value not in VOCABULARY:
            raise ValueError("no such fact")
        return value

    def to_url(self, value: str) -> str:
        """The name as it stands in an address."""
        return value
