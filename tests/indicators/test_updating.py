"""What a retrieval leaves behind: the figures, what they replaced, and whom it is told."""

import json

import pytest

from livskraft.indicators.installation import store
from livskraft.indicators.models import (
    Indicator,
    IndicatorVersion,
    Notice,
    NoticeKind,
    RawAnswer,
    Revision,
    Snapshot,
)
from livskraft.indicators.queries.figures import indicator_series, revised_figures, revisions
from livskraft.indicators.services.updating import in_order, load_figures, refresh_indicator
from livskraft.indicators.sources.errors import DeclarationError, SourceError

BRP = {"name": "kolada", "kpi": "N03702"}


@pytest.fixture
def brp(make_indicator):
    return make_indicator("brp", source=BRP, unit="tusen kronor")


def figures(indicator, **wanted):
    found = indicator_series(indicator, **wanted)
    assert found is not None
    return [(one.area, one.period, one.sex, one.value) for one in found.observations]


def write(tmp_path, *lines, name="figures.csv"):
    path = tmp_path / name
    path.write_text("\n".join(["area;period;sex;value;status", *lines]))
    return path


def test_a_retrieval_is_kept_with_its_answers_source_and_time(brp, kolada, client):
    kolada.rows = []
    kolada.add("N03702", "1980", 2020, T=400.5, K=None)
    kolada.add("N03702", "1984", 2020, T=300)
    kept = refresh_indicator(indicator=brp, client=client)
    snapshot = Snapshot.objects.get()
    assert (kept.is_new, kept.changes, kept.snapshot) == (True, None, snapshot)
    assert (snapshot.rows, snapshot.missing, snapshot.areas) == (3, 1, ["1980", "1984"])
    assert (snapshot.attribution, snapshot.publisher) == ("Källa: Kolada", "Kolada")
    assert snapshot.about["identity"] == "N03702"
    assert "/data/kpi/N03702/" in snapshot.url
    assert figures(brp) == [
        ("1980", "2020", "K", None),
        ("1980", "2020", "T", 400.5),
        ("1984", "2020", "T", 300),
    ]
    answers = list(RawAnswer.objects.all())
    assert len(answers) == 2
    document = json.loads(store().answers.read(answers[1].sha256))
    assert document["values"][0]["kpi"] == "N03702"


def test_the_same_figures_are_not_stored_twice_only_marked_as_seen_again(brp, kolada, client):
    first = refresh_indicator(indicator=brp, client=client).snapshot
    again = refresh_indicator(indicator=brp, client=client)
    assert (again.is_new, Snapshot.objects.count(), RawAnswer.objects.count()) == (False, 1, 2)
    assert Snapshot.objects.get().seen_at > first.seen_at
    assert Snapshot.objects.get().retrieved_at == first.retrieved_at


def test_what_changed_is_counted_shown_and_told(brp, kolada, client):
    kolada.rows = []
    kolada.add("N03702", "1980", 2020, T=400.5, K=1, M=2)
    refresh_indicator(indicator=brp, client=client)
    kolada.rows = []
    kolada.add("N03702", "1980", 2020, T=401.0, K=1, M=None)
    kolada.add("N03702", "1980", 2021, T=410.0)
    changes = refresh_indicator(indicator=brp, client=client).changes
    assert (changes.new, changes.revised, changes.withdrawn) == (1, 1, 1)
    (revision,) = revisions(brp)
    shown = [
        (one.kind, one.period, one.sex, one.before, one.after) for one in revised_figures(revision)
    ]
    assert shown == [
        ("withdrawn", "2020", "M", 2, None),
        ("revised", "2020", "T", 400.5, 401),
        ("new", "2021", "T", None, 410),
    ]
    kinds = set(Notice.objects.exclude(kind=NoticeKind.TOLD).values_list("kind", flat=True))
    assert kinds == {NoticeKind.REVISED, NoticeKind.WITHDRAWN}


def test_only_new_figures_are_no_reason_for_a_notice(brp, kolada, client):
    refresh_indicator(indicator=brp, client=client)
    told = Notice.objects.count()
    kolada.add("N03702", "1984", 2031, T=1)
    assert refresh_indicator(indicator=brp, client=client).changes.new == 1
    assert Notice.objects.count() == told


def test_an_earlier_retrieval_can_be_read_as_it_was(brp, kolada, client):
    kolada.rows = []
    kolada.add("N03702", "1984", 2020, T=1)
    first = refresh_indicator(indicator=brp, client=client).snapshot
    kolada.rows = []
    kolada.add("N03702", "1984", 2020, T=2)
    refresh_indicator(indicator=brp, client=client)
    assert figures(brp) == [("1984", "2020", "T", 2)]
    assert figures(brp, snapshot=first.sha256[:12]) == [("1984", "2020", "T", 1)]
    assert indicator_series(brp, snapshot="f" * 64) is None


def test_figures_that_return_to_what_they_were_are_a_retrieval_of_their_own(brp, kolada, client):
    for value in (1, 2, 1):
        kolada.rows = []
        kolada.add("N03702", "1984", 2020, T=value)
        refresh_indicator(indicator=brp, client=client)
    assert Snapshot.objects.count() == 3
    assert figures(brp) == [("1984", "2020", "T", 1)]
    assert len(list(store()._figures.names())) == 2


