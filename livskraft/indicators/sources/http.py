"""The one client that asks publishers: polite, patient within limits, and on its guard."""

import json
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpcore2
import httpx2
import stamina

from livskraft import __version__
from livskraft.indicators.sources.deadline import DeadlineError, DeadlineTransport, deadline
from livskraft.indicators.sources.errors import AnswerError, RefusedError, UnavailableError, _
from livskraft.indicators.sources.limiter import Limiter
from livskraft.indicators.sources.strict_json import parse_json

Parameters = Sequence[tuple[str, str]]

# stamina would write every retry into the log as a warning; what matters is told in the error.
stamina.instrumentation.set_on_retry_hooks(())

_NETWORK_ERRORS = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
)
_MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Patience:
    """How long and how much we accept; times in seconds, sizes in bytes.

    `deadline` is for one answer from the first byte sent to the last one read. After a temporary
    error we wait `first_wait`, then twice as long each time, with up to `jitter` more.
    """

    attempts: int = 5
    first_wait: float = 0.5
    longest_wait: float = 15.0
    jitter: float = 1.0
    longest_retry_after: float = 90.0
    connect: float = 10.0
    read: float = 30.0
    deadline: float = 60.0
    largest_answer: int = 256 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    url: str
    payload: bytes
    content_type: str
    query: str = ""
    retrieved_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def json(self) -> Any:
        """Return the parsed answer. Raises AnswerError when it is no JSON, or cut off."""
        return self._document

    @cached_property
    def _document(self) -> Any:
        try:
            return parse_json(self.payload)
        except ValueError as error:
            raise AnswerError(
                _(
                    "%(url)s did not answer with whole JSON (%(type)s, %(size)d bytes, begins "
                    '"%(start)s"). The answer was cut off or the address is wrong: try again, '
                    "and if that does not help check the address of the source."
                ),
                url=self.url,
                type=self.content_type or "?",
                size=len(self.payload),
                start=self.payload[:40].decode("utf-8", "replace").strip(),
            ) from error


class _TemporaryError(Exception):
    """A temporary error of the server; `wait` is what it asked for, in seconds."""

    def __init__(self, status: int, wait: float | None, detail: str) -> None:
        self.status = status
        self.wait = wait
        self.detail = detail
        super().__init__(status)


