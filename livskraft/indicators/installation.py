"""What the settings say of the store and the sources."""

from pathlib import Path

from django.conf import settings

from livskraft.indicators.sources.http import Client, Patience
from livskraft.indicators.sources.publishers import parse_addresses
from livskraft.indicators.store import Store

HURRIED = Patience(attempts=1, connect=4.0, read=6.0, deadline=8.0)
_stores: dict[Path, Store] = {}


def store() -> Store:
    """Return the store of this installation."""
    folder = Path(settings.LIVSKRAFT_SNAPSHOTS)
    return _stores.setdefault(folder, Store(folder))


def source_addresses() -> dict[str, str]:
    """Return the addresses that replace those of named sources. Raises DeclarationError."""
    return parse_addresses(settings.LIVSKRAFT_SOURCE_URLS)


def polite_client() -> Client:
    """Return a client that tells publishers how to reach whoever runs this installation."""
    return Client(settings.LIVSKRAFT_CONTACT)


def hurried_client() -> Client:
    """Return a client for somebody who waits for a page: it asks once, and gives up soon."""
    return Client(settings.LIVSKRAFT_CONTACT, HURRIED)
