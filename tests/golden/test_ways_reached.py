"""Ways and names that few labelled papers lead to, each from a short paper of our own as it comes in the mail."""

from datetime import date

import pytest

from firstcheck.analyze import analyze
from firstcheck.intake import read_text

_TODAY = date(2026, 11, 28)
_HEAD = "{plan}    Explanation of Benefits    Date: 10/20/2026\nMember: Ines Kowalczyk    ID Q-10-3381\nClaim 77-1029\n"
_APPEAL = "\nYou may appeal within 180 days after you receive this notice.\n"
_TEXAS = _HEAD.format(plan="LONE MESA HEALTH PLAN PPO, Austin, Texas") + (
    "Group 7731 Brazos Tile Co., fully insured\nProvider: Mesquite Imaging Center, Austin TX\n"
    "Service 10/02/2026   MRI of the knee, 73721    Billed $1,480.00   Paid $0.00   You owe $1,480.00\n\n"
    "Texas Department of Insurance: 1-800-252-3439\n"
    "This claim was denied. The imaging center is not in your network.\n"
)
_ROWS = (
    "Provider: Tidal Allergy Group\n\n"
    "Date        Code    Billed     Allowed    Paid     You owe   Status   Reason\n"
    "09/30/2026  95004   $480.00    {allowed}    $0.00    $480.00   DENIED   {code}\n"
)
_DRUG = (
    "CEDAR RX PHARMACY BENEFITS       Coverage decision       Date: 10/20/2026\nMember: Paul Ashby   ID CRX-9920\n"
    "Drug: Humira pen, 28 days' supply\n\n{why}\nYou may appeal within 180 days of this letter.\n"
)
_BILL = (
    "HARBOR SPINE SURGERY CENTER       STATEMENT       Statement date 11/02/2026\nPatient: Ruth Okafor\n"
    "Date of service 10/06/2026    Epidural injection, self-pay (no insurance)\n{estimate}\n"
    "Total charges:       $1,940.00\nBalance due from you:       $1,940.00   Please pay by 12/02/2026.\n"
)
#: what the paper says, and the route rule that it leads to
WAYS = {
    "a network doctor ordered the scan": (
        _TEXAS + "The scan was ordered by Dr. Amelia Ruiz, who is a network provider." + _APPEAL,
        "route-texas",
    ),
    "the order stands in a field": (
        _TEXAS + "Ordering doctor: Amelia Ruiz, MD (participating)" + _APPEAL,
        "route-texas",
    ),
    "only the price is given as a reason": (
        _HEAD.format(plan="PINE BARREN HEALTH PPO") + _ROWS.format(allowed="$0.00", code="PR-45") + _APPEAL,
        "route-cost-share-named",
    ),
    "only the deductible is given as a reason": (
        _HEAD.format(plan="PINE BARREN HEALTH PPO") + _ROWS.format(allowed="$480.00", code="PR-1") + _APPEAL,
        "route-cost-share-named",
    ),
    "the lab result never came": (
        _DRUG.format(
            why="We deny this drug. Its approval criteria ask for a lab result, which was not sent with the request."
        ),
        "route-drug-page-missing",
    ),
    "a bill far over the estimate": (
        _BILL.format(estimate="Good faith estimate of 09/20/2026:   $1,100.00"),
        "route-estimate-dispute",
    ),
    "a bill near its estimate": (
        _BILL.format(estimate="Good faith estimate of 09/20/2026:   $1,700.00"),
        "route-bill-without-insurance",
    ),
    "anesthesia at a hospital whose network is not told": (
        _HEAD.format(plan="HARROW HEALTH PPO, fully insured employer plan")
        + "Provider: Cobble Anesthesia Group    Place: Vale Hospital, outpatient\n"
        + "Date        Code    Billed      Allowed    Paid      You owe\n"
        + "10/02/2026  00790   $1,400.00   $800.00    $400.00   $1,000.00\n\n"
        + "This claim was paid at your out-of-network benefit level, 50% of the allowed amount."
        + _APPEAL,
        "route-reduced-likely",
    ),
    "a number is missing beside the network code": (
        _HEAD.format(plan="QUARRY HEALTH EPO")
        + "Group 550, self-funded\nProvider: Elm Street Physical Therapy\n"
        + "09/28/2026   97110 therapeutic exercise   Billed $180.00  Paid $0.00  CO-242 N77\n\n"
        + "CO-242: Services not provided by network or primary care providers.\n"
        + "N77: The designated provider number is missing or invalid."
        + _APPEAL,
        "route-network-number-on-claim",
    ),
}
#: what the paper says, and the scenario that it is called
NAMES = {
    "one group reads, another took the pictures": (
        _HEAD.format(plan="HARROW HEALTH PPO")
        + "Billed by: Cobble Reading Radiologists    Study: CT of the head, 70450, 10/02/2026, at Vale Hospital\n\n"
        + "The claim was denied. The radiologists billed the entire study, but the hospital took the pictures and was"
        + " paid for that part. The reading has to be billed with modifier 26."
        + _APPEAL,
        "scan-parts-mixed",
    ),
    "an emergency is the exception, not the reason": (
        _HEAD.format(plan="HARROW HEALTH PPO")
        + "Vale Imaging (in network)   10/02/2026   73221   Billed $1,480.00   Paid $0.00\n\n"
        + "Why we did not pay: Our records show no pre-approval for this scan. Your plan asks for one before any MRI"
        + " that is not an emergency."
        + _APPEAL,
        "authorization-missing-imaging",
    ),
    "a visit by telephone": (
        _HEAD.format(plan="HARROW HEALTH PPO")
        + "Dr. Ode, family medicine   10/02/2026   99213   Billed $140.00   Paid $0.00   You owe $140.00\n\n"
        + "Visits by telephone are not a covered benefit of your plan."
        + _APPEAL,
        "telehealth-not-covered",
    ),
    "the bill asks for what the plan wrote off": (
        "ALDER UROLOGY       STATEMENT OF ACCOUNT       10/15/2026\nPatient: Ines Kowalczyk\n"
        "09/19/2026  Cystoscopy (52000)                 $900.00\n"
        "BALANCE DUE                                    $600.00\nPlease pay within 20 days.\n\n"
        "KITTREDGE HEALTH PPO       EXPLANATION OF BENEFITS       Sept 30, 2026\n"
        "Claim: KH-55102     Provider: Alder Urology, network provider\n\n"
        "Date       Code    Billed     Allowed    Copay    Paid      You owe\n"
        "09/19/26   52000   $900.00    $300.00    $30.00   $270.00   $30.00    CO-45\n\n"
        "CO-45: The charge is above the plan's allowed amount. The provider writes off the rest.\n",
        "amount-above-allowed",
    ),
    "the plan's own doctor chose the place": (
        "BRIAR SENIOR ADVANTAGE (HMO), a Medicare Advantage plan     Notice of denial of payment     10/20/2026\n"
        "Member: Orla Feeney   ID BSA-2201\nMRI of the spine, 72148, on 09/30/2026 at Tern Imaging\n\n"
        "We denied this claim. Tern Imaging is not in our network and has no contract with us. Our plan doctor,"
        " Dr. Lund, ordered the scan and sent you to Tern Imaging.\n"
        "You may appeal within 65 days of the date of this notice.\n",
        "plan-directed-care",
    ),
}


@pytest.mark.parametrize("name", WAYS)
def test_it_leads_from_the_paper_to_the_way(name: str) -> None:
    text, rule = WAYS[name]
    assert analyze([read_text(text, "paper.txt")], {}, _TODAY).primary.route.rule == rule


@pytest.mark.parametrize("name", NAMES)
def test_it_calls_the_paper_by_its_name(name: str) -> None:
    text, scenario = NAMES[name]
    assert analyze([read_text(text, "paper.txt")], {}, _TODAY).primary.denial.scenario == scenario
