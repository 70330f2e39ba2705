"""What a form asks about whoever answers, filled in as far as it is known and may be said; the rest is listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from toolkit.word.boxes import labelled, lists
from toolkit.word.form import Form, Line
from toolkit.word.grafting import Grafting
from toolkit.word.places import Place, places
from toolkit.word.respondent import Asked, Known, labels, organisations_box, question_fact
from toolkit.word.signs import Box

_NEAR = 12
"""Lines below a question about the respondent in which its boxes stand."""
_BY_HAND = {"signature": "to be signed by hand", "date": "to be dated when it is signed"}


@dataclass(frozen=True)
class Detail:
    """One thing that is asked about the respondent."""

    label: str
    state: Literal["filled", "ticked", "kept back", "not known", "no place"]
    value: str = ""
    why: str = ""

    @property
    def done(self) -> bool:
        return self.state in ("filled", "ticked")


def fill_details(
    form: Form, grafting: Grafting, known: Known, taken: frozenset[int], stops: frozenset[int], used: set[int]
) -> list[Detail]:
    """Fill in what is known. What became of each thing that is asked, in the order of the form.

    :param taken: numbers of the lines that ask our questions. :param stops: those at which something else begins.
    :param used: those that hold answers by now; what is filled in here is added.
    """
    found: list[tuple[int, Detail]] = []
    for asked in labels(form, taken):
        place = _place(form, asked, stops, used)
        if place is None:
            continue
        found.append((asked.line.number, _filled(grafting, known, asked, place)))
        used |= {line.number for line in place.lines}
    found += [(line.number, detail) for line, detail in _boxes(form, grafting, taken, stops, used)]
    return [detail for _, detail in sorted(found, key=lambda each: each[0])]


def _filled(grafting: Grafting, known: Known, asked: Asked, place: Place) -> Detail:
    value = known.values.get(asked.fact, "")
    if value:
        over = len(value) - place.field.limit if place.field is not None and place.field.limit else 0
        grafting.words(place, value)
        return Detail(asked.label, "filled", value, f"longer than the field allows by {over} characters" if over > 0 else "")
    if asked.fact in known.kept_back:
        return Detail(asked.label, "kept back", why=f"the contact '{known.contact}' is not public; --contact {known.contact} puts it in")
    return Detail(asked.label, "not known", why=_BY_HAND.get(asked.fact, ""))


def _place(form: Form, asked: Asked, stops: frozenset[int], used: set[int]) -> Place | None:
    """Where a detail goes: in its line, beside it, or right below it."""
    line = asked.line
    if asked.place is not None:
        return asked.place
    good, poor, barred = places(form, line, line, stops - {line.number})
    near = [each for each in good if each.number - line.number <= 3 and not {one.number for one in each.lines} & used]
    if near:
        return near[0]
    if barred or line.barred:
        return None
    if line.text.rstrip().endswith(":") and line.element.tag.endswith("}p"):
        return Place("end", (line,))
    below = [each for each in poor if each.kind == "lines" and each.number == line.number + 1 and each.number not in used]
    return below[0] if below else None


def _boxes(form: Form, grafting: Grafting, taken: frozenset[int], stops: frozenset[int], used: set[int]) -> Iterator[tuple[Line, Detail]]:
    """In what capacity one answers, and what one consents to: the first is known, the second is not."""
    seen: set[int] = set()
    for line in form.lines:
        fact = question_fact(line.words) if line.words and line.number not in taken | seen else None
        if fact not in ("capacity", "consent", "contact-again"):
            continue
        group = _group(form, line, stops | taken)
        boxes = [each for each in labelled(form, group) if each.line.number not in used]
        if not boxes and not any(True for _ in lists(group)):
            continue
        ours = organisations_box(boxes) if fact == "capacity" else None
        used |= {each.line.number for each in boxes}
        seen |= {each.number for each in group}
        if ours is not None and not ours.box.barred:
            if not ours.box.ticked:
                grafting.tick(ours.box)
            yield line, Detail(line.words, "ticked", ours.label)
        else:
            yield line, Detail(line.words, "not known", why="for you to choose; or let a section of the outline answer it")


def _group(form: Form, line: Line, stops: frozenset[int]) -> list[Line]:
    group = [line]
    for each in form.lines[line.number + 1 : line.number + 1 + _NEAR]:
        boxed = any(isinstance(sign, Box) for sign in each.signs)
        asks = each.words and not boxed and each.cell is line.cell and question_fact(each.words) is not None
        if each.number in stops or asks:
            break
        group.append(each)
    return group
