"""What of a payer's name a paper uses again: in its addresses, in its sentences.

Takes a Survey and a name; gives a weight.
"""

import re

from firstcheck.extract.payer_words import COMMON, DOMAIN, WORDS
from firstcheck.extract.survey import Survey


def own_domain(seen: Survey, name: str) -> int:
    """2 where the paper's own web or mail address is made of the name's letters."""
    letters = "".join(c for c in name.lower() if c.isalnum() and c.isascii())
    domains = (d.replace("-", "") for page in seen.sheet.document.pages for d in DOMAIN.findall(page.text.lower()))
    return 2 if any(len(d) > 5 and (d in letters or letters in d) for d in domains) else 0


def echo(seen: Survey, name: str) -> int:
    """2 where the paper uses the name's own first words again (its address, its copyright), 0 where it does not."""
    words = [w.lower() for w in WORDS.findall(name)]
    own = [w for w in words if w not in COMMON][:2]
    if not own:
        return 0
    phrase = " ".join(words[: words.index(own[-1]) + 1]) if len(own) > 1 else own[0]
    text = " ".join(page.text for page in seen.sheet.document.pages).lower()
    return 2 if _times(phrase, text) > 1 or _times(own[0], text) > 2 else 0


def _times(words: str, text: str) -> int:
    """How often words stand in a text, as words or as the start of one: "um" is not in "number"."""
    return len(re.findall(rf"(?<![^\W_]){re.escape(words)}", text))
