"""A real mail server on this machine, that can be told to refuse, to break off, or to be gone."""

import email
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class MailServer:
    """Keeps what it takes. `refusals` is {address: what it says at that address}.

    `data_answers` are what it says of the next mails; "break" takes the mail and says nothing.
    """

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}
        self.data_answers: list[str] = []
        self.sender_answer = ""
        self.port = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        return [one for one in self.taken if one["To"] == address]

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.sender_answer or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        said = self.data_answers.pop(0) if self.data_answers else "250 OK"
        if said in ("250 OK", "break"):
            message = email.message_from_bytes(envelope.content, policy=policy.default)
            self.taken.append(message)  # type: ignore[arg-type]
        if said == "break":
            server.transport.abort()
        return said


@contextmanager
def running_mail_server(server: MailServer | None = None) -> Iterator[MailServer]:
    server = server or MailServer()
    server.port = server.port or free_port()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def use(settings: Any, server: MailServer) -> None:
    """Let mails go to the server, as EMAIL_URL does."""
    settings.EMAIL_URL = server.url
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "Region Exempel <strategi@region.example>"
