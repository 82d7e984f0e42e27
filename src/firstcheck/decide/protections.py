"""Which protection a case points to before all of its facts are known, and the Texas rule for imaging.

Takes the words known of a refusal and its values; gives further words for rule tables.
"""

from collections.abc import Mapping

from firstcheck.facts.fact import FactValue


def protection_sign(words: Mapping[str, str], values: Mapping[str, FactValue]) -> dict[str, str]:
    """The protection that the papers point to while one fact of it is still unknown: asking for it costs nothing.

    A fact that rules the protection out is no sign of it.
    """
    ancillary = words.get("visit_facility") == "yes" and words.get("service_is_ancillary") == "yes"
    ground = "yes" in (words.get("ground_ambulance"), words.get("ground_ambulance_service"))
    at_facility = ancillary and words.get("facility_in_network") != "no"
    if words.get("plan_has_nsa") != "no" and not ground and (words.get("emergency") == "yes" or at_facility):
        return {"protection_sign": "surprise-billing"}
    if words.get("plan_has_directory_right") == "yes" and words.get("listed_in_directory") == "yes":
        return {"protection_sign": "directory"}
    ended = "contract_ended" in values or "yes" in (words.get("provider_left_network"), words.get("contract_end_told"))
    if words.get("plan_has_continuity_right") == "yes" and ended and words.get("continuing_care") == "yes":
        inside = words.get("within_continuity_window") != "no"
        return {"protection_sign": "continuity"} if inside else {}
    return {}


def texas_rule(words: Mapping[str, str]) -> dict[str, str]:
    """Tex. Ins. Code 1301.165 and 1271.158: imaging in connection with a network provider's service, insured plans.

    1551.230 and its sisters say the same for the plans of the State itself, which are self-funded.
    """
    bound = "yes" if words.get("texas_state_plan") == "yes" else words.get("state_law_binds")
    words = {**words, "state_law_binds": bound} if bound else words
    off = (
        words.get("state_law_binds") == "no"
        or words.get("state", "TX") != "TX"
        or words.get("service_is_imaging") == "no"
        or words.get("ordered_by_network_provider") == "no"
        or words.get("written_network_election") == "yes"
    )
    if off:
        return {"texas_imaging_rule": "no"}
    needed = ("state_law_binds", "service_is_imaging", "ordered_by_network_provider")
    sure = words.get("state") == "TX" and all(words.get(name) == "yes" for name in needed)
    return {"texas_imaging_rule": "yes"} if sure else {}
