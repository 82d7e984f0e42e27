"""The phone in the hand: while it is on, one phone may send pictures into one case, after a number that works once.

Everything here lives in memory and ends with the process. Other devices see nothing but a refusal.
"""

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from firstcheck.site.analyzer.vault import Ticket

COOKIE = "firstcheck-phone"
#: Seconds for which a number may be used, and for which a phone that used it may send pictures.
_NUMBER_SECONDS, _PHONE_SECONDS = 600, 3600
_MOST_TRIES, _TRIES_SECONDS = 20, 60
_SETTING = "FIRSTCHECK_PHONE"
_lock = threading.Lock()
_numbers: dict[str, tuple[Ticket, float]] = {}
_phones: dict[str, tuple[Ticket, float]] = {}
_misses: list[float] = []


def is_on() -> bool:
    """Whether this process was started for phones."""
    return bool(os.environ.get(_SETTING))


def turn_on() -> str:
    """Open the way for phones; gives the address of this computer in its network."""
    os.environ[_SETTING] = "1"
    return own_address()


def own_address() -> str:
    """This computer's address in its network. Asks the system which way packets would go; sends none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostbyname(socket.gethostname())


def new_number(ticket: Ticket) -> str:
    """A number that lets one phone into a case, once; earlier ones of the case end."""
    number = secrets.token_urlsafe(18)
    with _lock:
        for old in [known for known, (of, _) in _numbers.items() if of == ticket]:
            del _numbers[old]
        _numbers[number] = (ticket, time.monotonic() + _NUMBER_SECONDS)
    return number


def use(number: str) -> str | None:
    """Use a number up; gives the key of the phone, None where the number does not work (any more)."""
    now = time.monotonic()
    with _lock:
        _misses[:] = [miss for miss in _misses if miss > now - _TRIES_SECONDS]
        found = _numbers.pop(number, None) if len(_misses) < _MOST_TRIES else None
        if found is None or found[1] < now:
            _misses.append(now)
            return None
        key = secrets.token_urlsafe(32)
        _phones[key] = (found[0], now + _PHONE_SECONDS)
    return key


def ticket_of(request: HttpRequest) -> Ticket | None:
    """The case into which the phone of a request may send; None for who is no such phone."""
    with _lock:
        found = _phones.get(request.COOKIES.get(COOKIE, ""))
    return found[0] if found is not None and found[1] > time.monotonic() else None


def from_here(request: HttpRequest) -> bool:
    """Whether a request comes from this computer itself."""
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


class PhoneGate:
    """While phones are let in: a device that is not this computer sees the pages for phones and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, or a refusal."""
        allowed = ("/phone/use/", "/phone/send/", "/static/")
        if is_on() and not from_here(request) and not request.path_info.startswith(allowed):
            return render(request, "phone/refused.html", status=403)
        return self._get_response(request)
