"""Asking a real server on this machine: the good, the slow, the broken and the hostile."""

from __future__ import annotations

import asyncio
import errno
import gzip
import ssl
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest
import trustme

from tests.network.conftest import QUICK, Get, network
from tests.web import answers
from tests.web.server import Behaviour, Web
from toolkit.network.answer import Answer, Hop, Limits
from toolkit.network.client import Network, fetch, user_agent
from toolkit.network.failures import failure_of
from toolkit.network.hosts import Politeness


def test_a_page_comes_with_its_status_its_heads_and_its_body(web: Web, get: Get) -> None:
    answer = get(web.put("/report", answers.page("A report")))
    assert (answer.status, answer.ok, answer.whole, answer.failure, answer.hops) == (200, True, True, None, ())
    assert answer.kind == "text/html"
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    assert b"<title>A report</title>" in answer.body
    assert answer.asked == answer.url == web.url("/report")
    assert datetime.now(UTC) - answer.at < timedelta(minutes=1)


def test_a_server_is_told_who_asks(web: Web, get: Get) -> None:
    get(web.put("/report", answers.page("A report")), Accept="application/json")
    heads = web.asked[0].headers
    assert heads["user-agent"] == user_agent()
    assert heads["user-agent"].startswith("consultation-toolkit/")
    assert heads["accept"] == "application/json"
    assert "referer" not in heads
    assert "cookie" not in heads
    assert user_agent("policy@example.org").endswith(" (mailto:policy@example.org)")


def test_an_error_of_the_server_is_a_status_and_not_a_failure(web: Web, get: Get) -> None:
    answer = get(web.url("/nothing-here"))
    assert (answer.status, answer.ok, answer.failure) == (404, False, None)


# --- redirects ------------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_each_is_recorded_with_its_status(web: Web, get: Get) -> None:
    web.put("/c", answers.page("C"))
    web.put("/b", answers.redirect("/c", 308))
    answer = get(web.put("/a", answers.redirect(web.url("/b"), 301)))
    assert answer.hops == (Hop(web.url("/a"), 301), Hop(web.url("/b"), 308))
    assert (answer.url, answer.status, answer.moved_for_good) == (web.url("/c"), 200, True)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_chain_with_a_temporary_redirect_has_not_moved_for_good(web: Web, get: Get, status: int) -> None:
    web.put("/c", answers.page("C"))
    web.put("/b", answers.redirect("/c", status))
    answer = get(web.put("/a", answers.redirect("/b", 301)))
    assert answer.ok
    assert not answer.moved_for_good


def test_a_fragment_is_kept_over_a_redirect_unless_that_has_its_own(web: Web, get: Get) -> None:
    web.put("/new", answers.page("New"))
    web.put("/a", answers.redirect("/new"))
    web.put("/b", answers.redirect("/new#theirs"))
    assert get(web.url("/a#ours")).url == web.url("/new#ours")
    assert get(web.url("/b#ours")).url == web.url("/new#theirs")


def test_a_loop_of_redirects_is_told(web: Web, get: Get) -> None:
    web.put("/b", answers.redirect("/a"))
    answer = get(web.put("/a", answers.redirect("/b")))
    assert answer.failure is not None
    assert answer.failure.reason == "loop"
    assert len(answer.hops) == 2


def test_redirects_without_end_are_left_after_a_few(web: Web, get: Get) -> None:
    for number in range(20):
        web.put(f"/{number}", answers.redirect(f"/{number + 1}"))
    answer = get(web.url("/0"))
    assert answer.failure is not None
    assert answer.failure.reason == "redirects"
    assert len(web.asked) == QUICK.redirects + 1


def test_a_page_that_sends_its_reader_round_for_a_cookie_is_reached_and_the_cookie_forgotten(web: Web, get: Get) -> None:
    url = web.put("/page", answers.needs_cookie("seen", answers.page("Reached")))
    assert get(url).status == 200
    assert get(url).status == 200
    assert len(web.asked) == 4


def test_a_cookie_does_not_go_to_another_host(web: Web, get: Get) -> None:
    web.put("/there", answers.page("There"), host="two.test")
    url = web.put("/here", answers.redirect(web.url("/there", "two.test"), headers={"Set-Cookie": "seen=1"}), host="one.test")
    assert get(url).status == 200
    assert "cookie" not in web.asked[-1].headers


@pytest.mark.parametrize("to", ["ftp://one.test/a", "javascript:alert(1)", "http://[", "http://reader:secret@127.0.0.1/"])
def test_a_redirect_to_what_is_no_address_of_the_web_fails(web: Web, get: Get, to: str) -> None:
    answer = get(web.put("/a", answers.redirect(to)))
    assert answer.failure is not None
    assert answer.failure.reason == "address"
    assert answer.hops == (Hop(web.url("/a"), 301),)


