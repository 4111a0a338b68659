"""What changed, told in words: operations, states, differences, and what only colleagues see."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from livskraft.plans.models import (
    Activity,
    Binding,
    Goal,
    Milestone,
    Organisation,
    Partnership,
    Person,
    Plan,
    StatusChange,
)
from livskraft.plans.queries.changes import (
    COMMAND,
    RecordKey,
    Scope,
    changes_between,
    latest_changes,
    net_changes,
    newest_change,
    operation_at,
    record_changes,
    record_difference,
    sections_by_kind,
)
from livskraft.shared.history import Author, write_history
from tests.factories import (
    make_activity,
    make_area,
    make_forum,
    make_goal,
    make_link,
    make_milestone,
    make_organisation,
    make_person,
    make_plan,
)

pytestmark = pytest.mark.django_db
HISTORIES = [
    model.history for model in (Plan, Goal, Activity, Organisation, StatusChange, Milestone, Person)
]


@pytest.fixture
def strategist(django_user_model):
    return django_user_model.objects.create_user("st@example.org", name="Stina", role="strategist")


@pytest.fixture
def activity():
    """An activity that was entered long ago, with all that is around it."""
    unit = make_organisation("Enheten folkhälsa", "folkhalsa", kind="unit")
    make_organisation("Sala kommun", "sala", kind="municipality")
    found = make_activity(make_goal(make_plan(), "Ökad trygghet", number="3"), "Före", lead=unit)
    all_happened_long_ago()
    return found


def all_happened_long_ago():
    for history in HISTORIES:
        for row in history.all():
            row.history_date -= timedelta(days=100)
            row.save()


def change(activity, author=None, **fields):
    """Change an activity as the services do: rows, then history, with one author."""
    author = author or Author("För att")
    for name, value in fields.items():
        setattr(activity, name, value)
    Activity.objects.bulk_update([activity], [*fields])
    write_history([activity], "~", author)
    return author


def words(operation):
    return [
        (field.label, field.before, field.after)
        for one in operation.changes
        for field in one.fields
    ]


def key(activity):
    return RecordKey("activities", activity.pk)


def test_a_change_tells_fields_and_what_they_refer_to_in_words(activity, strategist):
    sala = Organisation.objects.get(slug="sala")
    change(
        activity, Author("Nya tag", strategist), title="Efter", lead=sala, ends=date(2023, 1, 26)
    )
    newest = latest_changes()[0]
    assert (newest.what, newest.by, newest.reason) == ("Aktivitet ändrades", "Stina", "Nya tag")
    assert set(words(newest)) == {
        ("Rubrik", "Före", "Efter"),
        ("Slutar", "", "26 januari 2023"),
        ("Ansvarig", "Enheten folkhälsa", "Sala kommun"),
    }


def test_parts_and_lists_are_told_with_their_record_as_one_change(activity):
    author = Author("Delrapport")
    milestone = make_milestone(activity, "Delrapport", date(2023, 3, 1))
    activity.areas.set([make_area()])
    Activity.history.filter(id=activity.pk, history_date__gte=author.at).delete()
    Milestone.history.filter(id=milestone.pk).update(
        history_date=author.at, history_change_reason=author.reason
    )
    change(activity, author, summary="Mer text")
    newest = latest_changes()[0]
    assert newest.number == 1
    assert ("Milstolpar", "", "1 mars 2023 Delrapport") in words(newest)
    assert ("Platser", "", "Sala") in words(newest)


def test_of_a_list_only_what_came_and_went_is_told(activity):
    for slug in ("folkhalsa", "sala"):
        Partnership.objects.create(
            activity=activity, organisation=Organisation.objects.get(slug=slug), role="participates"
        )
    Partnership.history.update(history_date=timezone.now() - timedelta(days=50))
    Partnership.objects.get(organisation__slug="sala").delete()
    assert words(latest_changes()[0]) == [("Partner", "Sala kommun (deltar)", "")]


def test_rows_of_one_author_within_a_second_are_one_operation(activity):
    goal = activity.primary_goal
    author = Author("Läst från plan.yaml")
    change(activity, author, title="Efter")
    goal.title = "Ökad trygghet för alla"
    goal.save()
    Goal.history.filter(id=goal.pk, history_type="~").update(
        history_change_reason=author.reason, history_date=author.at + timedelta(milliseconds=300)
    )
    newest = latest_changes()[0]
    assert newest.what == "1 mål och 1 aktivitet ändrades"
    assert [group.what for group in newest.groups] == ["1 mål ändrades", "1 aktivitet ändrades"]


def test_rows_of_two_authors_are_two_operations_whatever_their_time(activity, strategist):
    at = timezone.now()
    change(activity, Author("Ett", strategist, at), title="Efter")
    change(activity, Author("Två", None, at + timedelta(milliseconds=1)), title="Sedan")
    assert [one.reason for one in latest_changes()[:2]] == ["Två", "Ett"]


def test_a_whole_load_is_one_row(example_region):
    operations = latest_changes()
    assert len(operations) == 4
    [county] = [one for one in operations if "vastmanland.yaml" in one.reason]
    assert county.what.startswith("1 plan, 25 mål, 65 aktiviteter")
    assert county.what.endswith("lades till")


def test_archiving_and_coming_back_are_told_as_such(activity):
    change(activity, archived_at=timezone.now())
    change(activity, Author("Ändå"), archived_at=None)
    assert [one.what for one in record_changes(key(activity))[:2]] == [
        "Aktivitet återställdes ur arkivet",
        "Aktivitet arkiverades",
    ]


def test_a_removed_link_is_told_by_its_goals():
    plan = make_plan()
    link = make_link(make_goal(plan, "Trygghet"), make_goal(plan, "Tillit"))
    pk = link.pk
    link.delete()
    newest = latest_changes()[0]
    assert newest.what == "Koppling mellan mål togs bort"
    assert newest.changes[0].subject.key == RecordKey("links", pk)
    assert newest.changes[0].subject.title == "Trygghet bidrar till Tillit"
    assert newest.changes[0].subject.is_there is False


def test_what_came_and_went_between_two_days_is_not_told_of_their_difference(activity):
    since = timezone.now()
    make_milestone(activity, "Kort", date(2023, 1, 1)).delete()
    make_link(activity.primary_goal, make_goal(activity.plan)).delete()
    assert [one.kind for one in net_changes(Scope(since=since))] == ["added"]
    assert net_changes(Scope(since=since))[0].subject.section == "goals"


def test_a_row_in_which_nothing_differs_is_not_told(activity):
    change(activity, Author("Ingen ändring"), title=activity.title)
    assert "Ingen ändring" not in [one.reason for one in latest_changes()]


def test_internal_fields_are_only_told_to_colleagues(activity):
    person = make_person("Kim Påhittad")
    change(activity, internal_note="Hemligt", responsible=person)
    change(activity, Author("Båda"), internal_note="Hemligare", title="Efter")
    everybody = changes_between(Scope(record=key(activity)))
    assert [one.reason for one in everybody[:-1]] == ["Båda"]
    assert "Hemlig" not in repr(everybody)
    assert "Kim" not in repr(everybody)
    colleagues = repr(changes_between(Scope(record=key(activity)), is_internal=True))
    assert "Hemligare" in colleagues
    assert "Kim Påhittad" in colleagues


def test_marks_of_internal_fields_are_not_told(activity):
    change(activity, example_fields=["internal_note", "title"])
    assert words(latest_changes()[0]) == [("Märkt som exempel", "", "Rubrik")]


def test_the_difference_between_two_days_is_net(activity):
    since = timezone.now() - timedelta(days=1)
    change(activity, title="Efter", ends=date(2023, 1, 26))
    change(activity, Author("Tillbaka"), title="Före")
    [one] = net_changes(Scope(since=since))
    assert [(field.label, field.after) for field in one.fields] == [("Slutar", "26 januari 2023")]
    assert net_changes(Scope(since=since - timedelta(days=9), until=since)) == ()


def test_changes_are_chosen_by_time_plan_and_person(activity, strategist):
    other = make_activity(make_goal(make_plan("annan")), "Annan")
    forum = make_forum()
    all_happened_long_ago()
    change(activity, Author("Ett", strategist), title="Efter")
    change(other, Author("Två"), title="Efter")
    forum.title = "Nytt namn"
    forum._change_reason = "Tre"
    forum.save()
    since = timezone.now() - timedelta(hours=1)

    def reasons(**scope):
        return {one.reason for one in changes_between(Scope(since=since, **scope))}

    assert {"Ett", "Två", "Tre"} <= reasons()
    assert reasons(plan=activity.plan_id) == {"Ett"}
    assert reasons(by=strategist.pk) == {"Ett"}
    assert "Ett" not in reasons(by=COMMAND)
    assert reasons(until=since) == set()


def test_the_difference_to_a_moment_goes_backwards(activity):
    then = timezone.now()
    change(activity, title="Efter", internal_note="Hemligt")
    [public] = record_difference(key(activity), then)
    assert (public.before, public.after) == ("Efter", "Före")
    assert len(record_difference(key(activity), then, is_internal=True)) == 2
    assert record_difference(key(activity), then - timedelta(days=1000)) == ()


def test_an_operation_is_found_by_its_moment(activity):
    author = change(activity, title="Efter")
    found = operation_at(author.at)
    assert found is not None
    assert found.reason == "För att"
    assert operation_at(author.at - timedelta(hours=1)) is None


def test_records_are_counted_once_by_the_most_that_was_done(activity):
    change(activity, title="Efter")
    change(activity, Author("Igen"), title="Sedan")
    changes = [one for operation in record_changes(key(activity)) for one in operation.changes]
    assert sections_by_kind(changes) == {"added": ["activities"]}
    assert sections_by_kind(changes[:-1]) == {"changed": ["activities"]}


def test_bindings_of_a_goal_are_told(activity):
    goal = activity.primary_goal
    Binding.objects.create(
        goal=goal, organisation=Organisation.objects.get(slug="sala"), strength="guiding"
    )
    assert words(latest_changes()[0]) == [
        ("Vad det betyder för vem", "", "Sala kommun: vägledande")
    ]


def test_nothing_has_changed_in_an_empty_database():
    assert latest_changes() == []
    assert newest_change() is None
    assert net_changes(Scope()) == ()


def test_the_number_of_queries_is_the_same_however_much_changed(
    example_region, django_assert_max_num_queries
):
    activities = list(Activity.objects.all())
    for number in (1, len(activities)):
        author = Author(f"Ändra {number}")
        for activity in activities[:number]:
            activity.title += "!"
        Activity.objects.bulk_update(activities[:number], ["title"])
        write_history(activities[:number], "~", author)
        with django_assert_max_num_queries(30):
            newest = latest_changes(is_internal=True)[0]
        assert newest.number == number


def test_all_kinds_of_record_together_take_at_most_45_queries(
    example_region, django_assert_max_num_queries
):
    from livskraft.plans.queries.planfile.tables import all_tables

    author = Author("Allt")
    for table in all_tables():
        rows = list(table.model._default_manager.all()[:3])
        for part in table.parts:
            parts = list(part.model._default_manager.all()[:3])
            write_history(parts, "~", author)
        for row in rows:
            if table.has("title"):
                row.title += "!"
        write_history(rows, "~", author)
    with django_assert_max_num_queries(45):
        operations = changes_between(Scope(), is_internal=True)
    assert operations[0].number > 15
