"""Is an entry the work that a registry describes, and in what do the two differ? Pure; used by checks, by look-ups and by import.

Every comparison has three answers: alike, different, and nothing that could be compared. A title is never enough by itself to say that two
works are different, since titles are translated, and never enough to say that they are one, since annual reports share theirs.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from rapidfuzz import fuzz

from toolkit.cite.csl import csl_item
from toolkit.model.registries import Person, Work

if TYPE_CHECKING:
    from toolkit.model.source import Source

Likeness = Literal["same", "near", "other", ""]
"""Empty where one side says nothing."""
FIELDS = ("title", "author", "year", "journal", "volume", "issue", "pages")
"""What is compared, in the order in which differences are told."""
SAME, UNLIKE = 88, 65
"""Of 100: how like two titles are that are the same but for slips, and below what they share no more than English letters do."""
_TAG = re.compile(r"<[^<>]{1,200}>")
_NOT_WORDS = re.compile(r"[^\w]+|_+")
_MARKED = re.compile(
    r"(?i)^\W*(?:retracted(?:\s+(?:article|paper|chapter|manuscript))?|withdrawn(?:\s+article)?|removed|temporary\s+removal)\s*[:.\-–—\]]+\s*"
)
"""What publishers put before the title of a work that they have retracted."""
_SMALL_WORDS = "a an and as at by for from in into is of on or the to with de la le les der die das und en y et"
_SMALL = frozenset(_SMALL_WORDS.split())
_ORDINAL_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth i ii iii iv v vi vii viii ix x"
_FIGURES_IN_WORDS = frozenset(_ORDINAL_WORDS.split())
_PAGE = re.compile(r"([a-z]*)0*(\d+)")
_MOST = 400
"""Letters of a title that are compared: more are no title."""


class Difference(NamedTuple):
    """One field in which an entry and a registry differ."""

    field: str
    ours: str
    theirs: str


class Comparison(NamedTuple):
    """How like an entry and a work are."""

    likeness: Likeness
    """same: one work. other: two works, beyond doubt. near: it cannot be told, or they differ in what is printed."""
    differences: tuple[Difference, ...]
    title: Likeness
    author: Likeness
    year: Likeness
    journal: Likeness


def compare(source: Source, work: Work) -> Comparison:
    """Hold an entry against what a registry says of a work. Never raises."""
    item, _ = csl_item(source)
    part = _is_part(item, work)
    title, their_title = _titles(_ours(source, item), work.titles)
    if part:
        title = "same"
    author = _authors(item, work)
    years = _years(item)
    year = _year(years, work.years)
    journal = "" if part else _journal(str(item.get("container-title", "")), work.containers)
    differences = []
    if title in ("near", "other"):
        differences.append(Difference("title", str(item["title"]), their_title))
    if author == "other":
        differences.append(Difference("author", _named(item), "; ".join(_said(person) for person in work.authors[:3])))
    if year == "other":
        differences.append(Difference("year", "–".join(map(str, years)), " or ".join(map(str, sorted(set(work.years))))))
    if journal == "other":
        differences.append(Difference("journal", str(item["container-title"]), work.containers[0]))
    if not part:
        differences += _places(item, work)
    likeness = _together(title, author, year, journal, _words(str(item.get("title", ""))))
    return Comparison(likeness, tuple(differences), title, author, year, journal)


def _together(title: Likeness, author: Likeness, year: Likeness, journal: Likeness, words: int) -> Likeness:
    """Two works only where several things say so."""
    against = [author, year, journal].count("other")
    for_ = [author, year, journal].count("same")
    if title == "other" and against and (author == "other" or (not author and year == "other") or against >= 2):
        return "other"
    if title == "near" and against >= 2 and not for_:
        return "other"
    if title == "same" and words < 3 and against >= 2 and not for_:
        return "other"
    return "same" if title == "same" and author != "other" else "near"


def beyond_doubt(source: Source, work: Work) -> bool:
    """Whether a work that an index proposes is certainly the entry's: title, first author and year agree, and nothing says otherwise."""
    found = compare(source, work)
    item, _ = csl_item(source)
    exact = _words(str(item.get("title", ""))) >= 4 and any(
        fuzz.ratio(plain(ours), plain(theirs)) >= 95 for ours in _ours(source, item)[:2] for theirs in work.titles[:2]
    )
    return exact and found.author == "same" and found.year == "same" and not found.differences and not work.notice_of


