"""The client against a real server that misbehaves in every way we know of."""

import gzip
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from livskraft.indicators.sources.deadline import proxy_for
from livskraft.indicators.sources.errors import AnswerError, RefusedError, UnavailableError
from livskraft.indicators.sources.http import Client, retry_after, same_host
from tests.indicators.sources.server import Reply, Server


def test_the_user_agent_says_who_asks_and_how_to_reach_them(server: Server, client: Client):
    server.route("GET", "/a", Reply({"fine": True}))
    assert client.get(f"{server.url}/a").json() == {"fine": True}
    assert server.asked[0].headers["User-Agent"].startswith("Livskraft/")
    assert "(test@example.org)" in server.asked[0].headers["User-Agent"]


def test_parameters_are_encoded_as_utf_8(server: Server, client: Client):
    server.route("GET", "/a", Reply({}))
    answer = client.get(f"{server.url}/a", [("codelist", "agg_Ålder10årJ")])
    assert server.asked[0].parameters == {"codelist": ["agg_Ålder10årJ"]}
    assert answer.url.endswith("codelist=agg_%C3%85lder10%C3%A5rJ")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_temporary_error_is_asked_again(server: Server, client: Client, status: int):
    server.in_line = [Reply({}, status), Reply({}, status), Reply({"fine": True})]
    assert client.get(server.url).json() == {"fine": True}
    assert len(server.asked) == 3


def test_an_error_that_stays_says_that_asking_later_helps(server: Server, client: Client):
    server.route("GET", "/", Reply({"error": "down for service"}, 503))
    with pytest.raises(UnavailableError, match="503 down for service") as caught:
        client.get(f"{server.url}/")
    assert caught.value.retry_helps
    assert len(server.asked) == 3


def test_a_host_that_is_not_there_is_tried_only_once_from_then_on(client: Client):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    took = []
    for _indicator in range(2):
        started = time.monotonic()
        with pytest.raises(UnavailableError, match="could not be reached"):
            client.get(url)
        took.append(time.monotonic() - started)
    assert took[1] < took[0]


def test_an_error_at_one_address_leaves_the_patience_for_the_others(server: Server, client: Client):
    server.route("GET", "/a", Reply({}, 500))
    with pytest.raises(UnavailableError):
        client.get(f"{server.url}/a")
    server.in_line = [Reply({}, 429), Reply({"fine": True})]
    assert client.get(f"{server.url}/b").json() == {"fine": True}


def test_retry_after_in_seconds_is_waited_for(server: Server, client: Client):
    server.in_line = [Reply({}, 429, {"Retry-After": "1"}), Reply({"fine": True})]
    assert client.get(server.url).json() == {"fine": True}
    assert 0.95 < server.times[1] - server.times[0] < 2


def test_retry_after_as_a_date_is_waited_for(server: Server, client: Client):
    when = datetime.now(UTC) + timedelta(seconds=2)
    server.in_line = [
        Reply({}, 429, {"Retry-After": format_datetime(when, usegmt=True)}),
        Reply({"fine": True}),
    ]
    assert client.get(server.url).json() == {"fine": True}
    assert 0.5 < server.times[1] - server.times[0] < 2.5


def test_a_wait_that_is_too_long_is_told_and_not_slept_through(server: Server, client: Client):
    server.route("GET", "/", Reply({}, 429, {"Retry-After": "3600"}))
    with pytest.raises(UnavailableError, match="3600 seconds"):
        client.get(f"{server.url}/")
    assert len(server.asked) == 1


def test_retry_after_that_is_neither_number_nor_date_is_no_order():
    assert retry_after("soon") is None
    assert retry_after("nan") is None
    assert retry_after(None) is None
    assert retry_after("1.5") == 1.5
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0


def test_a_slow_drip_ends_at_the_deadline(server: Server, client: Client):
    server.route("GET", "/", Reply(b"x" * 100, pause=0.1))
    started = time.monotonic()
    with pytest.raises(UnavailableError, match="did not finish its answer"):
        client.get(f"{server.url}/")
    assert time.monotonic() - started < 2


