r"""A sign in a text field that other programs take for a command.

What: &, %, # or _ without a backslash in a title, a name, a publisher or another field that is printed. Addresses, DOIs and what is only
for colleagues are not looked at.

Why: the toolkit reads the sign as it stands. Others do not: pandoc drops all that follows a percent sign ("50% of people" becomes "50"),
and LaTeX stops at the others. The library would lose words on the day on which a colleague opens it elsewhere.

Bad (bib):

    @report{gamma2014, author = {{Home Office}}, title = {What 50% of People Think}, date = {2014}}

Good (bib):

    @report{gamma2014, author = {{Home Office}}, title = {What 50\% of People Think}, date = {2014}, url = {https://example.org/a_b?c=1&d=2#e}}

Fix: put a backslash before it, which the toolkit does not print. 'consult check --fix' does so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.entries import PRINTED, stretch
from toolkit.check.rule import Facts, Rule, edit
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("LIB009", "special-character", "warning", "source")

_ANY = re.compile("[&%#_]")
_SPECIAL = re.compile(
    r"\\(?:url|path|nolinkurl|ensuremath|\w*cite\w*)\s*\{[^{}]*\}|\\href\s*\{[^{}]*\}|(?:https?://|ftp://|www\.)[^\s{}]+|\$[^$\s](?:[^$]*[^$\s])?\$"
    r"|&(?:\#\w+|\w+);|\\.|(?P<sign>[&%#_])",
    re.DOTALL,
)
"""Addresses, mathematics, entities (LIB016) and what has a backslash already are passed over."""
_HARM = {"%": "pandoc drops all that follows it", "&": "LaTeX stops at it", "#": "LaTeX stops at it", "_": "LaTeX stops at it"}


def check(source: Source, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    for field, value in source.fields.items():
        if field not in PRINTED or _ANY.search(value) is None:
            continue
        found = [match for match in _SPECIAL.finditer(value) if match["sign"]]
        if not found:
            continue
        signs = list(dict.fromkeys(match[0] for match in found))
        worst = "%" if "%" in signs else signs[0]
        places = [stretch(source, field, match.start(), match.end()) for match in found]
        yield RULE.finding(
            places[0] or source.span(field),
            f"The field '{field}' holds {_named(signs)} without a backslash; {_HARM[worst]}.",
            f"Write {' and '.join(chr(92) + sign for sign in signs)}.",
            fix=[edit(place, f"\\{match[0]}") for place, match in zip(places, found, strict=True) if place],
        )


def _named(signs: list[str]) -> str:
    return " and ".join(f"'{sign}'" for sign in signs)