def plain(text: str) -> str:
    """Words in small letters without accents, marks of type and punctuation, and without a publisher's RETRACTED before them."""
    return _plain(text[:_MOST])


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    text = _TAG.sub("", html.unescape(text)) if "<" in text or "&" in text else text
    text = _MARKED.sub("", text)
    text = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("ß", "ss").replace("'", "").replace("’", ""))
    bare = "".join(char for char in text.casefold() if not unicodedata.combining(char))
    return _NOT_WORDS.sub(" ", bare).strip()


def marked_retracted(title: str) -> bool:
    """Whether a publisher has put RETRACTED or WITHDRAWN before the title of a work."""
    found = _MARKED.match(title)
    return found is not None and re.search(r"(?i)retracted|withdrawn", found[0]) is not None


def title_likeness(ours: str, theirs: str) -> Likeness:
    """Whether two titles are the same. Other figures in them (2015 and 2016, first and second) make them at best near."""
    one, other = plain(ours), plain(theirs)
    if not one or not other:
        return ""
    if one == other:
        return "same"
    short, long = sorted((one, other), key=len)
    numbers = [set(re.findall(r"\d+", text)) for text in (short, long)]
    if long.startswith(f"{short} ") and len(short.split()) >= 4 and numbers[0] == numbers[1]:
        return "same"  # a subtitle that the other one leaves out
    ratio = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
    if numbers[0] != numbers[1] or _ordinals(one) != _ordinals(other):
        return "near" if ratio >= UNLIKE else "other"
    if ratio >= SAME and _slips_only(one, other):
        return "same"
    return "near" if ratio >= UNLIKE or _share(one, other) >= 0.6 else "other"


def _ordinals(text: str) -> list[str]:
    return [word for word in text.split() if word in _FIGURES_IN_WORDS]


def _slips_only(one: str, other: str) -> bool:
    """Whether the words in which two titles differ are the same words spelt otherwise: not young in the one and old in the other."""
    mine, theirs = one.split(), other.split()
    left = [word for word in mine if word not in theirs and word not in _SMALL]
    right = [word for word in theirs if word not in mine and word not in _SMALL]
    if "".join(left) == "".join(right):
        return True  # on line, online
    return len(left) == len(right) and all(fuzz.ratio(word, another) >= 70 for word, another in zip(left, right, strict=True))


def _share(one: str, other: str) -> float:
    """The share of the shorter title's words that the longer one has too, small words left out."""
    words = [set(text.split()) - _SMALL for text in (one, other)]
    return len(words[0] & words[1]) / max(1, min(map(len, words)))


def _ours(source: Source, item: dict[str, Any]) -> list[str]:
    """The titles by which an entry may be known: whole, without its subtitle, without what it adds to it, shortened."""
    whole = str(item.get("title", ""))
    titles = [whole, whole.partition(": ")[0], re.sub(r"\s*[\[(][^\])]*[\])]\s*$", "", whole), str(item.get("title-short", ""))]
    titles += [source.fields.get(name, "") for name in ("origtitle", "reprinttitle")]
    return [title for title in dict.fromkeys(titles) if title]


def _titles(ours: list[str], theirs: tuple[str, ...]) -> tuple[Likeness, str]:
    """The best of all pairs, and the title that it was found with."""
    order: tuple[Likeness, ...] = ("same", "near", "other")
    best: tuple[Likeness, str] = ("", "")
    for title in theirs:
        for at, own in enumerate(ours):
            likeness = title_likeness(own, title)
            if at and likeness == "same" and _words(own) < 3 and plain(own) != plain(title):
                continue  # two words before a colon are the beginning of many titles
            if likeness and (not best[0] or order.index(likeness) < order.index(best[0])):
                best = (likeness, title)
    return (best[0], theirs[0]) if best[0] == "other" else best


def _is_part(item: dict[str, Any], work: Work) -> bool:
    """Whether the DOI is that of the book of which the entry is a chapter, which is how many chapters are cited."""
    container = str(item.get("container-title", ""))
    if item["type"] not in {"chapter", "paper-conference", "entry-encyclopedia"} or not container:
        return False
    return any(title_likeness(container, title) == "same" for title in work.titles)


