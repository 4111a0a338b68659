"""The strict client is only worth what it catches: each rule has a page that breaks it."""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from livskraft.accounts.models import User
from tests.html_rules import problems
from tests.strict_client import StrictClient

PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
{head}</head><body><main>{main}</main></body></html>"""


def page(
    main: str = "<h1>Mål</h1>", *, language: str = "sv", title: str = "Mål", head: str = ""
) -> str:
    return PAGE.format(main=main, language=language, title=title, head=head)


def body(content: str) -> str:
    return page(f"<h1>Mål</h1>{content}")


GOOD = {
    "plain": page(),
    "label around": body("<label>Namn <input name='namn'></label>"),
    "label beside": body("<label for='a'>Namn</label><select id='a'><option>1</option></select>"),
    "label elsewhere": body("<p id='b'>Sök</p><input aria-labelledby='b'>"),
    "picture in link": body("<a href='/'><img src='/a.png' alt='Till början'></a>"),
    "drawing": body("<svg role='img' aria-label='Karta'><path d='M0 0'/></svg>"),
    "hidden drawing": body("<p aria-hidden='true'><svg><path d='M0 0'/></svg></p>"),
    "definitions": body("<dl><div><dt>År</dt><dd><p>2021</p></dd></div></dl>"),
    "headings back up": body("<h2>A</h2><h3>B</h3><h2>C</h2>"),
    "summary": body("<details><summary>Mer <span>att läsa</span></summary><p>Text</p></details>"),
    "own canonical": page(head="<link rel='canonical' href='https://plan.example/'>"),
    "Swedish in English": page("<h1 lang='sv'>Mål</h1>", language="en"),
    "name in English": page("<h1>Västmanland's plan</h1>", language="en"),
    "link to another site": body("<a href='https://scb.example/'>SCB</a>"),
}

#: By what is said of it.
BAD = {
    "does not parse": body("<p><div>a</div></p>"),
    "expected-doctype-but-got-start-tag": page().replace("<!doctype html>", ""),
    "has no lang": page().replace(' lang="sv"', ""),
    "one title": page(title=""),
    "one main": page() + "<main></main>",
    "needs one h1": page("<h2>Mål</h2>"),
    "it has ['Mål', 'Till']": body("<h1>Till</h1>"),
    "skips a level": body("<h3>Mål</h3>"),
    "is empty": body("<h2> </h2>"),
    "is there 2 times": body("<p id='a'></p><p id='a'></p>"),
    "names “b”": body("<label for='b'>Namn</label>"),
    "href names “c”": body("<a href='#c'>Ner</a>"),
    "fill names “d”": body("<svg aria-hidden='true'><path fill='url(#d)'/></svg>"),
    '<input name="namn"> has no label': body("<input name='namn'>"),
    '<select name="namn"> has no label': body("<select name='namn'></select>"),
    '<textarea placeholder="Namn"> has no label': body("<textarea placeholder='Namn'></textarea>"),
    '<a href="/"> says nothing': body("<a href='/'><svg aria-hidden='true'></svg></a>"),
    "<button> says nothing": body("<button></button>"),
    "no alt": body("<img src='/a.png'>"),
    "neither named nor hidden": body("<svg><path d='M0 0'/></svg>"),
    "<div> stands in span": body("<span><div>a</div></span>"),
    "<p> stands in h2": body("<h2><a href='/'><p>a</p></a></h2>"),
    "<div> stands right in ul": body("<ul><div>a</div></ul>"),
    "<li> stands in main": body("<li>a</li>"),
    "<button> stands in <a": body("<a href='/'><button>Till</button></a>"),
    '<a href="/"> stands in <label>': body(
        "<label><a href='/'>Villkor</a> <input type='checkbox'></label>"
    ),
    '<span tabindex="0"> stands in <a': body("<a href='/'><span tabindex='0'>Till</span></a>"),
    "inline attribute style": body("<p style='color: red'>a</p>"),
    "inline attribute onclick": body("<button onclick='f()'>a</button>"),
    "a style element": page(head="<style>p { color: red }</style>"),
    "an inline script": page(head="<script>f()</script>"),
    "href is a script": body("<a href='javascript:f()'>a</a>"),
    "asks another host: https://cdn.example/a.css": page(
        head="<link rel='stylesheet' href='https://cdn.example/a.css'>"
    ),
    '<img alt="" src="//cdn.example/a.png"> asks another host': body(
        "<img alt='' src='//cdn.example/a.png'>"
    ),
    "asks another host: https://mail.example/": body(
        "<form action='https://mail.example/'></form>"
    ),
    "<h1>: Swedish without lang: Åtgärder": page("<h1>Åtgärder</h1>", language="en"),
    "Swedish without lang: Sök": page("<h1>Goals</h1><nav aria-label='Sök'></nav>", language="en"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_page_passes(name: str) -> None:
    assert problems(GOOD[name]) == []


@pytest.mark.parametrize("fault", BAD)
def test_a_fault_is_found_and_named(fault: str) -> None:
    assert fault in "\n".join(problems(BAD[fault]))


def test_a_fault_is_told_with_its_place() -> None:
    assert problems(body("<img src='/a.png'>")) == ['<img src="/a.png"> has no alt']


def plain(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(page())


def faulty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(body("<h1>Två</h1>"))


def writing(_request: HttpRequest) -> HttpResponse:
    User.objects.update(is_active=True)
    return HttpResponse(page())


def asking_twice(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SELECT 2")
    return HttpResponse(page())


def setting_a_cookie(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse(page())
    response.set_cookie("trace", "1")
    return response


urlpatterns = [
    path("plain/", plain),
    path("faulty/", faulty),
    path("writing/", writing),
    path("asking-twice/", asking_twice),
    path("setting-a-cookie/", setting_a_cookie),
]


@pytest.fixture
def client(db: None) -> StrictClient:
    with override_settings(ROOT_URLCONF=__name__):
        yield StrictClient()


def test_a_good_answer_comes_back(client: StrictClient) -> None:
    assert client.get("/plain/", queries=0).status_code == 200


def test_a_faulty_page_is_refused(client: StrictClient) -> None:
    with pytest.raises(AssertionError, match=r"GET /faulty/:\n- the page needs one h1"):
        client.get("/faulty/")
    with pytest.raises(AssertionError, match="one h1"):
        client.post("/faulty/")


def test_writing_on_get_is_refused_and_on_post_is_not(client: StrictClient) -> None:
    with pytest.raises(AssertionError, match="it writes: UPDATE"):
        client.get("/writing/")
    assert client.post("/writing/").status_code == 200


def test_another_number_of_queries_than_stated_is_refused(client: StrictClient) -> None:
    client.get("/asking-twice/", queries=2)
    with pytest.raises(AssertionError, match="2 database queries instead of 1:\n  SELECT 1"):
        client.get("/asking-twice/", queries=1)
    client.get("/asking-twice/")


def test_a_cookie_is_refused_unless_told(client: StrictClient) -> None:
    with pytest.raises(AssertionError, match="it sets a cookie"):
        client.get("/setting-a-cookie/")
    client.get("/setting-a-cookie/", may_set_cookie=True)
