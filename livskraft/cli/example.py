"""The example region: its plan files, its site settings, and accounts to sign in with."""

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

import livskraft.example
from livskraft.accounts.demo import EXAMPLE_ACCOUNTS, ExampleAccount
from livskraft.accounts.models import User
from livskraft.cli.readiness import Say

FOLDER = Path(livskraft.example.__path__[0])
# In this order: the second links to goals of the first.
PLAN_FILES = ("vastmanland.yaml", "affarsplan.yaml")
PEOPLE_FILE = "people.yaml"
ROUNDS_FILE = "rounds.yaml"
JUDGEMENTS_FILE = "judgements.yaml"
FIGURES_FILE, FIGURES_PLAN = "figures.csv", "vastmanland-2030"
EMAILS = [account.email for account in EXAMPLE_ACCOUNTS]


@dataclass(frozen=True)
class SignIn:
    """An example account; the password was made for this data folder."""

    email: str
    password: str
    role: str


def load_example(say: Say) -> None:
    """Load the plans that are not loaded yet, and copy the settings where there are none."""
    from livskraft.cli.example_people import load_people
    from livskraft.plans.models import LoadedFile

    target = Path(settings.LIVSKRAFT_SITE)
    if not target.exists():
        shutil.copyfile(FOLDER / "site.yaml", target)
    loaded = set(LoadedFile.objects.values_list("name", flat=True))
    for name in PLAN_FILES:
        if name not in loaded:
            _load(FOLDER / name, say)
    load_people(FOLDER / PEOPLE_FILE)
    _load_figures(say)
    _load_rounds(say)


def _load(path: Path, say: Say) -> None:
    from livskraft.cli.plan_report import report_lines
    from livskraft.plans.services.planfile import load_plan_file

    for line in report_lines(load_plan_file(path)):
        say(line)


def _load_figures(say: Say) -> None:
    from livskraft.indicators.services.examples import load_example_figures

    count = load_example_figures(path=FOLDER / FIGURES_FILE, plan=FIGURES_PLAN)
    if count:
        say(
            _("Figures carried over for %(count)d measures, each with its source.")
            % {"count": count}
        )


def _load_rounds(say: Say) -> None:
    from livskraft.reporting.services.examples import load_example_rounds

    count = load_example_rounds(path=FOLDER / ROUNDS_FILE)
    if count:
        say(_("Rounds of follow-up with invented answers: %(count)d.") % {"count": count})


def example_sign_ins() -> list[SignIn]:
    """Return an account of each role; make them, and what one of them has judged, the first time.

    Their passwords are random and kept in the data folder, readable by its owner only.
    """
    from livskraft.cli.example_judgements import load_judgements

    path = Path(settings.LIVSKRAFT_DATA) / "example-sign-ins.json"
    passwords: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    users = {user.email: user for user in User.objects.filter(email__in=EMAILS)}
    for account in EXAMPLE_ACCOUNTS:
        user = users.get(account.email) or User(email=account.email)
        if user.pk is None or account.email not in passwords:
            passwords[account.email] = f"{secrets.token_hex(3)}-{secrets.token_hex(3)}"
            user.set_password(passwords[account.email])
        _fill_in(user, account)
    _keep_private(path, json.dumps(passwords, indent=2))
    User.objects.filter(email__in=EMAILS, is_active=False).update(is_active=True)
    load_judgements(FOLDER / JUDGEMENTS_FILE)
    return [
        SignIn(account.email, passwords[account.email], str(account.role.label))
        for account in EXAMPLE_ACCOUNTS
    ]


def _fill_in(user: User, account: ExampleAccount) -> None:
    """Store name, role and organisation, also in an account that an earlier version made."""
    from livskraft.plans.models import Organisation

    user.name, user.role = account.name, account.role
    user.organisation = Organisation.objects.filter(slug=account.organisation).first()
    user.save()


def close_example_accounts() -> None:
    """Let nobody sign in with the example's accounts, where others than this machine can reach it."""
    User.objects.filter(email__in=EMAILS, is_active=True).update(is_active=False)


def _keep_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
