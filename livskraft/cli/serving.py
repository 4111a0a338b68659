"""The web server: granian with the application already loaded, so that a worker answers at once."""

import errno
import gc
import socket

from django.core.management.base import CommandError
from django.db import connections
from django.urls import get_resolver
from django.utils.translation import gettext as _

TARGET = "livskraft.config.wsgi:application"
BLOCKING_THREADS = 8


def check_port(host: str, port: int) -> None:
    """Raise CommandError, with what to do, if nothing can listen there."""
    if not 0 < port < 65536:
        message = _("%(port)d is no port. Choose one from 1024 to 65535: --port 8000")
        raise CommandError(message % {"port": port})
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise CommandError(_port_problem(host, port, error)) from None


def _port_problem(host: str, port: int, error: OSError) -> str:
    values = {"host": host, "port": port, "other": port + 1, "reason": error.strerror}
    if error.errno == errno.EADDRINUSE:
        template = _(
            "Port %(port)d is taken by another program, perhaps by Livskraft already. "
            "Stop that one, or choose another port: --port %(other)d"
        )
    elif error.errno == errno.EACCES:
        template = _("Port %(port)d needs more rights. Choose one above 1023: --port 8000")
    else:
        template = _("Nothing can listen on %(host)s, port %(port)d (%(reason)s).")
    return template % values


def serve(host: str, port: int, workers: int) -> None:
    """Serve until the process is told to stop. Workers are forked from this process."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from livskraft.config.wsgi import application  # noqa: F401

    get_resolver().url_patterns  # noqa: B018 (loads every view now, once for all workers)
    _let_go_of_database()
    gc.freeze()
    Granian(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
    ).serve()


def _let_go_of_database() -> None:
    """Close what this process has open: workers that are forked from it must not share it."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach the address."""
    return host in ("localhost", "::1") or host.startswith("127.")


def address(host: str, port: int) -> str:
    """Return the address of the start page."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
