"""The history of a record and of the plan, and the way back."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from livskraft.plans.models import Activity, GoalLink, Plan
from livskraft.plans.services.editing import (
    BulkChange,
    archive_record,
    change_many,
    undo_operation,
)
from livskraft.shared.history import Author, write_history
from tests.factories import make_activity, make_goal, make_link, make_organisation, make_plan

pytestmark = pytest.mark.django_db
PUBLIC_READERS = ("reader", "elected", "partner")


@pytest.fixture
def client(strategist, sign_in):
    return sign_in(strategist)


@pytest.fixture
def activity(unit):
    goal = make_goal(make_plan(), "Ökad trygghet", "trygghet")
    return make_activity(goal, "Före", "natten", lead=unit, summary="Ljus i tunnlarna")


def address(name="record-history", word="aktiviteter", slug="natten", plan="plan"):
    return reverse(name, kwargs={"plan": plan, "word": word, "slug": slug})


def restore_address(at):
    return f"{address('restore-record')}?till={quote(at.isoformat())}"


def change(activity, author, **fields):
    for name, value in fields.items():
        setattr(activity, name, value)
    Activity.objects.bulk_update([activity], [*fields])
    write_history([activity], "~", author)


def title():
    return Activity.objects.get(slug="natten").title


def test_visitors_are_sent_to_sign_in(strict_client, activity):
    for path in (address(), address("restore-record"), reverse("plan-history")):
        assert "/arbeta/logga-in/" in strict_client.get(path)["Location"]


def test_a_records_history_tells_who_what_and_why_newest_first(client, strategist, activity):
    change(activity, Author("Tydligare", strategist), title="Tända lampor")
    text = client.get(address()).text
    assert "Strategist</span> · <span>Tydligare</span>" in text
    assert '<del>Före</del> <span aria-hidden="true">→</span>' in text
    assert '<ins class="changed">Tända lampor</ins>' in text
    assert text.index("Aktivitet ändrades") < text.index("Aktivitet lades till")
    assert client.get("/en" + address()).status_code == 200


@pytest.mark.parametrize("role", PUBLIC_READERS)
def test_internal_fields_stay_with_colleagues(sign_in, make_user, activity, role):
    change(activity, Author("Bara internt"), internal_note="Hemligt")
    change(activity, Author("Båda"), internal_note="Hemligare", title="Efter")
    other = sign_in(make_user(role))
    pages = [
        address(),
        reverse("plan-history"),
        reverse("plan-history") + "?visa=skillnad",
        reverse("plan-history-csv"),
        reverse("workspace"),
    ]
    for path in pages:
        text = other.get(path).content.decode()
        assert "Efter" in text, path
        assert "emlig" not in text, path
        assert "Bara internt" not in text, path
    colleague = sign_in(make_user("evaluator"))
    assert "Hemligare" in colleague.get(address()).text
    assert "Hemligare" in colleague.get(reverse("plan-history-csv")).content.decode()


def test_the_newest_change_is_undone_and_that_is_a_change_too(client, strategist, activity):
    then = timezone.now()
    change(activity, Author("Fel", strategist), title="Efter")
    text = client.get(address()).text
    assert "Ångra den här ändringen" in text
    page = client.get(restore_address(then))
    assert "<del>Efter</del>" in page.text
    answer = client.post(restore_address(then), {"reason": "Det var fel."})
    assert answer["Location"] == address()
    assert title() == "Före"
    text = client.get(address()).text
    assert "Den är som den var då." in text
    assert "Det var fel." in text


def test_going_back_needs_a_reason(client, activity):
    then = timezone.now()
    change(activity, Author("Fel"), title="Efter")
    answer = client.post(restore_address(then), {"reason": " "})
    assert answer.status_code == 422
    assert "Skriv varför, med några ord." in answer.text
    assert title() == "Efter"


def test_where_nothing_differs_there_is_nothing_to_go_back_to(client, activity):
    text = client.get(restore_address(timezone.now())).text
    assert "den är redan som den var då" in text
    assert "<form" not in text
    assert client.get(f"{address('restore-record')}?till=i-fjol").status_code == 404
    assert client.get(f"{address('restore-record')}?till=2023-13-01T00:00").status_code == 404


@pytest.mark.parametrize(("own", "status"), [(True, 200), (False, 403)])
def test_editors_go_back_in_what_their_unit_leads(sign_in, make_user, activity, unit, own, status):
    organisation = unit if own else make_organisation("Annan enhet", kind="unit")
    editor = sign_in(make_user("editor", organisation=organisation))
    then = timezone.now()
    change(activity, Author("Fel"), title="Efter")
    assert ("Ångra den här ändringen" in editor.get(address()).text) is own
    assert editor.get(restore_address(then)).status_code == status


def test_an_archived_record_says_so_and_comes_back_by_undo(client, strategist, activity):
    then = timezone.now()
    archive_record(
        section="activities", plan=activity.plan, slug="natten", reason="Slut", by=strategist
    )
    text = client.get(address()).text
    assert "Den är arkiverad nu." in text
    assert "Aktivitet arkiverades" in text
    assert "Den kommer tillbaka ur arkivet." in client.get(restore_address(then)).text
    client.post(restore_address(then), {"reason": "Den fortsätter"})
    assert Activity.objects.get(slug="natten").archived_at is None


def test_a_removed_link_keeps_its_history_and_can_come_back(client, strategist, activity):
    goal = activity.primary_goal
    make_link(goal, make_goal(activity.plan, "Tillit", "tillit"))
    slug = "plan/trygghet contributes plan/tillit"
    then = timezone.now()
    archive_record(section="links", plan=activity.plan, slug=slug, reason="Fel", by=strategist)
    path = address(word="kopplingar", slug=slug)
    assert "Koppling mellan mål togs bort" in client.get(path).text
    back = address("restore-record", word="kopplingar", slug=slug)
    client.post(f"{back}?till={quote(then.isoformat())}", {"reason": "Rätt ändå"})
    assert GoalLink.objects.count() == 1


def test_a_former_name_leads_to_the_record(client, activity):
    change(activity, Author("Nytt namn"), slug="nattljus", former_slugs=["natten"])
    assert client.get(address())["Location"] == address(slug="nattljus")


def test_what_never_was_is_not_found(client, activity):
    assert client.get(address(slug="finns-inte")).status_code == 404
    assert client.get(address(word="finns-inte")).status_code == 404
    assert client.get(address(plan="-")).status_code == 404
    assert client.get(address(plan="finns-inte")).status_code == 404


def test_the_plans_history_opens_with_a_sentence_and_goes_by_day(client, strategist, activity):
    yesterday = timezone.now() - timedelta(days=1)
    Activity.history.update(history_date=yesterday)
    change(activity, Author("Tydligare", strategist), title="Efter")
    text = client.get(reverse("plan-history")).text
    assert "lades" in text
    assert "Aktivitet ändrades" in text
    assert f"?vem={strategist.pk}" not in text
    assert f'<option value="{strategist.pk}" translate="no">Strategist</option>' in text
    assert text.count("<h3>") == 2


def test_the_plans_history_is_chosen_by_days_plan_and_person(client, strategist, activity):
    make_plan("annan", title="En annan plan")
    change(activity, Author("Tydligare", strategist), title="Efter")
    today = timezone.localdate().isoformat()

    def text(query):
        return client.get(f"{reverse('plan-history')}?{query}").text

    assert "Tydligare" in text(f"fran={today}&till={today}&plan=plan&vem={strategist.pk}")
    assert "Tydligare" not in text("plan=annan")
    assert "Tydligare" not in text("vem=0")
    assert "Inget ändrades mellan" in text("fran=2001-01-01&till=2001-01-02")
    assert "Välj en dag som inte ligger före den första." in text("fran=2023-01-02&till=2023-01-01")
    assert "Skriv dagen som i 2023-01-26." in text("fran=i+fjol")
    assert "Tydligare" in text("sida=99&vem=x&plan=finns-inte&fran=%00")


def test_the_difference_between_two_days_leaves_out_what_was_changed_back(client, activity):
    Activity.history.update(history_date=timezone.now() - timedelta(days=2))
    change(activity, Author("Fel"), title="Efter", ends=date(2023, 5, 1))
    change(activity, Author("Rätt"), title="Före")
    today = timezone.localdate().isoformat()
    text = client.get(
        f"{reverse('plan-history')}?visa=skillnad&fran={today}&till={today}&plan=plan"
    ).text
    assert "1 maj 2023" in text
    assert "Efter" not in text
    assert "ändrades 1 aktivitet." in text


def test_the_table_has_a_row_for_each_field(client, strategist, activity):
    change(activity, Author("=Tydligare", strategist), title="Efter", ends=date(2023, 5, 1))
    answer = client.get(reverse("plan-history-csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0].split(";")[:3] == ["När", "Vem", "Varför"]
    changed = [row.split(";") for row in rows if "'=Tydligare" in row]
    assert [row[-3:] for row in changed] == [
        ["Rubrik", "Före", "Efter"],
        ["Slutar", "", "1 maj 2023"],
    ]


def test_a_change_of_many_is_undone_as_one(client, strategist, activity, unit):
    other = make_activity(activity.primary_goal, "Den andra", "andra")
    third = make_activity(activity.primary_goal, "Den tredje", "tredje")
    pks = [activity.pk, other.pk, third.pk]
    change_many(
        activities=pks, changes=BulkChange(ends=date(2023, 5, 1)), reason="Alla", by=strategist
    )
    at = Activity.history.filter(history_change_reason="Alla").first().history_date
    third.refresh_from_db()
    change(third, Author("Sedan"), title="Den sista")
    path = f"{reverse('undo-operation')}?andring={quote(at.isoformat())}"
    assert f"andring={quote(at.isoformat(), safe='')}".replace("%3A", ":") in client.get(
        reverse("plan-history")
    ).text.replace("%3A", ":")
    page = client.get(path).text
    assert "<del>1 maj 2023</del>" in page
    assert "Lämnas som de är" in page
    answer = client.post(path, {"reason": "Det var fel."})
    assert answer["Location"] == reverse("plan-history")
    ends = dict(Activity.objects.values_list("slug", "ends"))
    assert ends == {"natten": None, "andra": None, "tredje": date(2023, 5, 1)}
    assert "2 aktiviteter ändrades" in client.get(reverse("plan-history")).text


def test_nobody_undoes_a_change_of_others_activities(
    sign_in, make_user, activity, unit, strategist
):
    other = make_activity(activity.primary_goal, "Den andra", "andra")
    change_many(
        activities=[activity.pk, other.pk],
        changes=BulkChange(ends=date(2023, 5, 1)),
        reason="Alla",
        by=strategist,
    )
    at = Activity.history.filter(history_change_reason="Alla").first().history_date
    editor = make_user("editor", organisation=unit)
    path = f"{reverse('undo-operation')}?andring={quote(at.isoformat())}"
    assert sign_in(editor).post(path, {"reason": "Fel"}).status_code == 403
    assert Activity.objects.filter(ends=None).count() == 0
    assert sign_in(make_user("reader")).get(path).status_code == 403


def test_a_single_change_is_not_undone_as_many(client, strategist, activity):
    author = Author("En", strategist)
    change(activity, author, title="Efter")
    path = f"{reverse('undo-operation')}?andring={quote(author.at.isoformat())}"
    assert client.get(path).status_code == 404
    with pytest.raises(Exception, match="flera poster"):
        undo_operation(at=author.at, reason="Fel", by=strategist)


def test_many_changes_are_shown_in_pages_with_few_queries(
    client, activity, django_assert_max_num_queries
):
    for number in range(60):
        change(activity, Author(f"Ändring {number}"), title=f"Rubrik {number}")
    with django_assert_max_num_queries(40):
        text = client.get(reverse("plan-history")).text
    assert "Sida 1 av 2" in text
    assert "Ändring 59" in text
    assert "Ändring 3<" not in text
    assert "Ändring 3<" in client.get(reverse("plan-history") + "?sida=2").text


def test_the_history_of_a_record_takes_few_queries(
    client, example_region, django_assert_max_num_queries
):
    plan = Plan.objects.get(slug="vastmanland-2030")
    with django_assert_max_num_queries(30):
        client.get(address(slug="nara-vard", plan=plan.slug))
    assert client.get(address(word="planer", plan="-", slug=plan.slug)).status_code == 200
