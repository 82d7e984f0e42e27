"""The first page: give a paper, or try the worked example. And the pages about the site itself."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from firstcheck.intake import STANDARD, Document, Unreadable, read_file, read_text
from firstcheck.intake.limits import check_count
from firstcheck.knowledge.load import knowledge
from firstcheck.site import phone
from firstcheck.site.analyzer.casefile import COOKIE, CaseFile, hand_over, new_case, open_case
from firstcheck.site.analyzer.example_letter import typed_pdf
from firstcheck.site.analyzer.wording import say

_CLEAR = '"cache", "cookies", "storage"'


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Show the form, or read what was given and go on to the check. What cannot be read keeps the text entered."""
    case = open_case(request)
    if request.method != "POST":
        return render(request, "firstcheck/home.html", _first(case))
    text = request.POST.get("text", "")
    adding = case if case is not None and ("add" in request.POST or not case.kept.papers) else None
    try:
        papers = list(_papers(text, _given(request), adding.kept.papers if adding else 0))
    except Unreadable as problem:
        words = {"problem": str(problem), "text": text, "case": case, "adding": adding and "add" in request.POST}
        return render(request, "firstcheck/home.html", words, status=422)
    if case is not None and adding is None:
        case.delete()
    return _filed(request, adding or new_case(), papers)


def _first(case: CaseFile | None) -> dict[str, object]:
    """The first page; answers given on a guide page, before any letter, are said to be kept."""
    scenario = knowledge().scenarios.get(case.kept.page) if case is not None and not case.kept.papers else None
    return {"case": case, "from_page": scenario, "phone_ready": phone.is_on()}


def _given(request: HttpRequest) -> list[tuple[str, bytes]]:
    """Names and bytes of the files of the form."""
    files = [*request.FILES.getlist("files"), *request.FILES.getlist("photos")]
    return [(file.name or "", file.read()) for file in files]


def _papers(text: str, files: list[tuple[str, bytes]], held: int) -> Iterator[tuple[Document, bytes | None]]:
    """Read what was given, the pasted text first; `held` papers are in the case already. Raises Unreadable."""
    check_count(len(files) + bool(text.strip()) + held, STANDARD)
    if not files and not text.strip():
        raise Unreadable(say("home_nothing"))
    if text.strip():
        yield read_text(text, say("paper_pasted")), None
    for name, data in files:
        try:
            yield read_file(data, name), data
        except Unreadable as problem:
            raise Unreadable(f"{name[:80]}: {problem}" if len(files) > 1 and name else str(problem)) from problem


def _filed(request: HttpRequest, case: CaseFile, papers: list[tuple[Document, bytes | None]]) -> HttpResponse:
    for document, data in papers:
        case.add(document, data)
    return hand_over(request, redirect("check"), case)


@require_POST
def example(request: HttpRequest) -> HttpResponse:
    """Start with the worked example."""
    before = open_case(request)
    words = knowledge().pages["example"]
    letter = typed_pdf(words["letter"])
    try:
        paper = read_file(letter, words["name"])
    except Unreadable as problem:
        return render(request, "firstcheck/home.html", {"problem": str(problem), "case": before}, status=503)
    if before is not None:
        before.delete()
    return _filed(request, new_case(example=True), [(paper, letter)])


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """What this is, what it is not, and what happens to papers."""
    return render(request, "firstcheck/about.html", {"case": open_case(request)})


@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    """Delete everything: the files here, and what the browser holds of them."""
    case = open_case(request)
    if case is not None:
        case.delete()
    response = redirect("deleted")
    response.delete_cookie(COOKIE)
    response["Clear-Site-Data"] = _CLEAR
    return response


@require_GET
def deleted(request: HttpRequest) -> HttpResponse:
    """Say that everything is deleted."""
    return render(request, "firstcheck/deleted.html")


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches the process."""
    return HttpResponse("ok\n", content_type="text/plain")
