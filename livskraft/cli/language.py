"""The language of the commands: Swedish, unless the environment asks for English."""

import argparse
import os
from collections.abc import Mapping

from django.utils.translation import activate, gettext, ngettext
from django.utils.translation import gettext_noop as _

LANGUAGES = ("sv", "en")
ARGPARSE_TEXTS = (
    _("usage: "),
    _("options"),
    _("positional arguments"),
    _("show this help message and exit"),
    _("%(prog)s: error: %(message)s\n"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("invalid %(type)s value: %(value)r"),
    _("argument %(argument_name)s: %(message)s"),
    _("expected one argument"),
)
"""What argparse looks up; named here so that it gets translated."""


def wanted_language(environment: Mapping[str, str]) -> str:
    """Return "sv" or "en": LIVSKRAFT_LANGUAGE decides, else an English LC_ALL, LC_MESSAGES or LANG."""
    chosen = environment.get("LIVSKRAFT_LANGUAGE", "")[:2].lower()
    if chosen in LANGUAGES:
        return chosen
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    first = next((environment[name] for name in names if environment.get(name)), "")
    return "en" if first.lower().startswith("en") else "sv"


def speak() -> None:
    """Make everything that the commands print appear in the wanted language.

    argparse looks its own texts up through these two names.
    """
    activate(wanted_language(os.environ))
    argparse._ = gettext  # type: ignore[attr-defined]
    argparse.ngettext = ngettext  # type: ignore[attr-defined]
