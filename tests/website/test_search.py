import pytest

from tests.factories import make_activity, make_goal, make_organisation, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal():
    return make_goal(make_plan(), "Tillgång till snabbt bredband", "bredband", number="9")


def test_hits_are_links_with_kind_and_marks(strict_client, goal):
    make_activity(goal, "Regionalt bredbandslyft", "bredbandslyft")
    text = strict_client.get("/sok/?q=bredband", queries=7).text
    assert "2 träffar på ”bredband”." in text
    assert 'href="/mal/bredband/"' in text
    assert 'href="/aktiviteter/bredbandslyft/"' in text
    assert "<mark>bredband</mark>slyft" in text
    assert "Mål 9" in text


def test_kinds_are_links_with_counts(strict_client, goal):
    make_activity(goal, "Regionalt bredbandslyft", "bredbandslyft")
    text = strict_client.get("/sok/?q=bredband&slag=aktivitet").text
    assert 'href="?q=bredband&amp;slag=mal"' in text
    assert 'href="/mal/bredband/"' not in text
    assert '<a href="?q=bredband&amp;slag=aktivitet" aria-current="true">' in text


def test_what_was_written_stands_in_the_field_and_is_never_markup(strict_client, goal):
    text = strict_client.get("/sok/", {"q": '"><script>x</script>'}).text
    assert "<script>x" not in text
    assert 'value="&quot;&gt;&lt;script&gt;' in text


def test_no_hits_help_on(strict_client, goal):
    text = strict_client.get("/sok/?q=bredbannd", queries=8).text
    assert "Inget innehåller ”bredbannd”." in text
    assert 'href="?q=bredband"' in text
    assert "Alla aktörer" in text


def test_an_empty_question_says_what_can_be_asked(strict_client, goal):
    text = strict_client.get("/sok/", queries=1).text
    assert "Det räcker med delar av ord" in text
    assert 'name="robots"' not in text


@pytest.mark.parametrize("words", ["x", "", "å", " ", "%00", "a" * 3000, "é ü ß", "' OR 1=1 --"])
def test_odd_questions_get_an_answer(strict_client, goal, words):
    assert strict_client.get("/sok/", {"q": words}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "två", "²"])
def test_odd_pages_are_the_first_or_last(strict_client, goal, page):
    assert strict_client.get("/sok/", {"q": "bredband", "sida": page}).status_code == 200


def test_more_hits_stand_on_more_pages(strict_client, goal):
    for place in range(40):
        make_activity(goal, f"Bredband {place}")
    first = strict_client.get("/sok/?q=bredband").text
    assert 'href="?q=bredband&amp;sida=2" rel="next"' in first
    second = strict_client.get("/sok/?q=bredband&slag=aktivitet&sida=2").text
    assert '<ol class="results" start="31">' in second
    assert 'href="?q=bredband&amp;slag=aktivitet&amp;sida=1" rel="prev"' in second


def test_when_only_some_words_are_found_it_says_so(strict_client, goal):
    text = strict_client.get("/sok/?q=bredband+xylofon").text
    assert "Ingen har alla orden. De här har något av dem." in text


def test_english_pages_search_the_same(strict_client, goal):
    make_organisation("Bredbandsforum", "bredbandsforum", kind="network")
    text = strict_client.get("/en/sok/?q=bredband").text
    assert "2 hits for “bredband”." in text
    assert 'href="/en/aktorer/bredbandsforum/"' in text
    assert 'lang="sv"' in text
