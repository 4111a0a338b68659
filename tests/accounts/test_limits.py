"""Attempts are counted together by all processes, for passwords, codes and mails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import mail

from tests.accounts.people import PASSWORD, code_of, give_second_step, make_user, sign_in

GUESS = """
import sys, django
django.setup()
from django.test import Client
for password in sys.argv[1:]:
    response = Client(SERVER_NAME="localhost").post(
        "/arbeta/logga-in/", {"login": "ada@example.org", "password": password}
    )
print(response.status_code, "För många misslyckade" in response.text)
"""
MAKE = """
import django
django.setup()
from livskraft.accounts.models import User
from livskraft.cli.readiness import migrate
migrate(print)
User.objects.create_user("ada@example.org", "kanel och kardemumma", name="Ada")
"""


def test_two_processes_share_the_count_of_wrong_passwords(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"},
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'shared.sqlite3'}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }

    def run(code: str, *arguments: str) -> str:
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    run(MAKE)
    assert run(GUESS, "fel", "fel", PASSWORD) == "302 False"
    assert run(GUESS, "fel", "fel", "fel", PASSWORD) == "200 True"


@pytest.mark.django_db
def test_wrong_codes_are_counted_and_even_the_right_one_is_refused_then(client):
    secret = give_second_step(make_user("reader", "Ada"))
    sign_in(client)
    for _attempt in range(6):
        client.post("/arbeta/logga-in/kod/", {"code": "000000"})
    response = client.post("/arbeta/logga-in/kod/", {"code": code_of(secret)})
    assert response.status_code == 200
    assert "För många misslyckade inloggningsförsök" in response.text


@pytest.mark.django_db
def test_three_mails_an_hour_go_to_one_address(strict_client):
    answers = [
        strict_client.post("/arbeta/glomt-losenord/", {"email": "ada@example.org"}).status_code
        for _attempt in range(5)
    ]
    assert answers == [302, 302, 302, 429, 429]
    assert len(mail.outbox) == 3


@pytest.mark.django_db
def test_guessing_links_is_limited(strict_client):
    answers = [
        strict_client.post("/arbeta/nytt-losenord/fel/", {"password": "x"}).status_code
        for _attempt in range(22)
    ]
    assert set(answers[:20]) == {410}
    assert set(answers[20:]) == {429}
