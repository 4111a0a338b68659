"""Updates as jobs: due by the calendar, done once, tried again, never lost."""

import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from livskraft.indicators.models import JobState, Notice, NoticeKind, Snapshot, UpdateJob
from livskraft.indicators.queries.figures import indicator_series
from livskraft.indicators.queries.working import failed_updates, unread_notices
from livskraft.indicators.services.jobs import MOST_ATTEMPTS, run_update, tick, update_now
from livskraft.indicators.services.updating import load_figures
from livskraft.indicators.sources.errors import SourceError
from tests.indicators.sources.server import Reply


@pytest.fixture
def brp(make_indicator):
    return make_indicator("brp", source={"name": "kolada", "kpi": "N03702"})


@pytest.fixture(autouse=True)
def _hasty(hasty):
    pass


def run(job):
    run_update.call(job.pk)
    job.refresh_from_db()
    return job


def test_what_was_never_fetched_gets_a_job_once(brp, kolada):
    now = timezone.now()
    assert tick(now)
    assert tick(now) == []
    job = UpdateJob.objects.get()
    assert (job.indicator, job.state) == (brp, JobState.WAITING)
    assert DBTaskResult.objects.count() == 1


def test_a_job_fetches_and_tells_what_it_led_to(brp, kolada):
    tick(timezone.now())
    job = run(UpdateJob.objects.get())
    assert (job.state, job.attempts, job.snapshot) == (JobState.DONE, 1, Snapshot.objects.get())
    assert tick(timezone.now()) == []


def test_a_job_that_is_handed_out_twice_is_done_once(brp, kolada, server):
    tick(timezone.now())
    job = run(UpdateJob.objects.get())
    asked = len(server.asked)
    run(job)
    assert len(server.asked) == asked


def test_a_job_that_lay_in_the_queue_for_long_is_handed_out_again(brp, kolada):
    tick(timezone.now())
    DBTaskResult.objects.all().delete()
    assert tick(timezone.now()) == []
    tick(timezone.now() + timedelta(hours=2))
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"source": {"name": "file"}},
        {"source": {"name": "derived", "expression": "a", "of": {"a": "x"}}},
        {"source": {}},
        {"archived_at": timezone.now()},
    ],
)
def test_what_cannot_be_fetched_gets_no_job(make_indicator, fields):
    make_indicator("ett", **{"source": {"name": "kolada", "kpi": "N03702"}, **fields})
    assert tick(timezone.now()) == []


def test_a_plan_that_looks_back_is_left_as_it_is(brp):
    brp.plan.as_of = "2023-01-26"
    brp.plan.save()
    assert tick(timezone.now()) == []


def test_an_overloaded_publisher_is_asked_again_later_and_at_last_the_owner_is_told(
    brp, kolada, server
):
    server.route("GET", "/v3/.*", Reply(status=503))
    tick(timezone.now())
    job = UpdateJob.objects.get()
    waits = []
    for _attempt in range(MOST_ATTEMPTS - 1):
        run(job)
        assert (job.state, job.can_retry) == (JobState.WAITING, True)
        waits.append(job.due_at - timezone.now())
        assert not unread_notices()
    assert waits == sorted(waits)
    assert run(job).state == JobState.FAILED
    (notice,) = unread_notices()
    assert (notice.kind, notice.indicator) == (NoticeKind.FAILED, brp)
    assert [stuck.indicator for stuck in failed_updates()] == [job.indicator]


def test_a_question_that_can_never_be_answered_fails_at_once(make_indicator, kolada):
    make_indicator("fel", source={"name": "kolada", "kpi": "N1"})
    tick(timezone.now())
    job = run(UpdateJob.objects.get())
    assert (job.state, job.can_retry) == (JobState.FAILED, False)
    assert "N1" in str(Notice.objects.get())


def test_the_owner_is_told_of_the_same_trouble_once(brp, kolada, server, client):
    server.route("GET", "/v3/.*", Reply(status=404))
    for _day in range(3):
        with pytest.raises(SourceError):
            update_now(indicator=brp, client=client)
    assert Notice.objects.filter(kind=NoticeKind.FAILED).count() == 1


