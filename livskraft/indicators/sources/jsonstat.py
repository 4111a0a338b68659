"""JSON-stat 1.x and 2.0: data sets, bundles and collections, in every way they may be written.

https://json-stat.org/full/. Links are never followed; order comes from `index`, never from the
order of keys.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from livskraft.indicators.sources.cube import Cube, Dimension, checked_size
from livskraft.indicators.sources.errors import AnswerError, _

Json = dict[str, Any]
_PLAIN = {int, float, str, type(None)}


def is_jsonstat(document: Any) -> bool:
    """Whether it is a data set, a bundle of data sets (1.x) or a collection."""
    if not isinstance(document, dict):
        return False
    if document.get("class") in ("dataset", "collection"):
        return True
    return _is_dataset(document) or any(_is_dataset(part) for part in document.values())


def read_cubes(document: Any) -> list[Cube]:
    """Return every data set that the document itself holds; a linked one is not fetched."""
    return [_read_dataset(dataset, name) for name, dataset in _datasets(document)]


def read_cube(document: Any) -> Cube:
    """Return the only data set of an answer. Raises AnswerError where there is none or several."""
    cubes = read_cubes(document) if is_jsonstat(document) else []
    if len(cubes) != 1:
        raise AnswerError(
            _(
                "The answer holds %(count)d data sets of JSON-stat where one was asked for. "
                "Check the table and the address of the source."
            ),
            count=len(cubes),
        )
    return cubes[0]


def _is_dataset(part: Any) -> bool:
    return isinstance(part, dict) and isinstance(part.get("dimension"), dict)


def _datasets(document: Json) -> Iterator[tuple[str, Json]]:
    if _is_dataset(document):
        yield "", document
    elif document.get("class") == "collection":
        link = document.get("link")
        items = link.get("item", []) if isinstance(link, dict) else []
        for item in items:
            if isinstance(item, dict) and (_is_dataset(item) or "link" in item):
                yield from _datasets(item)
    else:
        for name, part in document.items():
            if _is_dataset(part):
                yield name, part


def _read_dataset(dataset: Json, name: str) -> Cube:
    described = dataset["dimension"]
    codes = _texts(dataset.get("id", described.get("id")), "id")
    sizes = dataset.get("size", described.get("size"))
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise _broken("size")
    if len(sizes) != len(codes) or len(set(codes)) != len(codes):
        raise _broken("id")
    count = checked_size(sizes)
    roles = _roles(dataset.get("role", described.get("role")))
    return Cube(
        title=str(dataset.get("label") or dataset.get("title") or name),
        dimensions=tuple(
            _dimension(code, described.get(code), size, roles.get(code, ""))
            for code, size in zip(codes, sizes, strict=True)
        ),
        cells=_cells(dataset.get("value"), count),
        statuses=_statuses(dataset.get("status"), count),
        source=str(dataset.get("source") or ""),
        updated=str(dataset.get("updated") or ""),
        notes=_notes(dataset.get("note")),
    )


def _broken(part: str) -> AnswerError:
    return AnswerError(
        _(
            'The answer contradicts itself in "%(part)s" (JSON-stat). Nothing of it is used; '
            "try again, and if it stays so tell the publisher."
        ),
        part=part,
    )


def _texts(found: Any, part: str) -> list[str]:
    if not isinstance(found, list):
        raise _broken(part)
    return [str(text) for text in found]


def _roles(found: Any) -> dict[str, str]:
    if not isinstance(found, dict):
        return {}
    return {
        str(code): str(role)
        for role, codes in found.items()
        if isinstance(codes, list)
        for code in codes
    }


def _notes(found: Any) -> tuple[str, ...]:
    texts = found if isinstance(found, list) else [found]
    return tuple(str(text).strip() for text in texts if text)


def _dimension(code: str, found: Any, size: int, role: str) -> Dimension:
    if not isinstance(found, dict):
        raise _broken(f"dimension {code}")
    category = found.get("category")
    category = category if isinstance(category, dict) else {}
    labels = _mapping(category.get("label"))
    extension = _mapping(found.get("extension"))
    total = extension.get("eliminationValueCode")
    return Dimension(
        code=code,
        label=str(found.get("label") or code),
        values=_values(code, category.get("index"), labels, size),
        labels={str(key): str(label) for key, label in labels.items()},
        role=role,
        can_eliminate=extension.get("elimination") is True,
        total=str(total) if total is not None else None,
        units={
            str(key): str(unit.get("base") or unit.get("label") or "")
            for key, unit in _mapping(category.get("unit")).items()
            if isinstance(unit, dict)
        },
        notes={
            str(key): " ".join(_notes(note)) for key, note in _mapping(category.get("note")).items()
        },
        children={
            str(key): _texts(below, f"dimension {code}")
            for key, below in _mapping(category.get("child")).items()
        },
    )


def _mapping(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}


def _values(code: str, index: Any, labels: Mapping[str, Any], size: int) -> tuple[str, ...]:
    """Return the codes in order; a dimension of one value needs no index."""
    if isinstance(index, list):
        values = tuple(str(value) for value in index)
    elif isinstance(index, dict):
        if not all(type(place) is int for place in index.values()):
            raise _broken(f"dimension {code}")
        values = tuple(sorted(index, key=index.__getitem__))
        if len(set(index.values())) != len(index):
            raise _broken(f"dimension {code}")
    elif size == 1:
        values = tuple(labels) or (code,)
    else:
        raise _broken(f"dimension {code}")
    if len(values) != size or len(set(values)) != size:
        raise _broken(f"dimension {code}")
    return values


def _cells(found: Any, count: int) -> Sequence[Any]:
    """Return the values in order. An empty list stands for a description without values."""
    if isinstance(found, dict):
        cells: list[Any] = [None] * count
        for place, value in _placed(found, count, "value"):
            cells[place] = value
    elif isinstance(found, list):
        if len(found) not in (0, count):
            raise _broken("value")
        cells = found
    elif found is None:
        return ()
    else:
        raise _broken("value")
    if not set(map(type, cells)) <= _PLAIN:
        raise _broken("value")
    if float("inf") in cells or float("-inf") in cells:
        raise _broken("value")
    return cells


def _statuses(found: Any, count: int) -> Mapping[int, str]:
    """Return the symbols by place; one symbol alone stands for every cell."""
    if isinstance(found, dict) and isinstance(found.get("value"), list | dict):
        found = found["value"]
    if not found:
        return {}
    if isinstance(found, str) or (isinstance(found, list) and len(found) == 1):
        only = found if isinstance(found, str) else found[0]
        return dict.fromkeys(range(count), str(only)) if only else {}
    if isinstance(found, list):
        if len(found) != count:
            raise _broken("status")
        return {place: str(symbol) for place, symbol in enumerate(found) if symbol}
    if not isinstance(found, dict):
        raise _broken("status")
    return {place: str(symbol) for place, symbol in _placed(found, count, "status") if symbol}


def _placed(found: Json, count: int, part: str) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a sparse list, each with its place, which must be inside the table."""
    for key, value in found.items():
        if not (key.isascii() and key.isdigit()) or str(int(key)) != key or int(key) >= count:
            raise _broken(part)
        yield int(key), value
