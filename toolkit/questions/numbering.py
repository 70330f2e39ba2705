"""Which numbered lines are questions because their neighbours are: item 8, though it has no question mark, where 7 and 9 ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.questions import respondent, wording
from toolkit.questions.lines import Line

_ITEM = re.compile(
    r"\(?(?:(?P<before>[A-Z]{1,3})(?=\d{1,2}[a-z]?[.):]))?(?P<whole>\d{1,3})(?P<part>[A-Za-z])?[.):]?\s+(?P<rest>\S.*)$", re.DOTALL
)
_LEAST = 3
_SHARE = 0.6
"""Of the items of a series that ask, for the others to be taken for questions too."""
_LONGEST = 600


class _Item(NamedTuple):
    at: int
    before: str
    whole: int
    part: str
    start: wording.Start
    asks: bool


def series(lines: Sequence[Line]) -> dict[int, wording.Start]:
    """By its place in `lines`, each item of a numbered series most of whose items ask."""
    runs: list[list[_Item]] = []
    for at, line in enumerate(lines):
        item = _item(at, line)
        if item is None:
            continue
        run = next((each for each in reversed(runs[-4:]) if _follows(each[-1], item)), None)
        if run is None:
            runs.append([item])
        else:
            run.append(item)
    found: dict[int, wording.Start] = {}
    for run in runs:
        asking = sum(each.asks for each in run)
        if asking >= _LEAST and asking >= _SHARE * len(run):
            found |= {each.at: each.start for each in run}
    return found


def _item(at: int, line: Line) -> _Item | None:
    match = _ITEM.match(line.whole.strip())
    if match is None or wording.is_contents(line.text):
        return None
    rest = match["rest"].strip()
    if len(rest) > _LONGEST and "?" not in rest:
        return None
    field = respondent.of_respondent(rest) or respondent.is_label(rest)
    if line.level and not (wording.is_question(rest) or field or wording.is_ask(rest)):
        return None
    start = wording.Start((match["before"] or "") + match["whole"] + (match["part"] or ""), rest)
    asks = field or wording.plain(line.whole, heading=bool(line.level)) is not None
    return _Item(at, match["before"] or "", int(match["whole"]), (match["part"] or "").lower(), start, asks)


def _follows(before: _Item, item: _Item) -> bool:
    """Whether a number is the next one: 4 behind 3, 3b behind 3a, 3 behind 2B, 3a behind 3."""
    if item.before != before.before:
        return False
    if item.whole == before.whole:
        return bool(item.part) and (ord(item.part) - ord(before.part) == 1 if before.part else item.part == "a")
    return item.whole == before.whole + 1 and item.part in ("", "a")
