"""Codes explained: every code of our lists, pairs, combinations, the unknown, and an owner's own list."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstcheck.knowledge.code_words import UnreadableList, explain, own_list, together
from firstcheck.knowledge.load import codes, knowledge


def said(*asked: str) -> str:
    found = [item for text in asked for item in explain(text, knowledge())]
    return " ".join(together(found, knowledge()))


@pytest.mark.parametrize("name", ["carc", "rarc", "groups"])
def test_it_explains_every_code_of_a_list(name: str) -> None:
    for code, entry in codes(name).items():
        (found,) = explain(code, knowledge())
        assert found.known and found.meaning == entry.meaning, code
        assert found.list_name == name


@pytest.mark.parametrize("head, name", [("CLP02", "claim_status"), ("277", "status_category")])
def test_it_explains_claim_status(head: str, name: str) -> None:
    for code in codes(name):
        (found,) = explain(f"{head}:{code}", knowledge())
        assert found.known and found.meaning


def test_it_has_the_lists_whole() -> None:
    assert len(codes("carc")) >= 295 and len(codes("rarc")) >= 283
    assert set(codes("groups")) == {"CO", "PR", "OA", "PI", "CR"}


@pytest.mark.parametrize("asked", ["CO-242", "co 242", "CO242", "CO–242"])
def test_it_reads_a_pair_as_people_write_it(asked: str) -> None:
    group, reason = explain(asked, knowledge())
    assert (group.code, reason.code, reason.group) == ("CO", "242", "CO")


@pytest.mark.parametrize("asked", ["N9999", "999", "ZZ", "", "CO-", "277:Q9", "<b>"])
def test_it_guesses_nothing_about_a_code_it_does_not_know(asked: str) -> None:
    for found in explain(asked, knowledge()):
        assert not found.known
        assert not found.meaning and not found.first_check


@given(st.text(max_size=12))
def test_it_takes_anything(asked: str) -> None:
    found = explain(asked, knowledge())
    assert found and together(found, knowledge()) is not None


@pytest.mark.parametrize("code", ["16", "96", "129", "148", "226", "227", "250", "251", "252", "A1"])
def test_it_asks_for_the_remark_that_a_reason_needs(code: str) -> None:
    assert "not complete" in said(code)
    assert "not complete" not in said(code, "N130")


def test_it_reads_the_group_first() -> None:
    assert "You do not owe it" in said("CO-50")
    assert "dispute it" in said("PR-50")
    assert "ordinary share" in said("PR-2")
    assert "ordinary share" not in said("PR-50")


def test_it_says_what_the_surprise_billing_remarks_decide() -> None:
    assert "in-network share" in said("PR-45", "N865")
    assert "can be appealed" in said("PR-242", "N885")
    known = [f"N{number}" for number in range(859, 886) if f"N{number}" in codes("rarc")]
    assert len(known) == 21
    for code in known:
        assert codes("rarc")[code].consequence, code


@pytest.mark.parametrize("code", ["MA130", "N211", "N704"])
def test_it_says_where_no_appeal_is_open(code: str) -> None:
    assert codes("rarc")[code].consequence


def test_a_code_and_the_reason_that_reads_it_are_of_one_list() -> None:
    known = knowledge()
    old = {"214", "N436", "MA11", "N276"}  # off the list of June 2024, or of no page of ours
    for reason in known.reasons.values():
        for name in ("carc", "rarc"):
            for code in set(getattr(reason, name)) - old:
                assert code in codes(name), (reason.id, code)


def test_it_shows_an_owners_own_list_beside_ours(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('code,text\n242,Their own words\nnonsense,x\nN130,"More, words"\n', encoding="utf-8")
    texts = own_list(path)
    assert texts == {"242": "Their own words", "N130": "More, words"}
    assert explain("CO-242", knowledge(), texts)[1].official == "Their own words"


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"code\n242\n", b"\xff\xfe\xff"])
def test_it_says_that_a_list_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableList, match=r"list\.csv"):
        own_list(path)
    with pytest.raises(UnreadableList, match="cannot be opened"):
        own_list(tmp_path / "none.csv")
