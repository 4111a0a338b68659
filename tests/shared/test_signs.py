from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils.translation import override

from livskraft.shared.charts import signs
from livskraft.shared.templatetags.look import STATUS_WORDS, VERDICT_WORDS


@pytest.mark.parametrize("verdict", signs.VERDICTS)
def test_every_verdict_has_a_sign_of_its_own_and_words(verdict):
    drawings = [signs.verdict_sign(one) for one in signs.VERDICTS]
    assert drawings.count(signs.verdict_sign(verdict)) == 1
    ElementTree.fromstring(signs.verdict_sign(verdict, is_large=True))
    assert VERDICT_WORDS[verdict]


@pytest.mark.parametrize("status", signs.STATUSES)
def test_every_status_has_a_bar_of_its_own_and_a_word(status):
    drawings = [signs.status_bar(one) for one in signs.STATUSES]
    assert drawings.count(signs.status_bar(status)) == 1
    ElementTree.fromstring(signs.status_bar(status))
    assert STATUS_WORDS[status]


def test_signs_hold_no_inline_style():
    drawings = [signs.region_mark(), *map(signs.verdict_sign, signs.VERDICTS)]
    assert not any("style=" in drawing for drawing in drawings)


def render(source: str) -> str:
    return Template("{% load look %}" + source).render(Context({"reason": "<i>ett värde</i>"}))


def test_a_verdict_says_its_words_and_its_reason_escaped():
    html = render('{% verdict_sign "cannot_assess" reason %}')
    assert "<b>Kan inte bedömas</b>" in html
    assert "&lt;i&gt;ett värde&lt;/i&gt;" in html
    assert "verdict--plain" in html


def test_an_old_verdict_is_grey_whatever_it_says():
    assert "tone-bad" in render('{% verdict_sign "wrong_direction" %}')
    assert "tone-none" in render('{% verdict_sign "wrong_direction" old=True %}')


def test_words_follow_the_language_of_the_page():
    assert "<b>Pågår</b>" in render('{% status_sign "ongoing" %}')
    with override("en"):
        assert "<b>Ongoing</b>" in render('{% status_sign "ongoing" %}')


def test_a_region_may_have_words_of_its_own(tmp_path, settings):
    settings.LIVSKRAFT_SITE = tmp_path / "site.yaml"
    assert render('{% term "goals" %}') == "Mål"
    settings.LIVSKRAFT_SITE.write_text("name: A\nterms: {goals: {sv: delmål, en: aims}}\n")
    assert render('{% term "goals" %}') == "Delmål"
