"""Entry point of the command `livskraft`."""

import os
import sys


def main() -> None:
    """Run one command; `livskraft help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "livskraft.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
