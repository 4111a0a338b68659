"""Plan files of every shape, for Hypothesis: documents that the checks accept."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from livskraft.plans.planfile import schema
from livskraft.plans.planfile.targets import target_name

Document = dict[str, Any]

ODD_TEXTS = [
    *("0127", "1e5", "1_000", "0x1F", "12:30", ".5", "-", "~", "null", "true", "yes", "No", "="),
    *("2021-01-01", "a: b", "a #b", "# a", "- a", "? a", "*a", "&a", "!a", "%a", "@a", "`a", "<<"),
    *("'", '"', "\\", "{a}", "[a]", "a, b", " a", "a ", "a\u2028b", "a\u00a0b", "\ufeffa", "🌲å"),
    *("|", ">"),
]
LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
LINE = st.one_of(st.sampled_from(ODD_TEXTS), st.text(LETTERS, min_size=1, max_size=30))
TITLE = LINE.filter(lambda text: text.strip() != "")
LINES = st.lists(LINE, max_size=4).map("\n".join)
LONG = st.one_of(LINE, LINES, st.just("a\n\n  b\n"), st.just("\ta"))
DATE = st.dates(min_value=date(1900, 1, 1)).map(str)
YEAR = st.integers(1900, 2100)
FLAG = st.booleans()
COLUMN = st.sampled_from(["Region", "20*", "Andel (%)", "År: alla", "0127"])
AREAS = st.lists(st.sampled_from(["00", "19", "1980", "1981", "0180"]), unique=True)


def some(**options: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
    """A mapping with any of the keys."""
    return st.fixed_dictionaries(
        {}, optional={key.rstrip("_"): one for key, one in options.items()}
    )


WHEN = st.one_of(YEAR, DATE)
EVENTS = st.lists(
    st.fixed_dictionaries({"title": LINE, "from": WHEN}, optional={"note": LONG}), max_size=2
)
PLAN_KEYS = some(
    title_en=LINE,
    level=st.sampled_from(schema.LEVELS),
    period=some(from_=st.integers(1900, 2000), to=st.integers(2000, 2100)),
    decision=some(body=LINE, date=DATE, reference=LINE),
    level_names=st.lists(TITLE, max_size=3),
    as_of=DATE,
    vision=LONG,
    summary=LONG,
    events=EVENTS,
    internal_note=LONG,
)
MEETINGS = st.lists(
    st.fixed_dictionaries({"date": DATE}, optional={"title": LINE, "example": FLAG}),
    max_size=3,
    unique_by=lambda meeting: (meeting["date"], meeting.get("title", "")),
)
MILESTONES = st.lists(
    st.fixed_dictionaries({"title": TITLE, "date": DATE}, optional={"example": FLAG}),
    max_size=3,
    unique_by=lambda milestone: (milestone["title"], milestone["date"]),
)
NUMBER = st.one_of(st.integers(-1000, 1000), st.floats(-1e6, 1e6))
_DECIDED = {"decided_by": TITLE, "decision": TITLE, "origin": st.just("regional")}
_OF_ALL_TARGETS = {
    "year": YEAR,
    "note": LONG,
    "decided_on": st.dates(date(1900, 1, 1), date(1949, 12, 31)).map(str),
    "replaced_on": st.dates(date(1950, 1, 1), date(2100, 1, 1)).map(str),
}
TARGET = st.one_of(
    st.fixed_dictionaries({"value": NUMBER}, optional={**_OF_ALL_TARGETS, "sex": st.just("K")}),
    st.fixed_dictionaries({"value": NUMBER, "area": st.just("19"), **_DECIDED}),
    st.fixed_dictionaries(
        {
            "kind": st.just("reach"),
            "of": st.just(["1980", "1981"]),
            "needed": st.integers(1, 2),
            "value": NUMBER,
        },
        optional=_OF_ALL_TARGETS,
    ),
    st.fixed_dictionaries(
        {"path": st.just([{"year": 2020, "value": 1.5}, {"year": 2025, "value": 3}])},
    ),
)


class Drawn:
    """One plan file while it is drawn: the slugs of each section are known from the start."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.documents = self.slugs("d", 2)
        self.organisations = self.slugs("o", 4)
        self.forums = self.slugs("f", 2)
        self.goals = self.slugs("g", 5)
        self.activities = self.slugs("a", 4) if self.goals else []
        self.indicators = self.slugs("i", 2)
        self.budget = self.slugs("b", 2)

    def slugs(self, prefix: str, most: int) -> list[str]:
        return [f"{prefix}-{number}" for number in range(self.draw(st.integers(0, most)))]

    def several(self, names: list[str]) -> list[str]:
        return self.draw(st.lists(st.sampled_from(names), unique=True)) if names else []

    def maybe(self, key: str, names: list[str]) -> Document:
        return {key: self.draw(st.sampled_from(names))} if names and self.draw(FLAG) else {}

    def above(self, key: str, names: list[str], slug: str) -> Document:
        """A record that stands earlier, so that parents never go in a circle."""
        return self.maybe(key, names[: names.index(slug)])

    def named(self, slug: str, keys: st.SearchStrategy[Document]) -> Document:
        record = {"slug": slug, "title": self.draw(TITLE), **self.draw(keys)}
        record |= self.draw(some(internal_note=LONG, former_slugs=st.just([f"{slug}-x"])))
        record |= self.draw(some(example=st.just(["title"])))
        origin = {**self.maybe("document", self.documents), **self.draw(some(place=LINE))}
        return {**record, **({"origin": origin} if self.draw(FLAG) else {})}

    def document(self, slug: str) -> Document:
        return {
            "slug": slug,
            "title": self.draw(TITLE),
            **self.draw(some(publisher=LINE, year=YEAR)),
        }

    def organisation(self, slug: str) -> Document:
        keys = some(area=st.sampled_from(["19", "1980"]), description=LONG, contact=LINE)
        return {
            **self.named(slug, keys),
            "kind": self.draw(st.sampled_from(schema.ORGANISATION_KINDS)),
            **self.above("parent", self.organisations, slug),
        }

    def forum(self, slug: str) -> Document:
        return {
            **self.named(slug, some(membership=LINE, cadence=LINE, description=LONG)),
            "mandate": self.draw(st.sampled_from(schema.MANDATES)),
            "members": self.several(self.organisations),
            "meetings": self.draw(MEETINGS),
            **self.above("reports_to", self.forums, slug),
        }

    def goal_tree(self) -> list[Document]:
        top: list[Document] = []
        placed: list[Document] = []
        number = st.text("0123456789.", max_size=5)
        for slug in self.goals:
            keys = some(
                number=number, title_en=LINE, description=LONG, priority=FLAG, horizontal=FLAG
            )
            goal = self.named(slug, keys)
            strengths = st.sampled_from(schema.STRENGTHS)
            goal["bindings"] = {
                one: self.draw(strengths) for one in self.several(self.organisations)
            }
            parent = self.draw(st.sampled_from([None, *placed]))
            (top if parent is None else parent.setdefault("goals", [])).append(goal)
            placed.append(goal)
        return top

    def indicator(self, slug: str) -> Document:
        select = st.dictionaries(COLUMN, LINE, max_size=2)
        return {
            **self.named(slug, some(unit=LINE, decimals=st.integers(0, 3), events=EVENTS)),
            "source": {"name": "file", **self.draw(some(select=select))},
            "targets": self.draw(st.lists(TARGET, max_size=2, unique_by=target_name)),
            "goals": [{"goal": goal} for goal in self.several(self.goals)],
        }

    def activity(self, slug: str) -> Document:
        primary = self.draw(st.sampled_from(self.goals))
        first, last = sorted([self.draw(DATE), self.draw(DATE)])
        keys = some(summary=LONG, contact=LINE, starts=st.just(first), ends=st.just(last))
        return {
            **self.named(slug, keys),
            "primary_goal": primary,
            "secondary_goals": [goal for goal in self.several(self.goals) if goal != primary],
            "areas": self.draw(AREAS),
            "milestones": self.draw(MILESTONES),
            "partners": [
                {"organisation": one, "role": self.draw(st.sampled_from(schema.ROLES))}
                for one in self.several(self.organisations)
            ],
            **self.life(),
            **self.maybe("lead", self.organisations),
            **self.above("parent", self.activities, slug),
        }

    def life(self) -> Document:
        """A status and how it came about; nothing at all is an activity that is planned."""
        days = sorted(self.draw(st.lists(DATE, max_size=3)))
        steps = [
            {
                "status": self.draw(st.sampled_from(schema.STATUSES)),
                "since": day,
                "reason": "Därför.",
            }
            for day in days
        ]
        return {"status": steps[-1]["status"], "status_history": steps} if steps else {}

    def budget_line(self, slug: str) -> Document:
        return {
            "slug": slug,
            "title": self.draw(TITLE),
            "year": self.draw(YEAR),
            "amount": self.draw(st.integers(-(10**12), 10**12)),
            **self.draw(some(note=LONG)),
            **self.maybe("organisation", self.organisations),
            **self.above("parent", self.budget, slug),
        }

    def links(self) -> list[Document]:
        kinds = st.sampled_from(schema.LINK_KINDS)
        pairs = zip(self.several(self.goals), self.several(self.goals), strict=False)
        return [
            {"from": first, "to": second, "kind": self.draw(kinds), **self.draw(some(note=LINE))}
            for first, second in pairs
            if first != second
        ]


@st.composite
def plan_documents(draw: st.DrawFn) -> Document:
    """A whole plan file as keys and values."""
    drawn = Drawn(draw)
    kind = draw(st.sampled_from(["strategy", "operational", "programme"]))
    return {
        "plan": {"slug": "plan", "title": draw(TITLE), "kind": kind, **draw(PLAN_KEYS)},
        "areas": draw(AREAS),
        "documents": [drawn.document(slug) for slug in drawn.documents],
        "organisations": [drawn.organisation(slug) for slug in drawn.organisations],
        "forums": [drawn.forum(slug) for slug in drawn.forums],
        "goals": drawn.goal_tree(),
        "indicators": [drawn.indicator(slug) for slug in drawn.indicators],
        "activities": [drawn.activity(slug) for slug in drawn.activities],
        "budget": [drawn.budget_line(slug) for slug in drawn.budget],
        "links": drawn.links(),
    }
