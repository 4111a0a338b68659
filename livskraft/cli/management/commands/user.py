"""Accounts from the command line: the first administrator, and a list."""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.accounts.models import Role
from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.readiness import migrate

LOCAL_ROOT = "http://127.0.0.1:8000"


class Command(BaseCommand):
    summary = gettext_lazy("invite somebody to sign in, list the accounts")

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="invite|list")
        invite = actions.add_parser("invite", help=_("make an account and print its link"))
        invite.add_argument("email", help=_("e-mail address to sign in with"))
        invite.add_argument("--name", required=True, help=_("the person's name"))
        invite.add_argument(
            "--role", choices=Role.values, default=Role.READER.value, help=_("role (reader)")
        )
        invite.add_argument("--organisation", help=_("slug; needed by editor and partner"))
        listing = actions.add_parser("list", help=_("list the accounts"))
        listing.add_argument("--json", action="store_true", help=_("print the result as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        migrate(self.stderr.write)
        if options["action"] == "invite":
            self._invite(options)
        else:
            self._list(as_json=options["json"])

    def _invite(self, options: dict[str, Any]) -> None:
        from livskraft.accounts.links import link_for
        from livskraft.accounts.services import invite_user, send_link

        root = settings.LIVSKRAFT_PUBLIC_URL or LOCAL_ROOT
        try:
            user = invite_user(
                email=options["email"],
                name=options["name"],
                role=options["role"],
                organisation=_organisation(options["organisation"]),
                by=None,
            )
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from None
        link = send_link(user=user, by=None, root=root)
        self.say(
            _("%(name)s is invited as %(role)s.")
            % {"name": user.name, "role": str(user.get_role_display()).lower()}
        )
        if link:
            self.say(_("Choose a password here, within 14 days, once:"))
        else:
            self.say(_("A mail is sent to %(email)s with this link:") % {"email": user.email})
        self.say(link or link_for(user, root=root))

    def _list(self, *, as_json: bool) -> None:
        from livskraft.accounts.queries import accounts, state

        rows = [
            {
                "email": user.email,
                "name": user.name,
                "role": user.role,
                "organisation": user.organisation and user.organisation.slug,
                "state": state(user)[0],
                "second_step": user.has_second_step,  # type: ignore[attr-defined]
                "last_signed_in": user.last_login and user.last_login.isoformat(),
            }
            for user in accounts()
        ]
        if as_json:
            self.say(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        if not rows:
            self.say(_("There are no accounts. Make one: livskraft user invite EMAIL --name NAME"))
        width = max((len(str(row["email"])) for row in rows), default=0)
        for row in rows:
            place = f", {row['organisation']}" if row["organisation"] else ""
            self.say(
                f"{row['email']:<{width}}  {row['state']:<8}  {row['role']}{place}  {row['name']}"
            )


def _organisation(slug: str | None) -> Any:
    from livskraft.plans.models import Organisation

    if slug is None:
        return None
    found = Organisation.objects.filter(slug=slug, archived_at=None).first()
    if found is None:
        raise CommandError(_("There is no organisation %(slug)s.") % {"slug": slug})
    return found
