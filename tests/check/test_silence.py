"""What must never be flagged: every rule looks at these, and none of the families named has anything to say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.check.conftest import TODAY, Check
from tests.conftest import Make
from toolkit.session import Session

TRAPS = Path(__file__).parent / "traps.md"


def claims(*texts: str, kind: str = "statistic", more: str = "") -> str:
    """An evidence file with a claim for each text, all of them checked and with a page."""
    said = [
        f"  c{number}:\n    kind: {kind}\n    text: >-\n      {text}\n    place: England\n    period: 2012\n    status: checked\n"
        f"    checked: 2017-01-15\n    review_by: 2018-01-15\n    support: [{{source: alpha2012, locator: p. 3}}]\n{more}"
        for number, text in enumerate(texts, 1)
    ]
    return "topic: Searches\nclaims:\n" + "".join(said)


def entry(kind: str, **fields: str) -> str:
    return f"@{kind}{{gamma2014,\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def page(address: str) -> str:
    return entry("online", author="{Home Office}", title="A page", date="2014-05-01", url=address, urldate="2017-01-20")


SILENT: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "6 + 14 = 20": (
        {
            "claims": claims("In 2012 there were 20 searches, of which 6 were in the north and 14 in the south."),
            "text": 'There were 20 searches, 6 in the north and 14 in the south [@alpha2012, p. 3].\n{{ claim("c1") }}\n',
        },
        ("CLM", "CIT"),
    ),
    "6 + 14 = 20 with plus and equals": (
        {
            "claims": claims("In 2012 the two teams made 6 + 14 = 20 searches."),
            "text": 'The two teams made 6 + 14 = 20 searches [@alpha2012, p. 3].\n{{ claim("c1") }}\n',
        },
        ("CLM", "CIT"),
    ),
    "45 and 55 per cent": (
        {
            "claims": claims("In 2012 the rates in the two boroughs were 45 and 55 per cent."),
            "text": 'The rates were 45 and 55 per cent [@alpha2012, p. 3].\n{{ claim("c1") }}\n',
        },
        ("CLM", "CIT", "STY"),
    ),
    "two halves that add to 101 by rounding": (
        {
            "claims": claims("In 2012 51 per cent of those asked agreed and 50 per cent disagreed."),
            "text": 'Of those asked 51 per cent agreed and 50 per cent disagreed [@alpha2012, p. 3].\n{{ claim("c1") }}\n',
        },
        ("CLM", "CIT"),
    ),
    "three shares that add to 99 by rounding": (
        {
            "claims": claims("In 2012 33 per cent were for drugs, 33 per cent for weapons and 33 per cent for stolen goods."),
            "text": '{{ claim("c1") }}\n',
        },
        ("CLM", "CIT"),
    ),
    "a committee report cited by page and paragraph together": (
        {
            "bib": entry(
                "report",
                author="{Home Affairs Committee}",
                title="Drugs: Breaking the Cycle",
                date="2012-12-10",
                number="HC 184-I",
                institution="House of Commons",
                pagetotal="240",
            ),
            "text": "The Committee said so [@gamma2014, p. 20, para. 57].\n",
        },
        ("CIT", "LIB"),
    ),
    "a committee report cited so in a claim": (
        {
            "bib": entry(
                "report",
                author="{Home Affairs Committee}",
                title="Drugs: Breaking the Cycle",
                date="2012-12-10",
                number="HC 184-I",
                institution="House of Commons",
                pages="1--240",
            ),
            "claims": claims("The Committee heard from 12 forces in 2012.").replace(
                "source: alpha2012, locator: p. 3", 'source: gamma2014, locator: "p. 20, para. 57"'
            ),
            "text": '{{ claim("c1") }}\n',
        },
        ("CIT", "LIB", "CLM"),
    ),
    "a page span with a pinpoint inside it": (
        {
            "bib": entry(
                "article",
                author="Smith, Jane",
                title="Trust and the police",
                journaltitle="A Journal",
                date="2014",
                volume="3",
                pages="213--234",
            ),
            "text": "Trust is slow to return [@gamma2014, p. 220].\nOthers agree [@gamma2014, pp. 230-234].\n",
        },
        ("CIT", "LIB"),
    ),
    "a shortened page span with a pinpoint inside it": (
        {
            "bib": entry(
                "article",
                author="Smith, Jane",
                title="Trust and the police",
                journaltitle="A Journal",
                date="2014",
                volume="3",
                pages="213-34",
            ),
            "text": "Trust is slow to return [@gamma2014, p. 220].\n",
        },
        ("CIT",),
    ),
    "a title with two years": (
        {
            "bib": entry(
                "report",
                author="{Home Office}",
                title="Drug Misuse 2010/11: findings from the survey of 2009 to 2011",
                date="2012",
                institution="Home Office",
            ),
            "text": "The survey says so [@gamma2014, p. 3].\n",
        },
        ("CIT", "LIB", "CLM"),
    ),
    "the title of an Act with two years": (
        {
            "bib": entry("legislation", title="Criminal Justice Act 1988 (Amendment) Act 1996"),
            "text": "The Act says so [@gamma2014, s 1].\n",
        },
        ("CIT", "LIB", "SRC"),
    ),
    "opinions marked as such": (
        {
            "claims": claims("In our view far too many searches are for drugs.", kind="position").replace(
                "    support: [{source: alpha2012, locator: p. 3}]\n", ""
            ),
            "text": 'In our view most searches help nobody.\nWe believe that half of them could be spared.\n{{ claim("c1") }}\n',
        },
        ("CIT", "CLM", "REC"),
    ),
    "casework with period and cases given": (
        {
            "claims": claims(
                "In 2016 our lawyers advised 34 people who had been searched more than once in a month.",
                kind="casework",
                more="    cases: 34\n    consent: true\n",
            )
            .replace("    support: [{source: alpha2012, locator: p. 3}]\n", "")
            .replace("period: 2012", "period: 2016"),
            "text": '{{ claim("c1") }}\n',
        },
        ("CIT", "CLM"),
    ),
    "casework in the text with its period and number": (
        {
            "text": "Between January and December 2016 our lawyers advised 34 people who had been searched more than once, and they agreed to be counted here.\n"
        },
        ("CLM", "REC"),
    ),
    "scope statements": (
        {
            "text": "We answer questions 1 to 4 and 7 of the consultation.\nThis response deals only with the policing of possession in England and Wales.\n"
            "We do not comment on chapters 5 and 6, of which we have no experience.\n"
            "Figures are for the years from 2010 to 2016 where nothing else is said.\n",
        },
        ("CIT", "CLM", "REC", "SUB", "STY"),
    ),
    "a scope statement in a passage": (
        {
            "passage": "---\ntitle: Scope\nreview_by: 2018-01-01\n---\nWe answer only on possession, where drugs are held for the holder's own use.\n",
            "text": '{{ passage("about") }}\n',
        },
        ("CIT", "CLM", "REC", "SUB", "STY"),
    ),
}

ADDRESSES = (
    "https://citations.example.org/viewdoc/download?doi=10.1.1.178.2645&rep=rep1&type=pdf",
    "https://public.example.org/profile/metropolitan.police.service/#!/vizhome/StopandSearchDashboard/Summary",
    "https://www.example.org/journals/lancet/article/PIIS0140-6736(14)00231-X/abstract",
    "https://www.example.org/files/stop_and_search_2010_11.pdf",
    "https://www.example.org/Documents/CommitteeReports/HC184.PDF",
    "https://www.example.org/a/~user/index.php?id=12&lang=en_GB#section-3.1",
)

_BY_HAND = ("SRC010", "LIB009", "LIB015", "LIB016", "CIT010", "CIT011", "SUB004", "SUB010", "LIB002", "LIB004")


@pytest.mark.parametrize(("case", "families"), [pytest.param(*value, id=name) for name, value in SILENT.items()])
def test_what_is_right_is_never_flagged(check: Check, case: dict[str, Any], families: tuple[str, ...]) -> None:
    found = check(case)
    assert [str(finding) for finding in found if finding.code.startswith((*families, "WSP0")) and finding.severity != "information"] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_odd_address_is_an_address(check: Check, address: str) -> None:
    found = check({"bib": page(address), "text": f"It is on a page [@gamma2014].\nIt is at <{address}> too[@gamma2014].\n"})
    assert [str(finding) for finding in found if finding.code in set(_BY_HAND) - {"CIT010"}] == []
    assert [str(finding) for finding in found if finding.severity == "error" and finding.span.path == "bibliography.bib"] == []


def traps() -> list[Any]:
    parts = re.split(r"(?m)^# (.+)\n", TRAPS.read_text(encoding="utf-8"))[1:]
    return [pytest.param(head, body.split("\n"), id=head) for head, body in zip(parts[::2], parts[1::2], strict=True)]


@pytest.mark.parametrize(("head", "lines"), traps())
def test_traps_catch_nobody(make: Make, head: str, lines: list[str]) -> None:
    lines = [line for line in lines if line.strip()]
    files: dict[str, str | bytes | None] = {}
    if head == "Claims":
        files["evidence/topic.yaml"] = claims(*lines)
        files["responses/one/sections/first.md"] = (
            "\n\n".join(f'{{{{ claim("c{number}") }}}}' for number in range(1, len(lines) + 1)) + "\n"
        )
    else:
        files["evidence/topic.yaml"] = None
        files["responses/one/sections/first.md"] = "\n\n".join(lines) + "\n"
    found = Session.open(make(files), today=TODAY).check().findings
    told = [f"{finding.code} {finding.message} <<{_said(finding, lines)}>>" for finding in found if _counts(finding)]
    assert told == []


def _counts(finding: Any) -> bool:
    return (
        finding.severity != "information"
        and finding.span.path.startswith(("responses/one/sections", "evidence/"))
        and finding.code != "CLM005"
    )


def _said(finding: Any, lines: list[str]) -> str:
    """The sentence that was flagged: every second line of the text is one, every tenth of the evidence begins one."""
    number = finding.span.line // 2 if finding.span.path.endswith(".md") else (finding.span.line - 3) // 9
    return lines[min(number, len(lines) - 1)]
