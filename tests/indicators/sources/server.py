"""A real HTTP server on this machine that answers like publishers do, also when they misbehave."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    parameters: dict[str, list[str]]
    body: Any
    headers: dict[str, str]


@dataclass
class Reply:
    """What to answer. `pause` drips the body byte by byte, `cut` ends it early."""

    body: object = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    cut: int | None = None
    content_type: str = "application/json"

    def payload(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        if isinstance(self.body, str):
            return self.body.encode()
        return json.dumps(self.body, ensure_ascii=False).encode()


Answerer = Callable[..., Reply]


class Server:
    """Routes by regular expression over the decoded path; groups are handed to the answerer.

    `in_line` replies come first, one for each request, whatever the path.
    """

    def __init__(self) -> None:
        self.routes: list[tuple[str, re.Pattern[str], Answerer]] = []
        self.asked: list[Asked] = []
        self.times: list[float] = []
        self.in_line: list[Reply] = []
        self.url = ""

    def route(self, method: str, pattern: str, answerer: Answerer | Reply) -> None:
        answer = answerer if callable(answerer) else lambda _asked, *_groups: answerer
        self.routes.insert(0, (method, re.compile(pattern), answer))

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        self.times.append(time.monotonic())
        if self.in_line:
            return self.in_line.pop(0)
        for method, pattern, answerer in self.routes:
            match = pattern.fullmatch(asked.path)
            if method == asked.method and match:
                try:
                    return answerer(asked, *match.groups())
                except (KeyError, TypeError, ValueError) as error:
                    return Reply({"error": f"what was asked makes no sense: {error}"}, 400)
        return Reply({"error": f"no such page: {asked.path}"}, 404)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Listening"

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        asked = Asked(
            method,
            unquote(parts.path),
            parse_qs(parts.query, keep_blank_values=True),
            json.loads(body) if body else None,
            dict(self.headers.items()),
        )
        try:
            self._send(self.server.ours.answer(asked))
        except OSError:
            self.close_connection = True

    def _send(self, reply: Reply) -> None:
        payload = reply.payload()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(payload)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.cut is not None:
            payload = payload[: reply.cut]
            self.close_connection = True
        if not reply.pause:
            self.wfile.write(payload)
            return
        for place in range(len(payload)):
            self.wfile.write(payload[place : place + 1])
            self.wfile.flush()
            time.sleep(reply.pause)

    def log_message(self, *_arguments: object) -> None:
        pass


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    ours: Server


@contextmanager
def running_server() -> Iterator[Server]:
    """Listen on a free port of this machine until the block ends."""
    listening = _Listening(("127.0.0.1", 0), _Handler)
    listening.ours = Server()
    listening.ours.url = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield listening.ours
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()
