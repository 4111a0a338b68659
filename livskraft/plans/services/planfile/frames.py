"""Frames that come with Livskraft: Agenda 2030, the national strategy."""

from functools import cache
from pathlib import Path

import livskraft.plans
from livskraft.plans.planfile.check import CheckedFile, check_plan_file
from livskraft.plans.services.areas import known_areas

FOLDER = Path(livskraft.plans.__file__).parent / "frames"


@cache
def shipped_frame(slug: str) -> CheckedFile | None:
    """Return a shipped frame by its slug."""
    path = FOLDER / f"{slug}.yaml"
    if not path.exists():
        return None
    return check_plan_file(path.read_bytes(), path.name, known_areas=known_areas)
