"""What each note of an old response does: cites something for the first time, points back, remarks; several at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from toolkit.cite.locator import parse_locator
from toolkit.harvest.old import Written
from toolkit.harvest.references import Reference, read_reference

_IBID = re.compile(r"(?i)^(?:see\s+)?(?:ibid|ibidem|id|idem)\b\.?[\s,:]*")
_BACK = re.compile(
    r"(?i)\b(?:op\.?\s*cit|loc\.?\s*cit|supra|above|cited (?:above|earlier)|as above|infra)\b\.?"
    r"|\(?\bn(?:ote|n)?\.?\s?\d{1,3}\)?(?:\s+above)?|\bfn\.?\s?\d{1,3}\b|\bfootnote\s\d{1,3}\b"
)
_BACK_NUMBER = re.compile(r"(?i)\b(?:notes?|nn?|fn|footnote)\.?\s?(\d{1,3})\b")
_NEXT = re.compile(r"(?:;|(?<=[>\w’”)])\.)\s+(?:and\s+)?(?=(?:(?:[Ss]ee(?: also)?|[Cc]f\.?|[Aa]lso)[,:]?\s+)?[A-ZÀ-Þ‘“])")
_EVIDENCE = re.compile(
    r"https?://|www\.|\(?(?:1[89]|20)\d\d\b|\bAct\b|[‘“\"'][^’”\"']{8,}[’”\"'],|\bpp?\.\s?\d|\bPgs?\.\s?\d|\bparas?\b"
    r"|\b(?:HC|HL|Cm|Cmnd|CP|SI)\s?\d|\bDeb\b|\bdoi:"
)
_REMARK = re.compile(
    r"(?i)^(?:this|these|that|those|the (?:figure|term|data|survey|total|number|authors?)|it|we|our|in (?:this|our|practice|addition)"
    r"|although|however|note that|for the purposes?|not|all|some|figures (?:are|do|for)|here|there|they|since|because|where|when|while|if)"
    r"\b"
)


@dataclass(frozen=True)
class Cited:
    """One citation in a note. `source` is the number of a source in :attr:`Read.sources`, or None where it could not be told."""

    source: int | None
    locator: str = ""
    how: str = "full"
    """full, ibid, back (op cit, n 3) or short."""
    text: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadNote:
    """A note: its citations in order, and what is remark in it."""

    number: int
    text: str
    cited: tuple[Cited, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Read:
    """All notes, and the sources that they cite: the fullest reference to each, in the order of the first."""

    notes: tuple[ReadNote, ...]
    sources: tuple[Reference, ...]


def read_notes(notes: Mapping[int, Written], bodies: frozenset[str] = frozenset()) -> Read:
    """Take the notes apart, in their order, and find what each points back to. Never raises."""
    sources: list[Reference] = []
    done: list[ReadNote] = []
    for number in sorted(notes):
        written = notes[number]
        cited: list[Cited] = []
        remarks: list[str] = []
        for part in _parts(written):
            found = _one(part, cited, done, sources, bodies)
            if found is None:
                remarks.append(part.text)
            else:
                cited.append(found)
        done.append(ReadNote(number, written.text, tuple(cited), " ".join(remarks)))
    return Read(tuple(done), tuple(sources))


def _parts(written: Written) -> list[Written]:
    """A note cut where one citation ends and another, or a remark, begins."""
    text = written.text.strip()
    cuts = [0]
    for match in _NEXT.finditer(text):
        before, after = text[cuts[-1] : match.start()], text[match.end() :]
        stop = match[0].lstrip().startswith(".")
        if _within_marks(text, match.start()):
            continue
        if not (_ends_citation(before, after) if stop else _EVIDENCE.search(before) or _IBID.match(before) or _BACK.search(before)):
            continue
        cuts.append(match.end())
    pieces = [text[start:end].strip(" ;") for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [
        Written(piece, tuple(each for each in written.emphasised if each.strip(" ,.;") and each.strip(" ,.;") in piece))
        for piece in pieces
        if piece
    ]


def _ends_citation(before: str, after: str) -> bool:
    """Whether a full stop ends a citation and a remark follows, or the other way round."""
    if _EVIDENCE.search(before):
        whole = re.search(r"(?:https?://|www\.)\S+$|>$|\b(?:pp?|pgs?|paras?)\.?\s?\d[\d–-]*$", before, re.IGNORECASE) is not None
        return bool(_REMARK.match(after) or re.match(r"(?:See|Cf)\b", after)) or (whole and not _EVIDENCE.search(after))
    return bool(_REMARK.match(before)) and bool(_EVIDENCE.search(after))


def _within_marks(text: str, at: int) -> bool:
    """Whether a place lies within quotation marks or brackets."""
    before = text[:at]
    return before.count("“") > before.count("”") or before.count("(") > before.count(")") or before.count("<") > before.count(">")


def _one(part: Written, cited: Sequence[Cited], done: Sequence[ReadNote], sources: list[Reference], bodies: frozenset[str]) -> Cited | None:
    text = part.text
    if match := _IBID.match(text):
        return _ibid(text, match.end(), cited, done)
    if _is_remark(text):
        return None
    back = _BACK.search(text)
    if back and "://" not in text and len(text) < 160:
        return _pointing_back(text, back, done, sources)
    reference = read_reference(text, part.emphasised, bodies)
    short = _short(text, reference, sources)
    if short is not None:
        return Cited(short, reference.locator or _place(text), "short", text)
    if not (_EVIDENCE.search(text) or part.emphasised) or ("title" not in reference.fields and "url" not in reference.fields):
        return None
    known = next((number for number, other in enumerate(sources) if same(other, reference)), None)
    if known is None:
        sources.append(reference)
        known = len(sources) - 1
    elif reference.confidence > sources[known].confidence:
        sources[known] = replace(reference, fields={**sources[known].fields, **reference.fields})
    return Cited(known, reference.locator, "full", text)


def _is_remark(text: str) -> bool:
    return bool(_REMARK.match(text)) and "://" not in text and not re.search(r"[‘“][^’”]{8,}[’”],? .*\b(?:19|20)\d\d", text)


def _ibid(text: str, end: int, cited: Sequence[Cited], done: Sequence[ReadNote]) -> Cited:
    """The source just before: in this note, else the last one of the note before, which then must cite one alone."""
    place = _place(text[end:])
    if cited:
        return Cited(cited[-1].source, place or cited[-1].locator, "ibid", text)
    before = done[-1] if done else None
    if before is None or not before.cited:
        return Cited(None, place, "ibid", text, ("The note before cites nothing, so that 'ibid' points nowhere.",))
    doubts = ("The note before cites several sources; the last of them was taken.",) if len(before.cited) > 1 else ()
    last = before.cited[-1]
    return Cited(last.source, place or last.locator, "ibid", text, doubts)


def _pointing_back(text: str, back: re.Match[str], done: Sequence[ReadNote], sources: Sequence[Reference]) -> Cited:
    number = _BACK_NUMBER.search(text)
    place = _place(text[back.end() :]) or _place(_BACK_NUMBER.sub("", text[back.start() :]))
    name = _letters(text[: back.start()])
    if number:
        note = next((each for each in done if each.number == int(number[1])), None)
        candidates = [each.source for each in note.cited if each.source is not None] if note else []
        named = [each for each in candidates if name and _first_name(sources[each]) and _first_name(sources[each]) in name]
        if named or candidates:
            doubts = () if len(candidates) == 1 or len(named) == 1 else (f"Note {number[1]} cites several sources; the first was taken.",)
            return Cited((named or candidates)[0], place, "back", text, doubts)
        return Cited(None, place, "back", text, (f"Note {number[1]} cites nothing.",))
    named = [at for at, source in enumerate(sources) if _first_name(source) and _first_name(source) in name]
    if named:
        doubts = ("Several earlier sources have this author; the last was taken.",) if len(named) > 1 else ()
        return Cited(named[-1], place, "back", text, doubts)
    return Cited(None, place, "back", text, ("No earlier source has this author.",))


def _short(text: str, reference: Reference, sources: Sequence[Reference]) -> int | None:
    """The earlier source that a short form means: its author with its year, or with the first words of its title."""
    if len(text) > 140 or "url" in reference.fields or "doi" in reference.fields:
        return None
    said = _letters(text)
    fitting = []
    for number, source in enumerate(sources):
        name = _first_name(source)
        if not name or not said.startswith((name, "see" + name)):
            continue
        year = source.fields.get("date", "")[:4]
        title = _letters(source.fields.get("title", ""))
        rest = said[said.index(name) + len(name) :]
        opening = _letters(" ".join(source.fields.get("title", "").split()[:2])).removeprefix("the")
        full = title and title in rest
        if not full and (
            (year and year in rest)
            or (len(opening) > 5 and opening in rest)
            or (re.search(r"(?i)et al|and others", text) and year not in rest)
        ):
            fitting.append(number)
    return fitting[-1] if fitting else None


def _place(text: str) -> str:
    """The pinpoint in what follows "ibid" or a short form."""
    text = text.strip(" ,.;:()")
    text = re.sub(r"(?i)^at\s+", "", text)
    match = re.search(
        r"(?i)(?:\b(?:pgs?|pp?|pages?|paras?|paragraphs?|ss?|sections?|ch|chapters?|parts?|cols?|figs?|figures?|tables?|annex|box)\b\.?\s*)?"
        r"\d+(?:\.\d+)*(?:\s*[-–]\s*\d+)?(?:,\s*(?:\w+\.?\s*)?\d+)*$",
        text,
    )
    if match is None:
        return ""
    said = match[0].strip()
    if re.fullmatch(r"(?:1[89]|20)\d\d", said):
        return ""
    if re.match(r"\d", said):
        said = f"{'pp.' if re.search('[-–,]', said) else 'p.'} {said}"
    return said if parse_locator(said).label is not None else ""


def same(one: Reference, other: Reference) -> bool:
    """Whether two references are to one work."""
    mine, theirs = one.fields, other.fields
    if mine.get("doi") and mine.get("doi", "").lower() == theirs.get("doi", "").lower():
        return True
    left, right = _letters(mine.get("title", "")), _letters(theirs.get("title", ""))
    if not left or not right:
        return bool(mine.get("url")) and mine.get("url") == theirs.get("url") and not (left or right)
    shorter, longer = sorted((left, right), key=len)
    alike = fuzz.ratio(left, right) >= 92 or (len(shorter) > 20 and longer.startswith(shorter))
    years = {each["date"][:4] for each in (mine, theirs) if each.get("date")}
    names = {name for name in (_first_name(one), _first_name(other)) if name}
    return alike and len(years) <= 1 and (len(names) <= 1 or any(a in b for a in names for b in names if a != b))


def _first_name(reference: Reference) -> str:
    """The first author's family name, or the body, in letters alone."""
    author = reference.fields.get("author") or reference.fields.get("editor") or ""
    if author.startswith("{"):
        return _letters(author[1 : author.find("}")])
    return _letters(author.split(" and ")[0].split(",")[0])


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())
