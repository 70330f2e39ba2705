"""What a reader should know about a quotation whose words are right: what stood before it, behind it, and in what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.archive.negations import denies, is_negation, is_number, negations, qualifier, qualifiers
from toolkit.archive.normal import Keyed, words
from toolkit.archive.pieces import Pieces
from toolkit.archive.search import REPLACED, Stretch

Kind = Literal[
    "negation", "qualifier", "hidden", "spliced", "voice", "skipped", "mark", "inserted", "figure", "page", "recognised", "partly"
]

_FAR = 1500
"""Letters of the key between two pieces from which on they are from different places: about 250 words."""
_CLAUSE = re.compile(r"[.!?:;]['\"”’)\]]*\s|\n\s*\n|[•▪◦]")
_SENTENCE = re.compile(r"[.!?]['\"”’)\]]*\s|\n\s*\n|[•▪◦]")
_ENDED = re.compile(r"['\"”’)\]]*\s*[.!?]['\"”’)\]]*(?=\s|$|\d)|\s*\n\s*\n|\s*$")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs?|[Nn]os?|[Pp]aras?|pp?|Mrs?|Ms|Dr|St|[Aa]rt|[Rr]eg|Sch|[Ff]ig|al|etc|Prof|Vol|eds?)|\b[A-Z])\.$"
)
_HEADING = re.compile(r"(?:^|\n)[ \t]*(?:\d+(?:\.\d+)*\.?|Chapter|Part|Annex|Table|Figure|Box)[ \t][^\n]{0,100}\n$")
_SAID = (
    r"(?:said|says|say|told|tells|argued|argues|argue|claimed|claims|claim|suggested|suggests|stated|states|wrote|writes|added|adds|explained|commented"
    r"|noted|recalled|complained|asserted|asserts|alleged|alleges|contended|contends|maintained|submitted|warned|believed|believes|thought)"
)
_SAID_AFTER = re.compile(rf"^(?:[,.!?]?[’”\"'],?\s*|,\s*)(?:[\w’'.-]+[\s,]+){{0,5}}?{_SAID}\b(?!\s+(?:to|that)\b)", re.IGNORECASE)
_SAID_BEFORE = re.compile(
    rf"(?:\b{_SAID}\b(?:\s+(?:us|me|them|the\s+\w+|to\s+\w+(?:\s+\w+)?))?(?:\s+in\s+\w+)?\s*(?:that|:|,)?\s*(?:[‘“\"'])?\s*"
    rf"|\b(?:according\s+to|in\s+the\s+words\s+of)\s+(?:[\w’'.-]+\s*){{1,6}},\s*)$",
    re.IGNORECASE,
)
_MARKS = (
    (re.compile("“"), re.compile("”")),
    (re.compile(r"(?<!\w)‘(?=\S)"), re.compile(r"(?<=[\w.,!?)])’(?=[\s.,;:)]|$)|^’")),
    (re.compile(r"(?<![\w.,!?)])\"(?=[^\W_])"), re.compile(r"(?<=[\w.,!?)])\"(?!\w)|^\W?\"")),
)
"""Opening and closing quotation marks; a straight one and an apostrophe are told by what stands beside them."""
_FIGURE_GOES_ON = re.compile(
    r"\s*(?:per\s?cent|percent(?:age)?|%|million|billion|thousand|hundred|trillion|bn\b|m\b|k\b|out of|in every|times\b)", re.IGNORECASE
)


@dataclass(frozen=True)
class Caution:
    """Something to be read before the quotation is relied on. `text` is a sentence; `shown` the words of the source that it is about."""

    kind: Kind
    text: str
    shown: str = ""


def cautions(keyed: Keyed, pieces: Pieces, chain: Sequence[Stretch]) -> list[Caution]:
    """What there is to be said about a quotation that was found."""
    found = [*_before(keyed, pieces, chain[0]), *_after(keyed, pieces, chain[-1])]
    found += _inserted(pieces.pieces[0].inserted, _preceding(keyed, chain[0].start, REPLACED))
    found += _inserted(pieces.tail, _following(keyed, chain[-1].end, REPLACED))
    for one, two, piece in zip(chain, chain[1:], pieces.pieces[1:], strict=False):
        omitted = keyed.between(one.end, two.start)
        if piece.join == "ellipsis":
            found += _omitted(omitted)
            if two.start - one.end > _FAR:
                found.append(Caution("spliced", "The two parts stand far from each other in the source.", _short(omitted)))
        found += _inserted(piece.inserted, omitted)
    found += _passed(keyed, chain)
    found += _inside(keyed, pieces, chain)
    found += _voice(keyed, chain)
    return list(dict.fromkeys(found))


def _before(keyed: Keyed, pieces: Pieces, first: Stretch) -> Iterator[Caution]:
    text = _preceding(keyed, first.start, 400)
    clause = text[[0, *(found.end() for found in _CLAUSE.finditer(text) if not _ABBREVIATED.search(text[: found.start() + 1]))][-1] :]
    if _HEADING.search(clause) and _capital(keyed, first.start):
        return
    said = words(clause)
    near = said if pieces.opens else said[-5:]
    joined = bool(said) and said[-1] in ("that", "to", "whether", "if") and any(denies(word) for word in said[-12:])
    if any(is_negation(word) for word in near) or any(denies(word) for word in said[-3:]) or joined:
        yield Caution("negation", "Just before the quotation the source has words that deny or doubt.", _short(clause, last=True))
    elif said[-1:] and said[-1] in ("if", "unless", "only", "whether"):
        yield Caution("qualifier", "Just before the quotation the source has a condition.", _short(clause, last=True))


def _capital(keyed: Keyed, place: int) -> bool:
    page, offset = keyed.offset(place)
    return keyed.texts[page][offset].isupper()


def _after(keyed: Keyed, pieces: Pieces, last: Stretch) -> Iterator[Caution]:
    text = _following(keyed, last.end, 400)
    if keyed.joined[last.end - 1].isdigit() and _FIGURE_GOES_ON.match(text):
        yield Caution("figure", "The quotation stops in the middle of a figure.", _short(text))
    if _ENDED.match(text):
        return
    sentence = text[: min((found.start() for found in _SENTENCE.finditer(text)), default=len(text))]
    if word := qualifier(sentence):
        yield Caution("qualifier", f"The quotation stops just before “{word}”.", _short(sentence))
    elif any(is_negation(word) for word in words(sentence)[: None if pieces.closes else 3]):
        yield Caution("negation", "The quotation stops just before words that deny.", _short(sentence))
    elif pieces.closes and (left := qualifiers(sentence)):
        yield Caution("qualifier", f"What is left out at the end has “{left[0]}” in it.", _short(sentence))


def _omitted(omitted: str) -> Iterator[Caution]:
    denied = [word for word in words(omitted) if denies(word)]
    if denied:
        yield Caution("hidden", f"What is left out has “{denied[0]}” in it.", _short(omitted))
    elif left := qualifiers(omitted):
        yield Caution("hidden", f"What is left out has “{left[0]}” in it.", _short(omitted))


def _inserted(inserted: str, omitted: str) -> Iterator[Caution]:
    """What stands in brackets is the writer's; it may not turn what was said."""
    put, left = words(inserted), words(omitted)
    if not put:
        return
    if put != left and "[" in omitted.strip()[:1]:
        yield Caution("inserted", "The source has other words in brackets here, its own.", _short(omitted))
    elif any(denies(word) for word in {*put, *left}) and [word for word in put if denies(word)] != [word for word in left if denies(word)]:
        yield Caution("inserted", "The words in brackets deny something, or stand for words that do.", _short(omitted))
    elif {word for word in put if is_number(word)} != {word for word in left if is_number(word)} and any(map(is_number, put)):
        yield Caution("inserted", "The figure in brackets is not in the source at this place.", _short(omitted))


