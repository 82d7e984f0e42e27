"""The questions that would change the answer, one at a time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from firstcheck.facts.vocabulary import VOCABULARY
from firstcheck.knowledge.load import knowledge
from firstcheck.plan.plan import AskedQuestion
from firstcheck.site.analyzer.access import with_case
from firstcheck.site.analyzer.casefile import NOTE, CaseFile
from firstcheck.site.analyzer.check_views import field
from firstcheck.site.analyzer.edition_words import asked_in_language
from firstcheck.site.analyzer.entries import EntryError, understand
from firstcheck.site.analyzer.wording import label, say


def still_open(case: CaseFile) -> tuple[AskedQuestion, ...]:
    """The questions left, the most decisive first."""
    done = {*case.kept.skipped, *case.kept.answers}
    return tuple(question for question in case.analysis().plan.questions if question.fact not in done)


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def questions(request: HttpRequest, case: CaseFile) -> HttpResponse:
    """Go to the next question, or to the answer. POST skips all that are left."""
    left = still_open(case)
    if request.method == "POST":
        case.skip(*(question.fact for question in left))
        return redirect("answer")
    return redirect("question", name=left[0].fact) if left else redirect("answer")


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def question(request: HttpRequest, case: CaseFile, name: str) -> HttpResponse:
    """One question. Any question can be opened again by its name, and its answer changed."""
    spec = VOCABULARY[name]
    if request.method != "POST":
        return _ask(request, case, name)
    entry = request.POST.get("value", "")
    if "skip" in request.POST or entry == "unknown":
        case.skip(name)
        return redirect("questions")
    try:
        case.answer(name, understand(spec, entry))
    except EntryError as problem:
        return _ask(request, case, name, entry, say("question_choose") if not entry else str(problem))
    return redirect("questions")


def _ask(request: HttpRequest, case: CaseFile, name: str, entry: str | None = None, problem: str = "") -> HttpResponse:
    left = still_open(case)
    found = next((q for q in left if q.fact == name), None)
    asked = asked_in_language(found, knowledge()) if found else _known(name)
    given = [n for n in case.kept.answers if n in knowledge().questions] + list(case.kept.skipped)
    before = [n for n in given if n not in (name, NOTE)]
    shown = field(VOCABULARY[name], entry if entry is not None else case.kept.answers.get(name) or "")
    if asked.choices:
        shown["choices"] = [(choice["value"], choice["label"]) for choice in asked.choices]
    words = {
        **shown,
        "case": case,
        "step": "questions",
        "question": asked,
        "problem": problem,
        "number": len(before) + 1,
        "total": len(before) + len([q for q in left if q.fact != name]) + 1,
        "before": before[-1] if before else "",
    }
    return render(request, "firstcheck/question.html", words, status=422 if problem else 200)


def _known(name: str) -> AskedQuestion:
    """A question that is not open now, as knowledge words it."""
    text = knowledge().questions.get(name)
    if text is None:
        return AskedQuestion(name, say("question_plain", fact=label("facts", name)), "", ())
    choices = tuple({"value": c.value, "label": c.label} for c in text.choices)
    return asked_in_language(AskedQuestion(name, text.ask, text.why, choices, text.where or ""), knowledge())
