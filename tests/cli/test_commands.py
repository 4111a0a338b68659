"""The commands around the site: overview, readiness, ports, the example."""

import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from livskraft.accounts.demo import EXAMPLE_ACCOUNTS
from livskraft.accounts.models import User
from livskraft.cli import readiness
from livskraft.cli.example import close_example_accounts, example_sign_ins, load_example
from livskraft.cli.language import wanted_language
from livskraft.cli.overview import OWN
from livskraft.cli.serving import address, check_port, is_loopback
from livskraft.cli.translations import _compile, _is_newer
from livskraft.plans.models import Plan


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"], ["-h"]])
def test_the_overview_lists_our_commands_and_no_others(livskraft, arguments):
    outcome = livskraft(*arguments)
    assert outcome.code == 0
    assert all(f"  {name} " in outcome.out for name in OWN)
    assert "migrate" not in outcome.out


@pytest.mark.parametrize("name", OWN)
def test_each_command_explains_itself(livskraft, name):
    outcome = livskraft(name, "--help")
    assert outcome.code == 0
    assert outcome.out.startswith(f"Så här: livskraft {name}")
    assert "--settings" not in outcome.out


def test_an_unknown_command_suggests_one(livskraft):
    outcome = livskraft("chek")
    assert outcome.code == 2
    assert 'Menade du "livskraft check"?' in outcome.err


def test_commands_of_django_still_work(livskraft):
    assert "plans" in livskraft("showmigrations", "--help").out or livskraft("version").code == 0


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "sv"),
        ({"LANG": "C.UTF-8"}, "sv"),
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "sv_SE.UTF-8", "LANG": "en_US.UTF-8"}, "sv"),
        ({"LIVSKRAFT_LANGUAGE": "en", "LANG": "sv_SE.UTF-8"}, "en"),
        ({"LIVSKRAFT_LANGUAGE": "sv", "LANG": "en_US.UTF-8"}, "sv"),
    ],
)
def test_the_language_follows_the_environment(environment, language):
    assert wanted_language(environment) == language


def test_a_busy_port_is_an_error_that_says_what_to_do(livskraft):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        for command in ("serve", "demo"):
            outcome = livskraft(command, "--port", port)
            assert outcome.code == 1
            assert f"--port {port + 1}" in outcome.err
    check_port("127.0.0.1", port)


@pytest.mark.parametrize("port", ["0", "65536", "-1"])
def test_a_number_that_is_no_port_is_refused(livskraft, port):
    outcome = livskraft("serve", f"--port={port}")
    assert (outcome.code, "ingen port" in outcome.err) == (1, True)


def test_a_host_that_is_not_this_machine_is_refused(livskraft):
    outcome = livskraft("serve", "--host", "192.0.2.1")
    assert (outcome.code, "192.0.2.1" in outcome.err) == (1, True)


def test_addresses_and_loopback():
    assert address("::1", 80) == "http://[::1]:80/"
    assert [
        is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "10.0.0.1", "example.org")
    ] == [
        *(True, True, True),
        *(False, False),
    ]


def test_a_catalogue_is_compiled_when_it_is_newer(tmp_path: Path):
    catalogue = tmp_path / "sv" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Goal"\nmsgstr "Mål"\n'
    )
    compiled = catalogue.with_suffix(".mo")
    assert _is_newer(catalogue, compiled)
    _compile(catalogue)
    assert "Mål".encode() in compiled.read_bytes()
    assert not _is_newer(catalogue, compiled)


@pytest.fixture
def data_folder(tmp_path, settings):
    settings.LIVSKRAFT_DATA = tmp_path
    settings.LIVSKRAFT_SITE = tmp_path / "site.yaml"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "build"]
    return tmp_path


def test_what_is_prepared_is_not_prepared_again(data_folder, monkeypatch):
    made = []
    monkeypatch.setattr("livskraft.shared.fonts.build_fonts", made.append)
    monkeypatch.setattr("livskraft.shared.letters.letter_folder", lambda: None)

    def collect(*_arguments: object, **_options: object) -> None:
        made.append("static")
        (data_folder / "static").mkdir(exist_ok=True)
        (data_folder / "static" / "staticfiles.json").write_text("{}")

    monkeypatch.setattr(readiness, "call_command", collect)
    said: list[str] = []
    readiness.prepare(said.append)
    assert made == [data_folder / "build", "static"]
    assert readiness.is_prepared()
    readiness.prepare(said.append)
    assert len(made) == 2
    (data_folder / "build" / "new.css").write_text("")
    assert not readiness.is_prepared()
    readiness.prepare(said.append)
    assert made[2:] == ["static"]


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone(django_assert_num_queries):
    said: list[str] = []
    with django_assert_num_queries(2):  # is there a table of migrations, and what does it say
        readiness.migrate(said.append)
    assert said == []


@pytest.mark.django_db
def test_check_says_what_to_mend(livskraft, data_folder):
    outcome = livskraft("check")
    assert outcome.code == 1
    assert "livskraft plan load" in outcome.err
    assert "livskraft prepare" in outcome.err


@pytest.mark.django_db
def test_the_example_is_loaded_once(data_folder):
    said: list[str] = []
    load_example(said.append)
    assert set(Plan.objects.exclude(kind="frame").values_list("slug", flat=True)) == {
        "vastmanland-2030",
        "affarsplan-vastmanland",
    }
    assert (data_folder / "site.yaml").exists()
    said.clear()
    load_example(said.append)
    assert said == []


@pytest.mark.django_db
def test_example_accounts_have_passwords_of_their_own(data_folder, client):
    first = example_sign_ins()
    assert example_sign_ins() == first
    file = data_folder / "example-sign-ins.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len({one.password for one in first}) == len(first)
    assert all(User.objects.get(email=one.email).check_password(one.password) for one in first)


@pytest.mark.django_db
def test_example_accounts_are_closed_where_others_can_reach_the_site(data_folder):
    example_sign_ins()
    close_example_accounts()
    assert not User.objects.filter(is_active=True).exists()
    example_sign_ins()
    assert User.objects.filter(is_active=True).count() == len(EXAMPLE_ACCOUNTS)


def test_the_package_can_be_started_as_a_module():
    assert (Path(django_settings.PACKAGE) / "__main__.py").exists()


def test_a_reader_that_has_seen_enough_ends_a_command_without_a_word():
    command = [sys.executable, "-m", "livskraft", "diffsettings", "--all"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 1
