"""Addresses on a real server, and what is seen of each: good, bad, or not to be told."""

from __future__ import annotations

import asyncio
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from tests.links.conftest import QUICK, See, network
from tests.web import answers
from tests.web.server import Behaviour, Web
from toolkit.links.checker import Checker
from toolkit.model.links import Seen

REPORT = "<p>" + "Stop and search is a power of the police, and this report is about how it is used. " * 5 + "</p>"
HOME = answers.page("The Office", "<p>Welcome to the Office. News, people and everything that we publish, all in one place.</p>")
PDF = b"%PDF-1.4\n% a report\n"


def one(see: See, web: Web, behaviour: Behaviour, path: str = "/report", fragment: str = "") -> Seen:
    url = web.put(path, behaviour) + fragment
    return see(url)[url]


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (answers.page("A report", REPORT), "there"),
        (answers.gives(b"Plain words.", "text/plain"), "there"),
        (answers.packed(b"<html><title>A report</title><body>" + REPORT.encode()), "there"),
        (answers.in_turn(answers.status(503, {"Retry-After": "0"}), answers.page("A report", REPORT)), "there"),
        (answers.never_ends(), "there"),
        (answers.never_ends(told=10_000_000_000), "there"),
        (answers.cut_short(b"<html><title>A report</title>" + REPORT.encode(), 90_000), "there"),
        (answers.needs_cookie("seen", answers.page("A report", REPORT)), "there"),
        (answers.page("A report", REPORT + "<script>menu()</script>"), "there"),
    ],
)
def test_what_is_there(see: See, web: Web, behaviour: Behaviour, kind: str) -> None:
    seen = one(see, web, behaviour)
    assert (seen.kind, seen.state, seen.status) == (kind, "good", 200)


@pytest.mark.parametrize("code", [404, 410])
def test_what_is_gone(see: See, web: Web, code: int) -> None:
    seen = one(see, web, answers.status(code))
    assert (seen.kind, seen.state, seen.status) == ("gone", "bad", code)