def _authors(item: dict[str, Any], work: Work) -> Likeness:
    """Whether the first author is among theirs. A body is known by many names, so that it is never held to be another one."""
    ours = [name for name in item.get("author") or item.get("editor") or [] if name.get("literal") != "others"]
    theirs = [*work.authors, *work.editors]
    if not ours or not theirs:
        return ""
    first = ours[0]
    if "literal" in first:
        name = plain(str(first["literal"]))
        return "same" if any(fuzz.token_set_ratio(name, plain(f"{each.given} {each.family}")) >= 90 for each in theirs) else ""
    if not any(person.given for person in theirs):
        return "same" if any(_one_name(first, person) for person in theirs) else ""  # their author is a body, or names in one piece
    return "same" if any(_one_name(first, person) for person in theirs) else "other"


def _one_name(name: dict[str, Any], person: Person) -> bool:
    ours = plain(f"{name.get('non-dropping-particle', '')} {name.get('family', '')}")
    bare = plain(str(name.get("family", "")))
    for theirs in (plain(person.family), plain(person.given)):  # registries have names the wrong way round, too
        if theirs and (bare in (theirs, theirs.split()[-1]) or ours == theirs or bare.split()[-1:] == theirs.split()[-1:]):
            return True
        if theirs and min(len(theirs), len(ours)) >= 5 and fuzz.ratio(ours, theirs) >= 85:
            return True
    return False


def _named(item: dict[str, Any]) -> str:
    first = (item.get("author") or item["editor"])[0]
    return str(first.get("literal") or ", ".join(str(first[part]) for part in ("family", "given") if first.get(part)))


def _said(person: Person) -> str:
    return f"{person.family}, {person.given}" if person.given else person.family


def _years(item: dict[str, Any]) -> list[int]:
    return [part[0] for part in item.get("issued", {}).get("date-parts", []) if part and part[0]]


def _year(ours: list[int], theirs: tuple[int, ...]) -> Likeness:
    """A year more or less is the same: articles come out online in December and in print in January."""
    if not ours or not theirs:
        return ""
    return "same" if min(ours) <= max(theirs) + 1 and max(ours) >= min(theirs) - 1 else "other"


def _journal(ours: str, theirs: tuple[str, ...]) -> Likeness:
    """Names of journals in full, abbreviated, by their initials, with and without a subtitle."""
    one, others = plain(ours), [other for each in theirs if (other := plain(each))]
    if not one or not others:
        return ""
    for other in others:
        short, long = sorted((one, other), key=len)
        if fuzz.token_set_ratio(one, other) >= 85 or _abbreviates(short, long) or _initials(short, long):
            return "same"
    return "other"


def _abbreviates(short: str, long: str) -> bool:
    """``int j drug policy`` of ``international journal of drug policy``: each word begins a word, in order."""
    words = iter([word for word in long.split() if word not in _SMALL])
    return all(any(_begins(part, word) for word in words) for part in short.split() if part not in _SMALL)


def _begins(part: str, word: str) -> bool:
    if word.startswith(part):
        return True
    letters = iter(word)
    return len(part) >= 2 and part[0] == word[0] and all(letter in letters for letter in part) and len(part) < len(word)


def _initials(short: str, long: str) -> bool:
    return " " not in short and short == "".join(word[0] for word in long.split() if word not in _SMALL)


def _places(item: dict[str, Any], work: Work) -> list[Difference]:
    """Volume, issue and pages, where both have them and they cannot be one."""
    found = []
    for field, ours, theirs in (("volume", item.get("volume"), work.volume), ("issue", item.get("issue"), work.issue)):
        one, other = _numbers(str(ours or "")), _numbers(theirs)
        if one and other and not one & other:
            found.append(Difference(field, str(ours), theirs))
    ours, theirs = str(item.get("page", "")), work.pages
    first, last = _range(ours)
    begin, end = _range(theirs)
    if first and begin and first[0] == begin[0] and not (begin[1] <= first[1] <= max(end, begin[1]) and last <= max(end, begin[1])):
        found.append(Difference("pages", ours, theirs))
    return found


def _numbers(text: str) -> set[str]:
    return {number.lstrip("0") or "0" for number in re.findall(r"\d+", text)}


def _range(text: str) -> tuple[tuple[str, int] | None, int]:
    """The letters and number of the first page, and the number of the last; 1021--9 is 1021 to 1029."""
    found = [(letters, digits) for letters, digits in _PAGE.findall(text.lower()) if digits]
    if not found:
        return None, 0
    letters, digits = found[0]
    last = found[1][1] if len(found) > 1 else digits
    if len(last) < len(digits):
        last = digits[: len(digits) - len(last)] + last
    return (letters, int(digits)), int(last)


def _words(title: str) -> int:
    return len(plain(title).split())
