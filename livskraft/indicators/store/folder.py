"""The store: puts tables and answers into their files, and reads them again."""

from collections.abc import Collection, Iterable, Sequence
from os import SEEK_END
from pathlib import Path

from livskraft.indicators.sources.observation import Figures, Observation, Value
from livskraft.indicators.store.areas import AreaFiles, CompactSeries
from livskraft.indicators.store.changes import Change, Changes, count_changes, list_changes
from livskraft.indicators.store.memory import Memory
from livskraft.indicators.store.parquet import MAGIC
from livskraft.indicators.store.reading import FigureFile, LostFileError
from livskraft.indicators.store.table import Table
from livskraft.shared.files import DRAFT, PackedShelf, Shelf, old_files

_DAY = 24 * 60 * 60


class Store:
    """Threads and processes can share one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers = PackedShelf(folder / "answers", ".gz")
        self._figures = Shelf(folder / "figures", ".parquet")
        self._memory = Memory()
        self._by_area = AreaFiles(folder / "by-area", self._figures)

    def keep(self, table: Table) -> str:
        """Keep a table in a file of its own; return the file's SHA-256, which is its name."""
        return self._figures.keep(table.parquet())

    def has(self, sha256: str) -> bool:
        return self._figures.path(sha256).exists()

    def is_whole(self, sha256: str) -> bool:
        """Whether a file is there, and ends as its kind does."""
        try:
            with self._figures.path(sha256).open("rb") as file:
                file.seek(-len(MAGIC), SEEK_END)
                return file.read() == MAGIC
        except OSError:
            return False

    def figures(
        self, sha256: str, *, areas: Sequence[str] = (), sexes: Sequence[str] = ()
    ) -> Figures:
        """Return figures by area, sex, further dimensions and time, oldest first.

        Without `areas` or `sexes` all that the file holds. Raises LostFileError.
        """
        return self._file(sha256).figures(areas, sexes)

    def read(
        self, sha256: str, *, areas: Sequence[str] = (), sexes: Sequence[str] = ()
    ) -> list[Observation]:
        """Return the same figures one by one."""
        return list(self.figures(sha256, areas=areas, sexes=sexes))

    def fewest_answers(self, sha256: str) -> Value:
        """Return the smallest number of answers behind any figure, None where none is told."""
        return self._file(sha256).fewest_answers()

    def changes(self, before: str, after: str) -> Changes:
        """Return how many figures differ between two files."""
        return count_changes(self._path(before), self._path(after))

    def changed_rows(
        self, before: str, after: str, limit: int | None = None, kinds: Sequence[str] = ()
    ) -> list[Change]:
        """Return the figures that differ between two files, by area, sex and time.

        Those of some kinds ("new", "revised", "withdrawn"), or all.
        """
        return list_changes(self._path(before), self._path(after), limit, kinds)

    def area_series(
        self, area: str, snapshots: Collection[str], sex: str = "T"
    ) -> dict[str, CompactSeries]:
        """Return one area's series in each of the files that has one.

        Only figures without further dimensions. Fast where `sort_by_area` has been run.
        """
        return self._by_area.series(area, snapshots, sex)

    def sort_by_area(self, snapshots: Collection[str]) -> bool:
        """Sort these files' figures by area, unless nearly all are; return whether it was done."""
        return self._by_area.build(snapshots)

    def tidy(self, known: Iterable[str], known_answers: Iterable[str]) -> int:
        """Delete what was left over a day ago; return how many files.

        That is files half written when a machine stopped, and files that never came to be known.
        """
        left = [*old_files(self.folder, f"*{DRAFT}", _DAY)]
        for shelf, names in ((self._figures, set(known)), (self.answers, set(known_answers))):
            old = set(old_files(shelf.folder, "*", _DAY))
            left += [path for name, path in shelf.names() if name not in names and path in old]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _file(self, sha256: str) -> FigureFile:
        path = self._path(sha256)
        found = self._memory.get(sha256)
        if found is None:
            found = FigureFile(path)
            self._memory.keep(sha256, found)
        return found

    def _path(self, sha256: str) -> Path:
        path = self._figures.path(sha256)
        if not path.exists():
            raise LostFileError(path)
        return path
