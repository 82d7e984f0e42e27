"""Benefit records: public samples, each profile's way of saying no, bundles and lines, XML, and damage."""

import copy
import json
import random
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from benchmarks.cases import shared

from firstcheck.intake import Unreadable, read_file
from firstcheck.intake.claim_data import PaidClaim
from firstcheck.intake.fhir.records import read_record
from firstcheck.intake.fhir.tree import resources
from tests.intake.fhir.made import CARC, GROUP, RARC, REVIEW, STATUS, concept, item, money, reason, record

SAMPLES = sorted((shared() / "samples" / "fhir").glob("*.json"))
needs_samples = pytest.mark.skipif(not SAMPLES, reason="the public samples are not on this machine")


def read(*records: dict[str, Any]) -> list[PaidClaim]:
    data = "\n".join(json.dumps(each) for each in records).encode()
    found = (read_record(each, n) for n, each in enumerate(resources(data), 1))
    return [claim for claim in found if claim is not None]


def codes(claim: PaidClaim) -> list[str]:
    return [a.code for part in (claim, *claim.lines) for a in part.adjustments]


@needs_samples
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_it_reads_every_reason_of_the_samples(path: Any) -> None:
    tree = json.loads(path.read_bytes())
    expected = Counter[str]()
    for part in tree.get("item", []):
        for each in part.get("adjudication", []):
            found = each.get("reason", {}).get("coding", [])
            if each["category"]["coding"][0]["code"] == "adjustmentreason":
                groups = {c["code"] for c in found if c["system"].endswith("claim-adjustment-group-codes")}
                reasons = {c["code"] for c in found if c["system"].endswith("claim-adjustment-reason-codes")}
                expected.update(f"{group}-{code}" for group in groups for code in reasons)
    (claim,) = read_file(path).claims
    read_codes = Counter(
        a.code for line in claim.lines for a in line.adjustments if a.code not in ("PR-1", "PR-2", "PR-3")
    )
    assert read_codes == expected
    assert len(claim.lines) == len(tree["item"])
    assert claim.number == tree["identifier"][0]["value"]


@needs_samples
def test_it_reads_what_a_prior_authorization_decided() -> None:
    (path,) = [path for path in SAMPLES if "PriorAuth" in path.name]
    (claim,) = read_file(path).claims
    assert claim.use == "preauthorization"
    assert [line.review for line in claim.lines][:3] == ["A", "A", "N"]


@pytest.mark.parametrize("name", ["denialreason", "adjustmentreason", "rejectreason"])
def test_it_reads_the_slice_of_every_profile(name: str) -> None:
    (claim,) = read(record(item(1, "74177", reason(name, (GROUP, "PR"), (CARC, "242"), (RARC, "N885"), amount=612.0))))
    assert codes(claim) == ["PR-242"]
    assert [r.code for r in claim.lines[0].remarks] == ["N885"]
    assert claim.lines[0].adjustments[0].amount == Decimal("612.0")


@pytest.mark.parametrize(
    "system",
    [
        CARC,
        "http://www.wpc-edi.com/reference/codelists/healthcare/claim-adjustment-reason-codes",
        "urn:payer:carc",
        "https://bluebutton.cms.gov/fhir/CodeSystem/ANSI-RSN-CD",
    ],
)
def test_it_reads_a_reason_under_any_address_of_the_list(system: str) -> None:
    assert codes(read(record(item(1, "74177", reason("adjustmentreason", (system, "242")))))[0]) == ["242"]


def test_it_counts_a_code_once_that_stands_under_two_addresses() -> None:
    twice = reason("adjustmentreason", (GROUP, "CO"), ("urn:x12:group", "CO"), (CARC, "242"), ("urn:wpc:carc", "242"))
    assert codes(read(record(item(1, "74177", twice)))[0]) == ["CO-242"]


