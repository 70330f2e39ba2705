"""Numbers that are names: of a house, a law report, a model, a flight, an emergency line, an account."""

from __future__ import annotations

import re

from toolkit.english.numbers.numerals import Number, spaced

_REPORT = re.compile(
    r"[0-9]{1,4}\s?(?:u\.\s?s\.\s?c\.(?:\s?a\.)?|u\.\s?s\.|s\.\s?ct\.|l\.\s?ed\.|f\.?\s?(?:2d|3d|4th)|f\.\s?supp\.|c\.\s?f\.\s?r\.|stat\."
    r"|usc|cfr|ac|qbd?|kb|ch|ch\sd|fam|wlr|all\ser(?:\s\([a-z]+\))?|cr\sapp\sr(?:\s\(s\))?|lr|eq|app\scas|ehrr|elr|fcr|flr|hlr|icr|irlr"
    r"|lgr|pnlr|rtr|slt|sccr|bclc|bcc|lloyd's\srep|p\s?&\s?cr|clr|dlr)"
    r"(?:\s?(?:2d|3d|4th))?,?(?:\sat)?\s(?:§+\s?)?[0-9]+[a-z]?(?:-[0-9]+)?(?:,(?:\sat)?\s[0-9]+(?:-[0-9]+)?)*(?![0-9,]*[0-9]|\s(?:per\scent|people))"
)
_CALLS = re.compile(r"[\s-](?:call|line|service|number|operator|handler|system|team)s?\b")
_CALLED = spaced(r"(?:\b(?:an?|the|of|and|to|via|by|on|non-emergency|emergency|nhs) |^)$")
_EMERGENCY, _HELPLINES = frozenset({"999", "911"}), frozenset({"101", "111", "112"})
_SURELY = re.compile(r"\b(?:Highways?|Interstate|Boeing|Airbus|Public Law|Pub\. L\.|P\. ?L\.|Plates?|IEEE Std|Resolutions? \(?) $")
_KINDS = re.compile(
    r"(?:\b(?:Flights?|IBM|Model|Mark|Mk|Series|Psalm|Opus|Squadron|EN|Apollo|Regiment|Studio)"
    r"|\b[Aa]n? (?:[A-Z][\w.&'’-]* ){0,2}[A-Z][\w.&'’-]*) $"
)
_IDS = re.compile(
    r"\b(?:(?:[ug]?ids?|modes?)\b[^.;]{0,24}|permissions \(|(?:ports?|addresses|numbers|codes)\b[^.;]{0,12} range (?:of |from )?)$"
)
_IN_RANGE = re.compile(r"\b(?:range|between|from|to|and|modes?|[ug]?ids?|ports?|-)\s?(?:of )?$")
_LABEL = re.compile(r"[0-9]{2,10}(?:\s?[-–]\s?[0-9]{2,10})?:\s+[^\W\d_]")
_STREET = (
    r"Street|Road|Rd|Ct|Avenue|Ave?|Lane|Square|Sq|Terrace|Crescent|Gardens|Boulevard|Blvd|Parade|Wharf|Quay|Mews|Millbank|Whitehall|Row"
)
# Words that also begin the name of something else (12 Crown Court judges), so that the name has to end there.
_MAYBE_STREET = r"St|Place|Drive|Dr|Court|Close|Way|Grove|Hill|Park|House|Walk|Green|Gate|Yard|Circus|Buildings|Mall|View|Rise"
_NAME = r"\s(?:[A-Z][A-Za-z'’]+|[NSEW]{1,2}\.?)"
_HOUSE = re.compile(
    rf",?(?:(?:{_NAME}){{1,3}}\s(?:{_STREET})\b|\s(?:{_STREET})\b(?!\s[A-Z]))(?! (?!was\b|is\b|has\b|as\b)[a-z-]+s\b)"
    rf"|,?(?:{_NAME}){{1,3}}\s(?:{_MAYBE_STREET})\b(?=[.,;)]|$| (?:in|at|is|was|on|and|near|to|after|has) )"
    rf"|,? The (?:{_STREET}|Green|Close|Grove|Park|Walk|Mall)\b"
)
_AT = spaced(r"\b(?:at|address is|home is) $")
_LIVES_AT = spaced(r"\b(?:liv(?:e|es|ed|ing)|resid(?:e|es|ed|ing)|home|house) at $")
_LISTED = spaced(r"(?:,| of) $")
_NAME_THEN_STOP = re.compile(r"(?:\s(?:[NSEW]{1,2}\.?|[A-Z][A-Za-z'’]+)){1,3}(?:\s(?:pl|st|rd|av)\b)?(?=[.;,])")
_NAMED = re.compile(r"\s[A-Z][a-z]+\b(?!\s[a-z-]+s\b)")
_AFTER_NAME = re.compile(r"(?:[A-Z][a-z]+\.?|[0-9]),? $")
_NAME_ENDS = re.compile(r"\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?=[.;]|$|,\s[A-Z]| (?:after|with|where|when|until|was|is|has)\b)")
_NOT_ADDRESS = re.compile(r"\s(?:Crown|County|Magistrates|Youth|Family|High|Supreme|Sheriff)\s")


def report_end(plain: str, at: int) -> int:
    """The offset after a reference to law reports or a code (5 QB 12, 353 U.S. 586); 0 for any other number."""
    found = _REPORT.match(plain, at)
    return found.end() if found else 0


def is_line(plain: str, number: Number) -> bool:
    """A 999 call, the 101 service; but 112 calls were made."""
    written = plain[number.start : number.end]
    if not _CALLS.match(plain, number.end):
        return False
    if written in _EMERGENCY:
        return True
    called = plain[max(0, number.start - 15) : number.start]
    return written in _HELPLINES and bool(_CALLED.search(called)) and not called.lstrip().startswith("of ")


def is_model(text: str, number: Number, noun: str) -> bool:
    """Flight 93, a Boeing 747, Public Law 236: named by what stands before, and counting nothing."""
    if number.scale > 1 or "," in text[number.start : number.end]:
        return False
    before = text[max(0, number.start - 48) : number.start]
    return bool(_SURELY.search(before) or (not noun and _KINDS.search(before)))


def is_id(plain: str, number: Number, noun: str) -> bool:
    """UIDs from 1000 to 5000."""
    if noun or number.scale > 1 or not plain[number.start : number.end].isdigit():
        return False
    before = plain[max(0, number.start - 40) : number.start]
    return bool(_IN_RANGE.search(before) and _IDS.search(before))


def is_label(text: str, at: int) -> bool:
    """A number, or a range, and a colon at the head of a text, as in a list of what numbers stand for."""
    return at < 8 and not text[:at].strip() and bool(_LABEL.match(text, at))


def is_house(text: str, number: Number) -> bool:
    """14 Weaver Street; at 8861 Gaston; Smith, 7034 Coronado."""
    written = text[number.start : number.end]
    if number.scale > 1 or not written.isdigit():
        return False
    house = _HOUSE.match(text, number.end)
    if house and not _NOT_ADDRESS.search(house[0]):
        return True
    before = text[max(0, number.start - 24) : number.start]
    if _NAMED.match(text, number.end) and _LIVES_AT.search(before):
        return True
    if len(written) < 3 or not _NAME_ENDS.match(text, number.end):
        return False
    if len(written) > 3 and _LISTED.search(before) and _NAME_THEN_STOP.match(text, number.end):
        return True
    return bool(_AT.search(before) or (len(written) > 3 and _AFTER_NAME.search(before)))
