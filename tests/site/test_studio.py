"""The Studio: shut to everyone but an editor on this computer, drafts that stay drafts, checks that stop what is wrong."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firstcheck.knowledge import load
from firstcheck.knowledge.load import FILES, knowledge
from firstcheck.site import server
from firstcheck.site.studio import door, drafts, trial
from firstcheck.site.studio.shape import shape_faults

WORDS = knowledge().pages["studio"]
PAGE = "scenarios/accident-details.yaml"
NEIGHBOUR = "scenarios/other-insurance-first.yaml"
WHOLE = ("pages", "es/pages", "questions", "sources", "plays", "procedures", "evidence", "reasons", "codes")
SECRET = "Zebra words that only the draft has."


@pytest.fixture(scope="module")
def shelf_of_few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with few files, so that every check runs in a moment."""
    home = tmp_path_factory.mktemp("checkout")
    root = home / "knowledge"
    for folder in ("pages", "es/pages"):
        shutil.copytree(FILES / folder, root / folder)
    wanted = [PAGE, NEIGHBOUR, "routes.yaml", "plays/send-what-is-asked.yaml", "plays/settle-who-pays-first.yaml"]
    wanted += ["questions/plan_type.yaml", "procedures/mri.yaml", "sources/cfr-29-2560-503-1.yaml"]
    shutil.copytree(FILES / "codes", root / "codes")
    for name in wanted:
        if (FILES / name).exists():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(FILES / name, root / name)
    (home / "pyproject.toml").write_text("", encoding="utf-8")
    return home


@pytest.fixture
def root(shelf_of_few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: Path) -> Iterator[Path]:
    shutil.copytree(shelf_of_few, tmp_path / "checkout")
    monkeypatch.setattr(load, "FILES", tmp_path / "checkout" / "knowledge")
    shutil.rmtree(state / "studio" / "drafts", ignore_errors=True)
    yield (tmp_path / "checkout" / "knowledge").resolve()
    door.shut()


@pytest.fixture
def editor(root: Path) -> Client:
    """A browser that used the link."""
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    assert client.get(f"/studio/enter/{door.open_door()}/").headers["Location"] == "/studio/"
    return client


def standing(name: str = PAGE) -> str:
    return drafts.written(name)


def changed(text: str = "") -> str:
    """The page with one plain sentence of its own more."""
    return (text or standing()).replace("mistakes: [", f'mistakes: ["{SECRET}", ', 1)


