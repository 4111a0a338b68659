"""Who may open and who may send what: every address of the site, every role, own and other unit.

An asterisk marks a person of another organisation than the one whose records the addresses name.
Every answer is given before an unchanged database: what the request writes is taken back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from livskraft.accounts.models import Role, User
from livskraft.intake.models import Message
from livskraft.plans.models import Activity, Organisation, Person
from livskraft.plans.queries.changes import latest_changes
from livskraft.plans.services.editing import (
    BulkChange,
    begin_draft,
    change_many,
    save_draft,
    submit_draft,
)
from livskraft.plans.services.readings import open_reading, receive_document
from livskraft.reporting.models import Assignment, OutgoingMail, ReportingRound
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence
from livskraft.reporting.services.files import keep_file
from livskraft.reporting.services.gates import set_gate
from livskraft.reporting.services.reminding import invite
from livskraft.reporting.services.workbooks import make_workbook, receive_workbook
from livskraft.reporting.who import Who
from livskraft.shared.personal import find_people

#: Column of the table → role and organisation. `valfard` leads, `barnhalsovarden` takes part.
PEOPLE: dict[str, tuple[Role, str]] = {
    "reader": (Role.READER, ""),
    "elected": (Role.ELECTED, "sala"),
    "evaluat": (Role.EVALUATOR, ""),
    "partner": (Role.PARTNER, "barnhalsovarden"),
    "partner*": (Role.PARTNER, "coompanion"),
    "editor": (Role.EDITOR, "valfard"),
    "editor*": (Role.EDITOR, "folkhalsa"),
    "strateg": (Role.STRATEGIST, ""),
    "admin": (Role.ADMINISTRATOR, ""),
}


#: The record that addresses of the workspace name.
RECORD = {"plan": "vastmanland-2030", "word": "aktiviteter", "slug": "overrapportering-bhv-emi"}
INDICATOR = {"plan": "vastmanland-2030", "slug": "utsatta-for-brott"}
ENTRY = {"publisher": "kolada", "identity": "N00610"}
SHARED = {"plan": "-", "word": "aktorer", "slug": "valfard"}


@dataclass(frozen=True)
class Named:
    """What stands in the addresses, and what follows after the question mark, by their names."""

    parts: dict[str, dict[str, object]]
    queries: dict[str, dict[str, str]]

    def address(self, name: str) -> str:
        path = reverse(name, kwargs=self.parts.get(name))
        return f"{path}?{urlencode(self.queries[name])}" if name in self.queries else path


def make_records(others: User) -> Named:
    """Make what the addresses name, by somebody who is none of the people of the table."""
    Message.objects.create(pk=1, kind="question", text="Vem leder arbetet?")
    activity = Activity.objects.get(slug=RECORD["slug"])
    person = Person.objects.create(name="Nils Exempel", organisation=activity.lead)
    before = timezone.now().isoformat()
    pair = [activity.pk, Activity.objects.exclude(pk=activity.pk).earliest("pk").pk]
    changes = BulkChange(ends=date(2029, 12, 31))
    assert not change_many(activities=pair, changes=changes, reason="Förlängd.", by=others).refused
    changed = latest_changes(limit=1)[0].at.isoformat()
    of_user = {"user_id": others.pk}
    of_person = {"pk": person.pk}
    key = {"key": find_people(others.email)[0].key}
    parts: dict[str, dict[str, Any]] = {
        "activity": {"address": "nara-vard"},
        "answer": {"token": "passerad"},
        "answer-file": {"token": "passerad", "pk": 1},
        "catalogue-adopt": ENTRY,
        "catalogue-entry": ENTRY,
        "actor": {"slug": "folkhalsa"},
        "archive-record": SHARED,
        "confirm-headline": {"address": "slatterang"},
        "edit-record": RECORD,
        "end-session": {"session_id": 1},
        "erase-person": key,
        "forum": {"slug": "strategisk-regional-beredning"},
        "frame": {"slug": "agenda-2030"},
        "goal": {"address": "trygghet"},
        "handle-message": {"message_id": 1},
        "indicator": {"address": "slatterang"},
        "indicator-csv": {"address": "slatterang"},
        "indicator-embedded": {"address": "studiecirkeldeltagare"},
        "indicator-embedding": {"address": "studiecirkeldeltagare"},
        "indicator-json": {"address": "slatterang"},
        "indicator-load": INDICATOR,
        "indicator-png": {"address": "studiecirkeldeltagare"},
        "indicator-svg": {"address": "studiecirkeldeltagare"},
        "indicator-update": INDICATOR,
        "judge-goal": {"plan": RECORD["plan"], "slug": "trygghet"},
        "judge-indicator": {"address": "slatterang"},
        "municipality": {"slug": "sala"},
        "municipality-csv": {"slug": "sala"},
        "new-record": {"plan": RECORD["plan"], "word": RECORD["word"]},
        "person": of_person,
        "person-edit": of_person,
        "person-leave": of_person,
        "person-stay": of_person,
        "personal-data-file": key,
        "personal-data-of": key,
        "plan": {"slug": "vastmanland-2030"},
        "record-history": RECORD,
        "restore-record": RECORD,
        "set-password": {"key": "passerad"},
        "unarchive-record": SHARED,
        "user": of_user,
        "user-close": of_user,
        "user-open": of_user,
        "user-remove-second-step": of_user,
        "user-send-link": of_user,
        "user-sign-out": of_user,
        "workspace-plan": {"slug": "vastmanland-2030"},
        **make_draft_parts(activity, others),
        **make_document_parts(others),
        **make_round_parts(activity, others),
    }
    queries = {"restore-record": {"till": before}, "undo-operation": {"andring": changed}}
    return Named(parts, queries)


def make_draft_parts(activity: Activity, others: User) -> dict[str, dict[str, Any]]:
    """Make a draft that waits for review; return what its addresses name."""
    draft = begin_draft(section="activities", plan=activity.plan, slug=activity.slug, by=others)
    save_draft(draft=draft, content={**draft.content, "title": "Ny titel"}, by=others)
    submit_draft(draft=draft, by=others)
    steps = ("conflict", "discard", "preview", "publish", "return", "review", "submit")
    names = ("draft", "edit-draft", *(f"draft-{step}" for step in steps))
    return {name: {"pk": draft.pk} for name in names}


def make_document_parts(others: User) -> dict[str, dict[str, Any]]:
    """Read a document; return what its addresses name."""
    reading, _is_new = receive_document(content=DOCUMENT, file_name="plan.txt", by=others)
    of_reading = {"pk": reading.pk}
    steps = ("again", "aim", "discard", "edition", "file", "load", "plan-file")
    word = open_reading(reading).review.parts[0].word
    return {
        "document": of_reading,
        "document-part": {**of_reading, "word": word},
        **{f"document-{step}": of_reading for step in steps},
    }


def make_round_parts(activity: Activity, others: User) -> dict[str, dict[str, Any]]:
    """Make rounds where the activity is asked about; return what their addresses name."""
    is_open, frozen = (
        ReportingRound.objects.get(slug=slug) for slug in ("arsbokslut-2022", "delar-2022")
    )
    asked = Assignment.objects.get(round=is_open, activity__slug="webbsida-elevhalsa")
    gate = set_gate(activity=activity, title="Utvärdering", by=others)
    book = make_workbook(round_=is_open, actor="valfard", by=others)
    upload = receive_workbook(round_=is_open, name="valfard.xlsx", content=book, by=others)
    _kind, file = keep_file(SimpleUploadedFile("bilaga.txt", b"Det m\xc3\xa4rks."))
    content = EvidenceContent(kind="file", text="Protokoll", file=file)
    evidence = add_evidence(assignment=asked, content=content, who=Who(user=others))
    invite(round_=is_open)
    of_open, of_frozen = {"slug": is_open.address}, {"slug": frozen.address}
    of_asked = {"pk": asked.pk}
    return {
        "assignment": of_asked,
        "change-round": of_open,
        "close-round": of_open,
        "decide-gate": {"pk": gate.pk},
        "freeze-round": of_open,
        "frozen-round": of_frozen,
        "gates": {"address": activity.address},
        "give-view": {**of_open, "activity": activity.address},
        "look-after-mail": {"pk": OutgoingMail.objects.earliest("pk").pk},
        "public-round": {"address": frozen.address},
        "public-round-json": {"address": frozen.address},
        "remind-round": of_open,
        "report": of_asked,
        "report-file": {**of_asked, "evidence": evidence.pk},
        "review-report": of_asked,
        "review-round": of_open,
        "round": of_open,
        "round-roles": of_open,
        "start-round": of_open,
        "workbook": {**of_open, "pk": upload.pk},
        "workbook-file": {**of_open, "actor": "valfard"},
        "workbooks": of_open,
    }


DOCUMENT = """Plan för ett tryggt län 2024–2026

