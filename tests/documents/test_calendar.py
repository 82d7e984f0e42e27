"""Dates as a calendar: right days, alarms before them, ids that stay, entries that move and fall away."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from firstcheck.documents.calendar import calendar_file
from tests.documents.papers import TODAY, setting


def _events(data: bytes) -> dict[str, object]:
    return {str(event["uid"]): event for event in Calendar.from_ical(data).walk("VEVENT")}


def test_it_holds_that_the_days_are_the_days_of_the_answer() -> None:
    made = setting({"plan_type": "self_funded_erisa"})
    appeal = next(d for d in made.determination.deadlines if d.kind == "internal_appeal")
    days = {str(e["summary"]): e["dtstart"].dt for e in _events(calendar_file(made)).values()}  # type: ignore[index]
    # 180 days from October 12, 2026 is April 10, 2027, a Saturday; the safe day is the Friday before.
    assert days["Appeal to the plan: last lawful day"] == date(2027, 4, 10) == appeal.legal
    assert days["Appeal to the plan: have it there by"] == date(2027, 4, 9) == appeal.safe


def test_it_holds_that_alarms_ring_before_and_never_in_the_past() -> None:
    for event in Calendar.from_ical(calendar_file(setting({"plan_type": "medicaid_managed_care"}))).walk("VEVENT"):
        alarms = event.walk("VALARM")
        assert alarms
        for alarm in alarms:
            rings = event["dtstart"].dt + timedelta(days=alarm["trigger"].dt.days)
            assert TODAY - timedelta(days=1) <= rings <= event["dtstart"].dt


def test_it_holds_that_the_same_case_gives_the_same_bytes_and_a_repeat_changes_nothing() -> None:
    made = setting({"plan_type": "self_funded_erisa"})
    first = calendar_file(made)
    assert calendar_file(made) == first
    assert calendar_file(made, first) == first


def test_it_holds_that_a_later_receipt_moves_the_entries_and_keeps_their_ids() -> None:
    before = calendar_file(setting({"plan_type": "self_funded_erisa"}))
    after = calendar_file(setting({"plan_type": "self_funded_erisa", "received_date": "2026-10-19"}), before)
    old, new = _events(before), _events(after)
    assert old.keys() == new.keys()
    moved = [uid for uid in old if old[uid]["dtstart"].dt != new[uid]["dtstart"].dt]  # type: ignore[index]
    assert moved
    assert all(int(new[uid]["sequence"]) == 1 for uid in moved)  # type: ignore[index]


def test_it_holds_that_a_date_that_fell_away_is_cancelled() -> None:
    before = calendar_file(setting({"plan_type": "self_funded_erisa"}))
    after = _events(calendar_file(setting({"plan_type": "tricare"}), before))
    gone = [event for uid, event in after.items() if uid in _events(before) and str(event["status"]) == "CANCELLED"]  # type: ignore[index]
    kept = [event for event in after.values() if str(event["status"]) == "CONFIRMED"]  # type: ignore[index]
    assert kept
    assert all(int(event["sequence"]) == 1 for event in gone)  # type: ignore[index]


def test_it_holds_that_nothing_personal_stands_in_it() -> None:
    text = calendar_file(setting({"plan_type": "self_funded_erisa"})).decode()
    for secret in ("Ingrid", "Solheim", "5520", "30952", "lumbar", "Tamarack", "Northgate"):
        assert secret not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_it_holds_that_no_calendar_is_no_calendar() -> None:
    with pytest.raises(ValueError):
        calendar_file(setting({"plan_type": "self_funded_erisa"}), b"not a calendar")


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@firstcheck\r\nDTSTART:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@firstcheck\r\nDTSTART;VALUE=DATE:20260101\r\n"
        b"DTSTART;VALUE=DATE:20260102\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a@firstcheck\r\nDTSTART;VALUE=DATE:20260101\r\n"
        b"SEQUENCE:many\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VEVENT\r\n" * 3000,
        b"END:VCALENDAR\r\n" * 3,
        bytes(range(256)) * 20,
    ],
)
def test_it_holds_that_a_broken_earlier_calendar_is_said_or_passed_over(broken: bytes) -> None:
    made = setting({"plan_type": "self_funded_erisa"})
    try:
        after = calendar_file(made, broken)
    except ValueError:
        return
    assert all(str(event["status"]) == "CONFIRMED" for event in _events(after).values())  # type: ignore[index]
