"""What waitress answers by itself (a body too large, a request it cannot parse): our page, with our headers."""

from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from firstcheck.site.shields import HEADERS

_TOO_LARGE = 413


class RefusalTask(ErrorTask):
    """Says in one plain sentence what was wrong. The request never reached Django."""

    def execute(self) -> None:
        """Write the page and close."""
        from django.template.loader import render_to_string

        from firstcheck.site.analyzer.wording import say

        request: Any = self.request
        error = request.error
        key = "too_large" if error.code == _TOO_LARGE else "bad_request"
        words = {"title": say(f"error_{key}_title"), "text": say(f"error_{key}_text")}
        body = render_to_string("firstcheck/refusal.html", words).encode()
        self.status = f"{error.code} {error.reason}"
        about = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"), *HEADERS.items()]
        self.response_headers = about
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection that turns away with RefusalTask."""

    error_task_class = RefusalTask
