"""Publishers on a local server: each keeps the rules that its real one documents."""

import itertools
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from livskraft.indicators.sources.cube import Cube, Dimension
from livskraft.indicators.sources.jsonstat_writer import write_jsonstat
from tests.indicators.sources.server import Asked, Reply, Server

RECORDED = Path(__file__).parents[2] / "recorded"
SAMPLES = Path(__file__).parents[4] / "shared" / "statistics-samples"
"""Whole recorded answers that lie beside the repository on some machines; tests skip without."""


def recorded(name: str) -> Any:
    return json.loads((RECORDED / name).read_text())


class FakeKolada:
    """Kolada v3: pages, at most 25 ids in a segment, unknown ids just left out."""

    def __init__(self, server: Server, page_size: int = 5000) -> None:
        self.page_size = page_size
        self.kpis = {row["id"]: row for row in recorded("kolada/kpi.json")}
        self.rows: list[dict[str, Any]] = recorded("kolada/data-N03702.json")["values"]
        self.groups: dict[str, dict[str, Any]] = {}
        self.url = f"{server.url}/v3"
        server.route("GET", "/v3/kpi", lambda asked: self._page(asked, list(self.kpis.values())))
        server.route("GET", "/v3/kpi/(.*)", lambda asked, ids: self._some(asked, self.kpis, ids))
        server.route(
            "GET",
            "/v3/municipality_groups/(.*)",
            lambda asked, ids: self._some(asked, self.groups, ids),
        )
        server.route("GET", "/v3/data/kpi/([^/]*)/municipality/([^/]*)", self._data)

    def add(self, kpi: str, place: str, period: int, **values: float | None) -> None:
        """Add a row; K, M and T are its values."""
        cells = [
            {"gender": sex, "count": 1, "status": "", "value": value, "isdeleted": False}
            for sex, value in values.items()
        ]
        self.rows.append({"kpi": kpi, "municipality": place, "period": period, "values": cells})

    def _data(self, asked: Asked, kpis: str, places: str) -> Reply:
        asked_kpis, asked_places = kpis.split(","), places.split(",")
        if max(len(asked_kpis), len(asked_places)) > 25:
            return Reply({"detail": "Too many ids, at most 25"}, 400)
        return self._page(
            asked,
            [
                row
                for row in self.rows
                if row["kpi"] in asked_kpis and row["municipality"] in asked_places
            ],
        )

    def _some(self, asked: Asked, known: dict[str, Any], ids: str) -> Reply:
        return self._page(asked, [known[key] for key in ids.split(",") if key in known])

    def _page(self, asked: Asked, rows: Sequence[Any]) -> Reply:
        number = int(asked.parameters.get("page", ["1"])[0])
        part = rows[(number - 1) * self.page_size : number * self.page_size]
        more = number * self.page_size < len(rows)
        base = self.url.removesuffix("/v3")
        following = f"{base}{asked.path}?page={number + 1}" if more else None
        return Reply(
            {"count": len(part), "next_url": following, "previous_url": None, "values": part}
        )


class FakeTable:
    """A table that answers for any selection: one number for each cell, known by its codes."""

    def __init__(
        self, dimensions: Sequence[Dimension], missing: dict[tuple[str, ...], str] | None = None
    ) -> None:
        self.dimensions = tuple(dimensions)
        self.missing = missing or {}

    def value(self, codes: Sequence[str]) -> float | None:
        if tuple(codes) in self.missing:
            return None
        places = (
            dimension.values.index(code)
            for dimension, code in zip(self.dimensions, codes, strict=True)
        )
        return sum(place * 10**power for power, place in enumerate(places)) / 10

    def part(self, wanted: dict[str, Sequence[str]]) -> Cube:
        """Return the selection; a variable without codes is summed and gone."""
        kept = [d for d in self.dimensions if wanted.get(d.code)]
        cells: list[float | None] = []
        statuses: dict[int, str] = {}
        for codes in itertools.product(*(wanted[d.code] for d in kept)):
            named = dict(zip((d.code for d in kept), codes, strict=True))
            whole = [named.get(d.code, d.values[0]) for d in self.dimensions]
            if symbol := self.missing.get(tuple(whole)):
                statuses[len(cells)] = symbol
            cells.append(self.value(whole))
        dimensions = tuple(
            Dimension(d.code, d.label, tuple(wanted[d.code]), d.labels, d.role) for d in kept
        )
        return Cube("Table", dimensions, cells, statuses)


