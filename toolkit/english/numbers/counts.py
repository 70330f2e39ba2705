"""The amount at one place of a text, by what stands before the number and by the unit or the noun after it."""

from __future__ import annotations

import re

from toolkit.english.numbers.amount import Amount, Read, counts_people, noun_after
from toolkit.english.numbers.dates import era_end, follows_year_word, is_old_year, is_price_year
from toolkit.english.numbers.labels import is_house, is_id, is_label, is_line, is_model, report_end
from toolkit.english.numbers.names import (
    _YEAR,
    IDENTIFIER,
    PHONE,
    RUN,
    is_after_month,
    is_date,
    is_glued,
    is_list_mark,
    is_name,
    is_time,
    is_title,
    is_year,
    reference_end,
)
from toolkit.english.numbers.numerals import Number, read_number, spaced, words
from toolkit.english.numbers.parts import COMPARED, MAKES_MULTIPLE, read_part

_GROUP = re.compile(r"\b(?:under|over)[\s-]$")
_AGES = re.compile(r"([0-9]{1,3})s?\b")
_PERSONS_UNDER = spaced(
    r"(?:children|child|people|adults|women|men|those|anyone|everyone|drivers|persons?|patients|pupils|girls|boys|residents|mothers) "
    r"(?:who are |who were |aged )?(?:under|over|below|above) $"
)
_AGE_WORDS = words("aged age ages")
_A_UNIT = spaced(r" (?:an?|per|each|every)\b")
_PER = re.compile(r"[0-9,]+|hundred|thousand|million")
_IN = spaced(r" in(?: every)? ")
_ROUND = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_EVERY = re.compile(r"(?:hundred|thousand|million)\b")
_SLASHED = spaced(r"([1-9])/([2-9]0?)(?= of\b)")
# What stands after a number and makes it a figure of its kind.
_TIME = r"second|minute|hour|day|night|week|fortnight|month|year|decade"
_TAIL = spaced(
    r"(?P<points>[\s-]*(?:percentage|per cent|percent|%)[\s-]points?\b|\s?ppts?\b|\s?pp\b(?!\.?\s?[0-9]))"
    r"|(?P<percent>\s*%|[\s-]*per[\s-]*cent\b|\s?pc\b)"
    r"|(?P<rate>(?: [a-z-]+){0,2} per "
    r"(?:(?:a |one )?(?:hundred|thousand|million)\b|(?:1,000,000|100,000|10,000|1,000|10{2,5})(?![0-9,]*[0-9])))"
    r"|(?P<age>[\s-]*years?[\s-]olds?\b| years? of age\b| (?:and|or) (?:younger|older|under|over|above)\b)"
    rf"|(?P<duration>[\s-](?:(?:working|calendar|sitting|consecutive|full|school)[\s-])?(?P<time>{_TIME})s?\b)"
    r"|(?P<times> times\b|[\s-]?fold\b|x\b)"
    r"|(?P<pence>p\b| pence\b)"
    r"|(?P<currency> (?:pounds?|euros?|dollars?)\b)"
    r"|(?P<measure>\s?(?P<of>mph|km/h|kmh?|kg|cm|mm|kwh|mwh|gwh|twh|mw|gw|db|°c|miles?|kilometres?|metres?|yards|feet|tonnes?|litres?|hectares?|acres?|degrees)\b)"
    r"|(?P<share>(?: (?:[a-z]+ ){0,2}in| out of|-in)(?: every)?[\s-]+(?=[0-9a-z]))"
)
_CURRENCIES = {"£": "GBP", "$": "USD", "€": "EUR", "pound": "GBP", "euro": "EUR", "dollar": "USD"}
_OF_THE = spaced(r" of (?:the|these|those|its|our|their|all|them|us)\b")


def read_amount(plain: str, text: str, at: int) -> Read:
    """What is read at a place where a number may begin, and the offset to go on from. ``plain`` is ``in_plain(text)``."""
    if plain[at] in "½¼¾⅓⅔":
        number = read_number(plain, at)
        return (Amount("fraction", number.value, at, number.end), number.end) if number else (None, at + 1)
    if plain[at] in "0123456789":
        return _in_digits(plain, text, at)
    if at and plain[at - 1] == "-" and plain[at - 2 : at - 1].isalnum():
        return None, at + 1
    if part := read_part(plain, at):
        return part
    number = read_number(plain, at)
    return _counted(plain, text, number, at, number.end) if number else (None, at + 1)


