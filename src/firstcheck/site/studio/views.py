"""The pages of the Studio: the desk, a file with its checks, its preview, and the approval that writes it."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from firstcheck.knowledge.build import KnowledgeFault
from firstcheck.knowledge.readability import MOST_GRADE, MOST_MEAN
from firstcheck.site.analyzer.wording import say
from firstcheck.site.studio import door, drafts
from firstcheck.site.studio.drafts import Draft, Refused
from firstcheck.site.studio.look import looked_at, shows
from firstcheck.site.studio.trial import Verdict, built_with, judge

_MOST_FOUND = 300


def _with_sentence(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What is refused is said on a page of its own."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as problem:
            return render(request, "studio/refused.html", {"problem": str(problem)}, status=422)

    return told


@require_GET
def enter(request: HttpRequest, number: str) -> HttpResponse:
    """The one-time link: it is used up, and this browser may edit."""
    if not door.reachable(request):
        raise Http404
    key = door.use(number)
    if key is None:
        return render(request, "studio/closed.html", status=410)
    response = redirect("studio:desk")
    response.set_cookie(door.COOKIE, key, httponly=True, samesite="Lax", path="/studio/")
    return response


@require_safe
@door.editors_only
@_with_sentence
def desk(request: HttpRequest) -> HttpResponse:
    """Drafts, and the files by the words of their names; `name` leads to a file, a new one too."""
    wanted = request.GET.get("name", "").strip()
    if wanted:
        drafts.place(wanted)
        return redirect("studio:file", wanted)
    query = request.GET.get("q", "")[:80].strip().lower()
    known = drafts.names()
    found = [name for name in known if all(word in name.lower() for word in query.split())] if query else []
    words = {"drafts": drafts.drafts(), "query": query, "found": found[:_MOST_FOUND], "count": len(known)}
    return render(request, "studio/desk.html", words | {"desk": True, "folders": _folders(known)})


def _folders(names: list[str]) -> list[tuple[str, int]]:
    """The folders by name, and how many files each holds."""
    return sorted(Counter(name.rpartition("/")[0] for name in names if "/" in name).items())


@require_http_methods(["GET", "HEAD", "POST"])
@door.editors_only
@_with_sentence
def file(request: HttpRequest, name: str) -> HttpResponse:
    """A file in its editor; POST keeps the text as a draft and checks it."""
    text = drafts.written(name)
    if request.method != "POST":
        kept = drafts.draft(name)
        return render(request, "studio/file.html", _words(name, kept.text if kept else text, kept))
    given = request.POST.get("text", "")
    try:
        kept = drafts.save(name, given)
    except Refused as problem:
        words = _words(name, given[: drafts.MOST_BYTES], drafts.draft(name)) | {"problem": str(problem)}
        return render(request, "studio/file.html", words, status=422)
    companions = _companions(request, name)
    verdict = judge(drafts.knowledge_folder(), [kept, *companions])
    words = _words(name, kept.text, kept) | {"chosen": [each.name for each in companions]}
    return render(request, "studio/file.html", words | _said(verdict, [kept, *companions]))


def _words(name: str, text: str, kept: Draft | None) -> dict[str, Any]:
    others = [each.name for each in drafts.drafts() if each.name != name]
    return {
        "name": name,
        "text": text,
        "kept": kept,
        "others": others,
        "shows": shows(name),
        "new": not kept and not text,
    }


def _said(verdict: Verdict, tried: list[Draft]) -> dict[str, Any]:
    gates = {"most_grade": f"{MOST_GRADE:.0f}", "most_mean": f"{MOST_MEAN:.0f}"}
    return {"verdict": verdict, "seen": _seen(tried), **gates}


def _seen(tried: list[Draft]) -> str:
    return ".".join(each.seen[:32] for each in tried)


def _companions(request: HttpRequest, name: str) -> list[Draft]:
    """The other drafts that are to be tried and written together with this one."""
    chosen = dict.fromkeys(other for other in request.POST.getlist("with") if other != name)
    return [kept for other in chosen if (kept := drafts.draft(other)) is not None]


@require_safe
@door.editors_only
@_with_sentence
def preview(request: HttpRequest, name: str) -> HttpResponse:
    """The page that a draft makes, as readers would see it; every other draft that is not its companion stays out."""
    kept = drafts.draft(name)
    if kept is None:
        raise Refused(say("studio_no_draft"))
    try:
        return HttpResponse(looked_at(request, built_with(drafts.knowledge_folder(), [kept]), name))
    except KnowledgeFault as fault:
        raise Refused(str(fault)) from None
    except KeyError:
        raise Refused(say("studio_no_page")) from None


@require_POST
@door.editors_only
@_with_sentence
def approve(request: HttpRequest, name: str) -> HttpResponse:
    """Check once more what was seen, and write it. Nothing is written where a check fails or a text has changed."""
    kept = drafts.draft(name)
    if kept is None:
        raise Refused(say("studio_no_draft"))
    tried = [kept, *_companions(request, name)]
    if request.POST.get("seen") != _seen(tried):
        raise Refused(say("studio_changed"))
    verdict = judge(drafts.knowledge_folder(), tried)
    if verdict.faults:
        raise Refused(say("studio_faulty"))
    drafts.publish(tried)
    return render(request, "studio/done.html", {"names": [each.name for each in tried]})


@require_POST
@door.editors_only
@_with_sentence
def discard(request: HttpRequest, name: str) -> HttpResponse:
    """Delete a draft; the file stays as it is."""
    drafts.discard(name)
    return redirect("studio:desk")
