"""The law as one would read it aloud: every period, written here by hand from the research notes and not from the files.

`PERIODS` says for each deadline how long, in what, from what, and how many days of mailing the rule presumes. `last_day`
counts on a paper calendar, day by day and month by month, with code of its own.
"""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
#: 5 USC 6103(a), by month: fixed days, and the n-th (or last) weekday.
_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
_WEEKDAYS = ((1, 0, 3), (2, 0, 3), (5, 0, -1), (9, 0, 1), (10, 0, 2), (11, 3, 4))


class Plain(NamedTuple):
    """One period: `since` is receipt, notice, a fact, or a meeting; `rolls` only where the rule itself says so."""

    amount: int
    unit: str
    since: str
    presumed: int = 0
    rolls: bool = False


def _many(ids: str, plain: Plain) -> dict[str, Plain]:
    return dict.fromkeys(ids.split(), plain)


REQUEST, APPEAL = "request_received", "appeal_received"
PERIODS: dict[str, Plain] = {
    # 29 CFR 2560.503-1(h)(3)(i), 45 CFR 147.136(b)
    **_many("appeal-180-days appeal-180-days-individual appeal-180-days-church", Plain(180, "days", "receipt")),
    # Medicare
    "appeal-medicare-advantage": Plain(60, "days", "receipt", 5),
    "appeal-medicare-advantage-before-2025": Plain(60, "days", "notice"),
    "appeal-part-d": Plain(60, "days", "receipt", 5),
    "appeal-original-medicare": Plain(120, "days", "receipt", 5),
    "review-original-medicare": Plain(180, "days", "receipt", 5),
    "review-part-d": Plain(60, "days", "receipt", 5),
    **_many("hearing-original-medicare hearing-part-d hearing-medicare-advantage", Plain(60, "days", "receipt", 5)),
    **_many("council-original-medicare court-original-medicare", Plain(60, "days", "receipt", 5)),
    **_many("council-part-d court-part-d council-medicare-advantage", Plain(60, "days", "receipt")),
    # Medicaid and CHIP
    **_many("appeal-medicaid-plan appeal-chip", Plain(60, "days", "notice")),
    **_many("hearing-medicaid-plan hearing-medicaid-state", Plain(90, "days", "notice")),
    **_many("keep-benefits-medicaid keep-benefits-medicaid-cut", Plain(10, "days", "notice")),
    "keep-benefits-medicaid-state": Plain(0, "days", "effective_date"),
    # Federal employees and TRICARE
    "appeal-fehb": Plain(6, "months", "notice"),
    "review-opm": Plain(90, "days", "notice"),
    "review-opm-no-answer": Plain(120, "days", APPEAL),
    "court-fehb": Plain(3, "year ends", "service_date"),
    "appeal-tricare": Plain(90, "days", "notice"),
    **_many("review-tricare-factual hearing-tricare", Plain(60, "days", "notice")),
    "review-tricare-medical": Plain(90, "days", "notice"),
    # Outside review: 45 CFR 147.136(d)(2)(i) with its own roll; states as their tables say
    **_many("review-four-months review-four-months-church", Plain(4, "months", "receipt", rolls=True)),
    **_many("review-federal review-federal-or-state", Plain(4, "months", "receipt", rolls=True)),
    **_many(
        "review-state-floor review-dc review-ia review-ma review-md review-ne review-nj review-ny",
        Plain(4, "months", "receipt"),
    ),
    **_many("review-de review-id review-il review-pa review-sd", Plain(4, "months", "notice")),
    **_many("review-ct review-in review-mi review-va review-wy", Plain(120, "days", "receipt")),
    "review-nc": Plain(120, "days", "notice"),
    "review-hi": Plain(130, "days", "receipt"),
    "review-or": Plain(180, "days", "receipt"),
    **_many("review-oh review-wa", Plain(180, "days", "notice")),
    **_many("review-sc review-ky", Plain(60, "days", "receipt")),
    "review-sc-fast": Plain(15, "days", "receipt"),
    "review-tn": Plain(6, "months", "receipt"),
    "review-ca": Plain(6, "months", "notice"),
    # What the plan has to do: first decision
    **_many(
        "decides-urgent decides-part-d decides-medicare-advantage-fast decides-medicaid-fast", Plain(3, "days", REQUEST)
    ),
    **_many("decides-concurrent decides-part-d-fast", Plain(1, "days", REQUEST)),
    "decides-before-care": Plain(15, "days", REQUEST),
    "decides-after-care": Plain(30, "days", REQUEST),
    **_many("decides-part-d-payment decides-medicare-advantage decides-medicaid", Plain(14, "days", REQUEST)),
    **_many("decides-medicare-advantage-2026 decides-medicaid-2026", Plain(7, "days", REQUEST)),
    # ... and an appeal
    **_many(
        "answers-urgent answers-part-d-fast answers-medicare-advantage-fast answers-medicaid-fast",
        Plain(3, "days", APPEAL),
    ),
    **_many("answers-before-care answers-medicare-advantage answers-medicaid answers-fehb", Plain(30, "days", APPEAL)),
    "answers-before-care-two-levels": Plain(15, "days", APPEAL),
    **_many(
        "answers-after-care answers-medicare-advantage-payment answers-original-medicare", Plain(60, "days", APPEAL)
    ),
    "answers-after-care-two-levels": Plain(30, "days", APPEAL),
    "answers-board": Plain(5, "days", "meeting"),
    "answers-part-d": Plain(7, "days", APPEAL),
    "answers-part-d-payment": Plain(14, "days", APPEAL),
    "answers-medicaid-state": Plain(90, "days", APPEAL),
    "reviewer-decides": Plain(45, "days", "review_filed"),
    "reviewer-decides-fast": Plain(3, "days", "review_filed"),
    "fast-review-care-ends": Plain(-1, "days", "effective_date"),
    "fast-review-next-day": Plain(1, "days", "receipt"),
    # Others
    "debt-dispute": Plain(30, "days", "receipt"),
    "estimate-dispute": Plain(120, "days", "bill_date"),
    "continuing-care": Plain(90, "days", "continuing_care_notice_date"),
}


def holiday(day: date) -> bool:
    """A federal holiday on its calendar date; an observed one is none (5 USC 6103(b) moves pay and leave only)."""
    if (day.month, day.day) in _FIXED:
        return True
    for month, weekday, which in _WEEKDAYS:
        days = [week[weekday] for week in calendar.monthcalendar(day.year, month) if week[weekday]]
        if day == date(day.year, month, days[which - 1 if which > 0 else -1]):
            return True
    return False


def last_day(plain: Plain, start: date) -> date:
    """The last lawful day of a period that is counted from `start`."""
    end = _counted(plain, start)
    while plain.rolls and (end.weekday() >= 5 or holiday(end)):
        end += DAY
    return end


def _counted(plain: Plain, start: date) -> date:
    if plain.unit == "days":
        end = start
        for _ in range(abs(plain.amount)):
            end += DAY if plain.amount > 0 else -DAY
        return end
    if plain.unit == "year ends":
        return date(start.year + plain.amount, 12, 31)
    year, month = start.year, start.month
    for _ in range(plain.amount):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    longest = calendar.monthrange(year, month)[1]
    if start.day <= longest:
        return date(year, month, start.day)
    last = date(year, month, longest)
    return last + DAY if plain.rolls else last
