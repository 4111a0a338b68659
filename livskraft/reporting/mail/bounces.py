"""What a mail server says afterwards: a delivery report (RFC 3464), and which mail it is about."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import cast

_ABOUT_THE_MAIL = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")


@dataclass(frozen=True)
class DeliveryReport:
    """One recipient's share of a report; `has_failed` is False while the server still tries."""

    recipient: str
    message_id: str
    has_failed: bool
    words: str


def read_delivery_reports(content: bytes) -> list[DeliveryReport]:
    """Return what a report says of each recipient; nothing where the mail is no such report."""
    mail = message_from_bytes(content, policy=policy.default)
    message_id = _original_id(mail)
    return [
        DeliveryReport(
            recipient=_after_type(group["Final-Recipient"] or group["Original-Recipient"]),
            message_id=message_id,
            has_failed=str(group["Action"]).strip().lower() == "failed",
            words=" ".join(
                part
                for part in (str(group["Status"] or ""), _after_type(group["Diagnostic-Code"]))
                if part
            ),
        )
        for part in mail.walk()
        if part.get_content_type() == "message/delivery-status"
        for group in cast("list[Message]", part.get_payload())
        if group["Action"]
    ]


def _original_id(mail: EmailMessage) -> str:
    """Return the Message-ID of the mail that the report is about; "" where it is left out."""
    for part in mail.walk():
        if part.get_content_type() not in _ABOUT_THE_MAIL or part is mail:
            continue
        payload = part.get_payload()
        if isinstance(payload, list):
            found = cast("Message", payload[0])["Message-ID"]
        else:
            headers = cast("bytes | None", part.get_payload(decode=True))
            found = message_from_bytes(headers or b"")["Message-ID"]
        if found:
            return str(found).strip()
    return ""


def _after_type(value: object) -> str:
    """Return "anna@example.org" of "rfc822; anna@example.org"."""
    return " ".join(str(value or "").rpartition(";")[2].split())
