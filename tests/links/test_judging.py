"""Laws of judging an answer, whatever a server sends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.links.judging import judge, wants_probe
from toolkit.model.links import GONE, Seen
from toolkit.network.answer import Answer, Failure, Hop, Reason

NOW = datetime(2017, 3, 1, tzinfo=UTC)
URL = "https://example.org/report"

markup = st.lists(
    st.sampled_from(
        [
            "<html>",
            "<title>",
            "</title>",
            "<body>",
            "<p>",
            "<script>",
            "404",
            "not found",
            "withdrawn",
            "This was withdrawn on",
            "\x1b[2J",
            "é",
            "<!--",
        ]
    ),
    max_size=12,
).map("".join)
bodies = st.one_of(st.binary(max_size=200), markup.map(lambda text: text.encode()), st.just(b"%PDF-1.4"))
addresses = st.sampled_from(
    [URL, f"{URL}.pdf", "https://example.org/", f"{URL}#part", "https://example.org/404", "https://other.example.org/login"]
)
answers = st.builds(
    Answer,
    asked=st.just(URL),
    url=addresses,
    at=st.just(NOW),
    seconds=st.just(0.1),
    hops=st.lists(st.builds(Hop, addresses, st.sampled_from([301, 302, 303, 307, 308])), max_size=3).map(tuple),
    status=st.sampled_from([200, 201, 204, 206, 300, 304, 400, 401, 403, 404, 410, 418, 429, 451, 500, 503, 999]),
    headers=st.lists(
        st.tuples(
            st.sampled_from(["Content-Type", "cf-mitigated"]), st.sampled_from(["text/html; charset=odd", "application/pdf", "challenge"])
        )
    ).map(tuple),
    body=bodies,
    cut=st.sampled_from(["", "limit", "time", "connection", "encoding"]),
)


@given(addresses, answers, st.none() | answers)
def test_whatever_comes_is_judged_and_nothing_is_good_that_did_not_succeed(url: str, answer: Answer, probe: Answer | None) -> None:
    seen = judge(url, answer, probe)
    assert (seen.url, seen.at, seen.status) == (url, NOW, answer.status)
    assert seen.state != "good" or answer.ok
    assert (seen.kind in GONE) <= (answer.status in (404, 410))
    assert not seen.replacement or (answer.moved_for_good and seen.kind == "moved")
    assert seen.said.isprintable()
    assert Seen.model_validate_json(seen.model_dump_json()) == seen
    wants_probe(url, answer)


@given(addresses, st.sampled_from(get_args(Reason)), st.booleans())
def test_no_failure_is_good_and_only_a_host_that_is_not_there_is_bad(url: str, reason: str, behind: bool) -> None:
    answer = Answer(URL, url, NOW, 0.1, hops=(Hop(URL, 301),) if behind else (), failure=Failure(reason, "more"))  # type: ignore[arg-type]
    assert judge(url, answer).state == ("bad" if reason == "no-host" else "unknown")


@pytest.mark.parametrize("fragment", ["", "#part", "#caf%C3%A9", "#a b"])
def test_an_address_that_answers_itself_leads_nowhere_else(fragment: str) -> None:
    answer = Answer(URL, URL, NOW, 0.1, status=200, body=b"Words", headers=(("Content-Type", "text/plain"),))
    seen = judge(f"{URL}{fragment}", answer)
    assert (seen.kind, seen.final, seen.replacement) == ("there", "", "")
