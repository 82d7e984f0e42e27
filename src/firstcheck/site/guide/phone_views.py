"""Pages of the phone in the hand: the square on the computer, the camera form on the phone."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from firstcheck.intake import STANDARD, Unreadable, read_file
from firstcheck.intake.limits import check_count
from firstcheck.site import phone
from firstcheck.site.analyzer.casefile import CaseFile, case_of, hand_over, new_case, open_case
from firstcheck.site.analyzer.wording import say
from firstcheck.site.language import current, prefix


@require_http_methods(["GET", "HEAD", "POST"])
def square(request: HttpRequest) -> HttpResponse:
    """On the computer: what this opens; POST shows the square for one phone."""
    if not phone.is_on():
        return render(request, "phone/off.html", status=404)
    if request.method != "POST":
        return render(request, "phone/square.html")
    case = open_case(request) or _empty()
    address = f"http://{phone.own_address()}:{request.get_port()}{prefix(current())}/phone/use/{phone.new_number(case.ticket)}/"
    words: dict[str, Any] = {"address": address, "square": _drawn(address), "case": case}
    return hand_over(request, render(request, "phone/square.html", words), case)


def _empty() -> CaseFile:
    case = new_case()
    case.change(papers=0)
    return case


def _drawn(address: str) -> str:
    """The address as an SVG square."""
    made = segno.make(address, error="m", micro=False)
    return made.svg_inline(scale=6, border=2, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)


@require_GET
def use(request: HttpRequest, number: str) -> HttpResponse:
    """On the phone: the number of the square is used up, and the phone may send."""
    key = phone.use(number) if phone.is_on() else None
    if key is None:
        return render(request, "phone/used.html", status=410)
    response = redirect("phone-send")
    response.set_cookie(phone.COOKIE, key, httponly=True, samesite="Lax")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """On the phone: the camera form; each picture is read and goes into the case on the computer."""
    ticket = phone.ticket_of(request)
    case = case_of(ticket) if ticket is not None else None
    if case is None:
        return render(request, "phone/used.html", status=410)
    if request.method != "POST":
        return render(request, "phone/send.html", {"sent": case.kept.papers})
    try:
        _add(case, request)
    except Unreadable as problem:
        return render(request, "phone/send.html", {"sent": case.kept.papers, "problem": str(problem)}, status=422)
    return redirect("phone-send")


def _add(case: CaseFile, request: HttpRequest) -> None:
    files = request.FILES.getlist("photos")
    check_count(len(files) + case.kept.papers, STANDARD)
    if not files:
        raise Unreadable(say("home_nothing"))
    for file in files:
        data = file.read()
        case.add(read_file(data, file.name or ""), data)
