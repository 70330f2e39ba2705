"""No text, however odd, crashes a rule, and what is found has a place, words and an order.

``CHECK_FUZZ_SECONDS=600 pytest tests/check/test_fuzz.py`` goes on for ten minutes.
"""

from __future__ import annotations

import os
import random
import time
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.check.conftest import NAMES
from tests.conftest import BASE, example_as_drafts
from toolkit.model.finding import Finding, in_order
from toolkit.session import Session

SECONDS = int(os.environ.get("CHECK_FUZZ_SECONDS", "0"))

PIECES = [
    "63 per cent", "two thirds", "£1.2 million", "in 2012", "more than half", "(48 per cent)", "[@alpha2012]", "[@alpha2012, p. 3]", "[@nobody]", "@beta2013",
    '{{ claim("share") }}', '{{ quote("share") }}', '{{ value("share", "share") }}', '{{ cite("share") }}', '{{ exhibit("x") }}', "{{ recommendations() }}",
    "^[A remark, ibid p 3.]", "^[See https://example.org/a_b?utm_source=x&rep=rep1.]", "[^1]", "\n\n[^1]: Op cit at 4.\n\n", "\n\n> Quoted at length.\n\n", "\n\n| a | b |\n|---|---|\n| 1% | 2 |\n\n",
    "\n\n- one\n- two\n\n", "\n\n## Heading (NHS)\n\n", '"', "'", "“", "”", "‘", "’", "`", "*", "**", "_", "\\", "<", ">", "<!--", "-->", "<!-- waive CIT003: known -->", "{{", "}}", "{%", "%}",
    "[", "]", "(", ")", "TODO", "XX", "we urge the Minister to act", "research shows", "currently", "Q1", "NI number QQ123456C", "a@b.example", "\u202e", "שלום", "\t", "  ", "\n", ". ", ", ", "… ", " – ", "—", "%",
    "$", "#", "&amp;", "Ã©", "1,000,000,000,000,000,000,000", "0/0", "1/0", "one in zero", "one in three", "0 per cent", "nearly 100 per cent", "6 + 14 = 21", "from 20 to 0", "9" * 400, "é", "🦔", "the table below", "Department for Work and Pensions (DWP)", "DWP",
]  # fmt: skip
PROSE = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=12), st.sampled_from(["the ", "of ", "searches ", "In our view "])), max_size=24
).map("".join)
FIELDS = st.sampled_from(
    [
        "title",
        "author",
        "date",
        "year",
        "doi",
        "isbn",
        "issn",
        "url",
        "urldate",
        "pages",
        "pagetotal",
        "institution",
        "number",
        "type",
        "note",
        "series",
        "crossref",
        "waive",
        "titel",
        "volume",
    ]
)
KINDS = st.sampled_from(
    ["report", "online", "article", "book", "legislation", "misc", "incollection", "hansard", "foi", "newspaper", "zzz"]
)


@st.composite
def entries(draw: st.DrawFn) -> str:
    written = []
    for number in range(draw(st.integers(0, 3))):
        lines = [f"  {draw(FIELDS)} = {{{draw(PROSE)}}}," for _ in range(draw(st.integers(0, 5)))]
        written.append("\n".join([f"@{draw(KINDS)}{{key{number},", *lines, "}"]))
    return "\n".join(written)


CLAIMS = """
topic: A topic
claims:
  share:
    kind: {kind}
    text: {text}
    short: {short}
    values: {{share: {value}}}
    support: [{{source: alpha2012, locator: {locator}, quote: {quote}}}, {{source: key0}}]
    limits: {short}
    place: {value}
    status: checked
    checked: 2016-01-01
"""


@st.composite
def workspaces(draw: st.DrawFn) -> dict[str, str]:
    def scalar(text: str) -> str:
        return "'" + text.replace("'", "''").replace("\n", " ") + "'"

    kind = draw(st.sampled_from(["statistic", "finding", "quotation", "law", "casework", "position"]))
    claims = CLAIMS.format(kind=kind, **{name: scalar(draw(PROSE)) for name in ("text", "short", "value", "locator", "quote")})
    return {
        NAMES["text"]: draw(PROSE),
        NAMES["claims"]: claims,
        NAMES["bib"]: dedent(BASE["bibliography.bib"]) + draw(entries()),
        NAMES["outline"]: dedent(BASE["responses/one/outline.yaml"]).replace("Our response", "A response")
        + f"notice: {scalar(draw(PROSE))}\n",
    }


def checked(root: Path, overlay: dict[str, str]) -> tuple[Finding, ...]:
    findings = Session.open(root, overlay, today=date(2017, 2, 1)).check().findings
    assert [f"{f.message} {overlay}" for f in findings if f.code == "WSP016"] == []
    assert findings == in_order(findings)
    for finding in findings:
        assert finding.message.strip()
        assert finding.span.path
        assert finding.span.line >= 1
        assert finding.span.column >= 1
    return findings


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz")
    for path, content in BASE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(dedent(content).removeprefix("\n"), encoding="utf-8")
    return folder


@given(overlay=workspaces())
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
def test_no_text_crashes_a_rule(root: Path, overlay: dict[str, str]) -> None:
    checked(root, overlay)


@pytest.mark.skipif(not SECONDS, reason="a long run, asked for with CHECK_FUZZ_SECONDS")
def test_no_text_crashes_a_rule_for_long(root: Path) -> None:
    until = time.monotonic() + SECONDS

    @given(overlay=workspaces())
    @settings(max_examples=500, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def some(overlay: dict[str, str]) -> None:
        if time.monotonic() < until:
            checked(root, overlay)

    while time.monotonic() < until:
        some()


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_as_drafts(tmp_path_factory.mktemp("example"))


EXAMPLE = "responses/2017-london-police-and-crime-plan/sections"


@pytest.mark.parametrize("seed", range(12 if not SECONDS else 200))
def test_the_example_cut_and_shuffled_crashes_no_rule(drafts: Path, seed: int) -> None:
    """Real prose with its citations, torn at any place: what an editor holds while somebody types."""
    chance = random.Random(seed)
    overlay: dict[str, str] = {}
    for path in sorted((drafts / EXAMPLE).glob("*.md")):
        text = path.read_text(encoding="utf-8")
        pieces = [text[chance.randrange(len(text)) :][: chance.randrange(1, 400)] for _ in range(6)]
        overlay[f"{EXAMPLE}/{path.name}"] = "".join(pieces)
    checked(drafts, overlay)
