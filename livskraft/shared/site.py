"""The installation's own settings: names, sender, colours and words, from `site.yaml`."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from ruamel.yaml import YAML


@dataclass(frozen=True)
class SiteSettings:
    """What a region sets for itself; a text in two languages is {"sv": …, "en": …}."""

    name: str = "Livskraft"
    sender: str = ""
    place: str = ""
    main_plan: str = ""
    question: dict[str, str] = field(default_factory=dict)
    contact: str = ""
    search_examples: tuple[str, ...] = ()


def site_settings() -> SiteSettings:
    """Return the settings, read anew when the file has changed."""
    path = Path(settings.LIVSKRAFT_SITE)
    changed = path.stat().st_mtime_ns if path.exists() else 0
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> SiteSettings:
    if not changed:
        return SiteSettings()
    content = YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}
    return SiteSettings(
        **{key: tuple(value) if isinstance(value, list) else value for key, value in content.items()}
    )
