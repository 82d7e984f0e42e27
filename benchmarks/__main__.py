"""`python -m benchmarks [accuracy|speed|all]`: the figures of firstcheck on this machine."""

import sys


def main(argv: list[str]) -> int:
    """Run the named benchmark, both where none is named."""
    from benchmarks import accuracy, speed

    known = {"accuracy": accuracy.main, "speed": speed.main}
    names = list(known) if not argv or argv == ["all"] else argv
    if unknown := [name for name in names if name not in known]:
        sys.stderr.write(f"No benchmark is called {unknown[0]}; there are {', '.join(known)}.\n")
        return 2
    return max(known[name]() for name in names)


sys.exit(main(sys.argv[1:]))
