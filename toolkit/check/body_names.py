"""Names of bodies in a library, and which of them are near-certainly one body under two spellings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolkit.check.entries import stretch
from toolkit.cite.bodies import NOUNS
from toolkit.cite.latex import decode
from toolkit.model.source import Source
from toolkit.model.span import Span

_BRACED = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}")
_WORDS = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"\s*\([A-Z][A-Za-z&]{1,9}\)$")
_SHORT_FORMS = {"dept": "department", "govt": "government", "cttee": "committee", "natl": "national"}
_SHORT_FORMS |= {"for": "of", "assoc": "association", "univ": "university", "organization": "organisation"}
_PLURAL = re.compile(r"(?<=[a-z]{2})ies$|(?<=[a-z]{3})(?<![suis])s$")
_CROWN = re.compile(r"^(?:her|his) majestys |^(?:hm|h m) ")
_ALSO = {"metropolitan police": "metropolitan police service"}
"""Other names of one body, beyond doubt."""
_LONG, _LONG_WORD, _SHORT_WORD = 15, 7, 4
_FIELDS = ("author", "editor", "institution", "organization", "publisher")
_PERSONS = frozenset({"author", "editor"})
_PUBLISHED_BY_BODIES = frozenset({"report", "online", "techreport", "misc"})
"""Publishers of books and journals are as catalogues write them."""


class Name(NamedTuple):
    """A spelling of a name, where it stands first, and in how many places it stands."""

    name: str
    times: int
    span: Span


class Variant(NamedTuple):
    """Two spellings of what is near-certainly one body."""

    usual: Name
    other: Name


class Clash(NamedTuple):
    """Something about an acronym that does not fit together."""

    span: Span
    related: Span
    message: str
    help: str


def variants(sources: Iterable[Source]) -> Iterator[Variant]:
    """Each spelling that is not the usual one of its body, once, with the usual one. Linear in the number of names.

    The usual one is that of most entries; of equals the first in the alphabet, so that the order of the entries changes nothing.
    """
    names = _names(sources)
    bodies: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        bodies[_skeleton(name.name)].append(name)
    leaders = _near(list(bodies))
    groups: dict[str, list[Name]] = defaultdict(list)
    for skeleton, spelt in bodies.items():
        groups[leaders.get(skeleton, skeleton)] += spelt
    for spelt in groups.values():
        if len(spelt) < 2:
            continue
        spelt.sort(key=lambda each: (-each.times, each.name))
        for other in spelt[1:]:
            if not _both_may_stand(spelt[0].name, other.name):
                yield Variant(spelt[0], other)


def acronyms_of(sources: Iterable[Source]) -> Iterator[Clash]:
    """Acronyms that stand for two bodies, bodies with two acronyms, and acronyms as authors where the full name is known."""
    by_acronym: dict[str, dict[str, Name]] = defaultdict(dict)
    by_body: dict[str, dict[str, Name]] = defaultdict(dict)
    alone: dict[str, Name] = {}
    seen: set[tuple[str, str]] = set()
    for source in sources:
        author = source.fields.get("author", "")
        pair = author, source.fields.get("shortauthor", "")
        if not author.startswith("{") or pair in seen or _BRACED.fullmatch(author) is None:
            continue
        seen.add(pair)
        full, acronym = _plain(author), _plain(pair[1])
        if acronym and " " not in acronym and " " in full:
            body = _skeleton(full)
            by_acronym[acronym].setdefault(body, Name(full, 1, source.span("shortauthor")))
            by_body[body].setdefault(acronym, Name(full, 1, source.span("shortauthor")))
        elif full.isupper() and full.isalpha() and 2 < len(full) < 8:
            alone.setdefault(full, Name(full, 1, source.span("author")))
    yield from _clashes(by_acronym, by_body, alone)


def _clashes(by_acronym: dict[str, dict[str, Name]], by_body: dict[str, dict[str, Name]], alone: dict[str, Name]) -> Iterator[Clash]:
    for acronym, bodies in by_acronym.items():
        first, *others = sorted(bodies.values(), key=lambda each: each.span.line)
        for other in others:
            message = f"'{acronym}' is the short name of two bodies: '{first.name}' and '{other.name}'."
            if not _both_may_stand(first.name, other.name) and not _is_one_slip(_skeleton(first.name), _skeleton(other.name)):
                yield Clash(other.span, first.span, message, "Give one of them another 'shortauthor', or none.")
    for acronyms in by_body.values():
        (usual, first), *more = sorted(acronyms.items(), key=lambda each: each[1].span.line)
        for acronym, other in more:
            message = f"The short name of '{other.name}' is '{acronym}' here and '{usual}' elsewhere."
            yield Clash(other.span, first.span, message, "Write one 'shortauthor' for it everywhere.")
    for acronym, name in alone.items():
        if len(by_acronym.get(acronym, {})) == 1:
            (full,) = by_acronym[acronym].values()
            message = f"The author is '{acronym}' here and '{full.name}' elsewhere."
            help = f"Write author = {{{{{full.name}}}}}, shortauthor = {{{acronym}}}."
            yield Clash(name.span, full.span, message, help)


def _names(sources: Iterable[Source]) -> list[Name]:
    """Every spelling of a body's name once. A value that stands in many entries is looked at once."""
    persons: dict[str, tuple[str, ...]] = {}
    bodies: dict[str, tuple[str, ...]] = {}
    times: Counter[str] = Counter()
    first: dict[str, tuple[Source, str]] = {}
    for source in sources:
        fields, here = source.fields, set()
        for field in _FIELDS:
            if field not in fields or (field == "publisher" and source.kind not in _PUBLISHED_BY_BODIES):
                continue
            value = fields[field]
            if field in _PERSONS:
                if "{" not in value:
                    continue
                if value not in persons:
                    persons[value] = tuple(_bodies(value))
                names = persons[value]
            else:
                if value not in bodies:
                    bodies[value] = (_plain(value),) if value else ()
                names = bodies[value]
            for name in names:
                if name not in here:
                    here.add(name)
                    times[name] += 1
                    if name not in first:
                        first[name] = source, field
    return [Name(name, times[name], _place(name, *where)) for name, where in first.items()]


