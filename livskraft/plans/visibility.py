"""The one place that tells public from internal: which fields of a record anybody may see.

A field that is not named here is internal. A test demands that every field of every model is named
once, so that a new one is a decision and no accident.
"""

from collections.abc import Iterable

_RECORD = "title slug former_slugs document place example_fields changed_at"

_PUBLIC = {
    "plans.Activity": f"{_RECORD} plan address position summary primary_goal secondary_goals lead areas "
    "starts ends parent status status_since contact",
    "plans.StatusChange": "activity status since reason is_example position",
    "plans.Partnership": "activity organisation role position",
    "plans.Milestone": "activity title date is_example position",
    "plans.Area": "code title slug kind parent",
    "plans.AreaShape": "area polygons",
    "plans.Forum": f"{_RECORD} mandate level reports_to members membership cadence description",
    "plans.ForumMeeting": "forum date title is_example",
    "plans.Goal": f"{_RECORD} plan address parent depth position number title_en description "
    "is_priority is_horizontal",
    "plans.Binding": "goal organisation strength",
    "plans.GoalLink": "from_goal to_goal kind note",
    "plans.Organisation": f"{_RECORD} kind parent area description contact",
    "plans.Document": "slug title publisher year url",
    "plans.Plan": "slug title title_en kind level period_from period_to decision_body decision_date "
    "decision_reference successor_of level_names as_of events vision summary document place areas "
    "frames changed_at",
    "plans.BudgetLine": "plan slug title organisation parent year amount note document place position",
    "indicators.Publisher": "plan slug declaration position",
    "indicators.Indicator": f"{_RECORD} plan address position unit direction source declaration",
    "indicators.IndicatorGoal": "indicator goal role position",
    "indicators.IndicatorVersion": "indicator number definition began_at",
    "indicators.Snapshot": "indicator version sha256 content_sha256 origin retrieved_at seen_at url "
    "source publisher attribution licence unit about rows missing first_period last_period areas "
    "made_from",
    "indicators.Revision": "before after new revised withdrawn",
    "indicators.Assessment": "indicator area sex target rule rule_version inputs verdict value reason "
    "outcomes by_base is_old is_provisional asks_final snapshot definition_sha256 assessed_on "
    "created_at",
    # Whoever judges in public does so by name; the account behind it stays internal.
    "indicators.Judgement": "goal indicator area text verdict reason author judged_on created_at "
    "is_example",
    "indicators.Headline": "indicator kind areas text data_key by created_at",
    # That an update failed, and whether it may pass; not why, which may tell of this machine.
    "indicators.UpdateJob": "indicator state ended_at can_retry",
    # Of a round: when it is and what it asks. Of an answer: only once it is accepted, and only to
    # questions that are not internal; `reporting.queries.public` sees to both.
    "reporting.ReportingRound": "plan slug address title kind period_from period_to opens_on closes_on "
    "state is_example closed_at frozen_at previous content content_sha256",
    "reporting.Assignment": "round activity organisation verdict decided_at",
    "reporting.StatusReport": "assignment number sent_at is_example",
    "reporting.Addendum": "round assignment text reason at is_example",
    "reporting.Gate": "activity kind title evaluates blocks verdict verdict_reason source decided_at "
    "is_example",
}

# Keys, columns that are derived from public ones but never shown, and what only colleagues see.
_KEPT = "id sort_key search_text archived_at internal_note"
_INTERNAL = {
    **dict.fromkeys(_PUBLIC, "id"),
    **dict.fromkeys(
        [
            "plans.Forum",
            "plans.Goal",
            "plans.Organisation",
            "indicators.Indicator",
        ],
        _KEPT,
    ),
    "plans.Activity": f"{_KEPT} responsible",
    "indicators.Snapshot": "id warnings",
    "indicators.Assessment": "id is_current",
    "indicators.AssessedIndicator": "indicator snapshot definition_sha256 assessed_on",
    "indicators.RawAnswer": "id snapshot position sha256 size url query content_type retrieved_at",
    "indicators.Catalogue": "id publisher state asked_at queued_at started_at ended_at fetched_at "
    "problem can_retry",
    "indicators.CatalogueEntry": "id catalogue identity title description level has_sexes ended "
    "first last updated next_publication search_title search_text",
    "indicators.Notice": "id indicator kind message snapshot created_at read_at read_by",
    "indicators.UpdateJob": "id created_at due_at queued_at started_at worker alive_at attempts "
    "problem snapshot",
    "reporting.ReportingRound": "id reminders reminded_on questions opened_at opened_by closed_by frozen_by "
    "internal_content",
    "reporting.Assignment": "id person substitute duty state version answered_at excused_reason "
    "verdict_reason",
    "reporting.StatusReport": "id answers channel by_person by_user state question reviewed_by "
    "reviewed_at",
    "reporting.ReportDraft": "id assignment answers saved_at by_person by_user",
    "reporting.Evidence": "id report draft kind position text url number unit sha256 file_name "
    "content_type size is_internal",
    "reporting.PartnerView": "id round activity organisation role rating comment is_example at "
    "by_person by_user",
    "reporting.Addendum": "id by",
    "reporting.OutgoingMail": "id key kind recipient person round day subject text html secrets "
    "message_id state attempts created_at next_attempt_at void_after "
    "sending_since settled_at problem",
    "reporting.ReportLink": "id assignment person sha256 created_at holds_until set_aside "
    "set_aside_at first_used_at revoked_at revoked_by",
    "reporting.Gate": "id decided_by set_at set_by",
    "reporting.WorkbookUpload": "id round file_name size sha256 state by uploaded_at settled_at "
    "answers_sent replaced",
    "plans.Area": "id sort_key search_text",
    "plans.AreaShape": "",
    "plans.ForumMeeting": "id archived_at",
    "plans.BudgetLine": "id archived_at",
    "plans.Plan": "id internal_note loaded_at archived_at",
    "plans.LoadedFile": "plan name content",
    "plans.Person": "id name email phone function organisation is_public consent_on consent_form "
    "left_on away_until substitute erased_at sort_key",
    "plans.DocumentReading": "id file_name size sha256 found answers aim of_plan state loaded_plan "
    "names by created_at changed_at closed_at",
    "plans.Draft": "id section plan slug base content reason state comment by reviewed_by "
    "reviewed_at created_at changed_at closed_at",
}

# Internal as well, but for a person who has consented: `queries.people.shown_publicly` says for whom.
_CONSENTED = {"plans.Person": "name function email"}


def public_fields(model: str) -> frozenset[str]:
    """Return the fields of a model ("plans.Goal") that anybody may see; none of an unknown model."""
    return frozenset(_PUBLIC.get(model, "").split())


def internal_fields(model: str) -> frozenset[str]:
    """Return the fields of a model that are named as internal; others are internal as well."""
    return frozenset(_INTERNAL.get(model, "").split())


def consented_fields(model: str) -> frozenset[str]:
    """Return the internal fields that anybody may see of somebody who has consented to it."""
    return frozenset(_CONSENTED.get(model, "").split())


def is_public(model: str, fields: Iterable[str]) -> bool:
    """Return whether anybody may see all of these fields."""
    return public_fields(model).issuperset(fields)


def classified_models() -> frozenset[str]:
    """Return the models that are named here."""
    return frozenset(_PUBLIC) | frozenset(_INTERNAL)
