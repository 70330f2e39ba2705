"""Two works of one author and year that a reader cannot tell apart.

What: "Smith (2016)" in the text, with no note behind it, where two works of Smith from 2016 are cited; in the house style, a note that
points back to one in which both were cited first; a style that cites in the text and has no letters (2016a, 2016b) for such works. Notes
that point to a note of one work are clear.

Why: a reader who wants to look it up has to try both.

Bad (bib, text):

    @book{smith2013b, author = {Smith, Jane and Jones, Ann}, title = {On Unfairness}, publisher = {Press}, date = {2013}}
    -----
    Fairness can be measured [@beta2013].
    So can its absence [@smith2013b].
    The method of Smith and Jones (2013) is old.

Good (bib, text):

    @book{smith2013b, author = {Smith, Jane and Jones, Ann}, title = {On Unfairness}, publisher = {Press}, date = {2013}}
    -----
    Fairness can be measured [@beta2013].
    So can its absence [@smith2013b].
    The method of Smith and Jones (2013) is old [@beta2013].

Fix: cite the work that is meant right there, or name its title. In the house style cite the two in notes of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from toolkit.check.entries import year_of
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.cite.csl import short_reference
from toolkit.cite.styles import find_style
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("LIB019", "same-author-and-year", "warning", "draft")

_WHO = ("author", "editor", "institution", "organization", "organisation", "publisher")
_LETTERS = re.compile(r"\\[a-zA-Z]+|[^\w]+")
_SHORT = re.compile(r"(?P<who>.+) \((?P<year>\d{4})\)")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    twins = _twins(list(submission.draft.sources.values()))
    if not twins:
        return
    yield from _named_in_the_text(submission, twins)
    if submission.draft.style == "house":
        yield from _first_cited_together(submission, twins)
    elif _without_letters(submission.draft.style):
        yield from _printed_alike(submission, twins)


def _twins(sources: list[Source]) -> dict[str, list[str]]:
    """Keys of cited works by what is printed for them in short, where that is the same for several."""
    years: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in sources:
        if year := year_of(source):
            # Names that come out alike begin alike: setting a name takes long.
            who = next((source.fields[name] for name in _WHO if name in source.fields), "")
            years[year, _LETTERS.sub("", who.partition(",")[0].lower())[:4]].append(source)
    printed: dict[str, list[str]] = defaultdict(list)
    for group in years.values():
        for source in group if len(group) > 1 else ():
            printed[short_reference(source)].append(source.id)
    return {short: keys for short, keys in printed.items() if len(keys) > 1 and _SHORT.fullmatch(short)}


def _named_in_the_text(submission: Submission, twins: dict[str, list[str]]) -> Iterator[Finding]:
    """The author with the year in brackets, typed, in a sentence that cites none of the works."""
    for short, keys in twins.items():
        match = _SHORT.fullmatch(short)
        assert match is not None
        who, year = re.escape(match["who"]).replace(" and\\ ", r" (?:and|&)\ "), match["year"]
        named = re.compile(rf"(?<!\w){who}(?:['’]s?)?(?: \(|, |, \(){year}(?![\w–-])")
        for read in submission.readings:
            words = read.text.words
            if year not in words:
                continue
            for found in named.finditer(words):
                sentence = read.sentence_of(found.start())
                cited = {cited.key for cited in read.text.cited(sentence.start, sentence.end)}
                if cited.isdisjoint(keys) and not read.text.claimed(*found.span()):
                    yield RULE.finding(
                        read.text.span(*found.span()),
                        f"'{found[0].strip('(), ')}' can be any of {len(keys)} works that are cited here: {_listed(keys)}.",
                        f"Cite the one that is meant, as in [@{keys[0]}], or name its title.",
                    )


def _first_cited_together(submission: Submission, twins: dict[str, list[str]]) -> Iterator[Finding]:
    """``Smith (2016), (n 3)``, where note 3 cites both works of Smith from 2016 for the first time."""
    twin = {key: short for short, keys in twins.items() for key in keys}
    first: dict[str, tuple[int, int]] = {}
    told: set[str] = set()
    for number, text in enumerate(submission.texts):
        for citing in text.citing:
            note = number, citing.offset
            for cited in citing.sources:
                short = twin.get(cited.key)
                if short is None:
                    continue
                if first.setdefault(cited.key, note) == note or short in told:
                    continue
                together = [key for key in twins[short] if first.get(key) == first[cited.key]]
                if len(together) > 1:
                    told.add(short)
                    yield RULE.finding(
                        cited.span,
                        f"This note will say '{short}' and point to a note that cites {len(together)} such works: {_listed(together)}.",
                        "Cite them in notes of their own where they come first, or name the title here.",
                    )


def _printed_alike(submission: Submission, twins: dict[str, list[str]]) -> Iterator[Finding]:
    for short, keys in twins.items():
        places = {citation.key: citation.span for citation in reversed(submission.draft.citations)}
        second = [key for key in submission.draft.sources if key in keys][1]
        yield RULE.finding(
            places.get(second, submission.response.span()),
            f"The style '{submission.draft.style}' prints {_listed(keys)} alike, as {short}: it has no letters for works of one year.",
            "Name the titles in the text, or take a style that adds a and b, such as harvard-cite-them-right.",
        )


@lru_cache(maxsize=16)
def _without_letters(style: str) -> bool:
    """Whether a style that comes with the toolkit prints author and year in the text and adds no letters."""
    path = find_style(style)
    text = path.read_text(encoding="utf-8", errors="replace") if path else ""
    return 'class="in-text"' in text and 'citation-format="author-date"' in text and 'disambiguate-add-year-suffix="true"' not in text


def _listed(keys: list[str]) -> str:
    return " and ".join(part for part in (", ".join(f"'{key}'" for key in keys[:-1]), f"'{keys[-1]}'") if part)
