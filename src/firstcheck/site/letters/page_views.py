"""Pages of letters: the list, the check of your answers, the preview, the editor."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from firstcheck.documents.choose import fitting
from firstcheck.documents.denials import denials
from firstcheck.documents.edited import MOST_CHARACTERS, editable
from firstcheck.documents.filers import filer_for
from firstcheck.documents.letter import Sender
from firstcheck.documents.places import known
from firstcheck.documents.setting import Setting
from firstcheck.knowledge.letters import Genre, LetterText, Sending
from firstcheck.knowledge.load import knowledge
from firstcheck.site.analyzer.access import with_case
from firstcheck.site.analyzer.casefile import CaseFile
from firstcheck.site.analyzer.wording import label
from firstcheck.site.language import current
from firstcheck.site.letters.kept import KeptLetters, draft_for, keep_letters, kept_letters, setting_for
from firstcheck.site.letters.shown import gathered

_FIELD = {"name": 120, "address": 400, "phone": 60, "email": 160}
#: The fact behind a place that is none itself.
_TO_CORRECT = {"provider": "billing_provider", "matter": "claim_number"}
#: Facts that the check page shows for every letter, where they are known or needed.
_USED = [
    "payer",
    "patient",
    "member_id",
    "claim_number",
    "group_number",
    "service_date",
    "service_description",
    "provider",
    "facility",
    "notice_date",
    "billed_amount",
    "appeal_address",
]


def words() -> dict[str, str]:
    """The words of these pages in their language, in English where it has none."""
    edition = knowledge().editions.get(current())
    own = edition.pages.get("letters_site", {}) if edition is not None else {}
    return {**knowledge().pages["letters_site"], **own}


def language_of(request: HttpRequest) -> str:
    """English, or Spanish where the address asks for the reading copy."""
    return "es" if request.GET.get("copy") == "es" else "en"


@require_GET
@with_case
def listed(request: HttpRequest, case: CaseFile) -> HttpResponse:
    """The letters that fit, the surest first; sheets, calendar."""
    return render(request, "firstcheck_letters/list.html", list_page(case))


def list_page(case: CaseFile) -> dict[str, Any]:
    """What the list shows."""
    kept = kept_letters(case)
    kinds = fitting(setting_for(case, kept))
    letters = [kind for kind in kinds if kind.genre is Genre.LETTER]
    shown = {
        "first": letters[:1],
        "letters": letters[1:],
        "others": [kind for kind in kinds if kind.genre is not Genre.LETTER],
        "denials": denials(case.analysis().decision, knowledge(), kept.denial),
    }
    return {"case": case, "step": "letters", "w": words(), **shown}


@require_POST
@with_case
def choose(request: HttpRequest, case: CaseFile) -> HttpResponse:
    """Letters are about another denial of the papers from now on."""
    wanted = request.POST.get("denial", "")
    if wanted in {one.id for one in case.analysis().decision.determinations}:
        keep_letters(case, msgspec.structs.replace(kept_letters(case), denial=wanted))
    return redirect("letters:list")


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def check(request: HttpRequest, case: CaseFile, kind: str) -> HttpResponse:
    """Check your answers: every fact the letter will state, and who sends it. POST goes on to the letter."""
    kept = kept_letters(case)
    if request.method == "POST":
        checked = tuple(dict.fromkeys((*kept.checked, kept.key(kind))))
        keep_letters(case, msgspec.structs.replace(kept, sender=_sender(request), checked=checked))
        return redirect("letters:preview", kind)
    setting, text = setting_for(case, kept), knowledge().letters[kind]
    shown = {"kind": text, "facts": _facts(setting, text), "sender": kept.sender, "sending": list(Sending)}
    return render(request, "firstcheck_letters/check.html", {"case": case, "step": "letters", "w": words(), **shown})


def _sender(request: HttpRequest) -> Sender:
    given = {name: request.POST.get(name, "").replace("\r\n", "\n").strip()[:most] for name, most in _FIELD.items()}
    sending = request.POST.get("sending", "")
    return Sender(**given, sending=Sending(sending) if sending in set(Sending) else Sending.PATIENT)


def _facts(setting: Setting, kind: LetterText) -> list[dict[str, Any]]:
    """Label, value, and the fact to correct; `missing` where the letter needs it and it is not known."""
    found = []
    for name in dict.fromkeys((*_USED, *kind.needs, *kind.shows)):
        value = known(setting, name)
        if (value and name != "matter") or (not value and name in kind.needs):
            correct = _TO_CORRECT.get(name, name)
            about = {"label": _called(name), "value": value, "fact": correct, "missing": not value}
            found.append(about)
    return found


def _called(name: str) -> str:
    """What a fact is called in the head of a letter, in the language of the page."""
    return knowledge().pages[f"letter_{current()}"].get(f"fact_{name}") or label("facts", name)


@require_GET
@with_case
def preview(request: HttpRequest, case: CaseFile, kind: str) -> HttpResponse:
    """The letter on a page, with what the gates say. Who has not checked the answers is sent there first."""
    kept = kept_letters(case)
    if not kept.is_checked(kind):
        return redirect("letters:check", kind)
    setting, text = setting_for(case, kept), knowledge().letters[kind]
    made = draft_for(setting, kept, text, language_of(request))
    shown = {
        "kind": text,
        "blocks": gathered(made.letter),
        "letter": made.letter,
        "verdict": made.verdict,
        "edited": kept.body(kind) is not None,
        "filer": filer_for(setting, text),
        "copy": language_of(request),
    }
    return render(request, "firstcheck_letters/preview.html", {"case": case, "step": "letters", "w": words(), **shown})


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def edit(request: HttpRequest, case: CaseFile, kind: str) -> HttpResponse:
    """Edit the body. POST saves it, or takes the edits back."""
    kept = kept_letters(case)
    if not kept.is_checked(kind):
        return redirect("letters:check", kind)
    if request.method == "POST":
        _take(request, case, kept, kind)
        return redirect("letters:preview", kind)
    text = knowledge().letters[kind]
    body = kept.body(kind) or editable(draft_for(setting_for(case, kept), kept, text, "en").letter)
    shown = {"kind": text, "body": body, "most": MOST_CHARACTERS, "edited": kept.body(kind) is not None}
    return render(request, "firstcheck_letters/edit.html", {"case": case, "step": "letters", "w": words(), **shown})


def _take(request: HttpRequest, case: CaseFile, kept: KeptLetters, kind: str) -> None:
    bodies = {name: body for name, body in kept.bodies.items() if name != kept.key(kind)}
    body = request.POST.get("body", "").replace("\r\n", "\n")[:MOST_CHARACTERS]
    if request.POST.get("do") != "reset" and body.strip():
        bodies[kept.key(kind)] = body
    keep_letters(case, msgspec.structs.replace(kept, bodies=bodies))
