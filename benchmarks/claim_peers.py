"""Other 835 readers over one file, each in its own way: `python claim_peers.py FILE` prints a JSON line for each.

Runs in an environment of its own (named by FIRSTCHECK_PEERS): the peers bring packages that the product does not.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path


def _pyx12(path: Path) -> int:
    import pyx12.error_handler
    import pyx12.params
    import pyx12.x12context

    claims = 0
    with path.open(encoding="ascii") as opened:
        handler = pyx12.error_handler.errh_null()
        for node in pyx12.x12context.X12ContextReader(pyx12.params.params(), handler, opened).iter_segments():
            claims += node.seg_data.get_seg_id() == "CLP"
    return claims


def _x12_python(path: Path) -> int:
    from x12 import Parser

    found = Parser().parse(path.read_text(encoding="ascii"))
    return str(found).count("'CLP'") + str(found).count('"CLP"')


def _edi_835_parser(path: Path) -> int:
    from edi_835_parser import parse

    found = parse(str(path))
    return sum(len(each.claims) for each in getattr(found, "transaction_sets", [found]))


def main(path: Path) -> None:
    """One line a peer: name, megabytes a second of processor time, claims, and what it said where it gave up."""
    warnings.simplefilter("ignore")
    readers: dict[str, Callable[[Path], int]] = {
        "pyx12": _pyx12,
        "x12-python": _x12_python,
        "edi-835-parser": _edi_835_parser,
    }
    for name, read in readers.items():
        begun = time.process_time()
        try:
            claims, said = read(path), ""
        except Exception as error:
            claims, said = 0, f"{type(error).__name__}: {error}"[:120]
        seconds = time.process_time() - begun
        speed = path.stat().st_size / seconds / 1e6
        sys.stdout.write(json.dumps({"name": name, "speed": speed, "claims": claims, "said": said}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
