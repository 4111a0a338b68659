"""The settings of an installation with two pages to compare with; see bench/urls.py."""

from livskraft.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
