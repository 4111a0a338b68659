"""The list of commands, in the order one comes to need them."""

import difflib

from django.core.management import get_commands, load_command_class
from django.utils.translation import gettext as _

OWN = (
    *("demo", "serve", "worker", "tick", "plan", "statistics", "assess", "round", "mail"),
    *("user", "check", "prepare"),
)


def overview() -> str:
    """Return what `livskraft help` prints."""
    width = max(len(name) for name in OWN) + 2
    lines = [
        _("Usage: livskraft COMMAND [arguments]"),
        "",
        *(f"  {name:<{width}}{_help(name)}" for name in OWN),
        "",
        _(
            "livskraft COMMAND --help explains each. Data is kept in LIVSKRAFT_DATA (./livskraft-data)."
        ),
    ]
    return "\n".join(lines) + "\n"


def _help(name: str) -> str:
    command = load_command_class("livskraft.cli", name)
    return str(getattr(command, "summary", command.help))


def unknown_command(name: str) -> str:
    """Return what is said about a command that does not exist."""
    lines = [_('There is no command "%(name)s".') % {"name": name}]
    nearest = difflib.get_close_matches(name, [*OWN, *get_commands()], n=1)
    if nearest:
        lines.append(_('Did you mean "livskraft %(name)s"?') % {"name": nearest[0]})
    lines.append(_("livskraft help lists the commands."))
    return "\n".join(lines) + "\n"