@pytest.mark.parametrize(
    ("behaviour", "kind", "said"),
    [
        (answers.status(401), "blocked", "401: readers have to sign in"),
        (answers.status(403), "blocked", "403"),
        (answers.status(429, {"Retry-After": "3600"}), "blocked", "429: we ask too often"),
        (answers.status(451), "blocked", "451: for legal reasons"),
        (answers.status(999), "blocked", "999"),
        (answers.page("Just a moment...", status=403), "blocked", "it tests whether a person asks"),
        (answers.page("Just a moment..."), "blocked", "it tests whether a person asks"),
        (answers.page("Just a moment...", status=404), "blocked", "it tests whether a person asks"),
        (answers.page("A page", headers={"cf-mitigated": "challenge"}), "blocked", "it tests whether a person asks"),
        (answers.page("Sign in", "<input type=password>"), "sign-in", ""),
        (answers.status(500), "out-of-order", "500"),
        (answers.status(503, {"Retry-After": "3600"}), "out-of-order", "503"),
        (answers.status(400), "odd", "400"),
        (answers.sends(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "odd", "304"),
        (answers.gives(b"", status=204), "empty", ""),
        (answers.gives(b""), "empty", ""),
        (answers.stalls(b""), "empty", "it broke off"),
        (answers.broken_gzip(), "odd", "what it sends cannot be unpacked"),
        (answers.gives(b"abc", headers={"Content-Encoding": "br"}), "odd", "what it sends cannot be unpacked"),
        (answers.never_answers(), "unreachable", "it took too long"),
        (answers.slow_heads(), "unreachable", "it took too long"),
        (answers.resets(), "unreachable", "it broke off"),
        (answers.sends(b"<html>as in 1991</html>"), "odd", None),
        (answers.redirect("ftp://one.test/a"), "odd", None),
        (answers.redirect("/report"), "circle", ""),
        (answers.redirect("http://inside.test/"), "private", "it sends its readers on to http://inside.test/"),
        (answers.page("The app", "<div id=root></div><script src=app.js></script>"), "scripts", ""),
        (answers.page("Moved", "<meta http-equiv=refresh content='0; url=/new'>"), "scripts", "it sends its readers on to /new"),
    ],
)
def test_what_could_not_be_told_is_neither_good_nor_bad(see: See, web: Web, behaviour: Behaviour, kind: str, said: str | None) -> None:
    seen = one(see, web, behaviour)
    assert (seen.kind, seen.state) == (kind, "unknown")
    assert said is None or seen.said == said


@pytest.mark.parametrize(
    ("url", "kind", "state"),
    [
        ("http://gone-for-good.test/a", "no-host", "bad"),
        ("http://busy-names.test/a", "unreachable", "unknown"),
        ("http://127.0.0.1:9/a", "unreachable", "unknown"),
        ("http://inside.test/a", "private", "unknown"),
        ("ftp://one.test/a", "no-address", "unknown"),
        ("one.test/a", "no-address", "unknown"),
        ("http://[::1/a#b", "no-address", "unknown"),
        ("", "no-address", "unknown"),
    ],
)
def test_addresses_without_an_answer(see: See, url: str, kind: str, state: str) -> None:
    seen = see(url)[url]
    assert (seen.kind, seen.state, seen.status) == (kind, state, None)


def test_no_host_is_gone_where_no_host_is_found_at_all(see: See) -> None:
    seen = see("http://gone-for-good.test/a", control="gone-too.test")["http://gone-for-good.test/a"]
    assert (seen.kind, seen.state) == ("offline", "unknown")


# --- redirects ---------------------------------------------------------------------------------------------------------


def test_what_moved_for_good_has_an_address_to_write_in_its_place_and_that_one_was_seen_too(see: See, web: Web) -> None:
    web.put("/new", answers.page("A report", REPORT))
    web.put("/newer", answers.redirect("/new", 308))
    old = web.put("/old", answers.redirect("/newer", 301))
    seen = see(f"{old}#part")
    assert (seen[f"{old}#part"].kind, seen[f"{old}#part"].state) == ("fragment", "good")
    seen = see(old)
    assert (seen[old].kind, seen[old].state, seen[old].replacement) == ("moved", "good", web.url("/new"))
    assert seen[web.url("/new")].kind == "there"


def test_a_fragment_goes_with_what_moved(see: See, web: Web) -> None:
    web.put("/new", answers.page("A report", REPORT + "<h2 id=part>Part</h2>"))
    old = web.put("/old", answers.redirect("/new")) + "#part"
    assert see(old)[old].replacement == web.url("/new#part")


def test_a_redirect_that_may_change_is_no_reason_to_write_anything(see: See, web: Web) -> None:
    web.put("/new", answers.page("A report", REPORT))
    web.put("/between", answers.redirect("/new", 302))
    seen = one(see, web, answers.redirect("/between", 301))
    assert (seen.kind, seen.replacement, seen.final) == ("redirected", "", web.url("/new"))


def test_what_moved_to_where_nothing_is_is_gone(see: See, web: Web) -> None:
    seen = one(see, web, answers.redirect("/nothing-here", 301))
    assert (seen.kind, seen.final, seen.replacement) == ("gone", web.url("/nothing-here"), "")


@pytest.mark.parametrize("home", ["/", "/index.html", "/en", "/home/", "/?from=old"])
@pytest.mark.parametrize("code", [301, 302])
def test_being_sent_to_a_front_page_is_bad_and_nothing_to_write(see: See, web: Web, home: str, code: int) -> None:
    web.put(home, HOME)
    seen = one(see, web, answers.redirect(home, code))
    assert (seen.kind, seen.state, seen.replacement) == ("home", "bad", "")


def test_a_front_page_that_is_cited_may_move(see: See, web: Web) -> None:
    web.put("/", HOME, host="two.test")
    url = web.put("/", answers.redirect(web.url("/", "two.test")), host="one.test")
    assert see(url)[url].kind == "moved"


def test_a_page_that_sends_readers_to_sign_in_could_not_be_told(see: See, web: Web) -> None:
    web.put("/login?next=/report", answers.page("Welcome back", REPORT))
    assert one(see, web, answers.redirect("/login?next=/report", 302)).kind == "sign-in"


@pytest.mark.parametrize("error", ["/404", "/404.html", "/page-not-found", "/errors/notfound.aspx"])
def test_a_redirect_to_an_error_page_is_one(see: See, web: Web, error: str) -> None:
    web.put(error, answers.page("The Office", REPORT))
    assert one(see, web, answers.redirect(error, 302)).kind == "soft-404"


# --- pages that are not what they seem ------------------------------------------------------------------------------------


def test_an_error_page_with_the_status_of_success_is_known_by_its_title(see: See, web: Web) -> None:
    seen = one(see, web, answers.page("Page not found – The Office", REPORT))
    assert (seen.kind, seen.state, seen.said) == ("soft-404", "bad", "its title is “Page not found”")


def test_a_host_that_gives_the_same_for_every_address_is_known_by_one_that_is_made_up(see: See, web: Web) -> None:
    web.put("*", HOME, host="one.test")
    web.put("/real", answers.page("A report", REPORT), host="one.test")
    real, lost = web.url("/real", "one.test"), web.url("/lost", "one.test")
    seen = see(real, lost)
    assert (seen[real].kind, seen[lost].kind) == ("there", "soft-404")
    assert sum("no-such-page" in path for path in web.paths()) == 1


def test_a_host_that_sends_every_lost_reader_to_the_same_page(see: See, web: Web) -> None:
    web.put("*", answers.redirect("/news", 302), host="one.test")
    web.put("/news", answers.page("News", REPORT), host="one.test")
    lost = web.url("/lost", "one.test")
    assert see(lost)[lost].kind == "soft-404"


def test_a_site_written_by_scripts_gives_the_same_for_every_address_and_could_not_be_told(see: See, web: Web) -> None:
    web.put("*", answers.page("The app", "<nav>" + "Home, research, data, about us, contact. " * 9 + "</nav><script src=app.js></script>"))
    url = web.url("/report")
    assert (see(url)[url].kind, see(url)[url].state) == ("scripts", "unknown")


def test_a_site_written_by_scripts_that_says_not_found_for_every_lost_address(see: See, web: Web) -> None:
    words = "We could not find what you are looking for. Here is our menu: home, research, data, about us, contact, and news of the year."
    web.put("*", answers.page("The Office", f"<p>{words}</p><script src=menu.js></script>"))
    url = web.url("/report")
    assert see(url)[url].kind == "soft-404"


@pytest.mark.parametrize(
    ("path", "behaviour", "kind"),
    [
        ("/a.pdf", answers.gives(PDF, "application/pdf"), "there"),
        ("/a.pdf", answers.gives(PDF, "text/html"), "there"),
        ("/a.PDF", answers.gives(b"\n\n" + PDF, "application/octet-stream"), "there"),
        ("/a.docx", answers.gives(b"PK\x03\x04 word/", "application/octet-stream"), "there"),
        ("/a.pdf", answers.page("A report", REPORT), "wrong-type"),
        ("/download?id=4", answers.gives(b"<html><title>A report</title>" + REPORT.encode(), "application/pdf"), "wrong-type"),
        ("/a.pdf", answers.gives(b"garbage", "application/pdf"), "odd"),
        ("/a.pdf", answers.page("Sign in"), "sign-in"),
        ("/a.pdf", answers.page("Just a moment..."), "blocked"),
        ("/a.pdf", answers.page("404 Not Found"), "soft-404"),
    ],
)
def test_a_file_is_known_by_what_it_begins_with(see: See, web: Web, path: str, behaviour: Behaviour, kind: str) -> None:
    assert one(see, web, behaviour, path).kind == kind


def test_a_page_that_was_withdrawn(see: See, web: Web) -> None:
    seen = one(see, web, answers.page("Guidance", "<p>This guidance was withdrawn on 1 May 2016.</p>" + REPORT))
    assert (seen.kind, seen.state, seen.said) == ("withdrawn", "bad", "This guidance was withdrawn on 1 May 2016")


def test_places_on_a_page_are_looked_for_and_the_page_is_asked_for_once(see: See, web: Web) -> None:
    long = "<p>and more</p>" * 20_000
    url = web.put("/report", answers.page("A report", REPORT + long + "<h2 id=part>Part</h2>"))
    seen = see(url, f"{url}#part", f"{url}#lost", f"{url}#:~:text=power", f"{url}#part")
    assert [seen[each].kind for each in (url, f"{url}#part", f"{url}#lost", f"{url}#:~:text=power")] == [
        "there",
        "there",
        "fragment",
        "there",
    ]
    assert seen[f"{url}#lost"].state == "good"
    assert web.paths().count("/report") == 1


def test_a_place_is_not_missed_where_the_page_did_not_come_whole(see: See, web: Web) -> None:
    assert one(see, web, answers.stalls(b"<html><title>A report</title>" + REPORT.encode()), fragment="#part").kind == "there"


# --- a run over many -------------------------------------------------------------------------------------------------------


def silent_port() -> tuple[socket.socket, list[socket.socket]]:
    """A port whose queue is full: whoever dials it waits."""
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(0)
    waiting = []
    for _ in range(4):
        caller = socket.socket()
        caller.setblocking(False)
        caller.connect_ex(server.getsockname())
        waiting.append(caller)
    return server, waiting


def test_a_host_that_takes_no_connections_is_given_less_and_less_time(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    server, waiting = silent_port()
    urls = [f"http://127.0.0.1:{server.getsockname()[1]}/{number}" for number in range(4)]
    given: list[float] = []

    async def work() -> list[Seen]:
        async with network(web) as opened:
            get = opened.get

            async def noted(url: str, **options: object) -> object:
                given.append(options["limits"].dialling)  # type: ignore[attr-defined]
                return await get(url, **options)  # type: ignore[arg-type]

            monkeypatch.setattr(opened, "get", noted)
            checker = Checker(opened, "one.test", QUICK._replace(seconds=9.0, dialling=1.1))
            return [seen for each in (urls[:3], urls[3:]) async for seen in checker.see(each)]

    seen = asyncio.run(work())
    assert [each.kind for each in seen] == ["unreachable"] * 4
    assert seen[0].said == "it takes no connections"
    assert given == [1.1, 1.1, 1.1, 1.0]
    for each in (server, *waiting):
        each.close()


@pytest.mark.parametrize(("over", "said"), [(True, "the certificate is out of date"), (False, "the certificate is that of another site")])
def test_encryption_that_cannot_be_trusted_is_not_to_be_told(tmp_path: Path, over: bool, said: str) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    days = timedelta(days=-1 if over else 30)
    certificate = authority.issue_cert(
        "one.test" if over else "two.test", not_before=datetime.now(UTC) - timedelta(days=60), not_after=datetime.now(UTC) + days
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with Web(context) as web:

        async def work() -> list[Seen]:
            async with network(web, trust=tmp_path / "ca.pem") as opened:
                return [seen async for seen in Checker(opened, "one.test", QUICK).see([web.url("/a", "one.test")])]

        seen = asyncio.run(work())[0]
    assert (seen.kind, seen.state, seen.said) == ("certificate", "unknown", said)


def test_what_is_seen_is_told_as_soon_as_it_is_known(web: Web) -> None:
    slow = web.put("/slow", answers.after(0.5, answers.page("Slow", REPORT)))
    quick = web.put("/quick", answers.page("Quick", REPORT))

    async def work() -> list[str]:
        async with network(web) as opened:
            return [seen.url async for seen in Checker(opened, "one.test", QUICK).see([slow, quick])]

    assert asyncio.run(work()) == [quick, slow]


def test_breaking_off_leaves_nothing_running(web: Web) -> None:
    urls = [web.put(f"/{number}", answers.never_answers()) for number in range(9)] + [
        web.put("/quick", answers.gives(b"Quick", "text/plain"))
    ]

    async def work() -> int:
        async with network(web) as opened:
            run = Checker(opened, "one.test").see(urls[-1:] + urls[:-1])
            await anext(run)
            await run.aclose()
            return len(asyncio.all_tasks())

    assert asyncio.run(work()) == 1
