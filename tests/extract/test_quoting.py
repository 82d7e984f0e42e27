"""The insurer's own words: the surest sentence with what belongs to it, never a paragraph, never a heap of cells."""

from firstcheck.extract.layout import lay_out
from firstcheck.extract.quoting import quote_for
from firstcheck.extract.read import read_case
from firstcheck.extract.reasons import Said
from firstcheck.extract.stance import Stance, stances
from firstcheck.intake import read_text

LETTER = """\
Ostrander Benefit Group
October 6, 2026
Dear Mr. Vale:
We looked at your claim for the visit of September 2.
No referral was on file.
Your plan asks for one before any visit to a specialist, and the doctor whom you saw is a specialist in nerves.
Thank you for being a member.
You may appeal within 180 days of the day on which this letter reached you.
"""


def told(text: str) -> tuple[Stance, ...]:
    return stances(lay_out(0, read_text(text, "letter.txt")))


def quoted(beliefs: dict[str, float], reason: str | None) -> str | None:
    sheet = lay_out(0, read_text(LETTER, "letter.txt"))
    found = stances(sheet)
    shares = [next((b for start, b in beliefs.items() if s.sentence.text.startswith(start)), 0.0) for s in found]
    words = [Said("referral_missing", s, 3.0) for s, share in zip(found, shares, strict=True) if share]
    source = quote_for(sheet, found, shares, words, reason)
    return source.quote if source else None


def test_it_a_short_reason_takes_in_the_neighbour_that_says_more_of_it() -> None:
    words = quoted({"No referral": 0.9, "Your plan asks": 0.6}, "referral_missing")
    assert words is not None
    assert words.startswith("No referral was on file.")
    assert words.endswith("a specialist in nerves.")


def test_it_grows_to_the_side_that_gives_the_reason() -> None:
    words = quoted({"Your plan asks": 0.9, "No referral": 0.3, "Thank you": 0.01}, "referral_missing")
    assert words is not None
    assert "No referral was on file." in words
    assert "Thank you" not in words


def test_it_where_no_reason_is_told_it_quotes_what_says_the_denial() -> None:
    text = "Ostrander Benefit Group\nOctober 6, 2026\nDear Mr. Vale:\nYour claim was denied.\nCall us with questions.\n"
    sheet = lay_out(0, read_text(text, "letter.txt"))
    found = stances(sheet)
    source = quote_for(sheet, found, [0.0] * len(found), [], None)
    assert source is not None
    assert "Your claim was denied." in source.quote


def test_it_is_silent_where_nothing_is_said() -> None:
    text = "Ostrander Benefit Group\nOffice hours are nine to five.\n"
    sheet = lay_out(0, read_text(text, "letter.txt"))
    found = stances(sheet)
    assert quote_for(sheet, found, [0.0] * len(found), [], None) is None


def test_it_a_quote_is_no_longer_than_a_person_reads() -> None:
    case = read_case([read_text(LETTER * 3, "letter.txt")])
    quote = case.refusals[0].quote
    assert quote is None or len(quote.quote.split()) <= 60
