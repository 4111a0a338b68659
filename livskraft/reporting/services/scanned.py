"""Only what the virus scanner has found clean is kept."""

import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from livskraft.reporting.scanning import Scan, scan
from livskraft.shared.files import DRAFT


def refuse_unless_clean(content: bytes, folder: Path) -> None:
    """Scan a file in a folder where it lies only meanwhile. Raises ValidationError."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=DRAFT) as file:
        file.write(content)
        file.flush()
        said = scan(Path(file.name))
    if said == Scan.VIRUS:
        raise ValidationError(
            _("The virus scanner stopped the file, so it was not kept. Ask your IT support.")
        )
    if said == Scan.NOT_SCANNED:
        raise ValidationError(
            _(
                "The file could not be checked for viruses right now, so it was not kept. Send your "
                "answer without it, or try again later."
            )
        )