def test_a_redirect_with_letters_of_an_old_encoding_is_followed(web: Web, get: Get) -> None:
    web.put("/caf%C3%A9", answers.page("Found"))
    raw = b"HTTP/1.1 301 Moved\r\nLocation: /caf\xe9\r\nContent-Length: 0\r\n\r\n"
    assert get(web.put("/old", answers.sends(raw, stays=True))).status == 200


def test_a_redirect_without_an_aim_is_only_a_status(web: Web, get: Get) -> None:
    assert get(web.put("/a", answers.gives(b"", status=301))).status == 301


# --- what may not be asked --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "[::1]", "2130706433", "0x7f.1", "127.1"])
def test_this_machine_is_not_asked_under_a_name_that_is_not_allowed(host: str) -> None:
    async def work() -> Answer:
        async with Network(limits=QUICK) as opened:
            return await opened.get(f"http://{host}:9/")

    answer = asyncio.run(work())
    assert answer.failure is not None
    assert answer.failure.reason in {"blocked", "address"}  # some spellings are no address for yarl


def test_a_redirect_to_this_machine_under_another_name_is_not_followed(web: Web, get: Get) -> None:
    web.put("/secret", answers.page("Secret"))
    answer = get(web.put("/a", answers.redirect(web.url("/secret", "inside.test"))))
    assert answer.failure is not None
    assert answer.failure.reason == "blocked"
    assert answer.hops == (Hop(web.url("/a"), 301),)
    assert web.paths() == ["/a"]


def test_a_name_with_one_address_inside_is_not_asked_at_all(web: Web) -> None:
    async def work() -> Answer:
        async with network(web, allow=(), look_up=lambda _host: ["8.8.8.8", "127.0.0.1"]) as opened:
            return await opened.get("http://one.test/")

    answer = asyncio.run(work())
    assert answer.failure is not None
    assert answer.failure.reason == "blocked"


def test_what_is_dialled_is_looked_at_once_more(web: Web) -> None:
    async def work() -> BaseException | None:
        async with network(web, allow=()) as opened:
            try:
                opened._dialling.open((2, 1, 6, "", ("127.0.0.1", web.port)))
            except OSError as error:
                return error
        return None

    error = asyncio.run(work())
    assert error is not None
    assert failure_of(error).reason == "blocked"


def test_no_proxy_of_the_environment_is_used(web: Web, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert get(web.put("/a", answers.page("A"))).ok


# --- who is not there -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://gone.test/", "no-host"),
        ("http://busy-names.test/", "dns"),
        ("http://127.0.0.1:9/", "refused"),
        ("nonsense", "address"),
    ],
)
def test_a_host_that_is_not_there_is_told_from_one_that_could_not_be_looked_up(get: Get, url: str, reason: str) -> None:
    answer = get(url)
    assert answer.failure is not None
    assert (answer.failure.reason, answer.status, answer.ok) == (reason, None, False)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (UnicodeError("label empty or too long"), "no-host"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "unreachable"),
        (OSError(errno.ETIMEDOUT, "Connection timed out"), "timeout"),
        (OSError(errno.EPIPE, "Broken pipe"), "reset"),
        (RuntimeError("something new\nand more"), "protocol"),
    ],
)
def test_what_a_system_says_has_its_reason_too(error: Exception, reason: str) -> None:
    assert failure_of(error).reason == reason


def test_names_are_looked_up_once_and_can_be_asked_for(web: Web) -> None:
    asked: list[str] = []

    def look_up(host: str) -> list[str]:
        asked.append(host)
        return web.look_up(host)

    async def work() -> tuple[object, object]:
        async with network(web, look_up=look_up) as opened:
            await opened.get(web.url("/a", "one.test"))
            await opened.get(web.url("/b", "one.test"))
            return await opened.addresses("one.test"), await opened.addresses("gone.test")

    there, gone = asyncio.run(work())
    assert there == ("127.0.0.1",)
    assert gone.reason == "no-host"  # type: ignore[attr-defined]
    assert asked == ["one.test", "gone.test"]


# --- slow, broken, hostile ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (answers.never_answers(), "timeout"),
        (answers.slow_heads(), "timeout"),
        (answers.resets(), "reset"),
        (answers.sends(b""), "reset"),
        (answers.sends(b"hello, this is no HTTP\r\n\r\n"), "protocol"),
        (answers.sends(b"<html>as in 1991</html>"), "protocol"),
        (answers.large_head(), "protocol"),
        (answers.many_heads(), "protocol"),
        (answers.sends(b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n"), "protocol"),
        (answers.longer_than_told(b"abcdef", 3), "protocol"),  # aiohttp 3.14 loses an answer with more behind it in the same piece
    ],
)
def test_a_server_that_gives_no_answer_is_a_failure_with_its_reason(web: Web, get: Get, behaviour: Behaviour, reason: str) -> None:
    answer = get(web.put("/a", behaviour), limits=QUICK._replace(tries=1))
    assert answer.failure is not None
    assert (answer.failure.reason, answer.status) == (reason, None)


