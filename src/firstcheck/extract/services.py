"""Whether words name a health service, so that a number beside them may be a procedure code.

Takes folded text and knowledge/reading/services.yaml; gives yes or no.
"""

import re
from functools import lru_cache

from firstcheck.knowledge.load import reading


@lru_cache(maxsize=1)
def _services() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(reading("services")["services"], key=len, reverse=True))
    return re.compile(rf"(?<![a-z])(?:{words})|[a-z]{{3}}(?:ectom|plast|otom[yi]|oscop|ogra(?:m|ph|fi))")


def names_service(text: str, within: int | None = None) -> bool:
    """Whether folded text names a service, in its first `within` characters where that is given."""
    found = _services().search(text)
    return found is not None and (within is None or found.start() <= within)
