"""`python -m benchmarks [NAMES]`: the figures of firstcheck on this machine; an unknown name lists those there are."""

import sys


def main(argv: list[str]) -> int:
    """Run the named ones; accuracy and speed where none is named."""
    from benchmarks import accuracy, claims, letters, reach, scenarios, site_load, speed

    known = {
        part.__name__.rpartition(".")[2]: part.main for part in (accuracy, speed, reach, scenarios, claims, letters)
    }
    known["site"] = site_load.main
    names = argv or ["accuracy", "speed"]
    if unknown := [name for name in names if name not in known]:
        sys.stderr.write(f"No benchmark is called {unknown[0]}; there are {', '.join(known)}.\n")
        return 2
    return max(known[name]() for name in names)


sys.exit(main(sys.argv[1:]))