class Client:
    """Asks publishers. Threads can share one; close it, or use it in a `with` block.

    `contact` (an address or mail) goes into the User-Agent so that a publisher can reach us.
    """

    def __init__(self, contact: str = "", patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self._limiter = Limiter()
        self._lock = threading.Lock()
        self._unreachable: set[str] = set()
        self._remembered: dict[str, Answer] = {}
        agent = f"Livskraft/{__version__}" + (f" ({contact})" if contact else "")
        self._http = httpx2.Client(
            transport=DeadlineTransport(),
            timeout=httpx2.Timeout(self._patience.read, connect=self._patience.connect),
            follow_redirects=False,
            headers={"User-Agent": agent.encode("ascii", "replace").decode()},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def limit(self, url: str, calls: int, seconds: float) -> None:
        """Ask the host of that address at most so often."""
        self._limiter.limit(urlsplit(url).netloc, calls, seconds)

    def get(self, url: str, parameters: Parameters = ()) -> Answer:
        """Return the answer. Raises UnavailableError or RefusedError."""
        if parameters:
            joint = "&" if "?" in url else "?"
            url = f"{url}{joint}{httpx2.QueryParams(list(parameters))}"
        return self._ask("GET", url, "")

    def get_once(self, url: str) -> Answer:
        """Return the answer, which is asked for once in the life of this client."""
        with self._lock:
            remembered = self._remembered.get(url)
        if remembered is None:
            remembered = self.get(url)
            with self._lock:
                self._remembered[url] = remembered
        return remembered

    def post(self, url: str, body: object, parameters: Parameters = ()) -> Answer:
        """Send JSON and return the answer. Raises UnavailableError or RefusedError."""
        if parameters:
            url = f"{url}?{httpx2.QueryParams(list(parameters))}"
        return self._ask("POST", url, json.dumps(body, ensure_ascii=False))

    def _ask(self, method: str, url: str, query: str) -> Answer:
        address = url
        for _hop in range(_MOST_REDIRECTS + 1):
            answer = self._ask_patiently(method, address, query)
            if isinstance(answer, Answer):
                return answer
            address = _next_address(address, answer, method)
        raise AnswerError(
            _("%(url)s sends us round in a circle. Check the address of the source."), url=url
        )

    def _ask_patiently(self, method: str, url: str, query: str) -> Answer | httpx2.Response:
        """Return the answer, or a redirect. Temporary errors are tried again."""
        patience = self._patience
        host = urlsplit(url).netloc
        retrying = stamina.retry_context(
            on=lambda error: self._wait_for(error, host),
            attempts=patience.attempts,
            timeout=None,
            wait_initial=patience.first_wait,
            wait_max=patience.longest_wait,
            wait_jitter=patience.jitter,
        )
        with self._explained(url, host):
            for attempt in retrying:
                with attempt:
                    return self._ask_once(method, url, host, query)
        raise AssertionError("unreachable")

    def _wait_for(self, error: Exception, host: str) -> bool | float:
        """Say whether to ask again: after the usual wait, or after what the server asked for.

        A host that could not be connected to is asked only once from then on, so that the other
        indicators of an update do not wait for it too.
        """
        if isinstance(error, _TemporaryError):
            if error.wait is None:
                return True
            return error.wait if error.wait <= self._patience.longest_retry_after else False
        return isinstance(error, _NETWORK_ERRORS) and host not in self._unreachable

    @contextmanager
    def _explained(self, url: str, host: str) -> Iterator[None]:
        """Turn what is left after all attempts into an error for people."""
        try:
            yield
        except _TemporaryError as error:
            raise _unavailable(error, host) from error
        except DeadlineError as error:
            raise UnavailableError(
                _("%(url)s did not finish its answer in %(seconds)d seconds. Try again later."),
                url=url,
                seconds=self._patience.deadline,
            ) from error
        except (*_NETWORK_ERRORS, httpx2.TransportError) as error:
            if isinstance(error, httpcore2.ConnectError | httpcore2.ConnectTimeout):
                self._unreachable.add(host)
            raise UnavailableError(
                _("%(host)s could not be reached (%(reason)s). Try again later."),
                host=host,
                reason=str(error) or type(error).__name__,
            ) from error
        except httpx2.InvalidURL as error:
            raise AnswerError(_("%(url)s is no address."), url=url) from error
        else:
            self._unreachable.discard(host)

    def _ask_once(self, method: str, url: str, host: str, query: str) -> Answer | httpx2.Response:
        self._limiter.take(host)
        content = query.encode()
        headers = {"Content-Type": "application/json"} if content else {}
        with (
            deadline(self._patience.deadline),
            self._http.stream(method, url, content=content or None, headers=headers) as response,
        ):
            if response.is_redirect:
                return response
            payload = self._read(response, url)
        _check_status(response, payload, url)
        return Answer(url, payload, response.headers.get("Content-Type", ""), query)

    def _read(self, response: httpx2.Response, url: str) -> bytes:
        pieces, size = [], 0
        try:
            for piece in response.iter_bytes():
                pieces.append(piece)
                size += len(piece)
                if size > self._patience.largest_answer:
                    raise AnswerError(
                        _("The answer of %(url)s is larger than %(size)d MB. Ask for less."),
                        url=url,
                        size=self._patience.largest_answer // 1024 // 1024,
                    )
        except httpx2.DecodingError as error:
            raise AnswerError(
                _("The answer of %(url)s is packed in a way that cannot be unpacked."), url=url
            ) from error
        return b"".join(pieces)


def _check_status(response: httpx2.Response, payload: bytes, url: str) -> None:
    """Raise for anything but success."""
    status = response.status_code
    if response.is_success:
        return
    detail = said(payload)
    if status == 429 or status >= 500 or status == 408:
        raise _TemporaryError(status, retry_after(response.headers.get("Retry-After")), detail)
    raise RefusedError(
        _(
            "%(url)s refused the question with %(status)d: %(detail)s. "
            "Check the declaration of the source."
        ),
        url=url,
        status=status,
        detail=detail or response.reason_phrase,
    )


def _unavailable(error: _TemporaryError, host: str) -> UnavailableError:
    if error.wait:
        return UnavailableError(
            _("%(host)s asks us to wait (%(status)d). Try again in %(seconds)d seconds."),
            host=host,
            status=error.status,
            seconds=error.wait,
        )
    return UnavailableError(
        _("%(host)s answered %(status)d %(detail)s each time it was asked. Try again later."),
        host=host,
        status=error.status,
        detail=error.detail,
    )


def _next_address(url: str, response: httpx2.Response, method: str) -> str:
    """Return where a redirect leads, if it stays with the same host."""
    target = urljoin(url, response.headers.get("Location", ""))
    if same_host(url, target) and (method == "GET" or response.status_code in (307, 308)):
        return target
    raise AnswerError(
        _(
            "%(url)s sends us to %(target)s, which we do not follow. "
            "Check the address of the source."
        ),
        url=url,
        target=target,
    )


def same_host(url: str, other: str) -> bool:
    """Whether both are on one host and port, and the way there does not become less safe."""
    first, second = urlsplit(url), urlsplit(other)
    if (first.scheme, second.scheme) == ("http", "https") and first.hostname == second.hostname:
        return first.port in (None, 80) and second.port in (None, 443)
    return (first.scheme, first.netloc) == (second.scheme, second.netloc)


def retry_after(header: str | None) -> float | None:
    """Read Retry-After, which is a number of seconds or a date; None where it is neither."""
    if not header:
        return None
    if re.fullmatch(r"\s*\d+(\.\d+)?\s*", header):
        return float(header)
    try:
        when = parsedate_to_datetime(header)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def said(payload: bytes) -> str:
    """Return a publisher's own words on an error, at most 200 characters: JSON's or the text's."""
    try:
        answer = parse_json(payload)
    except ValueError:
        text = payload[:1000].decode("utf-8", "replace")
        return "" if "<" in text else " ".join(text.split())[:200]
    if isinstance(answer, dict):
        error = answer.get("error", answer)
        if isinstance(error, list) and error:
            error = error[0]
        if isinstance(error, dict):
            named = ("detail", "label", "message", "title")
            error = next((error[name] for name in named if error.get(name)), "")
        return str(error)[:200]
    return ""