def test_it_takes_no_pharmacy_reject_code_for_a_reason() -> None:
    (claim,) = read(
        record(
            item(1, "J1234", reason("rejectreason", ("http://terminology.hl7.org/CodeSystem/NCPDPRejectCode", "75")))
        )
    )
    assert codes(claim) == []
    assert claim.lines[0].denied


def test_it_reads_reasons_of_the_header_of_details_and_of_added_items() -> None:
    refusing = reason("adjustmentreason", (GROUP, "CO"), (CARC, "197"))
    inner = {**item(1, "70553", refusing), "subDetail": [item(2, "70551", refusing)]}
    (claim,) = read(
        record({**item(1, "99213"), "detail": [inner]}, adjudication=[refusing], addItem=[item(9, "74177", refusing)])
    )
    assert codes(claim) == ["CO-197"] * 4
    assert [line.procedure for line in claim.lines] == ["99213", "70553", "70551", "74177"]


def test_it_keeps_three_network_statuses_apart() -> None:
    found = [
        reason("billingnetworkstatus", (STATUS, "innetwork")),
        reason("renderingnetworkstatus", (STATUS, "outofnetwork")),
        reason("benefitpaymentstatus", (STATUS, "other")),
    ]
    (claim,) = read(record(item(1, "74177", *found)))
    assert claim.lines[0].networks == {"billing": "innetwork", "rendering": "outofnetwork", "payment": "other"}
    (old,) = read(record(item(1, "74177", reason("inoutnetwork", (STATUS, "outofnetwork")))))
    assert old.lines[0].networks == {"payment": "outofnetwork"}


def test_it_reads_amounts_exactly() -> None:
    text = json.dumps(record(item(1, "74177", money("submitted", 612.1), money("eligible", 400), money("benefit", 0))))
    (claim,) = [read_record(tree, 1) for tree in resources(text.replace("612.1", "612.10").encode())]
    assert claim is not None
    assert (claim.lines[0].billed, claim.lines[0].allowed, claim.lines[0].paid) == (Decimal("612.10"), 400, 0)


def test_it_reads_a_reason_that_is_only_said_in_a_note() -> None:
    (claim,) = read(
        record(
            item(1, "72148", money("submitted", 900), noteNumber=[1]),
            processNote=[{"number": 1, "text": "Denied, CARC 50."}],
        )
    )
    assert codes(claim) == ["50"]
    assert claim.lines[0].notes[0].code == "Denied, CARC 50."


def test_it_reads_a_claim_response_and_a_reviewers_decision() -> None:
    action = {
        "url": REVIEW,
        "extension": [
            {
                "url": "reviewActionCode",
                "valueCodeableConcept": concept(("https://codesystem.x12.org/005010/306", "A3")),
            }
        ],
    }
    response = record(
        item(1, "72148"), kind="ClaimResponse", use="preauthorization", preAuthRef="AUTH1", outcome="complete"
    )
    response["item"][0]["adjudication"] = [
        {
            "category": concept(("x", "submitted")),
            "extension": [
                {
                    "url": "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewAction",
                    "extension": action["extension"],
                }
            ],
        }
    ]
    (claim,) = read(response)
    assert claim.lines[0].review == "A3"
    assert claim.authorization == "AUTH1"


def test_it_opens_bundles_arrays_and_lines() -> None:
    one = record(item(1, "74177"))
    bundle = {
        "resourceType": "Bundle",
        "entry": [{"resource": one}, {"resource": {"resourceType": "Patient"}}, {"resource": one}],
    }
    assert len(read(bundle)) == 2
    assert len(read(one, one, one)) == 3
    assert len(read_file(json.dumps([one, one]).encode(), "a.json").claims) == 2
    assert len(read_file(json.dumps(bundle, indent=2).encode(), "b.json").claims) == 2


def test_it_leaves_out_records_that_were_taken_back() -> None:
    assert read(record(item(1, "74177"), status="cancelled")) == []


def test_it_says_what_is_missing_where_no_benefit_record_is() -> None:
    with pytest.raises(Unreadable, match="ExplanationOfBenefit"):
        read_file(b'{"resourceType": "Patient", "id": "1"}', "p.json")


