import pytest

from livskraft.plans.models import BudgetLine, Document
from livskraft.plans.queries.frames import frame_list, frame_page
from livskraft.plans.queries.plan_page import plan_page
from tests.factories import make_activity, make_forum, make_goal, make_link, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan()


@pytest.fixture
def agenda(plan):
    frame = make_plan("agenda-2030", title="Agenda 2030", kind="frame", level="international")
    plan.frames.add(frame)
    return frame


def test_one_activity_counts_in_every_frame_and_is_entered_once(plan, agenda):
    national = make_plan("nationell", title="Nationell strategi", kind="frame", level="national")
    plan.frames.add(national)
    goal = make_goal(plan, "Snabbt bredband")
    for frame in (agenda, national):
        make_link(goal, make_goal(frame, "Infrastruktur"))
    make_activity(goal)
    pages = [frame_page(slug, plan) for slug in ("agenda-2030", "nationell")]
    assert [page.goals[0].activity_count for page in pages] == [1, 1]
    assert [page.total_activities for page in pages] == [1, 1]


def test_a_frames_goal_counts_activities_of_all_goals_that_lead_to_it_once(plan, agenda):
    area = make_goal(plan, "Tillgängligt")
    broadband = make_goal(plan, "Bredband", parent=area)
    culture = make_goal(plan, "Kultur", parent=area)
    industry, cities = make_goal(agenda, "Industri"), make_goal(agenda, "Städer")
    make_link(area, industry)
    make_link(culture, industry)
    make_activity(broadband, secondary=(culture,))
    page = frame_page("agenda-2030", plan)
    assert [row.activity_count for row in page.goals] == [1, 0]
    assert [goal.title for goal in page.goals[0].linked] == ["Tillgängligt", "Kultur"]
    assert (page.frame.linked_count, page.frame.goal_count) == (1, 2)
    assert cities.title == page.goals[1].goal.title


def test_frames_come_from_the_international_level_down(plan, agenda):
    plan.frames.add(make_plan("a", title="A-ramen", kind="frame", level="national"))
    assert [frame.name.title for frame in frame_list(plan)] == ["Agenda 2030", "A-ramen"]


def test_only_frames_have_a_frame_page(plan):
    assert frame_page("plan", plan) is None


@pytest.mark.parametrize("size", [1, 30])
def test_a_frame_page_takes_six_queries(size, plan, agenda, django_assert_num_queries):
    for _ in range(size):
        goal = make_goal(plan)
        make_link(goal, make_goal(agenda))
        make_activity(goal)
    with django_assert_num_queries(6):
        frame_page("agenda-2030", plan)


def test_budget_lines_keep_the_plans_amounts_and_tell_when_parts_do_not_add_up(plan):
    for slug, amount in [("statliga", 64_000_000), ("kommunala", 12_000_000)]:
        BudgetLine.objects.create(plan=plan, slug=slug, title=slug, year=2021, amount=amount)
    whole = BudgetLine.objects.create(
        plan=plan, slug="utveckling", title="Utveckling", year=2021, amount=12_500_000, position=1
    )
    BudgetLine.objects.create(
        plan=plan, slug="drift", title="Drift", year=2021, amount=8_000_000, parent=whole
    )
    budget = plan_page("plan", plan).budget
    assert [(line.amount, line.depth) for line in budget] == [
        (64_000_000, 0),
        (12_000_000, 0),
        (12_500_000, 0),
        (8_000_000, 1),
    ]
    assert [line.is_uneven for line in budget] == [False, False, True, False]


def test_versions_follow_each_other(plan):
    middle = make_plan("plan-2030", title="Plan 2030", successor_of=plan)
    make_plan("plan-2040", title="Plan 2040", successor_of=middle)
    page = plan_page("plan-2030", plan)
    assert [each.slug for each in page.earlier] == ["plan"]
    assert [each.slug for each in page.later] == ["plan-2040"]
    assert [each.slug for each in plan_page("plan", plan).later] == ["plan-2030", "plan-2040"]


def test_forums_stand_below_the_one_that_they_report_to(plan):
    board = make_forum("Regionstyrelsen", mandate="decides")
    prepares = make_forum("Strategisk beredning", reports_to=board)
    make_forum("Ledningsgruppen", reports_to=prepares)
    make_forum("Ett nätverk för sig")
    [top] = plan_page("plan", plan).forums
    assert (top.title, top.below[0].title, top.below[0].below[0].title) == (
        "Regionstyrelsen",
        "Strategisk beredning",
        "Ledningsgruppen",
    )


def test_documents_are_those_that_the_plans_records_come_from(plan):
    used = Document.objects.create(slug="vp", title="Verksamhetsplan")
    Document.objects.create(slug="annan", title="En annan plans dokument")
    make_goal(plan, document=used)
    assert [document.title for document in plan_page("plan", plan).documents] == ["Verksamhetsplan"]