class FakePxWeb2:
    """PxWebApi 2.0 with one table TAB1: limits on cells and calls, every variable to be sent."""

    def __init__(self, server: Server, table: FakeTable, **config: Any) -> None:
        self.table = table
        self.config = {**recorded("scb/config.json"), **config}
        self.cells: list[int] = []
        self.codelists: dict[str, list[dict[str, Any]]] = {}
        self._calls: list[float] = []
        self.url = f"{server.url}/api/v2"
        server.route("GET", "/api/v2/config", lambda _asked: Reply(self.config))
        server.route(
            "GET", "/api/v2/tables/TAB1/metadata", lambda _asked: self._limited(self._described)
        )
        server.route(
            "POST", "/api/v2/tables/TAB1/data", lambda asked: self._limited(self._data, asked)
        )
        server.route(
            "GET",
            "/api/v2/codelists/(.*)",
            lambda _asked, name: Reply({"id": name, "values": self.codelists[name]}),
        )

    def _limited(self, answer: Any, *arguments: Any) -> Reply:
        now = time.monotonic()
        self._calls = [at for at in self._calls if at > now - self.config["timeWindow"]]
        if len(self._calls) >= self.config["maxCallsPerTimeWindow"]:
            return Reply({"title": "Too many calls"}, 429)
        self._calls.append(now)
        return answer(*arguments)

    def _described(self) -> Reply:
        document = write_jsonstat(Cube("Table", self.table.dimensions, []))
        document["value"] = []
        for dimension in self.table.dimensions:
            document["dimension"][dimension.code]["extension"] = {
                "elimination": dimension.can_eliminate
            }
        return Reply(document)

    def _data(self, asked: Asked) -> Reply:
        wanted = {s["variableCode"]: s["valueCodes"] for s in asked.body["selection"]}
        if missing := {d.code for d in self.table.dimensions} - wanted.keys():
            return Reply({"title": f"Missing selection for {missing}"}, 400)
        cells = 1
        for dimension in self.table.dimensions:
            cells *= max(1, len(wanted[dimension.code]))
            if not wanted[dimension.code] and not dimension.can_eliminate:
                return Reply({"title": "Missing selection for mandatory variable"}, 400)
        if cells > self.config["maxDataCells"]:
            return Reply({"title": "Too many cells selected"}, 400)
        self.cells.append(cells)
        return Reply(write_jsonstat(self.table.part(wanted)))


class FakePxWeb1:
    """API v1 with one table at db/folder/table.px; answers JSON-stat or PxWeb's own JSON."""

    def __init__(self, server: Server, table: FakeTable, **config: Any) -> None:
        self.table = table
        self.config = config
        self.queries: list[Any] = []
        self.url = f"{server.url}/api/v1/sv"
        server.route("GET", "/api/v1/sv", lambda _asked: Reply(self.config))
        server.route("GET", "/api/v1/sv/db/folder/table.px", lambda _asked: self._described())
        server.route("POST", "/api/v1/sv/db/folder/table.px", self._data)
        server.route("GET", "/api/v1/sv/db", Reply([{"id": "folder", "type": "l", "text": "F"}]))

    def _described(self) -> Reply:
        return Reply(
            {
                "title": "Table",
                "variables": [
                    {
                        "code": d.code,
                        "text": d.label,
                        "values": list(d.values),
                        "valueTexts": [d.label_of(code) for code in d.values],
                        **({"elimination": True} if d.can_eliminate else {}),
                        **({"time": True} if d.role == "time" else {}),
                    }
                    for d in self.table.dimensions
                ],
            }
        )

    def _data(self, asked: Asked) -> Reply:
        self.queries.append(asked.body)
        wanted = {q["code"]: q["selection"]["values"] for q in asked.body["query"]}
        for dimension in self.table.dimensions:
            if dimension.code not in wanted and not dimension.can_eliminate:
                wanted[dimension.code] = list(dimension.values)
        cube = self.table.part(wanted)
        if len(cube.cells) > self.config.get("maxCells", 10**6):
            return Reply({"error": "Too many values selected"}, 403)
        if asked.body["response"]["format"] == "json-stat2":
            return Reply(write_jsonstat(cube))
        rows = zip(itertools.product(*(d.values for d in cube.dimensions)), cube.cells, strict=True)
        return Reply(
            {
                "columns": [{"code": d.code, "text": d.label, "type": "d"} for d in cube.dimensions]
                + [{"code": "X", "text": "Antal", "type": "c"}],
                "data": [
                    {"key": list(key), "values": [".." if value is None else str(value)]}
                    for key, value in rows
                ],
            }
        )
