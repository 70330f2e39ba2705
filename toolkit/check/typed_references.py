"""References that somebody typed instead of citing a key: an address, "(Smith, 2012)", a title with its author and year; and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from toolkit.check.quoted import own_words
from toolkit.check.rule import Facts, Submission
from toolkit.cite.bodies import HEAD, NOUNS, STARTS
from toolkit.english.phrase import phrase
from toolkit.model.span import Prose, Span

_NAME = r"[A-Z](?=[\w'\u2019-]*[a-z])[\w'\u2019-]*+"  # possessive: a list of ten names would otherwise be tried in millions of ways
_YEAR = r"(?:19|20)\d\d[a-z]?"
_PAGE = r"(?:(?:[:,]\s?)(?:pp?\.?\s?)?\d[\d\u2013-]*)?"
_PERSONS = rf"{_NAME}(?:(?:, {_NAME}){{0,8}},? (?:and|&) {_NAME}|,? et al\.?|,? and others)"
_WORD = r"(?:[A-Z][\w&'\u2019.-]*|of|for|and|the|on|&)"
_BRACKETS = phrase(
    rf"[(\[](?:see (?:also )?|e\.g\. |cf\.? )?(?:(?P<persons>{_PERSONS})"
    rf"|(?P<body>{_WORD}(?: {_WORD}){{0,10}})),? (?P<year>{_YEAR}){_PAGE}[)\]]"
)
_BEFORE_YEAR = phrase(rf"(?P<persons>{_PERSONS})(?:['\u2019]s?)? \((?P<year>{_YEAR}){_PAGE}\)")
_SINGLE = phrase(rf"\b(?P<body>{_NAME})(?:['\u2019]s?)? \((?P<year>{_YEAR}){_PAGE}\)")
_SEVERAL = phrase(
    rf"\((?:see )?(?P<body>{_NAME}(?: {_WORD}){{0,6}}),? (?P<year>{_YEAR}){_PAGE}(?:; {_NAME}(?: {_WORD}){{0,6}},? {_YEAR}{_PAGE}){{1,8}}\)"
)
_NO_NAMES = {
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "Spring"),
    *("Summer", "Autumn", "Winter", "Act", "Bill", "Order", "Regulations", "Rules", "Directive", "Olympics", "Games", "Census", "Budget"),
}


_PAGED = phrase(r"(?:19|20)\d\d[a-z]?(?:: ?|, ?pp?\.? ?)\d")
_ACRONYM = re.compile(r"[A-Z]{2,7}(?:&[A-Z])?")
_LAWS = {
    "GDPR",
    "ECHR",
    "CRPD",
    "CRC",
    "UNCRC",
    "UNCRPD",
    "CEDAW",
    "ICCPR",
    "ICESCR",
    "PACE",
    "NPPF",
    "MDA",
    "HRA",
    "EU",
    "UK",
    "US",
    "USA",
    "COP",
}
"""Short names of laws and places, which stand with a year and are no authors."""
HAS_ADDRESS = phrase(r"\bhttps?://|\bwww\.", re.IGNORECASE)


class TypedReference(NamedTuple):
    """``words[start:end]`` names a source; `key` is that of the entry that it plainly means, where there is one."""

    start: int
    end: int
    key: str


class Authors:
    """Who wrote the sources of the library, by year; read when it is first asked for."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _by_year(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for source in self._facts.workspace.sources.values():
            fields = source.fields
            year = _ANY_YEAR.search(f" {fields.get('date') or fields.get('year', '')}".replace("-", " ").replace("/", " "))
            if year:
                names = " ".join(fields.get(name, "") for name in ("author", "shortauthor", "institution", "organization", "editor"))
                found.setdefault(year[1], []).append((names.lower(), source.id))
        return found

    def meant(self, who: str, year: str) -> str:
        """The key of the first source in a year by somebody of this name; empty where there is none."""
        first = re.split(r",| and | & | et al", who)[0].strip().lower()
        name = re.compile(rf"(?<!\w){re.escape(first)}(?!\w)")
        return next((key for names, key in self._by_year.get(year[:4], ()) if first and first in names and name.search(names)), "")


def typed_references(words: str, authors: Authors) -> Iterator[TypedReference]:
    """The authors with years in brackets, as an author-date style would print them; each once."""
    if "(" not in words and "[" not in words:
        return
    told = set[int]()
    for pattern in (_BRACKETS, _SEVERAL, _BEFORE_YEAR, _SINGLE):
        for match in pattern.finditer(words):
            named = match.groupdict()
            who = named.get("persons") or named.get("body") or ""
            last = who.split()[-1] if who else ""
            if last in _NO_NAMES or who.split()[0] in _NO_NAMES or match.start("year") in told:
                continue
            key = authors.meant(who, match["year"])
            if key or named.get("persons") or pattern is _SEVERAL or _is_body(who, match[0]):
                told.add(match.start("year"))
                yield TypedReference(match.start(), match.end(), key)


def _is_body(who: str, whole: str) -> bool:
    words, apart = who.split(), "," in whole or _PAGED.search(whole) is not None
    if not apart or whole[0] not in "([":
        return False
    if len(words) == 1:
        return (_ACRONYM.fullmatch(who) is not None and who not in _LAWS) or _PAGED.search(whole) is not None
    return words[-1].lower() in NOUNS or words[0] in STARTS or HEAD.match(who) is not None


