"""Whatever is asked, answered, returned and decided: what is internal reaches no public page or file.

Every text and number that must stay inside is made so that it occurs nowhere else. Then all that
leaves is searched for it: each address of the site map, the files, what is frozen, the plan file,
and the mails and forms of other people.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO
from itertools import count
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from livskraft.plans.services.planfile import save_plan
from livskraft.reporting.links import link_for
from livskraft.reporting.models import OutgoingMail, ReportingRound
from livskraft.reporting.queries.public import frozen_document
from livskraft.reporting.questions import Choice, Question, default_questions
from livskraft.reporting.services.closing import close_round
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence
from livskraft.reporting.services.freezing import freeze_round
from livskraft.reporting.services.reminding import invite, remind
from livskraft.reporting.services.reports import save_report_draft, send_report
from livskraft.reporting.services.reviewing import (
    accept_report,
    excuse,
    give_verdict,
    return_report,
)
from livskraft.reporting.services.telling import tell_decisions
from livskraft.reporting.services.views_of_partners import give_partner_view
from livskraft.reporting.services.workbooks import make_workbook
from livskraft.reporting.who import Who
from tests.reporting.conftest import Region
from tests.test_people_in_public import addresses_of

_numbers = count(1)
CHOICES = (Choice("few", {"sv": "Få"}), Choice("many", {"sv": "Många"}))
OWN = (
    Question("note", "text", {"sv": "Vad ska vi veta?"}, is_internal=True),
    Question("reach", "number", {"sv": "Hur många nåddes?"}, is_internal=True),
    Question("how_many", "choice", {"sv": "Hur många?"}, own_choices=CHOICES, why_for=("few",)),
)
KEYS = ("status", "happened", "next_step", "deviation", "how_many")
FATES = ("nothing", "draft", "sent", "returned", "answered again", "accepted")


@dataclass
class Marks:
    """What was written about one activity: `secret` must stay inside, `public` may be read."""

    secret: list[str] = field(default_factory=list)
    public: list[str] = field(default_factory=list)

    def text(self, is_secret: bool = True) -> str:
        mark = f"zqx{next(_numbers)}qz"
        (self.secret if is_secret else self.public).append(mark)
        return f"Ord {mark}."

    def number(self, is_secret: bool = True) -> str:
        mark = str(771_000_000 + next(_numbers))
        (self.secret if is_secret else self.public).append(mark)
        return mark


def answers_of(round_: ReportingRound, marks: Marks, *, is_shown: bool) -> dict[str, str]:
    """Return an answer to every question, each marked; `is_shown` that it will be accepted."""
    hidden = {one["key"]: one["is_internal"] or not is_shown for one in round_.questions}
    chosen = {"status": "paused", "verdict": "end", "role": "leads", "how_many": "few"}
    texts = ("happened", "next_step", "deviation", "note")
    whys = {"status": "status_why", "verdict": "verdict_why", "how_many": "how_many_why"}
    return {
        **chosen,
        **{key: marks.text(hidden[key]) for key in texts},
        **{key: marks.number(hidden[key]) for key in ("money", "reach")},
        **{why: marks.text(hidden[key]) for key, why in whys.items()},
    }


def evidence(assignment, who: Who, marks: Marks, *, is_shown: bool) -> None:
    for is_internal in (True, False):
        is_secret = is_internal or not is_shown
        url = f"https://example.org/{marks.text(is_secret).split()[1]}"
        for content in (
            EvidenceContent("quote", marks.text(is_secret), is_internal=is_internal),
            EvidenceContent("link", marks.text(is_secret), url=url, is_internal=is_internal),
            EvidenceContent(
                "number",
                marks.text(is_secret),
                number=Decimal(marks.number(is_secret)),
                unit=marks.text(is_secret),
                is_internal=is_internal,
            ),
        ):
            add_evidence(assignment=assignment, content=content, who=who)


def live_through(region: Region, round_: ReportingRound, name: str, fate: str) -> Marks:
    """Let an activity be answered about as its fate says; return what was written."""
    marks, who = Marks(), Who(person=region.people[name])
    if fate == "nothing":
        return marks
    is_shown = fate in ("accepted", "answered again")
    assignment = region.assignment(round_, name)
    evidence(assignment, who, marks, is_shown=is_shown)
    if fate == "draft":
        answers = answers_of(round_, marks, is_shown=False)
        assignment.refresh_from_db()
        version = assignment.version
        save_report_draft(assignment=assignment, answers=answers, version=version, who=who)
        return marks
    if fate in ("returned", "answered again"):
        # The answer is replaced by the next one; its evidence goes along.
        report = _send(region, round_, name, answers_of(round_, marks, is_shown=False))
        return_report(report=report, question=marks.text(), by=None)
    if fate != "returned":
        report = _send(region, round_, name, answers_of(round_, marks, is_shown=is_shown))
        if is_shown:
            accept_report(report=report, by=None)
    return marks


def _send(region: Region, round_: ReportingRound, name: str, answers: dict[str, str]):
    who = Who(person=region.people[name])
    assignment = region.assignment(round_, name)
    return send_report(assignment=assignment, answers=answers, who=who, channel="link")


def end(region: Region, round_: ReportingRound, how: str, marks: Marks) -> None:
    if how == "open":
        return
    give_verdict(
        assignment=region.assignment(round_, "sagner"),
        verdict="change",
        reason=marks.text(),
        by=None,
    )
    close_round(round_=round_, by=None, reason=marks.text())
    if how == "frozen":
        freeze_round(round_=round_, by=None)
    tell_decisions(round_=round_)


def what_anybody_reads(region: Region, round_: ReportingRound) -> dict[str, str]:
    """Return every public text, by its address."""
    client = Client()
    listed = addresses_of(client.get("/sitemap.xml").text)
    files = ["/aktiviteter.csv", "/uppfoljning.csv", "/uppfoljning.json", "/sok/?q=zqx"]
    frozen = f"/uppfoljning/{round_.address}"
    paths = [path for path in listed if not path.startswith("/en/")]
    paths += [*files, "/uppfoljning/", f"{frozen}/", f"{frozen}.json", "/en/aktiviteter/vandring/"]
    found = {path: client.get(path).content.decode() for path in paths}
    found["frozen"] = frozen_document(round_.address) or ""
    found["plan file"] = save_plan(region.plan.slug, is_public=True)
    return found


def compact(text: str) -> str:
    """Return a text without what groups the digits of a number."""
    return re.sub(r"[\s,.]|&nbsp;|&#x27;", "", text)


@settings(
    max_examples=3,
    deadline=None,
    # What fails tells by its marks what leaves; making it smaller takes minutes.
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(
    internal=set(KEYS),
    fates={"vandring": "answered again", "bokbuss": "accepted", "sagner": "returned"},
    how="frozen",
)
@given(
    internal=st.sets(st.sampled_from(KEYS)),
    fates=st.fixed_dictionaries(
        {name: st.sampled_from(FATES) for name in ("vandring", "bokbuss", "sagner")}
    ),
    how=st.sampled_from(["open", "closed", "frozen"]),
)
def test_no_internal_word_reaches_anybody_outside(region, internal, fates, how):
    with transaction.atomic():
        questions = tuple(
            replace(one, is_internal=one.is_internal or one.key in internal)
            for one in (*default_questions("year_end"), *OWN)
        )
        round_ = region.open(questions=questions)
        if how != "open":
            # What waits for review keeps a round open.
            fates = {name: "returned" if fate == "sent" else fate for name, fate in fates.items()}
        invite(round_=round_)
        marks = {name: live_through(region, round_, name, fate) for name, fate in fates.items()}
        inside = Marks()
        if fates["vandring"] == "nothing":
            walk = region.assignment(round_, "vandring")
            excuse(assignment=walk, reason=inside.text(), by=None)
        _view(region, round_, inside)
        remind(round_=round_)
        end(region, round_, how, inside)
        round_.refresh_from_db()
        _check_public(region, round_, marks, inside)
        _check_others(region, round_, marks)
        transaction.set_rollback(True)


def _view(region, round_, marks: Marks) -> None:
    bus = region.activities["bokbuss"]
    bus.partnerships.create(organisation=region.unit, role="participates")
    region.people["vandring"].organisation = region.unit
    region.people["vandring"].save()
    give_partner_view(
        round_=round_,
        activity=bus,
        organisation=region.unit,
        role="leads",
        rating=2,
        comment=marks.text(),
        who=Who(person=region.people["vandring"]),
    )


def _check_public(region, round_, marks: dict[str, Marks], inside: Marks) -> None:
    secrets = [mark for each in (*marks.values(), inside) for mark in each.secret]
    people = [one for each in region.people.values() for one in (each.name, each.email)]
    found = what_anybody_reads(region, round_)
    for address, text in found.items():
        told = compact(text)
        assert [mark for mark in secrets if mark in told] == [], address
        assert [one for one in people if one in text] == [], address
    for name, each in marks.items():
        page = compact(found[f"/aktiviteter/{name}/"])
        assert [mark for mark in each.public if mark not in page] == []


def _check_others(region, round_, marks: dict[str, Marks]) -> None:
    """Look in each person's mails, form and workbook for what was written about other activities."""
    for name, person in region.people.items():
        others = [each for other, each in marks.items() if other != name]
        foreign = [mark for each in others for mark in (*each.secret, *each.public)]
        sent = OutgoingMail.objects.filter(person=person).values_list("subject", "text", "html")
        form = f"/svar/{link_for(region.assignment(round_, name), person)}/"
        texts = ["".join(mail) for mail in sent] + [Client().get(form).text]
        if round_.state == "open":
            texts += workbook_texts(round_, region.activities[name].lead.slug)
        for text in map(compact, texts):
            assert [mark for mark in foreign if mark in text] == [], name


def workbook_texts(round_: ReportingRound, actor: str) -> list[str]:
    """Return every part of an actor's workbook."""
    content = make_workbook(round_=round_, actor=actor, by=None)
    with ZipFile(BytesIO(content)) as parts:
        return [parts.read(name).decode(errors="replace") for name in parts.namelist()]


@pytest.mark.pure
def test_a_number_is_found_however_its_digits_are_grouped():
    for text in (
        "771 000 001",
        "771\N{NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}001",
        "771,000,001",
    ):
        assert compact(text) == "771000001"
