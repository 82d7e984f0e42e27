"""The dates of a case as a calendar file: act-by and last days, with alarms.

Takes the settings of a case; gives .ics bytes (RFC 5545). Ids are stable: a later file of the same case moves the same
entries. A date that fell away since the calendar given as `before` is cancelled. Nothing of a diagnosis or a person
stands in it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from firstcheck.decide.decision import Deadline
from firstcheck.documents.setting import Setting
from firstcheck.documents.spoken import spoken_date

_PRODUCT = "-//firstcheck//dates//EN"
_ALARM_DAYS = (14, 7, 2, 0)
_MORNING = time(9, 0)


def calendar_file(setting: Setting, before: bytes | None = None, others: Sequence[Setting] = ()) -> bytes:
    """The calendar. `before` is an earlier one of this case: its entries are raised in sequence or cancelled.

    `others` are the settings of the other denials of the case; a day that several share stands in it once.
    Raises ValueError where `before` is no calendar.
    """
    from icalendar import Calendar

    say = setting.knowledge.pages["sheets"]
    calendar: Any = Calendar()
    for name, value in (("prodid", _PRODUCT), ("version", "2.0"), ("method", "PUBLISH"), ("calscale", "GREGORIAN")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", say["calendar_name"])
    earlier = _earlier(before) if before else {}
    events = _all_entries((setting, *others))
    for uid, (day, what, deadline) in events.items():
        calendar.add_component(_event(setting, uid, (day, what, deadline), earlier.get(uid)))
    for uid, old in earlier.items():
        if uid not in events:
            calendar.add_component(_cancelled(setting, uid, old))
    data: bytes = calendar.to_ical()
    return data


def _all_entries(settings: Sequence[Setting]) -> dict[str, tuple[date, str, Deadline]]:
    """Entries by id. Denials of one claim share an id where they share the day; another day is an entry of its own."""
    found: dict[str, tuple[date, str, Deadline]] = {}
    days: dict[str, set[date]] = {}
    for setting in settings:
        for _, day, what, _ in _entries(setting):
            days.setdefault(what, set()).add(day)
    for setting in settings:
        for uid, day, what, deadline in _entries(setting):
            taken = found.get(uid)
            other = taken is not None and taken[0] != day
            own = _hashed(f"{uid}|{setting.determination.id}") if other else uid
            found.setdefault(own, (day, what + (_which(setting) if len(days[what]) > 1 else ""), deadline))
    return found


def _which(setting: Setting) -> str:
    """Tells the days of several denials apart, without a word of the papers."""
    return f" ({setting.knowledge.pages['sheets']['denial'].format(number=setting.determination.id)})"


def _entries(setting: Setting) -> Iterator[tuple[str, date, str, Deadline]]:
    say, names = setting.knowledge.pages["sheets"], setting.knowledge.pages["deadlines"]
    for deadline in setting.determination.deadlines:
        if deadline.expired:
            continue
        name = names.get(deadline.kind, deadline.kind.replace("_", " "))
        for key, day in (("safe", deadline.safe), ("legal", deadline.legal)):
            if day is not None:
                yield _uid(setting, deadline.kind, key), day, say[f"event_{key}"].format(name=name), deadline


def _uid(setting: Setting, kind: str, key: str) -> str:
    """The same for the same case, refusal and kind of date, and nothing can be read from it."""
    claim = str(setting.values.get("claim_number") or setting.values.get("case_number") or "")
    member = str(setting.values.get("member_id") or "")
    return _hashed("|".join((claim, member, setting.determination.id if not claim else "", kind, key)))


def _hashed(about: str) -> str:
    return f"{hashlib.sha256(about.encode('utf-8', 'replace')).hexdigest()[:32]}@firstcheck"


def _event(setting: Setting, uid: str, entry: tuple[date, str, Deadline], old: Any | None) -> Any:
    from icalendar import Event

    day, what, deadline = entry
    event: Any = Event()
    event.add("uid", uid)
    event.add("dtstamp", _stamp(setting.today))
    event.add("sequence", _sequence(old, day))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", what)
    event.add("description", _about(setting, deadline))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    for alarm in _alarms(setting, day, what):
        event.add_component(alarm)
    return event


def _sequence(old: Any | None, day: date) -> int:
    """One higher than before where the day moved."""
    if old is None:
        return 0
    before = int(old.get("sequence", 0))
    return before if old["dtstart"].dt == day else before + 1


def _alarms(setting: Setting, day: date, what: str) -> Iterator[Any]:
    from icalendar import Alarm

    say = setting.knowledge.pages["sheets"]
    for days in _ALARM_DAYS:
        if day - timedelta(days=days) < setting.today:
            continue
        left = say["alarm_days"].format(days=days) if days else say["alarm_today"]
        alarm: Any = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", say["alarm"].format(name=what, left=left))
        alarm.add("trigger", timedelta(hours=_MORNING.hour) - timedelta(days=days))
        yield alarm


def _about(setting: Setting, deadline: Deadline) -> str:
    sources = (setting.knowledge.sources.get(cite) for cite in deadline.cite)
    cited = [source.citation for source in sources if source is not None and source.printable]
    legal = spoken_date(deadline.legal) if deadline.legal else "?"
    say = setting.knowledge.pages["sheets"]["calendar_about"]
    return say.format(counted=deadline.counted_from, legal=legal, cite=cited[0] if cited else "").replace(" . ", " ")


def _earlier(data: bytes) -> dict[str, Any]:
    from icalendar import Calendar

    try:
        calendar: Any = Calendar.from_ical(data)
        return {str(event["uid"]): event for event in calendar.walk("VEVENT") if _ours(event)}
    except (AttributeError, IndexError, KeyError, TypeError) as error:  # what the library lets through on broken files
        raise ValueError("no calendar") from error


def _ours(event: Any) -> bool:
    """Whether it is an entry of ours, whole enough to be moved or cancelled."""
    own = str(event.get("uid", "")).endswith("@firstcheck")
    return own and isinstance(getattr(event.get("dtstart"), "dt", None), date) and int(event.get("sequence", 0)) >= 0


def _cancelled(setting: Setting, uid: str, old: Any) -> Any:
    from icalendar import Event

    event: Any = Event()
    event.add("uid", uid)
    event.add("dtstamp", _stamp(setting.today))
    event.add("sequence", int(old.get("sequence", 0)) + 1)
    event.add("dtstart", old["dtstart"].dt)
    event.add("summary", str(old.get("summary", "")))
    event.add("status", "CANCELLED")
    return event


def _stamp(day: date) -> datetime:
    """Midnight of the day: the same case on the same day gives the same bytes."""
    return datetime.combine(day, time(), UTC)
