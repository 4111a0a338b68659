"""The newest figures a second time, by area: one area in all indicators at once.

Built from the snapshots, and built again when too many of them are newer; until then those are
read beside them. Nothing is lost when the folder is deleted.
"""

import json
import os
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import duckdb

from livskraft.indicators.sources.observation import Value
from livskraft.indicators.store.engine import cursor
from livskraft.indicators.store.reading import plain
from livskraft.shared.files import DRAFT, Shelf, flush

MOST_BESIDE = 100
"""Snapshots that are read beside the files before these are built again."""

_BATCH = 1000
_HOUR = 60 * 60
_CONTENTS = "contents.json"
_MISSING = "-"
_COMPACT = f"""
    string_agg(period, ' ' order by ends, starts) as periods,
    string_agg(coalesce(value::varchar, '{_MISSING}'), ' ' order by ends, starts) as figures
"""
_BUILD = f"""
    copy (
        select parse_filename(filename, true) as snapshot, area, sex, {_COMPACT}
        from read_parquet(?, filename = true) where dimensions = '' group by all
    ) to (?) (
        format parquet, compression zstd, partition_by (area),
        filename_pattern '{{uuid}}', append true
    )
"""  # noqa: S608 (nothing from outside)
_OF_AREA = "select snapshot, periods, figures from read_parquet(?) where sex = ?"
_OF_FILES = f"""
    select parse_filename(filename, true) as snapshot, {_COMPACT}
    from read_parquet(?, filename = true) where area = ? and sex = ? and dimensions = '' group by all
"""  # noqa: S608 (nothing from outside)


class CompactSeries(NamedTuple):
    """A series as it was read: thousands of them cost little until their points are asked for."""

    periods: str
    figures: str

    def points(self) -> list[tuple[str, Value]]:
        """Return (period, value), oldest first; a missing value is None."""
        values = (None if text == _MISSING else float(text) for text in self.figures.split(" "))
        return list(zip(self.periods.split(" "), map(plain, values), strict=True))


class AreaFiles:
    """A folder with one generation of files at a time, for each area its own."""

    def __init__(self, folder: Path, figures: Shelf) -> None:
        self._folder = folder
        self._figures = figures
        self._known: tuple[Path | None, frozenset[str]] = (None, frozenset())

    def series(self, area: str, snapshots: Collection[str], sex: str) -> dict[str, CompactSeries]:
        """Return an area's series in each snapshot that has one, without further dimensions."""
        generation, contents = self._newest()
        wanted = set(snapshots)
        found = dict(self._of_files(wanted - contents, area, sex))
        if generation is not None and wanted & contents:
            files = sorted(map(str, (generation / f"area={area}").glob("*.parquet")))
            rows = _ask(_OF_AREA, [files, sex]) if files else ()
            found.update((row[0], CompactSeries(*row[1:])) for row in rows if row[0] in wanted)
        return found

    def _of_files(
        self, names: Collection[str], area: str, sex: str
    ) -> Iterator[tuple[str, CompactSeries]]:
        """Yield the series in files that are not sorted by area, read all at once.

        Where one of them is damaged they are read one by one, and it is left out.
        """
        paths = [str(path) for name in names if (path := self._figures.path(name)).exists()]
        try:
            rows = _ask(_OF_FILES, [paths, area, sex]) if paths else []
        except duckdb.Error:
            rows = [row for path in paths for row in _of_file(path, area, sex)]
        for name, *series in rows:
            yield name, CompactSeries(*series)

    def build(self, snapshots: Collection[str]) -> bool:
        """Build a new generation where more than a few snapshots are not in the newest one."""
        wanted = sorted(name for name in set(snapshots) if self._figures.path(name).exists())
        _generation, contents = self._newest()
        if len(contents.symmetric_difference(wanted)) <= MOST_BESIDE:
            return False
        self._write(wanted)
        newest, _contents = self._newest()
        for old in self._generations():
            # A reader may still be at it: the generation before stays for an hour.
            with suppress(OSError):
                if old != newest and old.stat().st_mtime < time.time() - _HOUR:
                    shutil.rmtree(old)
        return True

    def _write(self, snapshots: list[str]) -> None:
        name = f"{time.time_ns():020}"
        draft = self._folder / f".{name}.{os.getpid()}{DRAFT}"
        draft.mkdir(parents=True)
        for start in range(0, len(snapshots), _BATCH):
            files = [str(self._figures.path(one)) for one in snapshots[start : start + _BATCH]]
            _ask(_BUILD, [files, str(draft)])
        contents = draft / _CONTENTS
        contents.write_text(json.dumps(snapshots))
        flush(contents)
        draft.rename(self._folder / name)

    def _generations(self) -> Iterator[Path]:
        """Yield the folders that are whole."""
        if self._folder.is_dir():
            yield from (one for one in self._folder.iterdir() if not one.name.startswith("."))

    def _newest(self) -> tuple[Path | None, frozenset[str]]:
        """Return the newest generation and the snapshots in it; None and none before the first."""
        newest = max(self._generations(), default=None)
        if newest is None:
            return None, frozenset()
        if self._known[0] != newest:
            try:
                names = frozenset(json.loads((newest / _CONTENTS).read_text()))
            except (OSError, ValueError):
                return None, frozenset()
            self._known = (newest, names)
        return self._known


def _of_file(path: str, area: str, sex: str) -> list[tuple]:  # type: ignore[type-arg]
    with suppress(duckdb.Error):
        return _ask(_OF_FILES, [[path], area, sex])
    return []


def _ask(statement: str, parameters: list[object]) -> list[tuple]:  # type: ignore[type-arg]
    with cursor() as asking:
        return asking.execute(statement, parameters).fetchall()