def _passed(keyed: Keyed, chain: Sequence[Stretch]) -> Iterator[Caution]:
    for stretch in chain:
        for (_, end), (start, _) in zip(stretch.parts, stretch.parts[1:], strict=False):
            skipped = keyed.source(end, start)
            yield Caution(
                "skipped",
                "Between its words the copy has others, taken for notes or the like at the end of a column or page.",
                _short(skipped),
            )


def _inside(keyed: Keyed, pieces: Pieces, chain: Sequence[Stretch]) -> Iterator[Caution]:
    """The key has no spaces, so “not able” and “notable” have one key; and no full stops."""
    for piece, stretch in zip(pieces.pieces, chain, strict=True):
        source = " ".join(keyed.source(*part) for part in stretch.parts)
        if negations(piece.words) != negations(source) and sum(negations(piece.words).values()) != sum(negations(source).values()):
            yield Caution("negation", "The source has the same letters, but other words that deny.", _short(source))


def _voice(keyed: Keyed, chain: Sequence[Stretch]) -> Iterator[Caution]:
    before, after = _preceding(keyed, chain[0].start, 600), _following(keyed, chain[-1].end, 600)
    inner = keyed.source(chain[0].start, chain[-1].end)
    if any(_between(marks, before, inner, after) for marks in _MARKS) or _SAID_AFTER.match(after) or _SAID_BEFORE.search(before):
        shown = _short(before[-120:], last=True) + " […] " + _short(after[:80])
        yield Caution("voice", "The source gives these words as somebody else's.", " ".join(shown.split()))


def _between(marks: tuple[re.Pattern[str], re.Pattern[str]], before: str, inner: str, after: str) -> bool:
    """Whether words stand between quotation marks that open before them and close behind them."""
    opening, closing = marks
    opened = max((found.end() for found in opening.finditer(before)), default=-1)
    if opened < 0 or closing.search(before, opened) or closing.search(inner) or "\n\n" in before[opened:]:
        return False
    closed, again = closing.search(after), opening.search(after)
    return closed is not None and (again is None or closed.start() < again.start())


def _preceding(keyed: Keyed, place: int, most: int) -> str:
    page, offset = keyed.offset(place)
    text = keyed.texts[page][:offset]
    if len(text) < most and page:
        text = keyed.texts[page - 1][-most:] + "\n" + text
    return text[-most:]


def _following(keyed: Keyed, place: int, most: int) -> str:
    page, offset = keyed.offset(place - 1)
    text = keyed.texts[page][offset + 1 :]
    if len(text) < most and page + 1 < len(keyed.texts):
        text += "\n" + keyed.texts[page + 1][:most]
    return text[:most]


def _short(text: str, most: int = 200, *, last: bool = False) -> str:
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return f"… {text[-most:]}" if last else f"{text[:most]} …"