@pytest.mark.parametrize(
    ("behaviour", "cut"),
    [
        (answers.never_ends(), "limit"),
        (answers.never_ends(told=10_000_000_000), "limit"),
        (answers.bomb(1 << 28), "limit"),
        (answers.gives(b"a" * 100_001), "limit"),
        (answers.stalls(b"<title>A report</title>"), "time"),
        (answers.drips(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\na"), "time"),
        (answers.cut_short(b"<title>A report</title>", 5_000), "connection"),
        (answers.broken_gzip(), "encoding"),
        (answers.not_packed(b"<title>A report</title>"), "encoding"),
        (answers.gives(b"", headers={"Content-Encoding": "br"}), "encoding"),
        (answers.gives(gzip.compress(b"a" * 1000)[:-9], headers={"Content-Encoding": "gzip"}), "encoding"),
    ],
)
def test_a_body_that_is_not_whole_says_why(web: Web, get: Get, behaviour: Behaviour, cut: str) -> None:
    answer = get(web.put("/a", behaviour))
    assert (answer.status, answer.cut, answer.whole) == (200, cut, False)
    assert len(answer.body) <= QUICK.body


def test_what_had_come_of_a_body_is_kept(web: Web, get: Get) -> None:
    assert get(web.put("/a", answers.stalls(b"<title>A report</title>"))).body == b"<title>A report</title>"
    assert get(web.put("/b", answers.cut_short(b"<title>A report</title>", 5_000))).body == b"<title>A report</title>"


@pytest.mark.parametrize(
    ("behaviour", "body"),
    [
        (answers.gives(b""), b""),
        (answers.gives(b"a" * 100_000), b"a" * 100_000),
        (answers.packed(b"a report"), b"a report"),
        (answers.packed(b"a report " * 999, members=3), b"a report " * 999),
        (answers.packed(b"a report", "deflate"), b"a report"),
        (answers.bare_deflate(b"a report"), b"a report"),
        (answers.gives(b"", headers={"Content-Encoding": "gzip"}), b""),
        (answers.gives(gzip.compress(b"a") + b"filling", headers={"Content-Encoding": "gzip"}), b"a"),
        (answers.sends(b"HTTP/1.1 204 Nothing\r\n\r\n", stays=True), b""),
        (answers.sends(b"HTTP/1.1 200 OK\r\nX-Odd: caf\xe9 \xff\r\nContent-Length: 1\r\n\r\na", stays=True), b"a"),
    ],
)
def test_a_body_that_is_whole_is_unpacked_and_says_so(web: Web, get: Get, behaviour: Behaviour, body: bytes) -> None:
    answer = get(web.put("/a", behaviour))
    assert (answer.body, answer.whole) == (body, True)


def test_heads_that_are_no_utf8_are_read_all_the_same(web: Web, get: Get) -> None:
    raw = b"HTTP/1.1 200 OK\r\nX-Odd: caf\xe9\r\nX-Even: caf\xc3\xa9\r\nContent-Length: 0\r\n\r\n"
    answer = get(web.put("/a", answers.sends(raw, stays=True)))
    assert (answer.header("X-Odd"), answer.header("x-even")) == ("café", "café")


# --- patience and politeness ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_server_that_is_busy_is_asked_again(web: Web, get: Get, status: int) -> None:
    busy = answers.status(status, {"Retry-After": "0"})
    answer = get(web.put("/a", answers.in_turn(busy, busy, answers.page("A"))))
    assert (answer.status, answer.tries) == (200, 3)


def test_a_connection_that_broke_is_tried_again(web: Web, get: Get) -> None:
    assert get(web.put("/a", answers.in_turn(answers.resets(), answers.page("A")))).status == 200


@pytest.mark.parametrize(
    "wish",
    ["3600", "1" * 5000, format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True), "soon", "Thu, 99 Foo 2017"],
    ids=["an hour", "for ever", "until tomorrow", "a word", "no day"],
)
def test_a_server_that_asks_for_a_long_wait_is_left_alone(web: Web, get: Get, wish: str) -> None:
    answer = get(web.put("/a", answers.status(429, {"Retry-After": wish})))
    assert (answer.status, answer.tries, len(web.asked)) == (429, 1, 1)


@pytest.mark.parametrize("status", [404, 410, 500, 403])
def test_a_server_that_has_answered_is_not_asked_again(web: Web, get: Get, status: int) -> None:
    get(web.put("/a", answers.status(status)))
    assert len(web.asked) == 1


def test_a_host_that_asks_for_a_moment_gets_it_from_everybody(web: Web) -> None:
    web.put("/a", answers.in_turn(answers.status(429, {"Retry-After": "1"}), answers.page("A")))
    web.put("/b", answers.page("B"))

    async def work() -> None:
        async with network(web, polite=Politeness(1, 0.0)) as opened:
            await asyncio.gather(opened.get(web.url("/a")), opened.get(web.url("/b")))

    asyncio.run(work())
    assert web.asked[1].at - web.asked[0].at > 0.9


def test_one_host_is_asked_for_a_few_things_at_a_time_and_others_do_not_wait_for_it(web: Web) -> None:
    web.put("*", answers.after(0.1, answers.page("A")))

    async def work() -> None:
        async with network(web, polite=Politeness(2, 0.0)) as opened:
            await asyncio.gather(*(opened.get(web.url(f"/{number}", host)) for number in range(8) for host in ("one.test", "two.test")))

    asyncio.run(work())
    assert web.open_at_once == {"one.test": 2, "two.test": 2}


def test_there_is_a_pause_between_two_beginnings_at_one_host(web: Web) -> None:
    async def work() -> None:
        async with network(web, polite=Politeness(4, 0.1)) as opened:
            await asyncio.gather(*(opened.get(web.url(f"/{number}")) for number in range(4)))

    asyncio.run(work())
    times = [asked.at for asked in web.asked]
    assert all(later - earlier > 0.05 for earlier, later in pairwise(times))


# --- encryption -----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    ca = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    ca.cert_pem.write_to_path(str(path))
    return ca, path


def secure(certificate: trustme.LeafCert) -> Web:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return Web(context)


@pytest.mark.parametrize(
    ("names", "over", "trusted", "reason"),
    [
        (["one.test"], False, True, None),
        (["one.test"], True, True, "expired"),
        (["two.test"], False, True, "wrong-host"),
        (["one.test"], False, False, "untrusted"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_told_apart(
    authority: tuple[trustme.CA, Path], names: list[str], over: bool, trusted: bool, reason: str | None
) -> None:
    ca, path = authority
    ends = datetime.now(UTC) + timedelta(days=-1 if over else 30)
    certificate = ca.issue_cert(*names, not_before=datetime.now(UTC) - timedelta(days=60), not_after=ends)
    with secure(certificate) as web:
        web.put("/a", answers.page("A"))

        async def work() -> Answer:
            async with network(web, trust=path if trusted else None) as opened:
                return await opened.get(web.url("/a", "one.test"))

        answer = asyncio.run(work())
    assert (answer.failure.reason if answer.failure else None) == reason


def test_what_speaks_no_encryption_where_it_should_fails_with_that_reason(web: Web) -> None:
    async def plain(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 This is a plain server\r\n\r\n")
        writer.close()

    async def work() -> Answer:
        server = await asyncio.start_server(plain, "127.0.0.1", 0)
        async with network(web) as opened, server:
            return await opened.get(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")

    answer = asyncio.run(work())
    assert answer.failure is not None
    assert answer.failure.reason == "tls"


# --- for those that are not asynchronous -----------------------------------------------------------------------------------------


def test_one_thing_can_be_asked_for_without_being_asynchronous(web: Web) -> None:
    url = web.put("/a", answers.page("A"))
    assert fetch(url, allow=["127.0.0.1"], contact="policy@example.org", headers={"Accept": "text/html"}).ok
    assert web.asked[0].headers["user-agent"].endswith("(mailto:policy@example.org)")


def test_and_from_within_a_running_loop_too(web: Web) -> None:
    url = web.put("/a", answers.page("A"))

    async def work() -> Answer:
        return fetch(url, allow=["127.0.0.1"], limits=Limits(body=10))

    answer = asyncio.run(work())
    assert (answer.ok, len(answer.body), answer.cut) == (True, 10, "limit")


def test_nobody_waits_for_a_name_that_cannot_be_looked_up(web: Web) -> None:
    stop = Event()

    async def work() -> Answer:
        async with network(web, look_up=lambda _host: [str(stop.wait(30))]) as opened:
            return await opened.get("http://slow-names.test/")

    before = time.monotonic()
    answer = asyncio.run(work())
    assert time.monotonic() - before < 20
    stop.set()
    time.sleep(0.1)  # the thread finds its loop gone, and says nothing of it
    assert answer.failure is not None
    assert answer.failure.reason == "timeout"


def test_a_reader_who_goes_does_not_wait_for_a_slow_server(web: Web) -> None:
    async def work() -> None:
        async with network(web, limits=Limits()) as opened:
            await asyncio.wait_for(opened.get(web.put("/a", answers.never_answers())), 0.2)

    before = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(work())
    assert time.monotonic() - before < 10  # far from the twenty seconds that the server would be given