def _in_digits(plain: str, text: str, at: int) -> Read:
    run = RUN.match(plain, at)
    if run is None:
        return None, at + 1
    beyond = _end_of_word(plain, run.end())
    if slashed := _SLASHED.match(plain, at):
        return Amount("fraction", int(slashed[1]) / int(slashed[2]), at, slashed.end()), slashed.end()
    start, sign, currency = _signs(plain, at)
    if not currency and is_glued(plain, at):
        if (age := _age_group(plain, at)) is not None:
            return age, age.end
        return None, beyond
    if not currency and (IDENTIFIER.fullmatch(run[0]) or plain[at - 1 : at] == "+"):
        ratio = _ratio(plain, run)
        phone = PHONE.match(plain, at) if run[0][0] == "0" or plain[at - 1 : at] == "+" else None
        return ratio, max(beyond, phone.end() if phone else 0)
    if not currency and (named := report_end(plain, at) or era_end(text, at)):
        return None, max(beyond, named)
    number = read_number(plain, at, bool(currency))
    if number is None:
        return None, beyond
    if currency:
        return Amount("money", number.value * sign, start, number.end, currency, number.scale), number.end
    if (
        is_date(text, number, run.end())
        or is_list_mark(text, at)
        or is_label(text, at)
        or (is_after_month(plain, text, number) and not _counts(plain, number))
    ):
        return None, max(beyond, number.end)
    if start != at or sign != 1:
        number = number._replace(start=start, value=number.value * sign)
    return _counted(plain, text, number, at, beyond)


def _counts(plain: str, number: Number) -> bool:
    """Whether a unit follows, or after "in" a noun."""
    before = plain[max(0, number.start - 20) : number.start].split()
    return bool(_TAIL.match(plain, number.end)) or (before[-2:-1] == ["in"] and bool(noun_after(plain, number.end)))


def _end_of_word(plain: str, at: int) -> int:
    while at < len(plain) and (plain[at].isalnum() or plain[at] == "_"):
        at += 1
    return at


def _signs(plain: str, at: int) -> tuple[int, int, str]:
    """Where the signs before a number begin, its sign as a factor, and its currency."""
    start, sign, currency = at, 1, ""
    before = plain[max(0, at - 5) : at].rstrip()
    if before and before[-1] in "£$€":
        start, currency = max(0, at - 5) + len(before) - 1, _CURRENCIES[before[-1]]
        start -= 2 if before.endswith("us$") else 0
    elif before[-3:] in {"gbp", "usd", "eur"} and not before[:-3].isalnum():
        start, currency = max(0, at - 5) + len(before) - 3, before[-3:].upper()
    if start and plain[start - 1] == "-" and (start == 1 or plain[start - 2] in " (\n\t"):
        start, sign = start - 1, -1
    elif plain[max(0, start - 6) : start].rstrip() == "minus" or plain[max(0, start - 7) : start].strip() == "minus":
        start, sign = plain.rindex("minus", 0, start), -1
    return start, sign, currency


def _age_group(plain: str, at: int) -> Amount | None:
    """under-18s, over-65s."""
    before, after = _GROUP.search(plain[max(0, at - 7) : at]), _AGES.match(plain, at)
    if before is None or after is None:
        return None
    return Amount("age", float(after[1]), at, after.end(), "years")


def _ratio(plain: str, run: re.Match[str]) -> Amount | None:
    parts = run[0].split(":")
    if len(parts) != 2 or "ratio" not in plain[max(0, run.start() - 16) : run.start()]:
        return None
    try:
        return Amount("ratio", float(parts[0]) / float(parts[1]), run.start(), run.end())
    except (ValueError, ZeroDivisionError):
        return None


def _counted(plain: str, text: str, number: Number, at: int, beyond: int) -> Read:
    """A number that is neither money nor a date, by what follows it."""
    tail = _TAIL.match(plain, number.end)
    kind = tail.lastgroup if tail else None
    if tail and kind == "of":
        kind = "measure"
    elif tail and kind == "time":
        kind = "duration"
    if tail and kind in {"points", "percent"}:
        unit = ("points", "percentage points") if kind == "points" else ("percentage", "per cent")
        return Amount(unit[0], number.value, number.start, tail.end(), unit[1], number.scale, number.digits), tail.end()  # type: ignore[arg-type]
    if end := reference_end(plain, number, at):
        return None, max(end, at + 1)
    if tail and kind and (read := _by_tail(plain, number, kind, tail)):
        return read, read.end
    return _bare(plain, text, number, at, beyond)