def test_headers_that_drip_end_at_the_deadline_too(client: Client):
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _address = listening.accept()
            with connection:
                for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 100:
                    try:
                        connection.send(bytes([letter]))
                    except OSError:
                        return
                    time.sleep(0.05)

        thread = threading.Thread(target=drip)
        thread.start()
        started = time.monotonic()
        with pytest.raises(UnavailableError, match="did not finish its answer"):
            client.get(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        assert time.monotonic() - started < 2
        thread.join()


def test_an_answer_cut_off_is_asked_again_and_then_given_up(server: Server, client: Client):
    server.route("GET", "/", Reply(b'{"values": [1, 2, 3]}', cut=10))
    with pytest.raises(UnavailableError, match="could not be reached"):
        client.get(f"{server.url}/")
    assert len(server.asked) == 3


def test_an_answer_cut_off_once_does_no_harm(server: Server, client: Client):
    server.in_line = [Reply(b'{"values": [1, 2, 3]}', cut=10), Reply({"values": [1]})]
    assert client.get(server.url).json() == {"values": [1]}


@pytest.mark.parametrize(
    "body",
    [b"<!doctype html><h1>Log in", b'{"values": [1, 2', b"", b'{"value": NaN}', b"[" * 100_000],
)
def test_what_is_not_whole_json_is_refused_with_its_beginning(
    server: Server, client: Client, body: bytes
):
    server.route("GET", "/", Reply(body, content_type="text/html"))
    with pytest.raises(AnswerError, match="did not answer with whole JSON"):
        client.get(f"{server.url}/").json()


def test_an_answer_beyond_the_ceiling_is_stopped(server: Server, client: Client):
    server.route("GET", "/", Reply(b"x" * 1_500_000))
    with pytest.raises(AnswerError, match="larger than"):
        client.get(f"{server.url}/")


def test_an_answer_that_unpacks_beyond_the_ceiling_is_stopped(server: Server, client: Client):
    packed = gzip.compress(b"0" * 50_000_000)
    server.route("GET", "/", Reply(packed, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(AnswerError, match="larger than"):
        client.get(f"{server.url}/")


def test_a_broken_packing_is_an_error(server: Server, client: Client):
    server.route("GET", "/", Reply(b"not gzip at all", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(AnswerError, match="cannot be unpacked"):
        client.get(f"{server.url}/")


def test_a_redirect_to_another_host_is_not_followed(server: Server, client: Client):
    server.route("GET", "/", Reply("", 302, {"Location": "http://169.254.169.254/secret"}))
    with pytest.raises(AnswerError, match=r"169\.254\.169\.254"):
        client.get(f"{server.url}/")


def test_a_redirect_at_the_same_host_is_followed(server: Server, client: Client):
    server.route("GET", "/old", Reply("", 301, {"Location": "/new"}))
    server.route("GET", "/new", Reply({"fine": True}))
    assert client.get(f"{server.url}/old").json() == {"fine": True}


def test_redirects_in_a_circle_end(server: Server, client: Client):
    server.route("GET", "/", Reply("", 302, {"Location": "/"}))
    with pytest.raises(AnswerError, match="circle"):
        client.get(f"{server.url}/")


def test_a_question_that_is_sent_is_not_turned_into_another_by_a_redirect(
    server: Server, client: Client
):
    server.route("POST", "/", Reply("", 302, {"Location": "/login"}))
    with pytest.raises(AnswerError, match="do not follow"):
        client.post(f"{server.url}/", {"query": []})


def test_a_refusal_carries_the_publishers_own_words_and_is_not_repeated(
    server: Server, client: Client
):
    server.route("GET", "/", Reply({"type": "x", "title": "Non-existent variable"}, 400))
    with pytest.raises(RefusedError, match="Non-existent variable") as caught:
        client.get(f"{server.url}/")
    assert not caught.value.retry_helps
    assert len(server.asked) == 1


def test_a_host_is_asked_no_oftener_than_its_limit(server: Server, client: Client):
    server.route("GET", "/", Reply({}))
    client.limit(server.url, 3, 0.3)
    threads = [threading.Thread(target=client.get, args=(f"{server.url}/",)) for _call in range(7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(server.times)
    assert len(times) == 7
    assert all(later - first > 0.25 for first, later in zip(times, times[3:], strict=False))


def test_only_the_same_host_counts_as_such():
    assert same_host("https://a.se/v3", "https://a.se/x")
    assert same_host("http://a.se/v3", "https://a.se/x")
    assert not same_host("https://a.se/v3", "http://a.se/x")
    assert not same_host("https://a.se/v3", "https://a.se:8443/x")
    assert not same_host("https://a.se/v3", "https://a.se.evil.example/x")
    assert not same_host("https://a.se/v3", "https://a.se@evil.example/x")


def test_a_proxy_of_the_environment_is_used_but_for_the_hosts_it_spares():
    environment = {"HTTPS_PROXY": "http://proxy:3128", "no_proxy": "localhost,.region.se"}
    assert proxy_for("https", "api.kolada.se", environment) == "http://proxy:3128"
    assert proxy_for("http", "api.kolada.se", environment) == ""
    assert proxy_for("https", "statistik.region.se", environment) == ""
    assert proxy_for("https", "localhost", environment) == ""
