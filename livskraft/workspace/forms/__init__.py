"""Forms made for the task: one for each kind of record, from its canonical form and back to it."""

from livskraft.workspace.forms.activities import ActivityForm
from livskraft.workspace.forms.forums import ForumForm
from livskraft.workspace.forms.goals import GoalForm
from livskraft.workspace.forms.indicators import IndicatorForm
from livskraft.workspace.forms.links import LinkForm
from livskraft.workspace.forms.organisations import OrganisationForm
from livskraft.workspace.forms.plans import PlanForm
from livskraft.workspace.forms.record import RecordForm

FORMS: dict[str, type[RecordForm]] = {
    form.section: form
    for form in (
        PlanForm,
        GoalForm,
        ActivityForm,
        OrganisationForm,
        ForumForm,
        LinkForm,
        IndicatorForm,
    )
}
"""The form of each section of the plan file."""
