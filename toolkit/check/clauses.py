"""Figures with the words of their clauses: what they are a part of, what is said of them, and what sets two statements apart.

The lower half of restated.py, which compares the sentences of a draft with those of its claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolkit.check.clause_words import APART, IDLE, ONE_WAY
from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase

_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*")
_CUT = re.compile(
    r"[;:]|, (?:and|but|while|whereas|which|yet|although)\b|\b(?:while|whereas|but|although)\b|[–—]|(?<=[a-z0-9]),(?= )|\band\b"
)
_LOOSE_CUT = re.compile(rf"[()]|{_CUT.pattern}")
_NEW = re.compile(r"[;:–—]|, (?:and|but|while|whereas|although|which|so)\b")
_FRAME = re.compile(r"[;:–—]|\bthat\b")
"""What ends the clause of a figure, and what comes before it ("we know that"), whether or not the sentence has another figure."""
_LOOSE_NEW = re.compile(
    r"[;:–—()]| – | - |, (?:and|but|while|whereas|although|though|which|who|whose|where|when|so|yet|nor|because|since|despite|according|"
    r"compared|most|many|more|fewer|less|much|far|up|down|a|an|the|in|at|on|as|if|even|then|too|however|therefore|says?|said|not|with|"
    r"without)\b"
)
_LOOSE_FRAME = re.compile(
    r"[;:–—()]| – | - |\b[Aa]ccording to [^,]{3,60},|\b(?:that|when|because|although|though|whereas)\b|, (?:and|but|so|yet)\b"
)
"""The same in a sentence that says a claim again: what somebody adds ("…, most of them in hotels") must not hide it."""
_OPENER = re.compile(r"\W*(?:when|if|as|since|because|although|though|while|where)\b", re.IGNORECASE)
_COMMA = re.compile(r"(?<=\w), ")
_RELATIVE = re.compile(r"(?: [a-z-]+){1,3} (?:who\b|(?:that|which) (?:was|were|had|have|has|are|is|did|do)\b)")
_SUBJECT = phrase(
    r"\W*(?:(?:the fact )?that\b|(?:an?|the|this|such an?) (?:\w+ )?(?:rise|fall|increase|drop|cut|growth|decline|decrease) of $)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\b(?:is|was|shows?|means?|tells?|suggests?|proves?|should|ought|must|cannot|will|says)\b")
"""What is said of the whole of a clause: "that nine homes in ten are damp shows …", "a rise of five per cent is no accident"."""
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|said|say|says|feel|felt|report|reported|led|lead|ended|end|went|go|take|took|live|"
    r"lived|think|thought|want|wanted|use|used|made|make|get|got|receive|received|found|find|resulted|result|involved|involve|agree|agreed)\b"
)
_NOUN_INSIDE = phrase(r"(?i)\b(?:one|two|three|four|\d+) ((?:[a-z-]+ )?[a-z-]+) (?:in|out of) ")
"""What is counted in "one home in five"."""
_NO_WONDER = phrase(r"\bno (?:accident|surprise|coincidence|wonder|small|mere)\b")


class Said(NamedTuple):
    """A figure with the words of its clause: what it is a part of, what is said of it, names, words that set statements apart."""

    figure: Figure
    base: frozenset[str]
    told: frozenset[str]
    names: frozenset[str]
    apart: frozenset[str]
    start: int
    end: int
    """Where the clause begins and ends."""

    @property
    def words(self) -> frozenset[str]:
        return self.base | self.told


def said_in(words: str, figures: Iterable[Figure], start: int, end: int, *, loose: bool = False) -> Iterator[Said]:
    """The figures of ``words[start:end]`` that ask for evidence, each with the words of its clause.

    :param loose: cut off whatever somebody may have added to what the claim says.
    """
    inside = [figure for figure in figures if start <= figure.start < end]
    for number, figure in enumerate(inside):
        if not figure.weighty or (figure.kind == "number" and not figure.unit):
            continue  # a bare number counts nothing that could be compared
        left = next((each.end for each in reversed(inside[:number]) if not _is_detail(each)), start)
        right = next((each.start for each in inside[number + 1 :] if not _is_detail(each)), end)
        cut, stop = _clause(words, figure, (left, right), (start, end), loose=loose)
        before, after = words[cut : figure.start], words[figure.end : stop]
        base = ""
        if after.lstrip().startswith(("of ", "out of ")) and figure.kind in {"percentage", "fraction", "points"}:
            verb = _VERB.search(after)
            base = after[: verb.start()] if verb else after
        told = f"{before} {after[len(base) :]}"
        details = {f"{each.kind} {each.low:g} {each.unit}" for each in inside if _is_detail(each) and cut <= each.start < stop}
        noun = _NOUN_INSIDE.search(figure.text) if figure.kind == "fraction" else None
        base += f" {noun[1]}" if noun else ""
        yield Said(figure, content(base), content(told) | details, names(words[cut:stop]), _apart(f"{before} {after}"), cut, stop)


def _is_detail(figure: Figure) -> bool:
    """An age or a length of time says who or what was counted: "waited over four hours"."""
    return figure.kind in {"duration", "age"} and not figure.weighty


def _clause(words: str, figure: Figure, near: tuple[int, int], sentence: tuple[int, int], *, loose: bool) -> tuple[int, int]:
    """Where the clause of a figure begins and ends.

    :param near: where the figure before it ends, and where the one behind it begins.
    """
    (left, right), (start, end) = near, sentence
    frame, new, between = (_LOOSE_FRAME, _LOOSE_NEW, _LOOSE_CUT) if loose else (_FRAME, _NEW, _CUT)
    cut = max((each.end() for each in (between if left > start else frame).finditer(words, left, figure.start)), default=left)
    stop = next((each.start() for each in (between if right < end else new).finditer(words, figure.end, right)), right)
    if not loose:
        return cut, stop
    if _RELATIVE.match(words, figure.end):
        cut = figure.start  # "we remember the 91 people who were killed"
    ends = [stop]
    if _OPENER.match(words, start, figure.start) and (comma := _COMMA.search(words, figure.end, stop)):
        ends.append(comma.start())
    if _SUBJECT.match(words[start : figure.start]):
        comments = (each.start() for each in _COMMENT.finditer(words, figure.end, stop))
        ends.append(next((at for at in comments if content(words[figure.end : at])), stop))
    return cut, min(ends)


def content(words: str) -> frozenset[str]:
    """The words that carry what a text is about, in small letters and without the ending of a plural."""
    found = (each.group().lower().replace("’", "'").removesuffix("'s").removesuffix("'") for each in _WORD.finditer(words))
    return frozenset(ONE_WAY.get(word) or _stem(word) for word in found if word not in IDLE and len(word) > 1)


def _stem(word: str) -> str:
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("ing", ""), ("ed", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + put
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


_IDLE_STEMS = frozenset(map(_stem, IDLE))


def names(words: str) -> frozenset[str]:
    """Words with a capital letter that do not begin a sentence: places, bodies, groups."""
    found = (match for match in _WORD.finditer(words) if match[0][0].isupper())
    own = {
        _stem(each[0].lower().replace("’", "'").removesuffix("'s"))
        for each in found
        if words[: each.start()].strip(" \"'‘“(")[-1:] not in {"", "."}
    }
    return frozenset(own - _IDLE_STEMS)


def _apart(words: str) -> frozenset[str]:
    return frozenset(ONE_WAY.get(word, word) for word in re.findall(r"[a-z]+", _NO_WONDER.sub(" ", words.lower())) if word in APART)
