"""The outbox from the command line: what waits or had trouble, handing over, and reports of bounces."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.readiness import migrate


class Command(BaseCommand):
    summary = gettext_lazy("see which mails wait or had trouble, hand them over, read bounces")

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="list|send|bounce")
        listing = actions.add_parser("list", help=_("list the mails that wait or had trouble"))
        listing.add_argument("--json", action="store_true", help=_("print the result as JSON"))
        actions.add_parser("send", help=_("hand over what is due, now"))
        bounce = actions.add_parser("bounce", help=_("mark what a mail server reports as returned"))
        bounce.add_argument("file", help=_("the report as a file (.eml), - for standard input"))

    def handle(self, *args: Any, **options: Any) -> None:
        migrate(self.stderr.write)
        if options["action"] == "list":
            self._list(as_json=options["json"])
        elif options["action"] == "send":
            self._send()
        else:
            self._bounce(options["file"])

    def _list(self, *, as_json: bool) -> None:
        from livskraft.reporting.queries.outbox import outbox

        found = outbox()
        rows = [
            {
                "recipient": mail.recipient,
                "subject": mail.subject,
                "state": mail.state,
                "attempts": mail.attempts,
                "problem": mail.problem,
            }
            for mail in (*found.troubled, *found.waiting)
        ]
        if as_json:
            self.say(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for mail in (*found.troubled, *found.waiting):
            words = f"{mail.get_state_display()}: {mail.recipient}, {mail.subject}"
            self.say(f"{words} ({mail.problem})" if mail.problem else words)
        if not rows:
            self.say(_("No mail waits or had trouble."))

    def _send(self) -> None:
        from livskraft.reporting.mail.handover import hand_over

        for line in hand_over(timezone.now()) or [_("Nothing was due.")]:
            self.say(line)

    def _bounce(self, name: str) -> None:
        from livskraft.reporting.mail.looking_after import receive_report

        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            found = receive_report(content)
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}") from None
        except ValidationError as error:
            raise CommandError(f"{name}: {error.messages[0]}") from None
        for report, mail in found:
            names = {"recipient": report.recipient, "words": report.words}
            if mail is None:
                self.say(_("%(recipient)s: none of our mails (%(words)s)") % names)
            elif report.has_failed:
                self.say(_("%(recipient)s: came back (%(words)s)") % names)
            else:
                self.say(_("%(recipient)s: still being tried (%(words)s)") % names)
