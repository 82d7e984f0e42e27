"""The whole guide as static files, for any plain web server: pages, styles, downloads, and what crawlers ask for."""

import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from firstcheck.site.guide import crawlers
from firstcheck.site.guide.shelf import all_paths, file_html, shelf
from firstcheck.site.guide.texts import download_text
from firstcheck.site.language import LANGUAGES, prefix, spoken
from firstcheck.site.owner import owner


class BuildError(Exception):
    """The build cannot go on; `str(error)` says why and what to do."""


def build(folder: Path) -> int:
    """Write the guide below `folder`, which must be new, empty, or an earlier build; gives how many pages.

    Raises BuildError, and OSError where a file cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / "llms.txt").exists())):
        raise BuildError(f"'{folder.name}' holds other files. Name a new folder.")
    for name in ("guide", "es", "static"):
        shutil.rmtree(folder / name, ignore_errors=True)
    written = 0
    for language, path in all_paths():
        _write(folder / (prefix(language) + path).lstrip("/") / "index.html", file_html(path, language))
        written += 1
    for name, text in _others():
        _write(folder / name, text)
    _copy(folder)
    return written


def _others() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        with spoken(language):
            for path, page in shelf(language).items():
                if page.kind in ("checklist", "letter"):
                    yield (prefix(language) + path).strip("/") + ".txt", download_text(page)
    yield "sitemap.xml", crawlers.sitemap()
    yield "robots.txt", crawlers.robots()
    yield "guide/changes.xml", crawlers.feed()
    yield "llms.txt", crawlers.llms()
    yield "index.html", _door()


def _door() -> str:
    """The first page of a static guide leads to the guide."""
    address = owner().address
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>firstcheck</title>'
        f'<meta http-equiv="refresh" content="0; url=guide/"><link rel="canonical" href="{address}/guide/"></head>'
        '<body><p><a href="guide/">firstcheck</a></p></body></html>\n'
    )


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _copy(folder: Path) -> None:
    own = Path(str(files("firstcheck.site.analyzer"))) / "static" / "firstcheck"
    kept = shutil.ignore_patterns("htmx*", "page.js")
    shutil.copytree(own, folder / "static" / "firstcheck", dirs_exist_ok=True, ignore=kept)
