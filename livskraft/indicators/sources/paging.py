"""Pages that follow on each other by an address in each answer, as Kolada has them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from livskraft.indicators.sources.errors import AnswerError, _
from livskraft.indicators.sources.http import Answer, Client, same_host

MOST_PAGES = 500


def pages(client: Client, url: str, base: str) -> Iterator[Answer]:
    """Yield every page to the last one. Raises AnswerError where the addresses never end.

    Only addresses at the host of `base` are followed. A page counts itself (`count`), so the
    end is where there is no next address.
    """
    seen: set[str] = set()
    rows: object = None
    while url:
        answer = client.get(url)
        before, rows = rows, values_of(answer)
        if url in seen or len(seen) >= MOST_PAGES or rows == before:
            raise AnswerError(
                _(
                    "%(url)s leads from page to page without end. Nothing of it is used; tell "
                    "the publisher."
                ),
                url=url,
            )
        seen.add(url)
        yield answer
        url = _next(answer, base)


def values_of(answer: Answer) -> list[dict[str, Any]]:
    """Return the rows of a page. Raises AnswerError where there is no list of them."""
    document = answer.json()
    rows = document.get("values") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise AnswerError(
            _("%(url)s answered without a list of values. Check the address of the source."),
            url=answer.url,
        )
    return rows


def _next(answer: Answer, base: str) -> str:
    document = answer.json()
    found = document.get("next_url")
    if not found:
        return ""
    url = urljoin(answer.url, str(found))
    if same_host(base, url):
        return url
    if same_host(url, base):
        return url.replace("http://", "https://", 1)
    raise AnswerError(
        _(
            "%(url)s sends us to another host for its next page: %(next)s. Nothing of it is used; "
            "check the address of the source."
        ),
        url=answer.url,
        next=url,
    )
