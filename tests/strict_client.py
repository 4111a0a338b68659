"""A test client that refuses faulty pages: it checks every answer, whatever the test looks at."""

import re
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.html_rules import problems

_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE|ALTER|DROP|TRUNCATE)\b", re.I)


class StrictClient(Client):
    """Django's test client, and for each answer an AssertionError unless

    - HTML keeps every rule of tests/html_rules.py;
    - opening an address wrote nothing to the database;
    - an anonymous visitor got no cookie (`may_set_cookie=True` for a page with a form);
    - the page made exactly as many database queries as `queries` says, when it says so.
    """

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self._expected_queries: int | None = None
        self._may_set_cookie = False

    def get(  # type: ignore[override]
        self,
        path: str,
        *arguments: Any,
        queries: int | None = None,
        may_set_cookie: bool = False,
        **more: Any,
    ) -> HttpResponse:
        """Open an address; see the class for `queries` and `may_set_cookie`."""
        self._expected_queries, self._may_set_cookie = queries, may_set_cookie
        try:
            return super().get(path, *arguments, **more)
        finally:
            self._expected_queries, self._may_set_cookie = None, False

    def request(self, **request: Any) -> HttpResponse:
        """Send it as Django's client does, and check the answer."""
        is_visitor = settings.SESSION_COOKIE_NAME not in self.cookies
        with CaptureQueriesContext(connection) as captured:
            response = super().request(**request)
        method = request.get("REQUEST_METHOD", "GET")
        statements = [query["sql"] for query in captured.captured_queries]
        faults = self._count_faults(statements)
        if method in ("GET", "HEAD"):
            faults += [f"it writes: {sql[:200]}" for sql in statements if _WRITES.match(sql)]
            if is_visitor and response.cookies and not self._may_set_cookie:
                faults.append(f"it sets a cookie: {', '.join(response.cookies)}")
        is_page = method != "HEAD" and not 300 <= response.status_code < 400
        if is_page and response.get("Content-Type", "").startswith("text/html"):
            faults += problems(response.content.decode(response.charset))
        if faults:
            raise AssertionError(f"{method} {request['PATH_INFO']}:\n- " + "\n- ".join(faults))
        return response

    def _count_faults(self, statements: list[str]) -> list[str]:
        if self._expected_queries in (None, len(statements)):
            return []
        listing = "\n  ".join(statement[:300] for statement in statements)
        count = f"{len(statements)} database queries instead of {self._expected_queries}"
        return [f"{count}:\n  {listing}"]
