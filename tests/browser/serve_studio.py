"""The site with its Studio open, on a copy of the knowledge: what an editor approves is written there and nowhere else."""

import sys
from pathlib import Path

from firstcheck.knowledge import load

if __name__ == "__main__":
    home = Path(sys.argv[1])
    load.FILES, load.ARTEFACT = home / "knowledge", home / "compiled.msgpack"
    from firstcheck.site.server import run

    run("127.0.0.1", 0, studio=True)
