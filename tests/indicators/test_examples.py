"""The example region's figures: real, sourced on every row, and kept once."""

import csv

from livskraft.cli.example import FIGURES_FILE, FIGURES_PLAN, FOLDER
from livskraft.indicators.models import Indicator, Origin, Snapshot
from livskraft.indicators.queries.figures import indicator_series
from livskraft.indicators.queries.quality import quality_of
from livskraft.indicators.services.examples import load_example_figures

PATH = FOLDER / FIGURES_FILE


def test_every_row_has_its_source_period_origin_and_day():
    with PATH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) > 1000
    for row in rows:
        assert all(row[key] for key in ("indicator", "area", "period", "source", "origin", "read"))
        assert row["value"] or row["status"]


def test_the_figures_are_kept_once_and_say_that_they_are_examples(example_region, snapshots):
    count = load_example_figures(path=PATH, plan=FIGURES_PLAN)
    assert count == Snapshot.objects.count() > 40
    assert load_example_figures(path=PATH, plan=FIGURES_PLAN) == 0
    with PATH.open(encoding="utf-8", newline="") as file:
        rows = sum(1 for _row in csv.DictReader(file, delimiter=";"))
    assert sum(Snapshot.objects.values_list("rows", flat=True)) == rows
    assert set(Snapshot.objects.values_list("origin", flat=True)) == {Origin.EXAMPLE}


def test_a_series_is_as_it_was_read(example_region, snapshots):
    load_example_figures(path=PATH, plan=FIGURES_PLAN)
    indicator = Indicator.objects.get(slug="kollektivtrafikens-marknadsandel")
    series = indicator_series(indicator, areas=["19"])
    assert [(one.period, one.value) for one in series.observations] == [
        ("2010", 9),
        ("2016", 13),
        ("2019", 19),
    ]
    assert series.attribution.startswith("Källa: Svensk Kollektivtrafik")


def test_a_mean_of_municipalities_says_what_it_is(example_region, snapshots):
    load_example_figures(path=PATH, plan=FIGURES_PLAN)
    for snapshot in Snapshot.objects.all():
        series = indicator_series(snapshot.indicator, areas=["G33626"])
        assert all("ovägt medel" in one.note for one in series.observations)


def test_a_quality_score_is_the_sum_of_ten_answers(example_region):
    indicator = Indicator.objects.get(slug="trygg-utomhus-nar-det-ar-morkt")
    quality = quality_of(indicator.declaration)
    assert (quality.score, quality.is_context_only) == (18, False)
    answers = indicator.declaration["quality"]
    assert quality_of({"quality": {**answers, "credible": 0}}).is_context_only
    assert quality_of({"quality": {**answers, "easy": None}}) is None
    assert quality_of({}) is None