@pytest.mark.parametrize("trouble", ["cut", "status", "empty"])
def test_a_failed_retrieval_leaves_everything_as_it_was(brp, kolada, client, server, trouble):
    before = refresh_indicator(indicator=brp, client=client).snapshot
    answers = {
        "cut": {"body": b'{"values": [', "cut": 5},
        "status": {"status": 500},
        "empty": {"body": {"count": 0, "next_url": None, "values": []}},
    }
    from tests.indicators.sources.server import Reply

    server.route("GET", "/v3/data/.*", Reply(**answers[trouble]))
    with pytest.raises(SourceError):
        refresh_indicator(indicator=brp, client=client)
    assert Snapshot.objects.get() == before
    assert Snapshot.objects.get().seen_at == before.seen_at


def test_another_meaning_begins_a_new_version_and_never_continues_the_line(brp, kolada, client):
    refresh_indicator(indicator=brp, client=client)
    kolada.kpis["N99999"] = {**kolada.kpis["N03702"], "id": "N99999"}
    kolada.add("N99999", "1984", 2022, T=7)
    brp.source = {"name": "kolada", "kpi": "N99999"}
    brp.save()
    assert refresh_indicator(indicator=brp, client=client).changes is None
    assert figures(brp) == [("1984", "2022", "T", 7)]
    assert [one.number for one in IndicatorVersion.objects.all()] == [1, 2]
    assert not Revision.objects.exists()


def test_asking_otherwise_for_the_same_is_the_same_version(brp, kolada, client):
    refresh_indicator(indicator=brp, client=client)
    brp.source = {**BRP, "groups": []}
    brp.save()
    assert not refresh_indicator(indicator=brp, client=client).is_new
    assert IndicatorVersion.objects.count() == 1


def test_who_gives_a_version_decides_alone(make_indicator, tmp_path):
    named = make_indicator("mått", source={"name": "file"}, declaration={"version": "2019"})
    load_figures(indicator=named, path=write(tmp_path, "19;2020;T;1;"))
    named.declaration = {"version": "2021"}
    named.save()
    assert load_figures(indicator=named, path=write(tmp_path, "19;2021;T;1;")).changes is None
    assert IndicatorVersion.objects.count() == 2


def test_a_file_is_kept_with_its_name_as_the_source(make_indicator, tmp_path):
    indicator = make_indicator("trygghet", source={"name": "file"})
    kept = load_figures(
        indicator=indicator, path=write(tmp_path, "19;2020;K;71,5;", "19;2020;M;;..")
    )
    assert (kept.snapshot.origin, kept.snapshot.attribution) == ("file", "Källa: figures.csv")
    found = indicator_series(indicator).observations
    assert [(one.sex, one.value, one.status) for one in found] == [
        ("K", 71.5, None),
        ("M", None, ".."),
    ]


def test_a_file_names_its_publisher_where_the_indicator_does(make_indicator, tmp_path):
    source = {"name": "file", "attribution": "Skolverket"}
    indicator = make_indicator("skola", source=source)
    kept = load_figures(indicator=indicator, path=write(tmp_path, "19;2020;T;1;"))
    assert kept.snapshot.attribution == "Källa: Skolverket"


def test_figures_for_a_calculation_are_refused(make_indicator, tmp_path):
    indicator = make_indicator(
        "kvot", source={"name": "derived", "expression": "a", "of": {"a": "b"}}
    )
    with pytest.raises(DeclarationError, match="calculated"):
        load_figures(indicator=indicator, path=write(tmp_path, "19;2020;T;1;"))


def test_a_derived_indicator_has_its_own_vintage_and_is_our_work(make_indicator, client, tmp_path):
    parts = {"a": "sysselsatta", "b": "folk"}
    for slug, value in (("sysselsatta", 40), ("folk", 50)):
        part = make_indicator(slug, source={"name": "file", "attribution": "SCB"})
        load_figures(indicator=part, path=write(tmp_path, f"19;2020;T;{value};"))
    source = {"name": "derived", "expression": "100 * a / b", "of": parts}
    share = make_indicator("andel", source=source)
    kept = refresh_indicator(indicator=share, client=client)
    assert figures(share) == [("19", "2020", "T", 80)]
    assert kept.snapshot.attribution == "egen bearbetning av data från SCB"
    made_from = kept.snapshot.made_from.values_list("indicator__slug", flat=True)
    assert set(made_from) == {"sysselsatta", "folk"}


def test_a_part_without_figures_is_named(make_indicator, client):
    source = {"name": "derived", "expression": "a", "of": {"a": "saknas"}}
    with pytest.raises(DeclarationError, match="saknas"):
        refresh_indicator(indicator=make_indicator("andel", source=source), client=client)


def test_indicators_that_rest_on_each_other_are_refused(make_indicator, client):
    for slug, other in (("ett", "två"), ("två", "tre"), ("tre", "ett")):
        source = {"name": "derived", "expression": "a", "of": {"a": other}}
        indicator = make_indicator(slug, source=source)
    with pytest.raises(DeclarationError, match="circle"):
        refresh_indicator(indicator=indicator, client=client)


def test_what_rests_on_others_comes_after_them(make_indicator):
    for slug, other in (("c", "b"), ("b", "a"), ("a", "")):
        derived = {"name": "derived", "expression": "x", "of": {"x": other}}
        make_indicator(slug, source=derived if other else {"name": "file"})
    assert [one.slug for one in in_order(Indicator.objects.all())] == ["a", "b", "c"]
