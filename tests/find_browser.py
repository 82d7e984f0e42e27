"""Finds Chrome or Chromium for the browser tests; with --install gets one where this machine allows it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
HOW = (
    "The browser tests need Chrome or Chromium. On Debian or Ubuntu run: sudo apt-get install -y chromium\n"
    "On macOS run: brew install --cask chromium\nOr set CHROME=/path/to/chrome."
)


def find() -> str | None:
    """The path of a browser, None where there is none."""
    named = os.environ.get("CHROME")
    if named and Path(named).exists():
        return named
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def install() -> None:
    """Try the system's packages as root, then the browser that playwright brings; both may be refused."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL)
    elif shutil.which("brew"):
        subprocess.run(["brew", "install", "--cask", "chromium"], check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if find() is None and "--install" in sys.argv:
        install()
    if find() is None:
        sys.exit(HOW)
