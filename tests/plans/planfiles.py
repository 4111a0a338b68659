"""Plan files for tests, as text."""

from pathlib import Path

PLAN = """\
plan:
  slug: exempel-2030
  title: Exempelregionens strategi 2030
  kind: strategy
  period: {from: 2021, to: 2030}
  internal_note: Inte för alla.
documents:
  - {slug: strategin, title: Strategin, publisher: Regionen, year: 2020}
areas: ["19", "1980", "1981"]
organisations:
  - {slug: regionen, title: Exempelregionen, kind: region}
  - {slug: folkhalsa, title: Enheten folkhälsa, kind: unit, parent: regionen, contact: folkhalsa@example.org}
  - {slug: sala, title: Sala kommun, kind: municipality, area: "1981"}
forums:
  - slug: beredningen
    title: Beredningen
    mandate: prepares
    members: [regionen, sala]
    meetings: [2021-03-12]
goals:
  - slug: valmaende
    title: Ett välmående län
    bindings: {regionen: steering, sala: guiding}
    goals:
      - {slug: trygghet, number: "3", title: Ökad trygghet, priority: true}
      - {slug: halsa, number: "4", title: Bättre hälsa}
indicators:
  - slug: trygg-utomhus
    title: Trygg utomhus
    unit: procent
    decimals: 1
    direction: increase
    goals: [{goal: trygghet, role: key}]
    source: {name: kolada, kpi: N00610}
    targets: [{area: "19", value: 80.5, year: 2030}]
activities:
  - slug: kartlagg-trygghet
    title: Kartlägga tryggheten
    primary_goal: trygghet
    secondary_goals: [halsa]
    lead: folkhalsa
    partners: [{organisation: sala, role: participates}]
    areas: ["19", "1981"]
    starts: 2021-01-01
    ends: 2021-12-31
    status: ongoing
    status_history:
      - {status: planned, since: 2020-11-01}
      - {status: ongoing, since: 2021-01-11, example: true}
    milestones: [{title: Rapport, date: 2021-10-01}]
    internal_note: Ring Anna.
    origin: {document: strategin, place: s. 12}
    example: [starts]
  - {slug: ga-promenader, title: Gå promenader, primary_goal: halsa, parent: kartlagg-trygghet}
budget:
  - {slug: medel, title: Utvecklingsmedel, year: 2021, amount: 31400000, organisation: regionen}
"""


def write(folder: Path, text: str = PLAN, name: str = "plan.yaml") -> Path:
    """Write a plan file and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def line_with(text: str, part: str) -> int:
    """Return the number of the line that holds a part of the text."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)
