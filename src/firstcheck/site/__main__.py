"""`python -m firstcheck.site`: the site on this computer, at http://127.0.0.1:8000/ unless told otherwise."""

import argparse

from firstcheck.site import serve


def main() -> None:
    """Read the address from the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m firstcheck.site", description="Serve firstcheck in the browser.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--phone", action="store_true", help="let a phone in the same network send pictures")
    parser.add_argument("--studio", action="store_true", help="let editors on this computer draft knowledge files")
    given = parser.parse_args()
    serve(given.host, given.port, phone=given.phone, studio=given.studio)


if __name__ == "__main__":
    main()