def test_it_quotes_what_stands_on_the_page() -> None:
    document = read_file(
        json.dumps(record(item(1, "74177", reason("adjustmentreason", (GROUP, "PR"), (CARC, "242"))))).encode(),
        "eob.json",
    )
    raw = document.claims[0].lines[0].adjustments[0].raw
    assert raw in document.pages[0].text


XML = b"""<?xml version="1.0"?>
<ExplanationOfBenefit xmlns="http://hl7.org/fhir"><identifier><value value="7001"/></identifier><status value="active"/>
<use value="claim"/><outcome value="complete"/><created value="2026-09-10"/>
<item><sequence value="1"/><productOrService><coding><system value="http://www.ama-assn.org/go/cpt"/><code value="74177"/></coding></productOrService>
<adjudication><category><coding><code value="denialreason"/></coding></category><reason><coding><system value="https://x12.org/codes/claim-adjustment-reason-codes"/><code value="242"/></coding></reason><amount><value value="612.00"/></amount></adjudication></item>
</ExplanationOfBenefit>"""


def test_it_reads_xml() -> None:
    (claim,) = read_file(XML, "eob.xml").claims
    assert (claim.number, codes(claim), claim.lines[0].procedure) == ("7001", ["242"], "74177")
    assert claim.lines[0].adjustments[0].amount == Decimal("612.00")


@pytest.mark.parametrize(
    "inside", [b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', b'<!DOCTYPE x SYSTEM "file:///etc/passwd">']
)
def test_it_refuses_xml_that_declares_anything(inside: bytes) -> None:
    with pytest.raises(Unreadable):
        list(resources(XML.replace(b'<?xml version="1.0"?>', inside)))


def test_it_refuses_what_is_damaged_or_bottomless() -> None:
    for data in (
        b'{"resourceType": "ExplanationOfBenefit"',
        b'{"resourceType":' + b"[" * 200_000,
        b"<a>" * 50_000,
        XML[:300],
    ):
        with pytest.raises(Unreadable):
            list(resources(data))


STRANGE = (
    None,
    True,
    0,
    -1,
    1e300,
    "",
    "x" * 5000,
    [],
    {},
    [[]],
    [None],
    {"coding": None},
    [{"coding": [None, 1]}],
    "2026-13-45",
)


def seeds() -> list[dict[str, Any]]:
    own = record(
        item(1, "74177", reason("denialreason", (GROUP, "PR"), (CARC, "242"), amount=5), noteNumber=[1]),
        processNote=[{"number": 1, "text": "no"}],
    )
    return [own, *(json.loads(path.read_bytes()) for path in SAMPLES)]


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ():
        yield tree, key
        yield from places(tree[key])


def survives(count: int, seed: int) -> None:
    draw, kept = random.Random(seed), seeds()
    for n in range(count):
        tree = copy.deepcopy(draw.choice(kept))
        for _ in range(draw.choice((1, 2, 4))):
            spots = list(places(tree))
            inside, key = draw.choice(spots) if spots else (tree, "item")
            if draw.random() < 0.25 and isinstance(inside, dict):
                inside.pop(key, None)
            else:
                inside[key] = copy.deepcopy(draw.choice(STRANGE))
        data = json.dumps(tree).encode()
        if n % 3 == 0:
            at = draw.randrange(len(data))
            data = data[:at] + bytes([draw.randrange(256)]) * draw.randrange(3) + data[at + draw.randrange(20) :]
        try:
            for number, each in enumerate(resources(data), 1):
                claim = read_record(each, number)
                assert claim is None or all(problem.say.endswith(".") for problem in claim.problems)
        except Unreadable as error:
            assert str(error)


def test_it_survives_damage() -> None:
    survives(600, 5)


@pytest.mark.long
def test_it_survives_five_thousand_damaged_records() -> None:
    survives(5_000, 6)
