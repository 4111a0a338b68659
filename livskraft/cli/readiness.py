"""Making an installation ready: texts, fonts, static files, database. What is ready is skipped.

Several processes may start at once: one of them does the work while the others wait.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from livskraft.cli.translations import PACKAGE, compile_translations

Say = Callable[[str], None]
_FONT_PACKAGES = ("fontpkg-source-serif-4", "fontpkg-public-sans", "fonttools", "brotli")
_ADVISORY_LOCK = 5_141_984


def prepare(say: Say) -> None:
    """Compile the texts, cut the fonts and collect the static files, unless all is as it was.

    Raises CommandError where a folder cannot be written.
    """
    try:
        _prepare(say)
    except OSError as error:
        raise CommandError(
            _("A folder cannot be written: %(file)s (%(reason)s).")
            % {"file": error.filename, "reason": error.strerror}
        ) from None


def _prepare(say: Say) -> None:
    with _only_one():
        for catalogue in compile_translations():
            say(_("Texts compiled: %(file)s") % {"file": catalogue.relative_to(PACKAGE)})
        if _is_stale("fonts", _fonts_now()):
            from livskraft.shared.fonts import build_fonts
            from livskraft.shared.letters import letter_folder

            say(_("Cutting the fonts …"))
            build_fonts(_build_folder())
            letter_folder()
            _keep("fonts", _fonts_now())
        if _is_stale("static", _static_now()) or not _manifest().exists():
            say(_("Collecting static files …"))
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            _keep("static", _static_now())


def is_prepared() -> bool:
    """Return whether `prepare` would do nothing to fonts and static files."""
    is_current = not _is_stale("fonts", _fonts_now()) and not _is_stale("static", _static_now())
    return is_current and _manifest().exists()


def migrate(say: Say) -> None:
    """Bring the database's tables up to date, unless they are."""
    if not waiting_migrations():
        return
    with _only_one():
        if waiting := waiting_migrations():
            say(_("Setting up the database …"))
            if connection.introspection.table_names():
                call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
            else:
                _create_tables(waiting)


def _create_tables(migrations: Iterable[tuple[str, str]]) -> None:
    """Make the tables of an empty database straight from the models, all or none of them.

    That the migrations lead to the same tables, in ten times the time, is tested.
    """
    modules = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    try:
        with connection.constraint_checks_disabled(), transaction.atomic():
            call_command("createcachetable", verbosity=0)
            call_command(
                "migrate", run_syncdb=True, interactive=False, verbosity=0, skip_checks=True
            )
            recorder = MigrationRecorder(connection)
            for app, name in sorted(migrations):
                recorder.record_applied(app, name)
    finally:
        settings.MIGRATION_MODULES = modules


def waiting_migrations() -> set[tuple[str, str]]:
    """Return the migrations that are on disk but not in the database. One query."""
    on_disk = {
        (app.label, path.stem)
        for app in apps.get_app_configs()
        for path in (Path(app.path) / "migrations").glob("[0-9]*.py")
    }
    return on_disk - MigrationRecorder(connection).applied_migrations().keys()


@contextmanager
def _only_one() -> Iterator[None]:
    """Hold a lock that other processes wait for: on this machine, and on the same PostgreSQL."""
    settings.LIVSKRAFT_DATA.mkdir(parents=True, exist_ok=True)
    with (settings.LIVSKRAFT_DATA / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])


def _build_folder() -> Path:
    folder: Path = settings.LIVSKRAFT_DATA / "build"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _manifest() -> Path:
    return Path(settings.STATIC_ROOT) / "staticfiles.json"


def _fonts_now() -> str:
    """Return what the cut fonts depend on, as a fingerprint."""
    versions = [f"{name} {metadata.version(name)}" for name in _FONT_PACKAGES]
    code = (PACKAGE / "shared" / "fonts.py").read_bytes()
    return hashlib.sha256(code + "".join(versions).encode()).hexdigest()


def _static_now() -> str:
    """Return what the collected files depend on, as a fingerprint: names, sizes, times."""
    folders = [Path(app.path) / "static" for app in apps.get_app_configs()]
    listed = [f"whitenoise {metadata.version('whitenoise')}"]
    for folder in [*folders, _build_folder()]:
        for path in sorted(folder.rglob("*")):
            status = path.stat()
            listed.append(f"{path} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()


def _stamps() -> dict[str, str]:
    try:
        stamps: dict[str, str] = json.loads(_stamp_file().read_text())
    except (OSError, ValueError):
        return {}
    return stamps


def _stamp_file() -> Path:
    return Path(settings.LIVSKRAFT_DATA) / ".prepared"


def _is_stale(name: str, now: str) -> bool:
    return _stamps().get(name) != now


def _keep(name: str, now: str) -> None:
    draft = _stamp_file().with_name(f".prepared-{os.getpid()}")
    draft.write_text(json.dumps({**_stamps(), name: now}))
    draft.replace(_stamp_file())
