"""The mail server of EMAIL_URL: what it says of one mail, and whether it may have taken it."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_SERVER_IN_TROUBLE = 400
_REFUSED = 500


class ServerError(Exception):
    """The server cannot be reached, or does not let us in: no mail was given to it."""


class Answer(Enum):
    """What became of a mail."""

    TAKEN = "taken"
    REFUSED = "refused"
    """For good: this mail will never be taken."""
    LATER = "later"
    """Certainly not taken; it may be another time."""
    UNCERTAIN = "uncertain"
    """The connection broke after the mail was given away and before the server answered."""


@dataclass(frozen=True)
class Said:
    """What became of a mail, and the words of the server."""

    answer: Answer
    words: str = ""


class _Watched:
    """Notes when the content of a mail is given away: from then on the server may have it."""

    is_given_away = False

    def data(self, msg: Any) -> Any:
        self.is_given_away = True
        return super().data(msg)  # type: ignore[misc]


class _PlainServer(_Watched, smtplib.SMTP):
    pass


class _EncryptedServer(_Watched, smtplib.SMTP_SSL):
    pass


class _Backend(EmailBackend):
    """Django's own, with a connection that is watched."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _EncryptedServer if self.use_ssl else _PlainServer


class Server:
    """A connection for some mails, closed at the end of its context."""

    def __init__(self) -> None:
        self._backend: Any = (
            _Backend() if settings.EMAIL_BACKEND == _SMTP else get_connection(fail_silently=False)
        )

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def connect(self) -> None:
        """Open the connection unless it is open. Raises ServerError."""
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as error:
            raise ServerError(_words(error)) from error

    def take(self, mail: EmailMessage) -> Said:
        """Give the server a mail; after anything but a yes `connect` begins anew."""
        if self._watched:
            self._watched.is_given_away = False
        try:
            self._backend.send_messages([mail])
        except (OSError, ValueError, smtplib.SMTPException) as error:
            said = Said(self._answer(error), _words(error))
            self._close()
            return said
        return Said(Answer.TAKEN)

    @property
    def _watched(self) -> _Watched | None:
        connection = getattr(self._backend, "connection", None)
        return connection if isinstance(connection, _Watched) else None

    def _close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self._backend.close()

    def _answer(self, error: Exception) -> Answer:
        """Tell what is certain from what is not, and what will pass from what will not."""
        if isinstance(error, smtplib.SMTPSenderRefused):
            return Answer.LATER  # It is us whom the server refuses, for all mails.
        code = _code(error)
        if code is not None:
            return Answer.REFUSED if code >= _REFUSED else Answer.LATER
        if isinstance(error, ValueError | smtplib.SMTPNotSupportedError):
            return Answer.REFUSED  # The address or a heading is none that a mail can have.
        is_kept = self._watched is not None and not self._watched.is_given_away
        return Answer.LATER if is_kept else Answer.UNCERTAIN


def _code(error: Exception) -> int | None:
    """Return the server's code; None where it did not answer."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _words_ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= _SERVER_IN_TROUBLE:
        return error.smtp_code
    return None


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"{code} {_text(said)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
