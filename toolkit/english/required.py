"""What a text must have for a regular expression to be found in it: words, parts of words, digits and signs.

The parsed expression is read as the texts that it stands for, as far as these are few: ``\\b(?:we|they) (?:say|said)`` stands for four.
Each of them gives one atom, and these atoms together a clause, of which a text must have one atom at least. The idea is that of the
prefilter of RE2 (https://github.com/google/re2/blob/main/re2/prefilter.h). What is not understood counts as anything: too little is asked
for then, and never too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

Clause = frozenset[str]
"""Atoms, one of which must occur, in small letters: ``reduc`` anywhere in a word, ``<reduc`` at its beginning, ``ing>`` at its end,
``<we>`` as the whole of it; a sign (``%``); ``0`` for a digit."""

_ANYTHING, _EDGE = "\0", " "
"""In the texts that an expression stands for: whatever there may be, and a place where no letter is."""
_MOST, _LONGEST, _MOST_CLAUSES, _MOST_ALTERNATIVES, _FEW = 120, 10, 3, 12, 4
"""Texts that are told apart, and letters of an atom that are looked at."""
_RUN = re.compile(r"[a-z]+|[^a-z\0 ]")
_EVERYWHERE = frozenset(f"<{word}>" for word in ["the", "of", "and", "to", "in", "a", "is", "for", "on", "that"])
_OFTEN = frozenset(
    f"<{word}>"
    for word in """an are was were be been this it with as by at from or not have has had but which their they we our who will would should
    more all there these those its if what when one no can may into do such some other out up about over after also any than""".split()  # noqa: SIM905 - one list
)
"""Words that are in every paragraph, and those that are in every other sentence: they tell little."""


class _Read(NamedTuple):
    """What was made out of a part of an expression."""

    texts: frozenset[str]
    """What it ends with, as far as it is still open what comes next."""
    clauses: tuple[Clause, ...] = ()
    """What came before, or stands beside."""
    whole: bool = True
    """Whether `texts` is all that the part stands for."""


_ANY, _NOTHING = _Read(frozenset((_ANYTHING,))), _Read(frozenset(("",)))


def alternatives(pattern: str, flags: int = 0) -> tuple[frozenset[Clause], ...]:
    """What a text fulfils in which the expression is found: all clauses of one of the alternatives, at least.

    They hold for the text in small letters, and not where a search is given an end. :raises re.error: where it is no expression.
    """
    each = [_open(_parser.parse(pattern, flags))]
    number = 0
    while number < len(each):
        parted = _parted(each[number])
        if parted and len(each) + len(parted) - 1 <= _MOST_ALTERNATIVES:
            each[number : number + 1] = parted
        else:
            number += 1
    found = [frozenset(_all(_sequence(parts))) for parts in each]
    return tuple(dict.fromkeys(found)) if all(found) else (frozenset(),)


_Parts = list[tuple[Any, Any]]


def _open(parts: Iterable[tuple[Any, Any]]) -> _Parts:
    """Parts of an expression, with those of groups in the place of the groups."""
    found: _Parts = []
    for op, argument in parts:
        found += _open(argument[3]) if op is sre.SUBPATTERN else [(op, argument)]
    return found


def _parted(parts: _Parts) -> list[_Parts]:
    """The alternatives of an expression, each with all that stands around them; none where that tells no more."""
    for number, (op, argument) in enumerate(parts):
        if op is sre.BRANCH and not _is_plain(_part(op, argument)):
            return [[*parts[:number], *_open(branch), *parts[number + 1 :]] for branch in argument[1]]
    return []


def _is_plain(read: _Read) -> bool:
    """Whether one clause says all that can be said of alternatives."""
    return read.whole and not any(_ANYTHING in text for text in read.texts)


def _all(read: _Read) -> Iterator[Clause]:
    yield from read.clauses
    yield from _clauses(read.texts)


def _sequence(parts: Iterable[tuple[Any, Any]], texts: frozenset[str] = frozenset(("",))) -> _Read:
    """Parts that follow each other. :param texts: what stands before them."""
    found, whole = list[Clause](), True
    for op, argument in parts:
        if op is sre.BRANCH and len(texts) <= _FEW:  # what all alternatives begin with was taken out of them, and bounds them all the same
            read = _either([_sequence(branch, texts) for branch in argument[1]])
            found += read.clauses
            texts, whole = read.texts, whole and read.whole
            continue
        read = _part(op, argument)
        found += read.clauses
        if read.whole and len(texts) * len(read.texts) <= _MOST:
            texts = frozenset(before + after for before, after in product(texts, read.texts))
            continue
        found += _clauses(texts)
        edge = read.whole and all(text.endswith(_EDGE) for text in texts)
        texts, whole = frozenset((_EDGE if edge else "") + text for text in read.texts), False
    return _Read(texts, tuple(found), whole)


def _part(op: Any, argument: Any) -> _Read:
    if op is sre.LITERAL:
        return _Read(frozenset((_sign(argument),)))
    if op is sre.IN:
        return _Read(frozenset(_of_class(argument)))
    if op is sre.AT:
        return _NOTHING if argument is sre.AT_NON_BOUNDARY else _Read(frozenset((_EDGE,)))
    if op is sre.BRANCH:
        return _either([_sequence(branch) for branch in argument[1]])
    if op is sre.SUBPATTERN:
        return _sequence(argument[3])
    if op is getattr(sre, "ATOMIC_GROUP", None):
        return _sequence(argument)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
        return _repeated(*argument)
    if op is sre.ASSERT:
        return _Read(frozenset(("",)), tuple(_all(_sequence(argument[1]))))
    return _NOTHING if op is sre.ASSERT_NOT else _ANY


def _sign(code: int) -> str:
    char = chr(code)
    if char.isascii() and char.isalpha():
        return char.lower()
    if char.isspace() or char == "_":
        return _EDGE
    if char.isdecimal():
        return "0"
    return _ANYTHING if char.isalnum() or char.lower() != char or char.upper() != char or char == _ANYTHING else char


def _of_class(members: Sequence[tuple[Any, Any]]) -> Iterator[str]:
    for op, argument in members:
        if op is sre.LITERAL:
            yield _sign(argument)
        elif op is sre.RANGE and argument[1] - argument[0] < 10:
            yield from map(_sign, range(argument[0], argument[1] + 1))
        elif op is sre.CATEGORY and argument in (sre.CATEGORY_DIGIT, sre.CATEGORY_SPACE):
            yield "0" if argument is sre.CATEGORY_DIGIT else _EDGE
        else:
            yield _ANYTHING


def _either(branches: Sequence[_Read]) -> _Read:
    texts = frozenset(text for branch in branches for text in branch.texts)
    if all(branch.whole and not branch.clauses for branch in branches) and len(texts) <= _MOST:
        return _Read(texts)
    found = _together([sorted(_all(branch), key=_rarity, reverse=True) for branch in branches])
    return _Read(_ANY.texts, tuple(frozenset().union(*each) for each in found), whole=False)


def _repeated(least: int, most: int, part: Any) -> _Read:
    read = _sequence(part)
    same = read.whole and not read.clauses
    if same and len(read.texts) == 1 and read.texts <= {_EDGE, "0"}:
        return _Read(read.texts if least else read.texts | {""})  # however many spaces or digits
    if least == most == 1:
        return read
    if least:
        return _Read(frozenset(text + _ANYTHING for text in read.texts), read.clauses, read.whole)
    return _Read(read.texts | {""}) if same and most == 1 and len(read.texts) < _MOST else _ANY


def _clauses(texts: Iterable[str]) -> Iterator[Clause]:
    """Clauses of an atom of each text; none where a text has no atom that is rare enough to tell anything."""
    each = [list(filter(_worth, _atoms(text))) for text in texts]
    if len(set(map(len, each))) > 1:  # else they stand side by side as they are: "we say", "they said"
        each = [sorted(atoms, key=_worth, reverse=True) for atoms in each]
    return map(frozenset, _together(each))


def _together(each: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
    """One of each, the first ones first, and none twice unless there are no others: all that alternatives must have, side by side."""
    if each and all(each):
        for number in range(min(_MOST_CLAUSES, max(map(len, each)))):
            yield [one[number % len(one)] for one in each]


def _atoms(text: str) -> Iterator[str]:
    for run in _RUN.finditer(text):
        letters = run[0]
        if not letters.isalpha():
            yield letters
            continue
        begins = run.start() > 0 and text[run.start() - 1] != _ANYTHING
        ends = run.end() < len(text) and text[run.end()] != _ANYTHING
        if len(letters) > _LONGEST:
            letters, ends = letters[:_LONGEST], False
        yield f"{'<' * begins}{letters}{'>' * ends}"


@cache
def _worth(atom: str) -> int:
    """How much it tells that an atom occurs: nothing where every text has it."""
    if len(atom) < 2:
        return 0 if atom.isalpha() else {"": 0, "0": 1, ",": 0, ".": 0, "-": 0}.get(atom, 2)
    edges = (atom[0] == "<") + (atom[-1] == ">")
    if len(atom) < 4 - edges // 2 or atom in _EVERYWHERE:
        return 0
    return 1 if atom in _OFTEN else len(atom)


def _rarity(clause: Clause) -> int:
    return min(map(_worth, clause))
