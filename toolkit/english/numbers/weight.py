"""Whether a statement with an amount asks for evidence: most do, but not a bank note, the seats of a council or a thing to be doubled."""

from __future__ import annotations

import re

from toolkit.english.numbers.amount import Amount
from toolkit.english.numbers.numerals import spaced, words

_NEAR = 96
"""Characters before an amount in which what decides its weight stands."""
_AVERAGE = re.compile(
    r"\b(?:average|median|typical|(?:the|a|an?|with|their|its|arithmetic) mean\b|mean (?:of|wait|time|length|stay|delay)\b)"
)
_ON_AVERAGE = spaced(r"(?: [a-z]+)? on average\b")
_AGO = spaced(r" (?:ago|earlier|later|before|after)\b")
_OF_TIME = spaced(r" of (?:an?|the|this|that|each|every) (?:[a-z]+ )?(?:century|decade|year|day|night)\b(?!')")
_PLAIN_NOUNS = words(
    "pages words paragraphs questions recommendations sections chapters occasions points things reasons times lines columns items "
    "notes options tables charts annexes appendices footnotes headings clauses bits bytes"
)
_SEATS = words(
    "members seats deputies councillors senators representatives judges justices jurors commissioners directors trustees governors "
    "delegates peers "
    "provinces districts municipalities boroughs counties states constituencies wards communes regions parishes departments cantons "
    "divisions areas branches"
)
_MADE_UP = spaced(
    r"\b(?:made up of|consist(?:s|ed|ing)? of|composed of) [^.;]{0,60} $"
    r"|\b(?:made up of|consist(?:s|ed|ing)? of|contains?|compris(?:es|ed|ing)(?: of)?|composed of|(?:sub)?divided (?:further )?into"
    r"|(?:council|committee|board|panel|assembly|senate|chamber|parliament|house|jury|commission|cabinet|tribunal|bench) of"
    r"|(?:assembly|senate|chamber|parliament|legislature|board|jury|congress|commons|lords|council|committee|panel)"
    r"(?:,? [^.;]{0,24})? ha(?:s|d|ve)|(?:assembly|senate|chamber|parliament|legislature|council|committee|board|representatives), with) "
    r"(?:[0-9,]+ (?:[a-z]+ ){1,2}(?:\([^()]{1,20}\) )?(?:and )?|[0-9,]+ [a-z]+(?: \([^()]{1,20}\))?, (?:and )?){0,3}"
    r"(?:(?:about|around|some|nearly|almost|only|just|up to|over|at least|a total of|more than|fewer than|between|the) ){0,2}$"
)
_PARTS_OF_A_COUNTRY = words("provinces districts municipalities boroughs counties constituencies wards communes parishes cantons")
_HAS = spaced(r"\b(?:has|have|into) $")
_NOTES = (10, 20, 50, 100, 200, 500, 1000)
_DENOMINATION = spaced(r"[\s-](?:pound )?(?:(?:bank)?notes?|coins?|pieces?|stamps?|(?P<dollar>bills?))\b(?! (?:from|for|of)\b)")
_DISTANCES = words("mile miles kilometre kilometres km metre metres yards feet")
_LIMIT = re.compile(r"\blimit")
_RACE = spaced(
    r" (?:(?:champion|freestyle|final|race|hurdles|butterfly|backstroke|breaststroke|relay|sprint|dash|medley|record)s?|"
    r"(?:olympic|world) [a-z]+)\b"
)
_PLACED = spaced(
    r" (?:up|down|north|south|east|west|off|away|inland|upstream|downstream|further|"
    r"(?:north|south)-?(?:east|west)|(?:north|south|east|west)(?:ern)?-?[a-z]*|from (?!one\b|end\b|[0-9])[a-z]+)\b"
    r"(?! (?:to|and)\b)"
)
_VOTE = spaced(r"[\s-](?:majority|vote|quorum)\b")
_COMPARES = re.compile(
    r"ris|rose|increas|grow|grew|fall|fell|declin|drop|high|low|great|more|less|few|differ|vari|expan|reduc|jump|climb|surge|multipl|cut|\bup\b|\bdown\b"
)
_AIMED = spaced(r"\bto (?:at least |more than |about )?$")
_MEASURED = spaced(
    r"\b(?:found|shown|showed|seems?|seemed|appears?|appeared|known|likely|estimated|expected|projected|predicted|forecast|thought|said|"
    r"reported|set|about|began|begun|going|tends?|tended|due|calculated|believed) to "
    r"(?:[a-z]+ [^.;,]{1,30} (?:and|or) (?:to )?)?(?:at least |more than |about )?$"
)
_AIMED_AT = spaced(
    r"\b(?:permit|permits|permitting|allow|allows|allowing|enable|enables|propose|proposes|proposed|recommend|recommends|support|supports|"
    r"consider|considers|plan|plans|favour|favours|urge|urges|by|for) (?:(?:at least|more than|about|nearly|almost) )?$"
)