def _by_tail(plain: str, number: Number, kind: str, tail: re.Match[str]) -> Amount | None:
    value, start, end = number.value, number.start, tail.end()
    match kind:
        case "rate":
            per = _PER.findall(tail[0])[-1]
            per = f"{_ROUND[per]:,}" if per in _ROUND else f"{int(per.replace(',', '')):,}"
            return Amount("rate", value, start, end, f"per {per}", number.scale, number.digits)
        case "share":
            return _share_of(plain, number, tail.end())
        case "age":
            return Amount("age", value, start, end, "years", digits=number.digits) if value <= 120 else None
        case "duration":
            if value == 1 and not number.digits and tail["time"] in {"day", "night", "second"}:
                return None  # one day, we hope
            return Amount("duration", value, start, end, tail["time"] + "s", number.scale, number.digits)
        case "times":
            multiple = "times" not in tail[0] or _is_multiple(plain, number, end)
            return Amount("multiple" if multiple else "number", value, start, end, "times", number.scale, number.digits)
        case "pence":
            return Amount("money", value / 100, start, end, "GBP", digits=number.digits)
        case "currency":
            if is_price_year(plain, number, plain[max(0, start - 24) : start].split()):
                return None
            inside = _IN.match(plain, end)
            if inside and (part := _share_of(plain, number, inside.end())):
                return part  # one pound in twenty
            return Amount("money", value, start, end, _CURRENCIES[tail[0].strip().rstrip("s")], number.scale, number.digits)
        case _:
            return Amount("measure", value, start, end, tail["of"], number.scale, number.digits)


def _share_of(plain: str, number: Number, at: int) -> Amount | None:
    """One in three, 4 out of 10."""
    whole = read_number(plain, at)
    if whole is None and (every := _EVERY.match(plain, at)) and "every" in plain[number.end : at]:
        whole = Number(_ROUND[every[0]], at, every.end(), digits=False)
    if whole is None or not number.value < whole.value <= 1e6 or (whole.digits and _YEAR.match(plain, at)):
        return None
    tail = _TAIL.match(plain, whole.end)
    if tail and not (tail["share"] or tail["age"] or (tail["duration"] and number.value == 1)):
        return None
    between = plain[number.end : at]
    if (
        len(between.split()) > 1
        and "every" not in between
        and "out" not in between
        and (noun_after(plain, whole.end) or _OF_THE.match(plain, whole.end))
    ):
        return None  # two officers in five forces
    return Amount("fraction", number.value / whole.value, number.start, whole.end, digits=number.digits)


def _is_multiple(plain: str, number: Number, end: int) -> bool:
    """Whether "times" compares (three times the rate) or counts occasions (three times a week)."""
    if number.value % 1 or COMPARED.match(plain, end):
        return True
    before = plain[max(0, number.start - 24) : number.start].split()
    return not before or (before[-1] in MAKES_MULTIPLE and not _A_UNIT.match(plain, end))


def _bare(plain: str, text: str, number: Number, at: int, beyond: int) -> Read:
    """A number with a noun, or with nothing."""
    after = plain[number.end : number.end + 1]
    if number.digits and number.end < beyond and after.isalnum():
        group = _GROUP.search(plain[max(0, at - 7) : at])
        if after == "s" and group and number.value <= 120:
            return Amount("age", number.value, number.start, number.end + 1, "years"), number.end + 1
        return None, beyond
    if after == "-" and plain[number.end + 1 : number.end + 2].isalpha():
        return None, _end_of_word(plain, number.end + 1)
    noun, before = noun_after(plain, number.end), plain[max(0, at - 24) : at].split()
    if _is_age(plain, at, number, before, noun):
        return Amount("age", number.value, number.start, number.end, "years"), number.end
    if _names(plain, text, at, number, before, noun):
        return None, number.end
    loose = not noun and not _OF_THE.match(plain, number.end)
    return Amount("number", number.value, number.start, number.end, noun, number.scale, number.digits, loose), number.end


def _names(plain: str, text: str, at: int, number: Number, before: list[str], noun: str) -> bool:
    """Whether a number without a unit is a year, a time, an address, the mark of a note or part of a name."""
    if is_time(plain, number):
        return True
    if not number.digits:
        return is_title(text, number)
    if is_house(text, number):
        return True
    bare = number if number.start == at else number._replace(start=at)
    if is_year(plain, bare):
        return not counts_people(noun) or follows_year_word(plain, bare, before)
    if is_line(plain, number) or is_model(text, number, noun) or is_id(plain, number, noun) or is_old_year(plain, number, noun, before):
        return True
    if number.scale == 1 and not noun and number.value < 100 and (is_name(text, at) or before[-2:] == ["group", "of"]):
        return True
    alone = plain[at - 1 : at] == "(" and plain[number.end : number.end + 1] == ")"
    return alone and number.value < 1000 and plain[at : number.end].isdigit()


def _is_age(plain: str, at: int, number: Number, before: list[str], noun: str) -> bool:
    """Aged 18, an age of 9, children under 18."""
    last = before[-1] if before else ""
    if last in _AGE_WORDS or (last == "of" and before[-2:-1] in (["age"], ["ages"])):
        return True
    return number.digits and number.value <= 100 and not noun and bool(_PERSONS_UNDER.search(plain[max(0, at - 40) : at]))
