"""What nobody is told by an update: files that are late, and figures whose file is gone."""

from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.watching import awaited_files, lost_files
from livskraft.indicators.services.uploads import load_upload, receive_upload
from tests.indicators.conftest import MakeIndicator

TABLE = b"area;period;sex;value\n1980;2020;T;12\n"
MAPPING = {"select": {"area": "area", "period": "period", "sex": "sex", "value": "value"}}


def load(indicator: Indicator) -> None:
    upload = receive_upload(name="a.csv", content=TABLE)
    load_upload(indicator=indicator, upload=upload, mapping=MAPPING, by=None)


def from_file(make_indicator: MakeIndicator, day: date) -> Indicator:
    return make_indicator(
        "visits", source={"name": "file"}, declaration={"releases": [day.isoformat()]}
    )


def test_a_file_is_awaited_from_the_day_after_its_release_until_it_is_read(make_indicator):
    today = timezone.localdate()
    indicator = from_file(make_indicator, today - timedelta(days=1))
    (awaited,) = awaited_files(timezone.now())
    assert (awaited.indicator, awaited.read_on) == (indicator, None)
    assert awaited_files(timezone.now() - timedelta(days=1)) == []
    load(indicator)
    assert awaited_files(timezone.now()) == []
    indicator.declaration = {"releases": [(today + timedelta(days=5)).isoformat()]}
    indicator.save()
    (awaited,) = awaited_files(timezone.now() + timedelta(days=6))
    assert awaited.read_on == today


def test_a_plan_that_looks_back_and_a_source_with_an_interface_wait_for_no_file(make_indicator):
    yesterday = timezone.localdate() - timedelta(days=1)
    indicator = from_file(make_indicator, yesterday)
    indicator.plan.as_of = yesterday
    indicator.plan.save()
    assert awaited_files(timezone.now()) == []
    indicator.plan.as_of = None
    indicator.plan.save()
    indicator.source = {"name": "kolada", "kpi": "N00001"}
    indicator.save()
    assert awaited_files(timezone.now()) == []


def test_figures_whose_file_is_gone_are_found(make_indicator, snapshots: Path):
    indicator = make_indicator("visits", source={"name": "file"})
    load(indicator)
    assert lost_files() == []
    for path in snapshots.rglob("*.parquet"):
        path.unlink()
    (lost,) = lost_files()
    assert lost.indicator == indicator
