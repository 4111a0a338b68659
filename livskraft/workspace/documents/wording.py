"""What the kinds of rows, questions and answers are called."""

from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.activities import Status
from livskraft.plans.models.forums import Mandate
from livskraft.plans.models.organisations import OrganisationKind
from livskraft.plans.models.plan import Level, PlanKind
from livskraft.plans.reading.answers import Answer
from livskraft.plans.reading.findings import Topic

TOPICS = {
    Topic.GOAL: _("Which goal an activity is for"),
    Topic.ROW: _("Whether it is a row of the plan at all"),
    Topic.WORDING: _("How a text should read"),
    Topic.DOUBLE: _("Whether two rows are the same"),
    Topic.NUMBER: _("The numbers of goals"),
    Topic.LEAD: _("Who leads"),
    Topic.TIME: _("When something begins and ends"),
    Topic.STATUS: _("How far it has come"),
    Topic.GROUP: _("Whether whole lists were read rightly"),
    Topic.GROUP_GOAL: _("Which goal whole lists are for"),
    Topic.GROUP_TIME: _("When whole lists are carried out"),
    Topic.LEFT_OUT: _("Lists that were left out"),
    Topic.TITLE: _("What the plan is called"),
    Topic.PERIOD: _("Which years the plan holds for"),
    Topic.DOCUMENT: _("The document as a whole"),
}

_ANSWERS = {
    Answer.AS_READ: _("It is right as it stands"),
    Answer.CHANGED: _("Something else:"),
    Answer.LEFT_OUT: _("Leave the row out"),
    Answer.MERGED: _("It is the same: leave this row out"),
    Answer.TAKEN_IN: _("Take in those that are ticked"),
    Answer.NOTED: _("Something needs doing:"),
}
_OF_TOPIC = {
    (Topic.GOAL, Answer.CHANGED): _("Another goal:"),
    (Topic.WORDING, Answer.CHANGED): _("It should read:"),
    (Topic.ROW, Answer.AS_READ): _("Yes, take it in"),
    (Topic.ROW, Answer.CHANGED): _("Yes, with these words:"),
    (Topic.ROW, Answer.LEFT_OUT): _("No, leave the row out"),
    (Topic.DOUBLE, Answer.AS_READ): _("They are two: keep both"),
    (Topic.DOUBLE, Answer.MERGED): _("They are one: the other row gets this row's goal as well"),
    (Topic.DOUBLE, Answer.LEFT_OUT): _("They are one: leave this row out"),
    (Topic.NUMBER, Answer.AS_READ): _("The number is right"),
    (Topic.NUMBER, Answer.CHANGED): _("The right number is:"),
    (Topic.GROUP, Answer.LEFT_OUT): _("No, leave all of them out"),
    (Topic.GROUP_GOAL, Answer.CHANGED): _("No, all of them are for this goal:"),
    (Topic.GROUP_TIME, Answer.CHANGED): _("No, all of them get these days, or none:"),
    (Topic.LEFT_OUT, Answer.AS_READ): _("No, they are no activities"),
    (Topic.LEFT_OUT, Answer.TAKEN_IN): _("Yes, those that are ticked, for this goal:"),
    (Topic.TITLE, Answer.CHANGED): _("I have changed it above"),
    (Topic.PERIOD, Answer.CHANGED): _("I have changed it above"),
    (Topic.DOCUMENT, Answer.AS_READ): _("Nothing needs doing"),
}
MERGED_GOALS = _("They are one: leave this one out, its activities go to the other")


def answer_label(topic: Topic, answer: Answer, section: str = "") -> str:
    """Return what an answer is called to a question of this topic."""
    if topic is Topic.DOUBLE and answer is Answer.MERGED and section == "goals":
        return str(MERGED_GOALS)
    return str(_OF_TOPIC.get((topic, answer)) or _ANSWERS[answer])


PARTS = {
    "plan": _("The plan and the document"),
    "goals": _("Goals"),
    "activities": _("Activities"),
    "organisations": _("Actors"),
    "forums": _("Forums"),
    "documents": _("Documents and the rest"),
}
LABELS = {
    "title": _("Title"),
    "name": _("Name"),
    "number": _("Number"),
    "summary": _("Summary"),
    "description": _("Description"),
    "parent": _("Belongs to"),
    "primary_goal": _("Goal"),
    "secondary_goals": _("Secondary goals"),
    "lead": _("Lead"),
    "partners": _("Partners"),
    "starts": _("Begins"),
    "ends": _("Ends"),
    "status": _("Status"),
    "reason": _("Reason"),
    "kind": _("Kind"),
    "mandate": _("What it may do"),
    "level": _("Level"),
    "year": _("Year"),
    "amount": _("Kronor"),
    "first_year": _("First year"),
    "last_year": _("Last year"),
    "vision": _("Vision"),
    "period": _("Period"),
}
SECTION_OF_ROW = {
    "goals": _("Goal"),
    "activities": _("Activity"),
    "organisations": _("Actor"),
    "forums": _("Forum"),
    "documents": _("Document"),
    "indicators": _("Indicator"),
    "budget": _("Budget line"),
    "plan": _("Plan"),
}
WORDS = {
    "status": dict(Status.choices),
    "kind": {**dict(OrganisationKind.choices), **dict(PlanKind.choices)},
    "mandate": dict(Mandate.choices),
    "level": dict(Level.choices),
}
