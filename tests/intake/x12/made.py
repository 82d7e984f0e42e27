"""Constructed remittances: invented, for what no public sample holds (network refusals, traps one at a time)."""

from collections.abc import Sequence

HEAD = (
    "ST*835*0001",
    "BPR*I*0*C*NON************20260910",
    "TRN*1*998877*1512345678",
    "DTM*405*20260910",
    "N1*PR*HARBORLINE MUTUAL",
    "N1*PE*STATELINE RADIOLOGY*XX*1234567893",
    "REF*TJ*123456789",
    "LX*1",
)
ENVELOPE = (
    "ISA*00*          *00*          *ZZ*CONSTRUCTED    *ZZ*RECEIVER       *260910*1200*^*00501*000000001*0*T*:",
    "GS*HP*CONSTRUCTED*RECEIVER*20260910*1200*1*X*005010X221A1",
)


def claim(
    number: str = "7001",
    status: str = "1",
    billed: str = "612",
    paid: str = "0",
    owed: str = "",
    filing: str = "12",
    place: str = "22",
    body: Sequence[str] = (),
) -> list[str]:
    """The segments of one claim."""
    head = f"CLP*ACC{number}*{status}*{billed}*{paid}*{owed}*{filing}*{number}*{place}*1"
    return [head, "NM1*QC*1*DOE*JANE****MI*W123456789", "DTM*232*20260824", *body]


def service(code: str, billed: str, paid: str = "0", adjusted: str = "", remark: str = "") -> list[str]:
    """The segments of one service."""
    found = [f"SVC*HC:{code}*{billed}*{paid}**1", "DTM*472*20260824"]
    found += [f"CAS*{adjusted}*{billed}"] if adjusted else []
    return found + ([f"LQ*HE*{remark}"] if remark else [])


def refused(number: str, code: str, adjusted: str, remark: str = "", filing: str = "12") -> list[str]:
    """A claim of one service that is refused as a whole."""
    owed = "612" if adjusted.startswith("PR") else ""
    return claim(number, "4", "612", "0", owed, filing, body=service(code, "612", "0", adjusted, remark))


def remittance(*claims: Sequence[str], envelope: bool = True) -> list[str]:
    """The segments of a whole interchange with these claims."""
    inside = [*HEAD, *(segment for each in claims for segment in each)]
    inside.append(f"SE*{len(inside) + 1}*0001")
    return [*ENVELOPE, *inside, "GE*1*1", "IEA*1*000000001"] if envelope else inside


def written(segments: Sequence[str], terminator: str = "~", between: str = "") -> bytes:
    """Segments as a file."""
    return "".join(segment + terminator + between for segment in segments).encode()


#: Every way in which a payer says "out of network" in codes; constructed, because no public sample holds one.
NETWORK_REFUSALS = {
    "CO-242": ("CO*242", ""),
    "PR-242": ("PR*242", ""),
    "CO-242 N885": ("CO*242", "N885"),
    "PI-242": ("PI*242", ""),
    "CO-243": ("CO*243", ""),
    "PR-279": ("PR*279", ""),
    "CO-96 N212": ("CO*96", "N212"),
}
