"""What a plan is made of."""

from livskraft.plans.models.activities import Activity, Milestone, Partnership, StatusChange
from livskraft.plans.models.areas import Area, AreaShape
from livskraft.plans.models.drafts import Draft
from livskraft.plans.models.forums import Forum, ForumMeeting
from livskraft.plans.models.goals import Binding, Goal, GoalLink
from livskraft.plans.models.organisations import Organisation
from livskraft.plans.models.people import Person
from livskraft.plans.models.plan import BudgetLine, Document, LoadedFile, Plan
from livskraft.plans.models.readings import DocumentReading

__all__ = [
    "Activity",
    "Area",
    "AreaShape",
    "Binding",
    "BudgetLine",
    "Document",
    "DocumentReading",
    "Draft",
    "Forum",
    "ForumMeeting",
    "Goal",
    "GoalLink",
    "LoadedFile",
    "Milestone",
    "Organisation",
    "Partnership",
    "Person",
    "Plan",
    "StatusChange",
]
