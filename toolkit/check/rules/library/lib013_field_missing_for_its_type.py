"""A British official source without the number or date by which it is found.

What: a report of a committee of the House of Commons or Lords without its HC or HL number; a command paper without its Cm or CP number; a
statutory instrument without its SI number; an answer to a freedom of information request with neither a reference nor recipient and date;
official statistics whose title names no period and whose date is a year alone.

Why: these are the numbers under which libraries keep such papers, and under which the receiving body looks them up. A year does not tell
one release of a table from the next.

Bad (bib):

    @report{hac2014,
      author = {{House of Commons Home Affairs Committee}},
      title = {Searches in Wales},
      series = {Third Report of Session 2014--15},
      date = {2014-11-03},
    }

Good (bib):

    @report{hac2014,
      author = {{House of Commons Home Affairs Committee}},
      title = {Searches in Wales},
      series = {Third Report of Session 2014--15},
      number = {HC 231},
      date = {2014-11-03},
    }

Fix: look at the title page and add the field: number = {HC 231}; type = {Cm}, number = {9361}; number = {SI 2013/376};
number = {FOI 2014/123}; date = {2014-11-03}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toolkit.check.rule import Facts, Rule
from toolkit.cite.dates import MONTHS
from toolkit.cite.kinds import csl_kind
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("LIB013", "field-missing-for-its-type", "warning", "source")

_SERIES = {"uksi": "SI", "ssi": "SSI", "wsi": "SI", "nisr": "NISR"}
_LAW = frozenset({"legislation", "legal", "statute", "act", "si", "regulation"})
_FIGURES = frozenset({"statistics", "dataset"})
_NUMBERED = ("type", "number", "series", "title", "subtitle", "titleaddon", "note", "addendum", "volume", "shorttitle", "howpublished")
_PAPER = re.compile(r"(?i)\bH\.?[CL]\.?(?:\s+Paper)?(?:\s+\d{4}[-–/]+\d{2,4},?)?\s*[-\[(]?\s*\d+")
_COMMAND = re.compile(r"(?i)\b(?:Cmnd|Cmd|Cm|CP|Cd|C)\.?\s*\d[\d,]*")
_INSTRUMENT = re.compile(r"(?<!\d)(?:19|20)\d\d\s*/\s*(?:[A-Z]\s*)?\d+|(?i:\b[SW]\.?S?\.?[IR]\.?\s*(?:No\.?\s*)?\d+|\bNo\.?\s*\d+)")
_PARLIAMENT = re.compile(r"(?i)\bHouse of (?:Commons|Lords)\b.*\bcommittee\b|\bcommittee\b.*\bHouse of (?:Commons|Lords)\b")
_REPORT = re.compile(r"(?i)\b(?:\w+ )?report of session\b")
_SELECT = re.compile(r"/(?:cm|ld|jt)select/")
_IN_ADDRESS = re.compile(r"/(cm|ld|jt)select/\w+/(\d+)/")
_UNNUMBERED = re.compile(
    r"(?i)\b(?:evidence|letter|correspondence|inquiry launch|call for|terms of reference|press|news|transcript|briefing|memorandum|"
    r"submission|summary|guide|minutes|library|standing committee)\b"
)
_COMMAND_PAPER = re.compile(r"(?i)^(?:Cm|Cmnd|Cmd|CP)\.?$|\bcommand papers?\b|^(?:government )?(?:white|green) paper$")
_ELSEWHERE = re.compile(
    r"(?i)\b(?:Scottish|Scotland|Welsh|Senedd|Northern Ireland|European|EU|Irish|Australian?|Canada|New Zealand|Stormont)\b"
)
_MINISTRY = re.compile(r"(?i)\b(?:department|ministry|office|treasury|secretary of state|HM|government|minister)\b")
_ORDER = re.compile(r"\b(?:Regulations|Order|Rules)(?: \(Northern Ireland\))?,?\s+(?:19|20)\d\d\b")
_NOT_CITED_BY_NUMBER = re.compile(r"(?i)\bdraft\b|\b(?:civil|criminal|family) procedure\b|\bstanding order|\bin council\b")
_ANSWER = re.compile(
    r"(?i)\b(?:FOI|freedom of information)(?: act)?(?: \d{4})?(?: \w+)? (?:request|response|release|disclosure|answer|reply)\b"
    r"|\b(?:response|answer|reply) to (?:an? )?(?:FOI|freedom of information)\b"
)
_REFERENCE = re.compile(r"(?i)\bref|\b(?!(?:19|20)\d\d\b(?!/))\d{3,}")
_OFFICIAL = re.compile(
    r"(?i)gov\.uk/government/(?:collections/[\w-]*statistics|statistics)\b|ons\.gov\.uk/(?!methodology|aboutus|news)|gov\.scot/collections/[\w-]*statistics"
)
_PERIOD = re.compile(r"(?i)(?<!\d)(?:19|20)\d\d(?!\d)|\bquarter\b|\bQ[1-4]\b")
_DAY_OR_MONTH = re.compile(rf"(?i)\d{{4}}[-/]\d\d|\d[/.]\d|{'|'.join(month[:3] for month in MONTHS)}")


def check(source: Source, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    fields, missing = source.fields, ""
    if source.kind in _LAW:
        missing = _of_legislation(fields)
    elif _may_be_a_paper(fields) and csl_kind(source).csl in {"report", "book"}:
        missing = _of_a_paper(fields)
    if not missing and (source.kind == "foi" or "FOI" in (title := fields.get("title", "")) or "reedom of " in title):
        missing = _of_an_answer(source)
    if not missing and (source.kind in _FIGURES or "gov." in fields.get("url", "")):
        missing = _of_statistics(source.kind, fields)
    if missing:
        what, help = missing.split("|")
        yield RULE.finding(source.span("key"), f"'{source.id}' is {what}.", help)


def _may_be_a_paper(fields: Mapping[str, str]) -> bool:
    """A cheap test that lets through more than there is."""
    return (
        "type" in fields
        or "series" in fields
        or "ommittee" in fields.get("author", "")
        or "ommittee" in fields.get("institution", "")
        or "select/" in fields.get("url", "")
    )


def _of_a_paper(fields: Mapping[str, str]) -> str:
    """What a parliamentary or command paper lacks, with what to do about it."""
    numbers = _numbers(fields)
    who = re.sub("[{}]", "", " ".join(fields.get(name, "") for name in ("author", "institution", "organization", "publisher")))
    url, title, kind = fields.get("url", ""), fields.get("title", ""), fields.get("type", "")
    if _UNNUMBERED.search(f"{title} {kind} {who}") or "anada" in who or (_ELSEWHERE.search(who) and "House of" not in who):
        return ""
    of_committee = _PARLIAMENT.search(who) or _REPORT.search(fields.get("series", "")) or _SELECT.search(url)
    if of_committee and not _PAPER.search(numbers) and not _COMMAND.search(numbers):
        hint = _IN_ADDRESS.search(url)
        number = f"{'HL' if hint[1] == 'ld' else 'HC'} {hint[2]}" if hint else "HC 231"
        seen = " The address points to that number; compare it with the title page." if hint else ""
        return f"a report of a parliamentary committee and has no HC or HL number|Add number = {{{number}}}.{seen}"
    is_command = _COMMAND_PAPER.search(kind.strip()) or _COMMAND_PAPER.search(fields.get("series", ""))
    if not is_command or ("paper" in kind.lower() and not _MINISTRY.search(who)):
        return ""
    if re.search(r"\d", fields.get("number", "")) or _COMMAND.search(numbers):
        return ""
    return "a command paper and has no Cm or CP number|Add type = {Cm} and number = {9361}, as on the title page."


def _of_legislation(fields: Mapping[str, str]) -> str:
    title = fields.get("title", "").replace("{", "").replace("}", "")
    if not _ORDER.search(title) or _NOT_CITED_BY_NUMBER.search(title) or _INSTRUMENT.search(_numbers(fields)):
        return ""
    found = re.search(r"legislation\.gov\.uk/(uksi|ssi|wsi|nisr)/(\d{4}/\d+)", fields.get("url", ""))
    number = f"{_SERIES[found[1]]} {found[2]}" if found else "SI 2013/376"
    return f"a statutory instrument and has no number|Add number = {{{number}}}{', as its address has it' if found else ''}."


def _of_an_answer(source: Source) -> str:
    fields = source.fields
    title = f"{fields.get('title', '')} {fields.get('type', '')}"
    if source.kind != "foi" and not (_ANSWER.search(title) and csl_kind(source).csl in {"personal_communication", "report"}):
        return ""
    if re.search(r"\d", fields.get("number", "")) or _REFERENCE.search(f"{title} {fields.get('note', '')}"):
        return ""
    if fields.get("url") or (fields.get("recipient") and (fields.get("date") or fields.get("year"))):
        return ""
    return "an answer to a freedom of information request without a reference|Add number = {FOI 2014/123}, or recipient and date."


def _of_statistics(kind: str, fields: Mapping[str, str]) -> str:
    if kind not in _FIGURES and not _OFFICIAL.search(fields.get("url", "")):
        return ""
    if kind == "dataset" and not re.search(r"(?i)\.gov\.(?:uk|scot|wales)\b", fields.get("url", "")):
        return ""
    title = " ".join(fields.get(name, "") for name in ("title", "subtitle", "titleaddon", "version", "edition", "number"))
    date = f"{fields.get('date', '')} {fields.get('month', '')}"
    dated = fields.get("date") or fields.get("year")
    if not dated or _DAY_OR_MONTH.search(date) or fields.get("month") or _PERIOD.search(title):
        return ""
    return "official statistics and has a year alone for its date|Add the day of release, as in date = {2014-11-03}: figures are revised."


def _numbers(fields: Mapping[str, str]) -> str:
    """Everything in which a number may stand; type and number side by side, as in Cm 9361."""
    return re.sub("[{}]", "", " ".join(fields[name] for name in _NUMBERED if name in fields))
