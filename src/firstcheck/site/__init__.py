"""The browser face: the only place where Django exists. `serve` runs it; importing this package imports no Django."""


def serve(host: str = "127.0.0.1", port: int = 8000, *, phone: bool = False, studio: bool = False) -> None:
    """Run the site until it is interrupted.

    `host` is the address to listen on; 127.0.0.1 keeps the site on this computer. Django and the server are loaded only
    here. With `phone` a phone in the same network may send pictures; with `studio` editors on this computer
    may draft knowledge files. Raises OSError where the port is taken.
    """
    from firstcheck.site.server import run

    run(host, port, phone=phone, studio=studio)


def set_up() -> None:
    """Load the site's settings and parts, for commands that use them without serving."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstcheck.site.settings")
    django.setup()
