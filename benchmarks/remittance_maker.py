"""X12 835 files of any size, invented: amounts, names and numbers vary, so that no reader wins by remembering.

Takes a size, a share of refused lines and a seed; writes a file. Codes and procedures are drawn from small lists.
"""

import random
from collections.abc import Iterator
from pathlib import Path

_PAYERS = (
    "HARBORLINE MUTUAL",
    "CEDAR VALLEY HEALTH",
    "NORTHERN PLAINS PLAN",
    "BLUE RIVER COVERAGE",
    "STATE HEALTH PLAN",
)
_FILINGS = ("12", "HM", "CI", "MB", "MC", "16", "15", "BL")
_PROCEDURES = (
    "99213",
    "99214",
    "72148",
    "74177",
    "70553",
    "71046",
    "80053",
    "85025",
    "97110",
    "J3490",
    "88305",
    "93000",
)
_MODIFIERS = ("", "", "", ":26", ":TC", ":59", ":25")
#: Group, reason and remark of refusals; network refusals among them, which no public sample holds.
_REFUSALS = (
    ("CO", "197", ""), ("CO", "16", "N382"), ("CO", "50", "N115"), ("PR", "242", ""), ("CO", "242", "N885"),
    ("PR", "96", "N130"), ("CO", "29", ""), ("CO", "18", "N522"), ("CO", "97", "M15"), ("CO", "22", "MA04"),
    ("PR", "27", ""), ("CO", "243", ""), ("CO", "252", "N706"), ("CO", "B7", "N570"), ("CO", "4", "N519"),
    ("PR", "204", "N30"), ("CO", "11", "M76"), ("CO", "109", ""), ("PR", "119", "N362"), ("CO", "55", "N623"),
)  # fmt: skip
#: A file is a day's or a week's work, so its payments have few dates.
_DAYS = ("20261102", "20261103", "20261105")
_PER_SET = 500
#: Bytes that are drawn afresh before they come again under other claim numbers.
_DRAWN = 10_000_000
_FIRST = 2026 * 10**9


def write_remittance(path: Path, size: int, refused: float, seed: int = 1) -> Path:
    """A file of at least `size` bytes in which a share `refused` of the service lines is refused."""
    draw = random.Random(seed)
    with path.open("w", encoding="ascii", newline="") as out:
        out.write(
            "ISA*00*          *00*          *ZZ*MADEFORTEST    *ZZ*RECEIVER       *261101*1200*^*00501*000000001*0*T*:~"
        )
        out.write("GS*HP*MADEFORTEST*RECEIVER*20261101*1200*1*X*005010X221A1~")
        written, sets, drawn = 0, 0, list[str]()
        while written < min(size, _DRAWN):
            sets += 1
            drawn += _transaction(draw, sets, refused)
            written = sum(map(len, drawn))
        body, times = "".join(drawn), max(1, -(-size // max(1, sum(map(len, drawn)))))
        for again in range(times):
            # other claims each time: accounts and claim numbers change, all else may repeat after so many bytes
            out.write(
                body if not again else body.replace("*ACC", f"*A{again}C").replace("*2026000", f"*2026{again:03d}")
            )
        sets *= times
        out.write(f"GE*{sets}*1~IEA*1*000000001~")
    return path


def _transaction(draw: random.Random, number: int, refused: float) -> Iterator[str]:
    when = draw.choice(_DAYS)
    head = [
        f"ST*835*{number:04d}",
        f"BPR*I*{draw.randrange(10**6) / 100:.2f}*C*ACH*CCP*01*999999992*DA*1234*1512345678**01*999988880*DA*9*{when}",
        f"TRN*1*{draw.randrange(10**9):09d}*1512345678",
        f"DTM*405*{when}",
        f"N1*PR*{draw.choice(_PAYERS)}",
        "N3*1 MAIN STREET",
        "N4*SPRINGFIELD*IL*62701",
        "N1*PE*PRAIRIE CLINIC*XX*1234567893",
        "LX*1",
    ]
    count = len(head)
    yield "~".join(head) + "~"
    for index in range(_PER_SET):
        claim = _claim(draw, number * _PER_SET + index, refused)
        count += len(claim)
        yield "~".join(claim) + "~"
    yield f"SE*{count + 1}*{number:04d}~"


def _claim(draw: random.Random, number: int, refused: float) -> list[str]:
    lines, charged, paid, owed = [], 0, 0, 0
    day = f"2026{draw.randrange(7, 11):02d}{draw.randrange(1, 28):02d}"
    for _ in range(draw.choice((1, 2, 3, 4))):
        charge = draw.randrange(2_000, 300_000)
        gives, share, segments = _service(draw, charge, day, refused)
        lines += segments
        charged, paid, owed = charged + charge, paid + gives, owed + share
    status = "4" if not paid and not owed else "1"
    head = [
        f"CLP*ACC{number}*{status}*{_m(charged)}*{_m(paid)}*{_m(owed)}*{draw.choice(_FILINGS)}*{_FIRST + number}*11*1",
        f"NM1*QC*1*NAME{number % 9973}*GIVEN{number % 89}****MI*W{number:09d}",
        "NM1*82*1*DOCTOR*ANY****XX*1234567893",
        f"REF*EA*{number}",
        f"DTM*232*{day}",
        f"DTM*233*{day}",
    ]
    return head + lines


def _m(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}" if cents % 100 else str(cents // 100)


def _service(draw: random.Random, charge: int, day: str, refused: float) -> tuple[int, int, list[str]]:
    """Payment and patient share in cents, and the segments of one service."""
    code = f"HC:{draw.choice(_PROCEDURES)}{draw.choice(_MODIFIERS)}"
    tail = [f"DTM*472*{day}"]
    if draw.random() < refused:
        group, reason, remark = draw.choice(_REFUSALS)
        tail += [f"CAS*{group}*{reason}*{_m(charge)}", f"REF*6R*{draw.randrange(10**8)}"]
        tail += [f"LQ*HE*{remark}"] if remark else []
        return 0, charge if group == "PR" else 0, [f"SVC*{code}*{_m(charge)}*0**1", *tail]
    cut, share = draw.randrange(charge // 2), draw.choice((0, 0, draw.randrange(charge // 4)))
    tail += [f"CAS*CO*45*{_m(cut)}"] if cut else []
    tail += [f"CAS*PR*{draw.choice('123')}*{_m(share)}"] if share else []
    tail += [f"REF*6R*{draw.randrange(10**8)}", f"AMT*B6*{_m(charge - cut)}"]
    return charge - cut - share, share, [f"SVC*{code}*{_m(charge)}*{_m(charge - cut - share)}**1", *tail]
