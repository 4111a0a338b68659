"""The installation's own settings: names, sender, colours and words, from `site.yaml`."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from livskraft.shared.colours import style_sheet
from livskraft.shared.sitefile import LOGO_TYPES, SiteFileError, SiteSettings, Texts, read_site

__all__ = ["LocalSite", "SiteSettings", "colour_styles", "local_site", "logo", "site_settings"]

logger = logging.getLogger(__name__)

LARGEST_LOGO = 500_000
_last_good: dict[Path, SiteSettings] = {}


@dataclass(frozen=True)
class LocalSite:
    """The settings in one language, as templates use them."""

    name: str
    sender: str
    place: str
    contact: str
    question: str
    aim: str
    about: str
    search_examples: tuple[str, ...]
    has_logo: bool
    terms: Mapping[str, str]


def site_settings() -> SiteSettings:
    """Return the settings, read anew when the file has changed.

    A file that breaks while the site runs changes nothing: the last good settings stay, and the
    log says what is wrong.
    """
    path = Path(settings.LIVSKRAFT_SITE)
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return SiteSettings()
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> SiteSettings:
    try:
        found = read_site(path.read_bytes(), path.name)
    except (SiteFileError, OSError) as error:
        logger.error("%s", error)
        return _last_good.get(path, SiteSettings())
    _last_good[path] = found
    return found


def local_site(language: str | None = None) -> LocalSite:
    """Return the settings in a language, by default the page's."""
    found = site_settings()
    language = (language or get_language() or settings.LANGUAGE_CODE)[:2]

    def said(texts: Texts) -> str:
        return texts.get(language) or texts.get("sv", "")

    return LocalSite(
        name=found.name,
        sender=found.sender,
        place=found.place,
        contact=found.contact or settings.LIVSKRAFT_CONTACT,
        question=said(found.question),
        aim=said(found.aim),
        about=said(found.about) or _about(found),
        search_examples=found.search_examples,
        has_logo=bool(found.logo),
        terms={key: said(texts) for key, texts in found.terms.items()},
    )


def _about(found: SiteSettings) -> str:
    if not found.sender:
        return _("What is done, by whom and towards which goals.")
    return _("Here %(sender)s shows what is done, by whom and towards which goals.") % {
        "sender": found.sender
    }


def colour_styles() -> tuple[str, str]:
    """Return the style sheet of the region's own colours and its version; both "" without any."""
    found = site_settings()
    styles = style_sheet(found.light, found.dark)
    return styles, hashlib.sha256(styles.encode()).hexdigest()[:12] if styles else ""


def logo() -> tuple[bytes, str] | None:
    """Return the region's logo and its media type, None where it has none that can be served."""
    name = site_settings().logo
    if not name:
        return None
    path = _logo_path(name)
    kind = LOGO_TYPES[path.suffix.lower()]
    if path.stat().st_size > LARGEST_LOGO:
        return None
    content = path.read_bytes()
    is_png = content.startswith(b"\x89PNG\r\n\x1a\n")
    return (content, kind) if is_png == (kind == "image/png") else None


def _logo_path(name: str) -> Path:
    """Return where the logo lies; raises OSError if it leads out of the settings file's folder."""
    folder = Path(settings.LIVSKRAFT_SITE).parent.resolve()
    path = (folder / name).resolve(strict=True)
    if not path.is_relative_to(folder):
        raise FileNotFoundError(name)
    return path


def check_site_file(**_options: Any) -> list[CheckMessage]:
    """Refuse to start with a settings file that cannot be used, and say why."""
    path = Path(settings.LIVSKRAFT_SITE)
    if not path.exists():
        return []
    try:
        read_site(path.read_bytes(), path.name)
    except SiteFileError as error:
        return [Error(problem, id="livskraft.E001") for problem in error.problems]
    return _check_logo()


def _check_logo() -> list[CheckMessage]:
    name = site_settings().logo
    try:
        if not name or logo() is not None:
            return []
        problem = _("the logo %(name)s is no such image, or larger than 500 kB") % {"name": name}
    except OSError:
        problem = _("the logo %(name)s does not exist beside the settings file") % {"name": name}
    return [Error(f"{Path(settings.LIVSKRAFT_SITE).name}: {problem}.", id="livskraft.E002")]
