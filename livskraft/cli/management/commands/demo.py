"""The example region, loaded and served to this machine only."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.cli.command import Command as BaseCommand
from livskraft.cli.example import example_sign_ins, load_example
from livskraft.cli.readiness import migrate, prepare
from livskraft.cli.serving import address, check_port, serve
from livskraft.cli.working import add_worker_argument, own_worker

HOST = "127.0.0.1"


class Command(BaseCommand):
    summary = gettext_lazy("the example region Västmanland, loaded and served to this machine")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help=_("port (8000)"))
        add_worker_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        check_port(HOST, port)
        prepare(self.say)
        migrate(self.say)
        load_example(self.say)
        sign_ins = example_sign_ins()
        width = max(len(one.email) for one in sign_ins)
        self.say("")
        self.say(_("The example region answers at %(address)s") % {"address": address(HOST, port)})
        self.say("")
        self.say(
            _("Sign in at %(address)sarbeta/ with one click for each role, or as:")
            % {"address": address(HOST, port)}
        )
        for one in sign_ins:
            self.say(f"  {one.email:<{width}}  {one.password}  {one.role}")
        self.say("")
        self.say(_("Ctrl-C ends it."))
        with own_worker(is_wanted=options["worker"]):
            serve(HOST, port, workers=1)
