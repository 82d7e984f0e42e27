"""Runs the site under waitress: one process, a few threads, nothing of an upload ever on disk in the clear."""

import os
import sys
import threading
import time
from importlib.util import find_spec
from typing import Any

from firstcheck.site.state import session_dir

_THREADS = 6
_MEGABYTE = 1_000_000
#: Everything of one request, all files together.
MOST_BYTES = 200 * _MEGABYTE
_SWEEP_SECONDS = 60
#: How long pages have this process to themselves before the index of the search is made.
_FIRST_PAGES_SECONDS = 5


def application() -> Any:
    """The site as a WSGI application."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstcheck.site.settings")
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def create(host: str, port: int) -> Any:
    """A waitress server, listening.

    Left alone, waitress writes bodies over 512 kB to a temporary file in the clear; these limits keep them in memory.
    """
    if host not in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        os.environ["FIRSTCHECK_HOSTS"] = ",".join(filter(None, (os.environ.get("FIRSTCHECK_HOSTS"), host)))
    site = application()
    from waitress.server import create_server

    from firstcheck.site import phone
    from firstcheck.site.guide.quick import QuickGuide
    from firstcheck.site.owner import owner
    from firstcheck.site.turned_away import Channel

    if not phone.is_on():
        site = QuickGuide(site, public=owner().public)

    server: Any = create_server(
        site,
        host=host,
        port=port,
        threads=_THREADS,
        ident=None,
        max_request_body_size=MOST_BYTES,
        inbuf_overflow=MOST_BYTES + _MEGABYTE,
        outbuf_overflow=50 * _MEGABYTE,
    )
    server.channel_class = Channel
    return server


def run(host: str, port: int, *, phone: bool = False, studio: bool = False) -> None:
    """Serve until interrupted; with `phone` also for one phone in the same network; `studio` opens the Studio."""
    _search_server()
    number = _studio(host, phone) if studio or os.environ.get("FIRSTCHECK_STUDIO") == "1" else ""
    if phone:
        host = _opened()
    server = create(host, port)
    threading.Thread(target=_sweep, name="sweep", daemon=True).start()
    threading.Thread(target=_warm_search, name="search", daemon=True).start()
    _warm()
    sys.stdout.write(f"firstcheck is at http://{host}:{server.effective_port}/ (stop it with Ctrl-C)\n")
    if number:
        from firstcheck.site.analyzer.wording import say

        address = f"http://{host}:{server.effective_port}/studio/enter/{number}/"
        sys.stdout.write(say("studio_open", address=address) + "\n")
    sys.stdout.flush()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


def _studio(host: str, phone: bool) -> str:
    """Open the Studio; gives the number of its link. Raises SystemExit with a sentence where it may not be opened."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstcheck.site.settings")
    from firstcheck.site.analyzer.wording import say
    from firstcheck.site.studio import door
    from firstcheck.site.studio.drafts import Refused

    if phone or host not in door.HERE:
        raise SystemExit(f"firstcheck: {say('studio_only_here')}")
    try:
        return door.open_door()
    except Refused as problem:
        raise SystemExit(f"firstcheck: {problem}") from None


def _search_server() -> None:
    """Raises SystemExit with a sentence where a search server is named and the package to reach it is not there."""
    if os.environ.get("FIRSTCHECK_SEARCH", "").strip() and find_spec("psycopg") is None:
        raise SystemExit("firstcheck: FIRSTCHECK_SEARCH needs one more package: pip install 'firstcheck[postgres]'")


def _opened() -> str:
    """Turn the phone way on; gives the address to listen on, and lets pages be asked for by the network's name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstcheck.site.settings")
    from firstcheck.site import phone

    address = phone.turn_on()
    os.environ["FIRSTCHECK_HOSTS"] = ",".join(filter(None, (os.environ.get("FIRSTCHECK_HOSTS"), address)))
    sys.stdout.write(
        f"The phone way is on: devices in your network can reach this program at {address}.\n"
        "They see nothing without the square of http://127.0.0.1 ... /phone/, which works once.\n"
    )
    return "0.0.0.0"  # noqa: S104 - asked for by --phone; the gate refuses everyone but a phone with a number


def _warm() -> None:
    from firstcheck.intake import warm
    from firstcheck.knowledge.load import knowledge

    warm()
    knowledge()


def _warm_search() -> None:
    """The index of the search is made before anyone searches, and after the first pages had their turn."""
    from firstcheck.site.guide.search import index
    from firstcheck.site.language import LANGUAGES

    time.sleep(_FIRST_PAGES_SECONDS)
    for language in LANGUAGES:
        index(language)


def _sweep() -> None:
    """Idle sessions go even when nobody visits."""
    from firstcheck.site.analyzer.vault import Vault

    vault = Vault(session_dir())
    while True:
        vault.sweep()
        time.sleep(_SWEEP_SECONDS)