def _place(name: str, source: Source, field: str) -> Span:
    at = source.fields[field].find(name)
    return (stretch(source, field, at, at + len(name)) if at >= 0 else None) or source.span(field)


def _bodies(value: str) -> Iterator[str]:
    """Names in braces of their own. A single word is as well a family name."""
    for match in _BRACED.finditer(value):
        before, after = value[: match.start()].rstrip(), value[match.end() :].lstrip()
        if (not before or before.endswith(" and")) and (not after or after.startswith("and ")):
            name = _plain(match[1])
            if " " in name:
                yield name


def _plain(value: str) -> str:
    return decode(value).replace("’", "'").replace("\u00a0", " ").strip()


def _skeleton(name: str) -> str:
    """What a name is without case, punctuation, small differences and an acronym behind it."""
    name = _ACRONYM.sub("", name)
    words = _WORDS.findall(name.replace("&", " and ").replace("'", "").casefold())
    if words[:1] == ["the"]:
        del words[0]
    words = [_SHORT_FORMS.get(word, word) for word in words]
    if words[:1] == ["department"] and "for" in name.casefold().split() and _one_subject(words):
        words.insert(words.index("of"), "for")  # Department for Transport and Department of Transport were two
    words = [_PLURAL.sub(lambda ending: "y" if ending[0] == "ies" else "", word) for word in words]
    joined = _CROWN.sub("majestys ", " ".join(words))
    return _ALSO.get(joined, joined)


def _one_subject(words: list[str]) -> bool:
    return "of" in words and len([word for word in words[words.index("of") + 1 :] if word not in {"and", "the", "of"}]) < 2


def _both_may_stand(one: str, other: str) -> bool:
    """Whether two spellings differ in what changes by law, or in what nobody sees: Her and His Majesty's, kinds of hyphens."""
    return _settled(one) == _settled(other)


def _settled(name: str) -> str:
    return re.sub(r"^(?:Her|His) ", "Her ", " ".join(re.sub(r"[‐-―]+", "-", name).split()))


def _near(skeletons: list[str]) -> dict[str, str]:
    """For skeletons that differ by one slip from another: the first of them in the alphabet.

    Two that differ by a letter left out, or by two that changed places, share a form with one letter left out.
    """
    known = {skeleton for skeleton in skeletons if len(skeleton) >= _LONG and " " in skeleton}
    forms: dict[str, str] = {}
    leaders: dict[str, str] = {}
    for skeleton in sorted(known):
        leaders[skeleton] = skeleton
        longer = forms.get(skeleton, skeleton)
        if longer != skeleton and _is_one_slip(longer, skeleton):
            leaders[skeleton] = leaders[longer]
        for at in range(1, len(skeleton)):
            form = skeleton[:at] + skeleton[at + 1 :]
            for near in (forms.setdefault(form, skeleton), form):
                if near in leaders and near != skeleton and _is_one_slip(near, skeleton):
                    leaders[skeleton] = leaders[near]
    return leaders


def _is_one_slip(one: str, other: str) -> bool:
    """Within one long word, a letter that is left out, or two that changed places, and neither at its beginning nor at its end.

    Another letter in its place is not: Hertfordshire and Herefordshire are two.
    """
    left, right = one.split(), other.split()
    differ = [pair for pair in zip(left, right, strict=False) if pair[0] != pair[1]]
    if len(left) != len(right) or len(left) < 2 or len(differ) != 1:
        return False
    short, long = sorted(differ[0], key=len)
    if NOUNS.isdisjoint(left) and NOUNS.isdisjoint(right):
        return False
    if len(short) < (_SHORT_WORD if long in NOUNS and short not in NOUNS else _LONG_WORD):
        return False
    if short[0] != long[0] or short[-1] != long[-1] or not short.isalpha() or not long.isalpha():
        return False
    start = next((at for at, (here, there) in enumerate(zip(short, long, strict=False)) if here != there), len(short))
    here, there = short[start:], long[start:]
    return there[1:] == here or (there[1::-1] == here[:2] and there[2:] == here[2:])