def saved(editor: Client, text: str, name: str = PAGE, **more: object) -> str:
    answer = editor.post(f"/studio/file/{name}/", {"text": text, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def seen(page: str) -> str:
    return re.findall(r'name="seen" value="([0-9a-f.]+)"', page)[0]


# the door


ADDRESSES = ["/studio/", f"/studio/file/{PAGE}/", f"/studio/preview/{PAGE}/", "/studio/enter/AAAA/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_off_by_default(root: Path, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["FIRSTCHECK_STUDIO"])
def test_it_stays_shut_where_only_the_setting_is_there(
    root: Path, client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "1")
    assert client.get("/studio/").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_it_needs_the_link(editor: Client, client: Client, address: str) -> None:
    assert client.get(address).status_code == 403
    client.cookies[door.COOKIE] = "guessed"
    assert client.get(address).status_code == 403
    assert editor.get("/studio/").status_code == 200


def test_it_takes_its_link_once(root: Path, client: Client) -> None:
    number = door.open_door()
    first = client.get(f"/studio/enter/{number}/")
    assert first.status_code == 302
    kept = first.cookies[door.COOKIE]
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"
    assert kept["path"] == "/studio/"
    assert client.get(f"/studio/enter/{number}/").status_code == 410


def test_it_ends_its_link(root: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    number = door.open_door()
    later = door.time.monotonic() + 601
    monkeypatch.setattr(door.time, "monotonic", lambda: later)
    assert client.get(f"/studio/enter/{number}/").status_code == 410


@pytest.mark.parametrize(
    "about",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_VIA": "1.1 front"},
        {"HTTP_HOST": "guide.example"},
    ],
)
def test_it_is_for_this_computer_only(editor: Client, about: dict[str, str]) -> None:
    from django.conf import settings as django_settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "ALLOWED_HOSTS", ["*"])
        for address in (*ADDRESSES[:3], f"/studio/enter/{door.open_door()}/"):
            assert editor.get(address, **about).status_code == 404


@pytest.mark.parametrize("host, phone", [("0.0.0.0", False), ("192.168.1.7", False), ("127.0.0.1", True)])
def test_it_does_not_start_for_a_network(root: Path, host: str, phone: bool) -> None:
    with pytest.raises(SystemExit, match=re.escape(WORDS["studio_only_here"])):
        server.run(host, 0, phone=phone, studio=True)


def test_it_does_not_start_without_a_checkout(root: Path) -> None:
    (root.parent / "pyproject.toml").unlink()
    with pytest.raises(SystemExit, match=re.escape(WORDS["studio_no_checkout"])):
        server.run("127.0.0.1", 0, studio=True)


@pytest.mark.parametrize("verb", ["file", "approve", "discard"])
def test_it_takes_no_form_without_its_token(editor: Client, verb: str) -> None:
    strict = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)
    strict.cookies[door.COOKIE] = editor.cookies[door.COOKIE].value
    assert strict.post(f"/studio/{verb}/{PAGE}/", {"text": changed()}).status_code == 403
    assert drafts.drafts() == []


# drafts


def test_it_keeps_a_draft_to_the_editor(editor: Client, client: Client, root: Path, state: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    saved(editor, changed())
    assert SECRET in editor.get(f"/studio/preview/{PAGE}/").content.decode()
    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert SECRET not in client.get("/guide/denials/accident-details/").content.decode()
    assert SECRET not in client.get("/search/?q=zebra").content.decode()
    kept = list((state / "studio" / "drafts").iterdir())
    assert [path.stat().st_mode & 0o077 for path in kept] == [0]


def test_it_shows_the_guide_page_and_says_that_it_is_a_draft(editor: Client) -> None:
    saved(editor, changed())
    answer = editor.get(f"/studio/preview/{PAGE}/")
    page = answer.content.decode()
    assert WORDS["studio_banner"].format(name=PAGE) in page
    assert 'class="guide wide scenario-page' in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert (
        WORDS["studio_banner"].format(name=PAGE)
        not in Client(headers={"host": "localhost"}).get("/guide/denials/accident-details/").content.decode()
    )


@pytest.mark.parametrize("name", ["plays/send-what-is-asked.yaml", "questions/plan_type.yaml", "procedures/mri.yaml"])
def test_it_shows_other_kinds(editor: Client, name: str) -> None:
    saved(editor, standing(name), name)
    assert name.split("/")[1][:3] in editor.get(f"/studio/preview/{name}/").content.decode()


def test_it_deletes_a_draft(editor: Client) -> None:
    saved(editor, changed())
    assert editor.post(f"/studio/discard/{PAGE}/").status_code == 302
    assert drafts.draft(PAGE) is None
    assert editor.get(f"/studio/preview/{PAGE}/").status_code == 422


NO_PLACES = [
    "../pyproject.toml",
    "../x.yaml",
    "scenarios/../../x.yaml",
    "scenarios/..%2f..%2fx.yaml",
    "/etc/x.yaml",
    "nowhere/x.yaml",
    "scenarios/x.yml",
    "scenarios/.x.yaml",
    "scenarios/x.yaml\n",
    "scenarios\\x.yaml",
    "pages/ledger.yaml",
    "routes.yaml/x.yaml",
]


@pytest.mark.parametrize("name", NO_PLACES)
def test_it_writes_nowhere_else(editor: Client, root: Path, name: str) -> None:
    with pytest.raises(drafts.Refused):
        drafts.save(name, "a: b")
    assert editor.post(f"/studio/file/{quote(name, safe='/%')}/", {"text": "a: b"}).status_code in (404, 422)
    assert editor.get("/studio/", {"name": name.strip() + "?"}).status_code == 422
    assert drafts.drafts() == []


def test_it_follows_no_link_out_of_the_folder(editor: Client, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text("a: b", encoding="utf-8")
    (root / "plays" / "x.yaml").symlink_to(outside / "x.yaml")
    (root / "linked").symlink_to(outside)
    for name in ("plays/x.yaml", "linked/x.yaml", "linked/new.yaml"):
        assert editor.post(f"/studio/file/{name}/", {"text": "c: d"}).status_code == 422
    assert (outside / "x.yaml").read_text(encoding="utf-8") == "a: b"


@given(st.text(max_size=40))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_it_names_only_places_below_the_knowledge(root: Path, name: str) -> None:
    try:
        path = drafts.place(name)
    except drafts.Refused:
        return
    assert path.resolve().is_relative_to(root)


def test_it_keeps_no_long_text_and_few_drafts(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert editor.post(f"/studio/file/{PAGE}/", {"text": "ä" * 50_001}).status_code == 422
    assert drafts.drafts() == []
    drafts.save(PAGE, "a: b")
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 1)
    assert editor.post(f"/studio/file/{NEIGHBOUR}/", {"text": "a: b"}).status_code == 422
    drafts.save(PAGE, "a: c")


# checks


def test_it_finds_nothing_wrong_with_a_good_draft(editor: Client) -> None:
    page = saved(editor, changed())
    assert WORDS["studio_clean"] in page
    assert 'class="studio-faults"' not in page and 'class="problem"' not in page
    assert knowledge().scenarios["other-insurance-first"].title in page


LONG = "This sentence goes on and on and on and on, and it goes on and on and on and on, until nobody who reads it knows how it began."
HARD = "Organizational interoperability necessitates administrative reconsideration methodologies."


def _with(old: str, new: str) -> str:
    text = drafts.written(PAGE)
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    "old, new, word",
    [
        ("family: coordination", "family: nonsense", "nonsense"),
        ("family: coordination", "family: coordination\nextra: x", "extra"),
        ("id: accident-details", "id: other-name", "other-name"),
        ("sources: []", "sources: [no-such-law]", "no-such-law"),
        ("adjacent: other-insurance-first", "adjacent: nobody-here", "nobody-here"),
        ("plays: [", "plays: [no-such-play, ", "no-such-play"),
        ("mistakes: [", f'mistakes: ["{LONG}", ', "a sentence of"),
        ("mistakes: [", "mistakes: [" + f'"{HARD}", ' * 14, "reads at grade"),
        ("says:", "says: [", "accident-details"),
        ("mistakes: [", 'mistakes: ["Your odds are good.", ', "chances"),
    ],
)
def test_it_stops_what_is_wrong(editor: Client, root: Path, old: str, new: str, word: str) -> None:
    text = _with(old, new)
    page = saved(editor, text)
    assert word in "".join(re.findall(r'<ul class="studio-faults">.*?</ul>', page, re.DOTALL))
    assert 'name="seen"' not in page
    kept = drafts.draft(PAGE)
    assert kept is not None
    forced = editor.post(f"/studio/approve/{PAGE}/", {"seen": kept.seen[:32]})
    assert forced.status_code == 422
    assert (root / PAGE).read_text(encoding="utf-8") != text


def test_it_stops_a_page_like_its_neighbour(editor: Client) -> None:
    copied = standing(NEIGHBOUR).replace("id: other-insurance-first", "id: accident-details")
    copied = re.sub(r"^adjacent: .*$", "adjacent: other-insurance-first", copied, flags=re.MULTILINE)
    page = saved(editor, copied)
    assert "five-word runs" in page
    assert WORDS["studio_near_too"] in page


def test_it_wants_neighbours_that_point_back(editor: Client) -> None:
    text = re.sub(r"^(adjacent|related): .*\n", "", standing(NEIGHBOUR), flags=re.MULTILINE)
    assert "does not point back" in saved(editor, text, NEIGHBOUR)


@pytest.mark.parametrize(
    "text, key",
    [
        ("a: &x [1]\nb: *x", "studio_alias"),
        ("[" * 40 + "]" * 40, "studio_deep"),
        ("[" * 40_000, "studio_deep"),
        ("? [a]\n: b", "studio_bad_key"),
        ("", "studio_one_document"),
        ("a: b\n---\nc: d", "studio_one_document"),
        ("a: \x07", "studio_bad_letters"),
    ],
)
def test_it_reads_only_plain_files(editor: Client, text: str, key: str) -> None:
    found = shape_faults(text)
    assert len(found) == 1
    assert found[0] == WORDS[key] or (key == "studio_bad_letters" and found[0].startswith("Line"))
    saved(editor, text)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_it_says_what_is_wrong_and_never_breaks(text: str) -> None:
    assert all(isinstance(say, str) and say for say in shape_faults(text))


def test_it_keeps_the_words_that_pages_ask_for(editor: Client) -> None:
    text = standing("pages/guide.yaml").replace("guide_name:", "guide_nome:")
    assert "guide_name" in saved(editor, text, "pages/guide.yaml")
    text = standing("pages/studio.yaml").replace("{count} files", "files")
    assert "studio_found" in saved(editor, text, "pages/studio.yaml")


# approval


def test_it_writes_what_was_approved_and_nothing_else(editor: Client, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    text = changed()
    page = saved(editor, text.replace("\n", "\r\n"))
    assert editor.post(f"/studio/approve/{PAGE}/", {"seen": seen(page)}).status_code == 200
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert after == before | {root / PAGE: text.encode()}
    assert (root / PAGE).stat().st_mode & 0o777 == 0o644
    assert drafts.drafts() == []


def test_it_writes_only_what_was_seen(editor: Client, root: Path) -> None:
    page = saved(editor, changed())
    drafts.save(PAGE, changed().replace("Zebra", "Other"))
    assert editor.post(f"/studio/approve/{PAGE}/", {"seen": seen(page)}).status_code == 422
    assert b"Zebra" not in (root / PAGE).read_bytes()


def test_it_writes_over_nobody_elses_change(editor: Client, root: Path) -> None:
    page = saved(editor, changed())
    theirs = (root / PAGE).read_text(encoding="utf-8") + "# theirs\n"
    (root / PAGE).write_text(theirs, encoding="utf-8")
    assert editor.post(f"/studio/approve/{PAGE}/", {"seen": seen(page)}).status_code == 422
    assert (root / PAGE).read_text(encoding="utf-8") == theirs


def test_it_writes_files_that_need_each_other_together(editor: Client, root: Path) -> None:
    one, two = changed(), standing(NEIGHBOUR) + "# looked at\n"
    saved(editor, two, NEIGHBOUR)
    page = saved(editor, one, **{"with": NEIGHBOUR})
    answer = editor.post(f"/studio/approve/{PAGE}/", {"seen": seen(page), "with": NEIGHBOUR})
    assert answer.status_code == 200
    assert (root / PAGE).read_text(encoding="utf-8") == one
    assert (root / NEIGHBOUR).read_text(encoding="utf-8") == two


def test_it_leaves_the_old_file_where_writing_fails(
    editor: Client, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = saved(editor, changed())
    before = sorted(root.rglob("*"))
    old = (root / PAGE).read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(drafts.os, "fsync", full)
    assert editor.post(f"/studio/approve/{PAGE}/", {"seen": seen(page)}).status_code == 500
    assert sorted(root.rglob("*")) == before
    assert (root / PAGE).read_bytes() == old


def test_it_keeps_its_copy_like_the_files(root: Path, state: Path) -> None:
    with trial._trial(root, [drafts.Draft("plays/new.yaml", "a: b\n", "")]) as folder:
        assert (folder / "plays/new.yaml").exists()
    with trial._trial(root, ()) as folder:
        names = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.yaml")}
    assert names == {path.relative_to(root): path.read_bytes() for path in root.rglob("*.yaml")}