_PINPOINT = phrase(
    r"\bQq? ?\d{1,4}\b|\b(?:pp?|paras?|vol|no|cols?|ch)\.? ?\d|\b\d{1,3}\(\d{1,2}\)|\b\d{1,3}: ?\d{1,4}[-\u2013]\d|(?:19"
    r"|20)\d\d ?; ?\d{1,4}(?:\(\d+\))?:"
)
_ANY_YEAR = phrase(r"[\s(\[,]((?:19|20)\d\d)[a-z]?(?=[\s).,;:\]]|$)")
_PAPER = phrase(
    r"\bH[CL] (?:Deb|Papers? \d|\d)|\b(?:PQ|UIN) \d{3,}|\b[Qq]uestion (?:UIN )?\d{4,}|\((?:EU|EC)\) (?:No )?\d+/\d|\bCmn?d?\.? ?\d{3,}"
    r"|\bCP ?\d{2,}|\[(?:19|20)\d\d\] (?:UK|EW|NI|CS|AC|QB|KB|WLR|All ER)|\bISBN\b|\b(?:doi|DOI)\b"
)
_SEE = re.compile(
    r"(?i)^(?:(?:but|for example|e\.g\.|cf\.?|for (?:a|an|the) [a-z ]{3,40}),? )?"
    r"(?:see(?: also| for example| e\.g\.)?,? |source:? |from:? |in )?"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|may|might|must|says?|said|shows?|found|finds|means?"
    r"|includes?"
    r"|excludes?|refers?|gives?|gave|made|makes|comes?|came|argues?|reported|suggests?|we|they|it|this|these|there|who|which|that|because"
    r"|since|although)\b"
)
_TITLE = re.compile(r"[A-Z][\w'\u2019-]*(?:,? (?:[A-Z][\w'\u2019&-]*[.:]?|[a-z]{1,12}\.?|\d{1,4}))*,")
_WORK = phrase(
    rf"{_NAME}(?:,? [A-Z][\w.'\u2019-]*| and| &| of| for| et al\.?){{0,12}},? (?:[^.;]{{3,120}}?)?\((?:[^()]{{0,40}}[, ])?{_YEAR}\)"
    rf"|{_NAME},? [\u2018'\u201c\"][^.;]{{8,160}}(?:19|20)\d\d"
)


_BACK = phrase(r"(?i)\b(?:ibid|op\.? ?cit|loc\.? ?cit)\b")
"""Typed by hand too, and told by a check of its own."""


def is_reference(words: str) -> bool:
    """Whether a note is nothing but a reference: a name or title, then a year and a page or number, and no sentence."""
    rest = _SEE.sub("", words, count=1)
    if len(rest) > 300 or _BACK.search(rest) or _VERB.search(own_words(rest)):
        return False
    if _PAPER.search(rest):
        return True
    year = _ANY_YEAR.search(f" {rest}")
    if year is None or not rest[:1].isupper():
        return False
    return (
        bool(_PINPOINT.search(rest))
        or (rest.count(",") >= 2 and _TITLE.match(rest) is not None)
        or _BRACKETED_YEAR.search(rest) is not None
    )


def names_work(words: str) -> bool:
    """Whether a note names a work in words beside what it cites."""
    return _WORK.search(words) is not None or _PAPER.search(words) is not None


def bare_address(url: str) -> str:
    """An address as it can be compared: without scheme, www, and the signs behind it."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip(), flags=re.IGNORECASE).rstrip(".,;:!?)]}'\"/\u2019")
    host, slash, rest = bare.partition("/")
    return f"{host.lower()}{slash}{rest}"


_BRACKETED_YEAR = phrase(rf"\((?:[^()]{{0,60}}[, ])?{_YEAR}\)")
_LINK = phrase(r"\]\(\s*<?(?P<target>(?:https?://|www\.)[^\s)>]+)")


class Link(NamedTuple):
    """A link in the raw text of a section or passage, with the place of its target."""

    target: str
    span: Span


def links(submission: Submission, facts: Facts) -> Iterator[Link]:
    """The links with words of their own (``[here](https://…)``) in the texts of a response and in the passages that it places."""
    for prose in raw_texts(submission, facts):
        if "](" in prose.text:
            for match in _LINK.finditer(prose.text):
                yield Link(match["target"], prose.span(match.start("target"), match.end("target")))


def linked_lines(submission: Submission, facts: Facts) -> set[tuple[str, int]]:
    """(path, line) of every link with words of its own."""
    return {(link.span.path, link.span.line) for link in links(submission, facts)}


def raw_texts(submission: Submission, facts: Facts) -> Iterator[Prose]:
    """What was typed: the sections' texts, and the passages from which words of the draft come."""
    yield from submission.response.texts.values()
    paths = {place.path for text in submission.texts for place in text.places if place.path.startswith("evidence/passages/")}
    if paths:
        yield from (passage.prose for passage in facts.workspace.passages.values() if passage.prose.path in paths)
