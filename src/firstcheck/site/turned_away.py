"""What waitress answers by itself (a body too large, a request it cannot parse): our page, with our headers."""

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from firstcheck.site.shields import HEADERS

_TOO_LARGE = 413


class RefusalTask(ErrorTask):
    """Says in one plain sentence what was wrong. The request never reached Django."""

    def execute(self) -> None:
        """Write the page and close."""
        from django.template.loader import render_to_string  # noqa: PLC0415 - Django is set up by then

        from firstcheck.site.analyzer.wording import say  # noqa: PLC0415

        error = self.request.error
        key = "too_large" if error.code == _TOO_LARGE else "bad_request"
        words = {"title": say(f"error_{key}_title"), "text": say(f"error_{key}_text")}
        body = render_to_string("firstcheck/refusal.html", words).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend([("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")])
        self.response_headers.extend(HEADERS.items())
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection that turns away with RefusalTask."""

    error_task_class = RefusalTask
