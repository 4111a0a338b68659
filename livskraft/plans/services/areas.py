"""Areas are reference data: stored when a plan names them, with their outlines."""

from collections.abc import Collection

from livskraft.plans.models import Area, AreaShape
from livskraft.plans.models.areas import AreaKind
from livskraft.shared.shapes import NATION, area_names, outlines
from livskraft.shared.swedish import plain, search_text, sort_key

_KINDS = {2: AreaKind.COUNTY, 4: AreaKind.MUNICIPALITY}


def known_areas() -> Collection[str]:
    """Return the codes of all areas that exist."""
    return area_names().keys()


def store_areas(codes: Collection[str]) -> None:
    """Store the areas with these codes that are not stored yet, and those they lie in."""
    wanted = {part for code in codes for part in (NATION, code[:2], code)}
    known = dict(Area.objects.values_list("code", "pk"))
    missing = sorted(wanted - known.keys(), key=lambda code: (code != NATION, len(code), code))
    if not missing:
        return
    shapes = outlines(missing)
    for code in missing:
        area = _area(code)
        area.parent_id = known.get(_parent(code))
        area.save()
        known[code] = area.pk
        AreaShape.objects.create(area=area, polygons=shapes[code])


def _area(code: str) -> Area:
    title = area_names()[code]
    kind = AreaKind.NATION if code == NATION else _KINDS[len(code)]
    return Area(
        code=code,
        title=title,
        slug=area_slug(code),
        kind=kind,
        sort_key=sort_key(title),
        search_text=search_text(title),
    )


def _parent(code: str) -> str:
    if code == NATION:
        return ""
    return code[:2] if len(code) == 4 else NATION


def area_slug(code: str) -> str:
    """Return an area's slug: its name, with the code where two share it (Habo, Håbo)."""
    slugs = {other: "-".join(plain(name).split()) for other, name in area_names().items()}
    is_shared = list(slugs.values()).count(slugs[code]) > 1
    return f"{slugs[code]}-{code}" if is_shared else slugs[code]
