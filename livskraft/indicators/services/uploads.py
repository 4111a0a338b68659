"""A file of figures in two steps: looked at with a mapping, then kept with it, whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from livskraft.indicators.installation import store
from livskraft.indicators.models import Indicator
from livskraft.indicators.services.snapshots import Kept, keep
from livskraft.indicators.services.sourcing import Retrieval, read
from livskraft.indicators.services.updating import refresh_derived
from livskraft.indicators.sources.errors import DeclarationError, SourceError, _

LARGEST = 20_000_000
_MAPPING = ("read", "select", "area")

Mapped = Mapping[str, Any]


@dataclass(frozen=True)
class Upload:
    """A file that waits to be read in: `name` as it was called, `sha256` of its content.

    What is never read in is tidied away after a day.
    """

    name: str
    sha256: str

    def content(self) -> bytes:
        """Return what the file holds. Raises DeclarationError where it is not there any more."""
        try:
            return store().answers.read(self.sha256)
        except (OSError, EOFError) as error:
            raise DeclarationError(
                _('"%(name)s" is no longer here. Choose the file again.'), name=self.name
            ) from error


def receive_upload(*, name: str, content: bytes) -> Upload:
    """Put a file aside. Raises DeclarationError where it is too large."""
    if len(content) > LARGEST:
        raise DeclarationError(
            _('"%(name)s" is larger than %(size)d MB. Save only what is needed.'),
            name=name,
            size=LARGEST // 1_000_000,
        )
    return Upload(name, store().answers.keep(content))


def read_upload(*, indicator: Indicator, upload: Upload, mapping: Mapped) -> Retrieval:
    """Return the figures as a mapping reads them; nothing is kept. Raises SourceError."""
    source = mapped_source(indicator, mapping)
    retrieval = read(indicator, upload.content(), upload.name, source)
    if not any(True for part in retrieval.parts for _one in part):
        raise DeclarationError(_("With this mapping there is not a single figure. Change it."))
    return retrieval


def load_upload(*, indicator: Indicator, upload: Upload, mapping: Mapped, by: Any) -> Kept:
    """Keep the figures of a file, and remember the mapping where the source is a file.

    Raises SourceError; then nothing has changed. What rests on the indicator is calculated anew.
    """
    retrieval = read_upload(indicator=indicator, upload=upload, mapping=mapping)
    with transaction.atomic():
        kept = keep(retrieval)
        _remember(indicator, mapping, upload.name, by)
    if kept.is_new:
        for _other, outcome in refresh_derived(changed=indicator):
            if isinstance(outcome, SourceError):
                continue  # It keeps its earlier figures, and its page says so.
    return kept


def mapped_source(indicator: Indicator, mapping: Mapped) -> dict[str, Any]:
    """Return the source that is a file, with a new mapping in place of the one it had."""
    source = indicator.source if indicator.source.get("name") == "file" else {"name": "file"}
    kept = {key: value for key, value in source.items() if key not in _MAPPING}
    return {**kept, **{key: mapping[key] for key in _MAPPING if mapping.get(key)}}


def _remember(indicator: Indicator, mapping: Mapped, name: str, by: Any) -> None:
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    source = mapped_source(row, mapping)
    if row.source.get("name") != "file" or source == row.source:
        return
    row.source = source
    row._change_reason = gettext("How %(file)s was read in is remembered.") % {"file": name}  # type: ignore[attr-defined]
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
