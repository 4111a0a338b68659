"""What the pages are compared with, measured in the same run on the same database."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine

from livskraft.plans.models import Activity

_TEMPLATE = """<!DOCTYPE html><title>Aktiviteter</title><h1>Aktiviteter</h1><ul>
{% for activity in activities %}<li><a href="/aktiviteter/{{ activity.address }}/">{{ activity.title }}</a>
{{ activity.get_status_display }} {{ activity.starts }} {{ activity.ends }} {{ activity.lead.title }}
{{ activity.primary_goal.number }} {{ activity.primary_goal.title }}
{% for goal in activity.secondary_goals.all %}{{ goal.number }} {{ goal.title }}{% endfor %}
{% for area in activity.areas.all %}{{ area.title }}{% endfor %}
{% for step in activity.status_changes.all %}{{ step.status }} {{ step.since }}{% endfor %}
{% for milestone in activity.milestones.all %}{{ milestone.title }} {{ milestone.date }}{% endfor %}
{% for part in activity.partnerships.all %}{{ part.organisation.title }} {{ part.role }}{% endfor %}</li>
{% endfor %}</ul>"""


def minimal(request: HttpRequest) -> HttpResponse:
    """The least that a page can do: one query and one line of text."""
    return HttpResponse(f"<!DOCTYPE html><title>Antal</title>{Activity.objects.count()}")


def row_by_row(request: HttpRequest) -> HttpResponse:
    """The same list as is usual: each row asks the database for what it needs."""
    template = Engine().from_string(_TEMPLATE)
    activities = Activity.objects.filter(archived_at=None)
    return HttpResponse(template.render(Context({"activities": activities})))
