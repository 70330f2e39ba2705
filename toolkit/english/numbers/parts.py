"""Fractions and multiples in words: a third, more than half, twice the rate, doubled; and what only looks like them: a third party."""

from __future__ import annotations

import re

from toolkit.english.numbers.amount import Amount, Read, last_word, noun_after
from toolkit.english.numbers.numerals import SMALL_WORDS, Number, read_number, spaced, words

_WORD = re.compile("[a-z]+")
MULTIPLES = {
    **{"twice": 2, "double": 2, "doubled": 2, "doubling": 2, "triple": 3, "tripled": 3, "tripling": 3, "treble": 3, "trebled": 3},
    **{"trebling": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "halved": 0.5, "halving": 0.5},
}
PARTS = {
    **{"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10},
    **{"twelfth": 12, "twentieth": 20, "hundredth": 100},
}
_PART_NAMES = "|".join(PARTS)
COMPARED = spaced(
    r",? as\b| (?:the|that|those|what|its|their|his|her|our|more|less|"
    r"higher|lower|greater|larger|bigger|longer|worse|better|faster|fewer|smaller|likelier|above)\b"
)
MAKES_MULTIPLE = words("by is was are were to than nearly almost about around roughly over approximately")
_DOUBLE_ENDS = spaced(r"\s*(?:$|[.,;:)])| (?:by|in|over|from|between|since|on|within|after|and|to|when|if|every|during)\b")
_DOUBLED_UP = spaced(r" (?:up|down|back|as|to (?:the )?(?:right|left|cent(?:er|re)|deep))|-")
_NO_DOUBLING = spaced(r"\s*(?:-|$)| (?:check|down|up|as|back|park|glaze|click|count|book|cross|bunk|team|figures|digits|standards)\b")
_VERBS = (
    "said|say|says|felt|feel|cited|lived?|want|wanted|work|worked|thought|think|believed?|report|reported|received?|agreed?|disagreed?|needed?|"
    "waited|reoffended|responded|supported|opposed|remained?|went|came|come|did|do|does|had|has|have|got|gave|left|reoffend|fail|failed|live|"
    "find|found|ended|resulted|"
    "used?|took|take|made|make|knew|know|saw|spent|spend|face|faced|see|expect|expected|rated|told|lack|lacked|leave|get|give|own|rent|paid|pay"
)
_SHARE_GOES_ON = spaced(
    rf"(?= (?:of|in|were|was|are|is|be|could|would|will|may|might|must|should|cannot|can|by|to|and|or|than|at|on|"
    rf"from|since|for|after|over|as|who|"
    rf"that|which|more|fewer|less|higher|lower|larger|smaller|also|now|still|only|never|not|between|compared|through|when|while|because|if|but|"
    rf"during|with|within|under|before|again|{_VERBS})\b)|(?=\s*(?:$|[.,;:)\]!?\"”’(—]))|(?= -)"
)
_FRACTION = spaced(rf"(?P<of>an?|{'|'.join(SMALL_WORDS)}|[0-9]{{1,2}})[\s-](?P<part>{_PART_NAMES})(?P<plural>s)?\b(?!-)")
_NO_SHARE = spaced(
    r" of (?:an hour|a century|it\b|a (?:day|year|mile)\b)| (?:and|or) (?:final|fourth|fifth|last)\b"
    r"| (?:to|past) (?:[a-z]+ (?:o'clock|am|pm)|[0-9])"
)
_SIDES = words("northern southern eastern western")
_NOT_AFTER = _SIDES | words(
    "other first second latter better final last past previous next front top bottom upper lower each consecutive the north south east west"
)
_AS_MANY = spaced(r" as (?:many|much|likely|high|large|long|big|often|good)\b| that (?:of|in|for)\b| what\b")
_OF = spaced(r" of\b")
_THAN = spaced(r" (?:the|that|those|what|its|their|this)\b")
_AND_A_HALF = spaced(r"(?:year|hour|month|day|week|decade|mile|century)s? and $")
_SCALE_OF = spaced(r"(?: of)? an? (million|billion|thousand|hundred|dozen)\b")
_CURRENCY = spaced(r" (pound|euro|dollar)s?\b")
_CURRENCIES = {"pound": "GBP", "euro": "EUR", "dollar": "USD"}
_HALF_GOES_ON = spaced(
    r" (?:the|those|all|its|their|our|his|her|these|this)\b"
    r"(?! (?:battle|story|picture|truth|problem|fun|point|job|answer|way|equation|trouble)\b)"
)
_SMALL_PART = spaced(r"(?: of)? (?:an?|one|1)(?: (percentage point)| (?:per cent|percent))\b| (?:per cent|percent)\b")


def read_part(plain: str, at: int) -> Read | None:
    """A multiple or a fraction in words; None where the words at the offset are neither."""
    word = _WORD.match(plain, at)
    if word is None:
        return None
    if word[0] in MULTIPLES:
        return _multiple(plain, word), word.end()
    if word[0].endswith("fold"):
        number = read_number(word[0].removesuffix("fold"), 0)
        return (Amount("multiple", number.value, at, word.end(), "times", digits=False) if number else None), word.end()
    if word[0] == "half":
        return _half(plain, word)
    fraction = _FRACTION.match(plain, at)
    return _fraction(plain, fraction) if fraction else None


def _multiple(plain: str, word: re.Match[str]) -> Amount | None:
    end, last = word.end(), last_word(plain, word.start())
    amount = Amount("multiple", MULTIPLES[word[0]], word.start(), end, "times", digits=False)
    if word[0] == "twice":
        if COMPARED.match(plain, end) or last in {"than", "nearly", "almost", "over", "about"} or plain.strip() == "twice":
            return amount
        amount.kind = "number"
        return None if plain[end : end + 1] == "-" or last in {"or", "think", "thinking"} else amount
    if word[0].endswith(("ed", "ing")):
        return None if _DOUBLED_UP.match(plain, end) else amount
    if _THAN.match(plain, end) or (last == "to" and not _NO_DOUBLING.match(plain, end)):
        return amount
    compared = last in MAKES_MULTIPLE or last in {"will", "would", "could", "may", "might"}
    return amount if compared and _DOUBLE_ENDS.match(plain, end) else None


def _half(plain: str, word: re.Match[str]) -> Read:
    start, end = word.span()
    if scale := _SCALE_OF.match(plain, end):
        return _part_of_scale(plain, 0.5, start, scale)
    if part := _SMALL_PART.match(plain, end):
        return _small_part(0.5, start, part)
    if _AS_MANY.match(plain, end):
        return Amount("multiple", 0.5, start, end, "times", digits=False), end
    if last_word(plain, start) in _NOT_AFTER or plain[end : end + 1] == "-" or _NO_SHARE.match(plain, end):
        return None, end
    if last_word(plain, start) == "in" and not _OF.match(plain, end):
        return None, end  # cut in half
    goes_on = _SHARE_GOES_ON.match(plain, end) or _HALF_GOES_ON.match(plain, end)
    return (Amount("fraction", 0.5, start, end, digits=False) if goes_on else None), end


def _part_of_scale(plain: str, part: float, start: int, scale: re.Match[str]) -> Read:
    """Half a million, a quarter of a million."""
    number = read_number(plain, scale.start(1) - 2 if plain[scale.start(1) - 1].isspace() else scale.start(1))
    value = number.scale if number else 1.0
    if money := _CURRENCY.match(plain, scale.end()):
        return Amount("money", part * value, start, money.end(), _CURRENCIES[money[1]], value, False), money.end()
    noun = noun_after(plain, scale.end())
    return Amount("number", part * value, start, scale.end(), noun, value, False, loose=not noun), scale.end()


def _small_part(part: float, start: int, found: re.Match[str]) -> Read:
    """Half a percentage point, half of one per cent."""
    if found[1]:
        return Amount("points", part, start, found.end(), "percentage points", digits=False), found.end()
    return Amount("percentage", part, start, found.end(), "per cent", digits=False), found.end()


def _fraction(plain: str, found: re.Match[str]) -> Read:
    start, end = found.span()
    counted = read_number(plain, start) if found["of"] not in {"a", "an"} else Number(1, start, end)
    if counted is None:
        return None, end
    part = counted.value / PARTS[found["part"]]
    if (scale := _SCALE_OF.match(plain, end)) and found["part"] in {"half", "quarter", "third"}:
        return _part_of_scale(plain, part, start, scale)
    if (small := _SMALL_PART.match(plain, end)) and small[1]:
        return _small_part(part, start, small)
    if _AND_A_HALF.search(plain[max(0, start - 14) : start]):
        return None, end
    many = counted.value > 1
    if many != bool(found["plural"]) or last_word(plain, start) in (_NOT_AFTER if not many else _SIDES) or _NO_SHARE.match(plain, end):
        return None, end
    if found["part"] == "quarter" and many and counted.value != 3:
        return None, end
    if not many and not _SHARE_GOES_ON.match(plain, end):
        return None, end
    return Amount("fraction", part, start, end, digits=False), end
