"""A deadline for a whole answer. Timeouts alone only limit the pause between two bytes."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from ssl import SSLContext
from typing import Any

import httpcore2
import httpx2

_ends_at: ContextVar[float | None] = ContextVar("ends_at", default=None)


class DeadlineError(Exception):
    """The time for this answer is over."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let every read and write of this thread inside the block end within that time."""
    token = _ends_at.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends_at.reset(token)


def _left(timeout: float | None) -> float | None:
    """Return the shorter of the timeout and what is left of the deadline."""
    ends_at = _ends_at.get()
    if ends_at is None:
        return timeout
    left = ends_at - time.monotonic()
    if left <= 0.005:
        raise DeadlineError
    return left if timeout is None else min(timeout, left)


@contextmanager
def _told_apart() -> Iterator[None]:
    """Raise DeadlineError for a pause that only the deadline ended."""
    try:
        yield
    except httpcore2.TimeoutException:
        _left(None)
        raise


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step is held to the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _told_apart():
            return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with _told_apart():
            self._inner.write(buffer, _left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    def __init__(self) -> None:
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        stream = self._inner.connect_tcp(host, port, _left(timeout), local_address, socket_options)
        return _Stream(stream)


@cache
def _certificates() -> SSLContext:
    """Return whom to trust; read once, since that takes as long as many answers."""
    return httpx2.create_ssl_context()


class DeadlineTransport(httpx2.BaseTransport):
    """Carries httpx2's requests over connections that know the deadline.

    Errors come as httpcore2 raises them. A proxy of the environment (HTTPS_PROXY) is used.
    """

    def __init__(self) -> None:
        self._pools: dict[str, httpcore2.ConnectionPool] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        response = self._pool(url.scheme, url.host).handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()

    def _pool(self, scheme: str, host: str) -> httpcore2.ConnectionPool:
        proxy = proxy_for(scheme, host, os.environ)
        if proxy not in self._pools:
            settings: dict[str, Any] = {
                "ssl_context": _certificates(),
                "network_backend": _Backend(),
                "max_connections": 20,
                "keepalive_expiry": 15.0,
            }
            self._pools[proxy] = (
                httpcore2.HTTPProxy(proxy, **settings)
                if proxy
                else httpcore2.ConnectionPool(**settings)
            )
        return self._pools[proxy]


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


def proxy_for(scheme: str, host: str, environment: Any) -> str:
    """Return the proxy that the environment names for that host, "" for a direct connection."""
    spared = (environment.get("NO_PROXY") or environment.get("no_proxy") or "").split(",")
    for name in filter(None, (name.strip().lstrip(".") for name in spared)):
        if name == "*" or host == name or host.endswith(f".{name}"):
            return ""
    for name in (f"{scheme}_proxy", "all_proxy"):
        if proxy := environment.get(name.upper()) or environment.get(name):
            return str(proxy)
    return ""
