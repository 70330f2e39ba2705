"""Which addresses a response and the library have, and what becomes of them when they are looked at and when nobody can write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import Make
from tests.web import answers
from tests.web.server import Web
from toolkit.cite.addresses import prose_addresses
from toolkit.linking import Looking, addresses_of, library_addresses, look, seen_links
from toolkit.model.span import Prose
from toolkit.network.client import Network
from toolkit.session import Session

ALLOW = ("127.0.0.1",)


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        yield server


# --- where addresses stand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See [the list](https://a.org/list) and <https://b.org/>.", ["https://a.org/list", "https://b.org/"]),
        ("At https://a.org/a_(b), and (at https://a.org/c).", ["https://a.org/a_(b)", "https://a.org/c"]),
        ("**https://a.org/x**, *http://a.org/y*; “https://a.org/z”", ["https://a.org/x", "http://a.org/y", "https://a.org/z"]),
        ("[1]: https://a.org/ref 'title'", ["https://a.org/ref"]),
        ("{{ claim('x') }} https://a.org/{{ x }}", ["https://a.org"]),
        ("https:// and www.a.org and ftp://a.org are none", []),
        ("HTTPS://A.org/?q=1&r=2#part!", ["HTTPS://A.org/?q=1&r=2#part"]),
    ],
)
def test_addresses_in_prose(text: str, found: list[str]) -> None:
    assert [each.url.rstrip("/") for each in prose_addresses(Prose(text=text, path="a.md"))] == [url.rstrip("/") for url in found]


FILES: dict[str, str | bytes | None] = {
    "bibliography.bib": """
        @report{alpha2012, author = {{Home Office}}, title = {Searches}, date = {2012}, url = {https://a.org/alpha\\_1}}
        @report{beta2013, author = {{Home Office}}, title = {B}, date = {2013}, howpublished = {\\url{https://a.org/beta}}, url = {https://a.org/alpha\\_1}}
        @report{data2013, author = {{Home Office}}, title = {Data}, date = {2013}, url = {https://a.org/data}}
        @report{uncited, author = {{Home Office}}, title = {Uncited}, date = {2013}, url = {https://a.org/uncited}}
        """,
    "evidence/topic.yaml": """
        topic: A topic
        claims:
          share:
            kind: statistic
            text: Of searches, 63 per cent were for drugs (https://a.org/claim).
            support:
              - {source: alpha2012, locator: p. 3, note: See https://a.org/note.}
          other:
            kind: position
            text: In our view https://a.org/unplaced is wrong.
          old:
            kind: position
            status: withdrawn
            reason: Wrong.
            text: We said so at https://a.org/withdrawn.
        exhibits:
          chart:
            data: data.csv
            table: {}
            caption: Searches
            note: As at https://a.org/exhibit.
            support: [{source: data2013}]
        """,
    "evidence/data.csv": "a,b\n1,2\n",
    "evidence/passages/about.md": "---\ntitle: About us\n---\nWe are at https://a.org/about.\n",
    "evidence/passages/unused.md": "---\ntitle: Unused\n---\nWe are at https://a.org/unused.\n",
    "responses/one/consultation.yaml": "title: A Plan for All\nbody: The Ministry\nurl: https://a.org/consultation\n",
    "responses/one/outline.yaml": """
        title: Our response
        sections:
          - id: first
            heading: First
            text: sections/first.md
            recommendations:
              - {id: stop, text: Stop what is at https://a.org/practice., rests_on: [share]}
        """,
    "responses/one/sections/first.md": """
        Searches are many [-@beta2013], as [everybody](https://a.org/typed) knows.
        {{ claim("share") }}

        {{ exhibit("chart") }}

        {{ passage("about") }}

        {{ recommendations() }}
        """,
}


def test_the_library_has_the_addresses_of_all_that_is_in_it_and_each_once(make: Make) -> None:
    found = library_addresses(Session.open(make(FILES)).workspace)
    assert [url.removeprefix("https://a.org/") for url in found] == [
        *("alpha_1", "beta", "data", "uncited", "claim", "note", "unplaced", "exhibit", "about", "unused")
    ]
    assert [place.source for place in found["https://a.org/alpha_1"]] == ["alpha2012", "beta2013"]
    claim = found["https://a.org/claim"][0]
    assert (claim.source, str(claim.span)) == ("", "evidence/topic.yaml:5:52")


def test_a_response_has_those_of_what_it_cites_and_places_and_those_typed_in_it(make: Make) -> None:
    session = Session.open(make(FILES))
    found = addresses_of(session.submission("one"), session.workspace)
    assert sorted(url.removeprefix("https://a.org/") for url in found) == [
        *("about", "alpha_1", "beta", "claim", "consultation", "data", "exhibit", "note", "practice", "typed")
    ]
    assert str(found["https://a.org/typed"][0].span) == "responses/one/sections/first.md:1:48"
    assert str(found["https://a.org/consultation"][0].span) == "responses/one/consultation.yaml:3:6"


def test_what_is_placed_and_is_not_there_has_no_addresses(make: Make) -> None:
    text = 'Words {{ claim("missing") }} [@missing2012], and https://a.org/typed.\n'
    session = Session.open(make({"responses/one/sections/first.md": text}))
    assert list(addresses_of(session.submission("one"), session.workspace)) == ["https://a.org/typed"]


# --- looking ---------------------------------------------------------------------------------------------------------------


def bib(*urls: str) -> dict[str, str | bytes | None]:
    entries = [
        f"@report{{s{n}, author = {{{{Home Office}}}}, title = {{S{n}}}, date = {{2012}}, url = {{{url}}}}}\n" for n, url in enumerate(urls)
    ]
    return {
        "bibliography.bib": "".join(entries),
        "evidence/topic.yaml": "topic: None\nclaims: {}\n",
        "responses/one/sections/first.md": "Words.\n",
    }


def test_what_was_seen_is_not_asked_for_again_until_it_is_old_unless_somebody_wants_to(make: Make, web: Web) -> None:
    good, gone = web.put("/good", answers.gives(b"Good", "text/plain")), web.url("/gone")
    root = make(bib(good, gone))
    addresses = library_addresses(Session.open(root).workspace)
    now = datetime.now(UTC)
    told: list[tuple[int, int]] = []
    first = look(root, addresses, Looking(allow=ALLOW), lambda *each: told.append(each))
    assert [link.known.seen.kind for link in first if link.known] == ["there", "gone"]
    assert told == [(0, 2), (1, 2), (2, 2)]
    look(root, addresses, Looking(allow=ALLOW), now=now + timedelta(hours=3))
    assert len(web.asked) == 2
    look(root, addresses, Looking(allow=ALLOW), now=now + timedelta(days=2))
    assert web.paths()[2:] == ["/gone"]
    look(root, addresses, Looking(allow=ALLOW), now=now + timedelta(days=8))
    assert sorted(web.paths()[3:]) == ["/gone", "/good"]
    look(root, addresses, Looking(allow=ALLOW, fresh=True))
    assert len(web.asked) == 7


def test_without_looking_nothing_is_asked_and_nothing_is_made(make: Make, web: Web) -> None:
    root = make(bib(web.url("/a")))
    session = Session.open(root)
    assert [link.known for link in session.links()] == [None]
    assert web.asked == []
    assert not (root / ".toolkit" / "observed.sqlite").exists()
    assert seen_links(root).state == ""


def test_what_cannot_be_kept_is_known_all_the_same(make: Make, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.links.observed import Observed

    monkeypatch.setattr(Observed, "put", lambda _self, _seen: None)  # as on a disk that is full
    root = make(bib(web.url("/gone"), web.put("/good", answers.gives(b"Good", "text/plain"))))
    links = Session.open(root).links(looking=Looking(allow=ALLOW))
    assert [link.known and link.known.seen.kind for link in links] == ["gone", "there"]
    assert links[0].known is not None
    assert not links[0].known.dead


def test_what_was_seen_is_kept_when_the_work_is_broken_off(make: Make, web: Web) -> None:
    quick, slow = web.put("/quick", answers.gives(b"Quick", "text/plain")), web.put("/slow", answers.never_answers())
    root = make(bib(slow, quick))

    def stop(done: int, _of: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Session.open(root).links(looking=Looking(allow=ALLOW), told=stop)
    known = seen_links(root).known
    assert [known[url].seen.kind for url in known] == ["there"]


def test_a_check_reads_what_was_seen_and_is_made_anew_when_more_is(make: Make, web: Web) -> None:
    url = web.put("/report", answers.in_turn(answers.status(404), answers.gives(b"Back", "text/plain")))
    root = make({**bib(url), "responses/one/sections/first.md": f"As at {url} we say.\n"})

    def codes() -> list[tuple[str, str]]:
        return [(f.code, f.severity) for f in Session.open(root).check().findings if f.code in ("SRC003", "SRC004")]

    assert codes() == []
    Session.open(root).links(looking=Looking(allow=ALLOW))
    assert codes() == [("SRC003", "warning"), ("SRC003", "warning")]
    assert codes() == [("SRC003", "warning"), ("SRC003", "warning")]
    Session.open(root).links(looking=Looking(allow=ALLOW, fresh=True))
    assert codes() == []


def test_a_waiver_of_what_was_seen_is_not_called_unused_where_nobody_has_looked(make: Make) -> None:
    waived = "url = {https://a.org/x}, waive = {SRC003: They mend it.}"
    root = make(
        {**bib(), "bibliography.bib": f"@report{{one, author = {{{{Home Office}}}}, title = {{One}}, date = {{2012}}, {waived}}}\n"}
    )
    assert [f.code for f in Session.open(root).check().findings if f.code == "WSP014"] == []


def test_where_this_machine_is_cut_off_nothing_is_learnt_and_nothing_forgotten(make: Make, web: Web) -> None:
    urls = ["http://gone-for-good.test/a", "http://busy-names.test/b"]
    root = make(bib(*urls))

    def cut_off() -> Looking:
        return Looking(fresh=True, network=Network(look_up=web.look_up), control="gone-too.test")

    assert [link.known and link.known.seen.kind for link in Session.open(root).links(looking=cut_off())] == ["offline", "offline"]
    assert dict(seen_links(root).known) == {}
    found = Session.open(root).links(looking=Looking(network=Network(look_up=web.look_up), control="one.test"))
    assert [link.known and link.known.seen.kind for link in found] == ["no-host", "unreachable"]
    assert Session.open(root).links(looking=cut_off()) == found