def is_weighty(plain: str, amount: Amount) -> bool:
    """Whether a statement with this amount asks for evidence."""
    before = plain[max(0, amount.start - _NEAR) : amount.start]
    match amount.kind:
        case "age":
            return False
        case "duration":
            stated = _AVERAGE.search(before[-40:]) or _ON_AVERAGE.match(plain, amount.end) or (amount.value % 1 and amount.digits)
            return bool(stated) and not _AGO.match(plain, amount.end)
        case "measure":
            return (
                amount.value >= 100
                and not _is_limit(plain, amount, before)
                and not (_RACE.match(plain, amount.end) or (amount.unit in _DISTANCES and _PLACED.match(plain, amount.end)))
            )
        case "number":
            return _counts_much(amount, before)
        case "money":
            return not (_is_denomination(plain, amount) or _is_dear(plain, amount))
        case "multiple":
            return _is_measured(plain, amount, before)
        case "fraction":
            return not (_VOTE.match(plain, amount.end) or _OF_TIME.match(plain, amount.end))
        case _:
            return True


def _counts_much(amount: Amount, before: str) -> bool:
    size = abs(amount.high or amount.value)
    if before.endswith("any "):
        return False  # better than any 50 of them
    if amount.unit in _PLAIN_NOUNS or (amount.unit in _SEATS and size < 5000 and _MADE_UP.search(before)):
        return False
    if amount.unit in _PARTS_OF_A_COUNTRY and size < 1000 and _HAS.search(before):
        return False
    return size >= 100 or (amount.digits and size >= 11 and bool(amount.unit))


def _is_denomination(plain: str, amount: Amount) -> bool:
    """A £5 note, a 50p coin; but a bill of £20, and a £1.5 billion bill, are sums."""
    named = _DENOMINATION.match(plain, amount.end)
    if named is None or amount.scale > 1 or amount.high is not None:
        return False
    return (amount.value <= 5 or amount.value in _NOTES) and (named["dollar"] is None or amount.unit == "USD")


def _is_dear(plain: str, amount: Amount) -> bool:
    """A million dollar question: a figure of speech."""
    unit = plain[max(amount.start, amount.end - 6) : amount.end]
    return plain.startswith("a ", amount.start) and unit.endswith(("dollar", "pound")) and plain[amount.end : amount.end + 1] in " -"


def _is_limit(plain: str, amount: Amount, before: str) -> bool:
    """A speed limit."""
    return bool(_LIMIT.search(before[-24:]) or _LIMIT.search(plain, amount.end, amount.end + 16))


def _is_measured(plain: str, amount: Amount, before: str) -> bool:
    """Whether a multiple says what was measured; a twofold reason and what is to be doubled do not."""
    word = plain[amount.start : amount.end]
    if word.endswith("fold"):
        return amount.value > 5 or bool(_COMPARES.search(before[-40:]) or _COMPARES.search(plain, amount.end, amount.end + 30))
    if word in {"double", "treble", "triple", "quadruple"}:
        return not _AIMED.search(before) or bool(_MEASURED.search(before))
    return not (word.endswith("ing") and _AIMED_AT.search(before))
