"""`firstcheck site`: serve it, build the guide as static files, bring its ledger up to date, read review requests."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

_WRONG_CALL = 2


def add_site(commands: Any) -> None:
    """Add the command to the parser."""
    site = commands.add_parser("site", help="the same in the browser, on this machine; and the guide")
    verbs = site.add_subparsers(dest="verb", required=True, metavar="VERB")
    serve = verbs.add_parser("serve", help="serve the site")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--phone", action="store_true", help="let a phone in the same network send pictures")
    serve.add_argument("--studio", action="store_true", help="let editors on this computer draft knowledge files")
    build = verbs.add_parser("build", help="write the whole guide as static files")
    build.add_argument("folder", metavar="DIR")
    verbs.add_parser("ledger", help="write down which pages changed today (a step before a release)")
    requests = verbs.add_parser("requests", help="show the review requests that wait, opened with your private key")
    requests.add_argument("--done", metavar="REFERENCE", help="delete a request that was dealt with")


def run_site(options: argparse.Namespace) -> int:
    """Run a verb; gives the exit status."""
    if options.verb == "serve":
        from firstcheck.site import serve

        serve(options.host, options.port, phone=options.phone, studio=options.studio)
        return 0
    from firstcheck.site import set_up

    set_up()
    if options.verb == "build":
        return _build(Path(options.folder))
    return _ledger() if options.verb == "ledger" else _requests(options.done)


def _build(folder: Path) -> int:
    from firstcheck.site.guide.build import BuildError, build
    from firstcheck.site.owner import OwnerError

    try:
        count = build(folder)
    except (BuildError, OwnerError, OSError) as problem:
        return _wrong(str(problem))
    sys.stdout.write(f"{count} pages in {folder}\n")
    return 0


def _ledger() -> int:
    from firstcheck.knowledge.load import FILES
    from firstcheck.site.guide.ledger import renewed, write
    from firstcheck.site.guide.shelf import book, html, shelf

    if not FILES.exists():
        return _wrong("The ledger is a file of the source tree; this is an installed firstcheck.")
    drawn = {path: (page, html(path, "en")) for path, page in shelf("en").items() if page.indexed}
    rows = renewed(book("en"), drawn, date.today())
    write(rows, FILES / "pages" / "ledger.yaml")
    sys.stdout.write(f"{len(rows)} pages in the ledger\n")
    return 0


def _requests(reference: str | None) -> int:
    from firstcheck.site.guide import requests

    if reference:
        return 0 if requests.done(reference) else _wrong(f"There is no request {reference}.")
    try:
        for each in requests.waiting():
            lines = (
                f"{each.reference}  {each.day}  {each.level}",
                f"{each.name}, {each.contact}",
                each.page,
                each.about,
            )
            sys.stdout.write("\n".join(line for line in lines if line) + "\n\n")
    except requests.RequestsError as problem:
        return _wrong(str(problem))
    return 0


def _wrong(say: str) -> int:
    sys.stderr.write(f"firstcheck: {say}\n")
    return _WRONG_CALL
