"""Serves the site."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.example import close_example_accounts
from livskraft.cli.readiness import migrate, prepare
from livskraft.cli.serving import address, check_port, is_loopback, serve
from livskraft.cli.working import add_worker_argument, own_worker


class Command(BaseCommand):
    summary = gettext_lazy("serve the site")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help=_("address to listen on (127.0.0.1)")
        )
        parser.add_argument("--port", type=int, default=8000, help=_("port (8000)"))
        parser.add_argument("--workers", type=int, default=1, help=_("number of processes (1)"))
        add_worker_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        check_port(host, port)
        prepare(self.say)
        migrate(self.say)
        if not is_loopback(host):
            close_example_accounts()
        self.say(
            _("Livskraft answers at %(address)s (Ctrl-C ends it).")
            % {"address": address(host, port)}
        )
        with own_worker(is_wanted=options["worker"]):
            serve(host, port, options["workers"])