def test_figures_whose_update_failed_are_stale_until_one_succeeds(brp, kolada, server, client):
    update_now(indicator=brp, client=client)
    assert indicator_series(brp).stale == ""
    routes = list(server.routes)
    server.route("GET", "/v3/.*", Reply(status=404))
    with pytest.raises(SourceError):
        update_now(indicator=brp, client=client)
    assert "404" in indicator_series(brp).stale
    server.routes = routes
    update_now(indicator=brp, client=client)
    assert indicator_series(brp).stale == ""


def test_an_update_by_hand_does_the_job_that_waits(brp, kolada, client):
    tick(timezone.now())
    update_now(indicator=brp, client=client)
    assert UpdateJob.objects.get().state == JobState.DONE


def test_what_is_calculated_follows_its_parts(brp, kolada, make_indicator):
    source = {"name": "derived", "expression": "a / 2", "of": {"a": "brp"}}
    half = make_indicator("halva", source=source)
    tick(timezone.now())
    run(UpdateJob.objects.get())
    assert indicator_series(half, areas=["1984"]).observations


def dead_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


@pytest.mark.parametrize(("host", "hours"), [(socket.gethostname(), 0), ("elsewhere", 2)])
def test_a_job_whose_worker_is_gone_is_handed_out_again(brp, kolada, host, hours):
    now = timezone.now()
    tick(now)
    worker = f"{host}:{dead_process()}"
    UpdateJob.objects.update(
        state=JobState.RUNNING, worker=worker, attempts=1, started_at=now, alive_at=now
    )
    if hours:
        assert tick(now) == []
    tick(now + timedelta(hours=hours))
    job = UpdateJob.objects.get()
    assert job.state == JobState.WAITING
    assert DBTaskResult.objects.count() == 2
    assert run(job).state == JobState.DONE


def test_a_job_that_ends_every_worker_is_given_up(brp, kolada):
    now = timezone.now()
    tick(now)
    worker = f"{socket.gethostname()}:{dead_process()}"
    UpdateJob.objects.update(
        state=JobState.RUNNING, worker=worker, attempts=MOST_ATTEMPTS, alive_at=now
    )
    tick(now)
    assert UpdateJob.objects.get().state == JobState.FAILED


def test_old_jobs_are_cleared_away_but_the_last_of_each_stays(brp, kolada, client):
    for _time in range(3):
        update_now(indicator=brp, client=client)
    long_ago = timezone.now() - timedelta(days=100)
    UpdateJob.objects.update(ended_at=long_ago)
    tick(timezone.now())
    assert UpdateJob.objects.filter(ended_at=long_ago).count() == 1


def test_loading_a_file_makes_no_job(make_indicator, tmp_path):
    path = tmp_path / "ett.csv"
    path.write_text("area,period,sex,value\n19,2020,T,1\n")
    load_figures(indicator=make_indicator("ett", source={"name": "file"}), path=path)
    assert not UpdateJob.objects.exists()


def test_a_fault_of_our_own_fails_one_job_and_is_told(brp, kolada, monkeypatch):
    def odd(**_arguments):
        raise KeyError("values")

    monkeypatch.setattr("livskraft.indicators.services.jobs.refresh_indicator", odd)
    tick(timezone.now())
    job = run(UpdateJob.objects.get())
    assert (job.state, job.can_retry) == (JobState.FAILED, False)
    assert "KeyError" in str(Notice.objects.get())


def test_what_was_calculated_is_as_stale_as_its_parts(brp, kolada, client, server, make_indicator):
    source = {"name": "derived", "expression": "a / 2", "of": {"a": "brp"}}
    half = make_indicator("halva", source=source)
    for indicator in (brp, half):
        update_now(indicator=indicator, client=client)
    assert indicator_series(half).stale == ""
    server.route("GET", "/v3/.*", Reply(status=404))
    with pytest.raises(SourceError):
        update_now(indicator=brp, client=client)
    assert "404" in indicator_series(half).stale
