"""The example region: its plan files, its site settings, and accounts to sign in with."""

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

import livskraft.example
from livskraft.accounts.models import Role, User
from livskraft.cli.readiness import Say

FOLDER = Path(livskraft.example.__path__[0])
# In this order: the second links to goals of the first.
PLAN_FILES = ("vastmanland.yaml", "affarsplan.yaml")
ACCOUNTS = {
    "administrator@example.org": ("Ada Administratör", Role.ADMINISTRATOR),
    "strateg@example.org": ("Stina Strateg", Role.STRATEGIST),
    "redaktor@example.org": ("Ravi Redaktör", Role.EDITOR),
    "lasare@example.org": ("Lo Läsare", Role.READER),
}


@dataclass(frozen=True)
class SignIn:
    """An example account; the password was made for this data folder."""

    email: str
    password: str
    role: str


def load_example(say: Say) -> None:
    """Load the plans that are not loaded yet, and copy the settings where there are none."""
    from livskraft.plans.models import LoadedFile

    target = Path(settings.LIVSKRAFT_SITE)
    if not target.exists():
        shutil.copyfile(FOLDER / "site.yaml", target)
    loaded = set(LoadedFile.objects.values_list("name", flat=True))
    for name in PLAN_FILES:
        if name not in loaded:
            _load(FOLDER / name, say)


def _load(path: Path, say: Say) -> None:
    from livskraft.cli.plan_report import report_lines
    from livskraft.plans.services.planfile import load_plan_file

    for line in report_lines(load_plan_file(path)):
        say(line)


def example_sign_ins() -> list[SignIn]:
    """Return accounts of each role; make them the first time.

    Their passwords are random and kept in the data folder, readable by its owner only.
    """
    path = Path(settings.LIVSKRAFT_DATA) / "example-sign-ins.json"
    passwords: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    users = {user.email: user for user in User.objects.filter(email__in=ACCOUNTS)}
    for email, (name, role) in ACCOUNTS.items():
        if email in users and email in passwords:
            continue
        passwords[email] = f"{secrets.token_hex(3)}-{secrets.token_hex(3)}"
        user = users.get(email) or User(email=email, name=name, role=role)
        user.set_password(passwords[email])
        user.save()
    _keep_private(path, json.dumps(passwords, indent=2))
    User.objects.filter(email__in=ACCOUNTS, is_active=False).update(is_active=True)
    return [
        SignIn(email, passwords[email], str(role.label))
        for email, (_name, role) in ACCOUNTS.items()
    ]


def close_example_accounts() -> None:
    """Let nobody sign in with the example's accounts, where others than this machine can reach it."""
    User.objects.filter(email__in=ACCOUNTS, is_active=True).update(is_active=False)


def _keep_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