Delmål 1. Ökad trygghet
Aktiviteter
• Kartlägga trygghet i närmiljön
""".encode()

#: The answer to opening and to sending: a status, or "in" for being led to the page to sign in.
EXPECTED = """
opened/sent                  visitor  reader   elected  evaluat  partner  partner* editor   editor*  strateg  admin
forgotten-password           200/200  200/200  200/200  200/200  200/200  200/200  200/200  200/200  200/200  200/200
account_login                200/200  302/302  302/302  302/302  302/302  302/302  302/302  302/302  302/302  302/302
accessibility                200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
account_inactive             200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
activities                   200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
activities-csv               200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
activity                     200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
actor                        200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
actors                       200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
colours                      200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
compare                      200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
contact-sent                 200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
forgotten-password-sent      200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
forum                        200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
forums                       200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
frame                        200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
frames                       200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
frozen-rounds                200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
goal                         200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
goals                        200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
health                       200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
indicator                    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
indicator-csv                200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
indicator-embedded           200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
indicator-embedding          200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
indicator-json               200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
indicator-png                200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
indicator-svg                200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
indicators                   200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
municipalities               200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
municipality                 200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
municipality-csv             200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
plan                         200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
public-round                 200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
public-round-json            200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
reports-csv                  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
reports-json                 200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
robots                       200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
rules                        200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
search                       200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
site-map                     200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
start                        200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
contact                      200/422  200/422  200/422  200/422  200/422  200/422  200/422  200/422  200/422  200/422
account_logout               302/302  200/302  200/302  200/302  200/302  200/302  200/302  200/302  200/302  200/302
logo                         404/405  404/405  404/405  404/405  404/405  404/405  404/405  404/405  404/405  404/405
sign-in-as-example           405/403  405/403  405/403  405/403  405/403  405/403  405/403  405/403  405/403  405/403
answer                       410/410  410/410  410/410  410/410  410/410  410/410  410/410  410/410  410/410  410/410
answer-file                  410/410  410/410  410/410  410/410  410/410  410/410  410/410  410/410  410/410  410/410
set-password                 410/410  410/410  410/410  410/410  410/410  410/410  410/410  410/410  410/410  410/410
account_change_password      in/in    200/200  200/200  200/200  200/200  200/200  200/200  200/200  200/200  200/200
account_reauthenticate       in/in    200/200  200/200  200/200  200/200  200/200  200/200  200/200  200/200  200/200
account                      in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
administration               in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
indicator-list               in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
judgements                   in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
own-data                     in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
own-data-file                in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
plan-history                 in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
plan-history-csv             in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
record-history               in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
reports                      in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
sessions                     in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
workspace                    in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
workspace-activities         in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
workspace-actors             in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
workspace-forums             in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
workspace-plan               in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
workspace-plans              in/in    200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405  200/405
mfa_activate_totp            in/in    302/302  302/302  302/302  302/302  302/302  302/302  302/302  302/302  302/302
mfa_authenticate             in/in    302/302  302/302  302/302  302/302  302/302  302/302  302/302  302/302  302/302
mfa_generate_recovery_codes  in/in    302/302  302/302  302/302  302/302  302/302  302/302  302/302  302/302  302/302
mfa_reauthenticate           in/in    302/302  302/302  302/302  302/302  302/302  302/302  302/302  302/302  302/302
mfa_view_recovery_codes      in/in    302/405  302/405  302/405  302/405  302/405  302/405  302/405  302/405  302/405
recovery-codes-file          in/in    302/405  302/405  302/405  302/405  302/405  302/405  302/405  302/405  302/405
review-report                in/in    403/403  403/403  200/403  403/403  403/403  200/302  200/403  200/302  200/302
frozen-round                 in/in    403/403  403/403  200/403  403/403  403/403  200/403  200/403  200/422  200/422
gates                        in/in    403/403  403/403  200/403  403/403  403/403  200/403  200/403  200/422  200/422
round                        in/in    403/403  403/403  200/405  403/403  403/403  200/405  200/405  200/405  200/405
round-roles                  in/in    403/403  403/403  200/405  403/403  403/403  200/405  200/405  200/405  200/405
rounds                       in/in    403/403  403/403  200/405  403/403  403/403  200/405  200/405  200/405  200/405
new-record                   in/in    403/403  403/403  403/403  200/302  200/302  200/302  200/302  200/302  200/302
edit-record                  in/in    403/403  403/403  403/403  200/302  403/403  200/302  403/403  200/302  200/302
workbooks                    in/in    403/403  403/403  403/403  200/422  200/422  200/422  200/422  200/422  200/422
give-view                    in/in    403/403  403/403  403/403  200/422  403/403  403/403  403/403  200/422  200/422
person-new                   in/in    403/403  403/403  403/403  403/403  403/403  200/200  200/200  200/200  200/200
undo-operation               in/in    403/403  403/403  403/403  403/403  403/403  200/200  200/200  200/200  200/200
person-edit                  in/in    403/403  403/403  403/403  403/403  403/403  200/200  403/403  200/200  200/200
person-leave                 in/in    403/403  403/403  403/403  403/403  403/403  200/200  403/403  200/200  200/200
restore-record               in/in    403/403  403/403  403/403  403/403  403/403  200/200  403/403  200/200  200/200
review-round                 in/in    403/403  403/403  403/403  403/403  403/403  200/302  200/302  200/302  200/302
draft                        in/in    403/403  403/403  403/403  403/403  403/403  200/403  403/403  200/403  200/403
report                       in/in    403/403  403/403  403/403  403/403  403/403  200/422  403/403  200/422  200/422
draft-conflict               in/in    403/403  403/403  403/403  403/403  403/403  302/302  403/403  302/302  302/302
draft-discard                in/in    403/403  403/403  403/403  403/403  403/403  302/403  403/403  200/302  200/302
change-activities            in/in    403/403  403/403  403/403  403/403  403/403  302/422  302/422  302/422  302/422
archive-record               in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200  200/200
assignment                   in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200  200/200
catalogue-entry              in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200  200/200
change-round                 in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200  200/200
close-round                  in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200  200/200
judge-goal                   in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200  200/200
judge-indicator              in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200  200/200
open-round                   in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200  200/200
unarchive-record             in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200  200/200
catalogue                    in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/405  200/405
document                     in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/405  200/405
document-file                in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/405  200/405
document-plan-file           in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/405  200/405
stuck-jobs                   in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/405  200/405
decide-gate                  in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/422  200/422
document-aim                 in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/422  200/422
document-load                in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/422  200/422
document-part                in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/422  200/422
documents                    in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/422  200/422
indicator-load               in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/422  200/422
document-edition             in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  302/302  302/302
freeze-round                 in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  302/302  302/302
erase-person                 in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200
user                         in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200
user-invite                  in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/200
personal-data                in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/302
users                        in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  200/405
edit-draft                   in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403
user-send-link               in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/200
user-close                   in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302
user-open                    in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302
user-remove-second-step      in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302
user-sign-out                in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302
catalogue-adopt              in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302  405/302
catalogue-fetch              in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302  405/302
confirm-headline             in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302  405/302
document-again               in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302  405/302
document-discard             in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302  405/302
indicator-update             in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302  405/302
judgements-read              in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302  405/302
notices-read                 in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302  405/302
remind-round                 in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302  405/302
start-round                  in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/302  405/302
stuck-jobs-retry             in/in    403/403  403/403  403/403  403/403  403/403  403/403  403/403  405/404  405/404
workbook                     in/in    403/403  403/403  403/403  404/404  404/404  404/404  404/404  200/409  200/409
workbook-file                in/in    403/403  403/403  403/403  404/405  404/405  200/405  404/405  200/405  200/405
report-file                  in/in    403/405  403/405  200/405  403/405  403/405  200/405  200/405  200/405  200/405
drafts                       in/in    403/405  403/405  403/405  200/405  200/405  200/405  200/405  200/405  200/405
messages                     in/in    403/405  403/405  403/405  403/405  403/405  200/405  200/405  200/405  200/405
people                       in/in    403/405  403/405  403/405  403/405  403/405  200/405  200/405  200/405  200/405
person                       in/in    403/405  403/405  403/405  403/405  403/405  200/405  200/405  200/405  200/405
mails                        in/in    403/405  403/405  403/405  403/405  403/405  403/405  403/405  403/405  200/405
personal-data-file           in/in    403/405  403/405  403/405  403/405  403/405  403/405  403/405  403/405  200/405
personal-data-of             in/in    403/405  403/405  403/405  403/405  403/405  403/405  403/405  403/405  200/405
mfa_deactivate_totp          in/in    404/404  404/404  404/404  404/404  404/404  404/404  404/404  404/404  404/404
end-other-sessions           in/in    405/302  405/302  405/302  405/302  405/302  405/302  405/302  405/302  405/302
draft-preview                in/in    405/403  405/403  405/403  405/403  405/403  405/200  405/403  405/200  405/200
handle-message               in/in    405/403  405/403  405/403  405/403  405/403  405/302  405/302  405/302  405/302
draft-publish                in/in    405/403  405/403  405/403  405/403  405/403  405/302  405/403  405/302  405/302
person-stay                  in/in    405/403  405/403  405/403  405/403  405/403  405/302  405/403  405/302  405/302
draft-return                 in/in    405/403  405/403  405/403  405/403  405/403  405/403  405/403  405/302  405/302
draft-review                 in/in    405/403  405/403  405/403  405/403  405/403  405/403  405/403  405/302  405/302
look-after-mail              in/in    405/403  405/403  405/403  405/403  405/403  405/403  405/403  405/403  405/400
draft-submit                 in/in    405/403  405/403  405/403  405/403  405/403  405/403  405/403  405/403  405/403
end-session                  in/in    405/404  405/404  405/404  405/404  405/404  405/404  405/404  405/404  405/404
"""


# Who may do what does not depend on the database: once is enough.
@pytest.mark.pure
@pytest.mark.timeout(900)
def test_each_role_reaches_what_it_may_and_nothing_else(
    example_site: None, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    caplog.set_level("CRITICAL", "django.request")  # Refusals are what is asked for.
    settings.LIVSKRAFT_SOURCE_URLS = "kolada=http://127.0.0.1:9/v3"  # Nobody is asked in earnest.
    others = User.objects.create_user(
        "stina@example.org", "hemligt", name="Stina Strateg", role=Role.STRATEGIST
    )
    named = make_records(others)
    users: dict[str, User | None] = {"visitor": None}
    for column, (role, slug) in PEOPLE.items():
        users[column] = User.objects.create_user(
            f"{column.strip('*')}{len(users)}@example.org",
            password="hemligt",
            name=column,
            role=role,
            organisation=Organisation.objects.get(slug=slug) if slug else None,
        )
    signed_in = [sign_in(user) for user in users.values()]
    rows = {
        name: [
            f"{answer(name, named, cookies, 'get')}/{answer(name, named, cookies, 'post')}"
            for cookies in signed_in
        ]
        for name in address_names()
    }
    found = table(list(users), rows)
    print(found)
    assert found == EXPECTED.strip("\n")


def sign_in(user: User | None) -> str:
    """Return the cookies of somebody who is signed in; those of a visitor are none."""
    client = Client()
    if user:
        client.force_login(user)
    return client.cookies.output(header="", sep=";")


def answer(name: str, named: Named, cookies: str, method: str) -> str:
    """Open or send to the address. Nothing is left of what that writes."""
    client = Client()
    client.cookies.load(cookies)
    with transaction.atomic():
        response = getattr(client, method)(named.address(name))
        transaction.set_rollback(True)
    is_to_sign_in = urlsplit(response.get("Location", "")).path == reverse("account_login")
    return "in" if is_to_sign_in else str(response.status_code)


def address_names() -> list[str]:
    """Return the names of all addresses; each must have one."""
    patterns = list(all_patterns(get_resolver().url_patterns))
    assert [pattern for pattern in patterns if not pattern.name] == []
    return sorted({str(pattern.name) for pattern in patterns})


def all_patterns(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from all_patterns(pattern.url_patterns)
        else:
            yield pattern


def table(columns: list[str], rows: dict[str, list[str]]) -> str:
    """Return the answers as lines of text, addresses that answer alike beside each other."""
    named = [("opened/sent", columns)]
    named += sorted(rows.items(), key=lambda row: (row[1], row[0]))
    width = max(map(len, rows)) + 2
    return "\n".join(
        (f"{name:<{width}}" + "".join(f"{cell:<9}" for cell in cells)).rstrip()
        for name, cells in named
    )
