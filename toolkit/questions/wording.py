"""How consultations word things: what opens a question, an answer to choose, a field about the respondent, a line of a contents list."""

from __future__ import annotations

import re
from typing import NamedTuple

BULLET = re.compile(r"[•●▪◦‣–—*·\uf0b7-]\s+(?=\S)")
BOX = re.compile(r"[☐□❏❑○◯⬜◻▢☑☒\uf0a8\uf06f]|\(\s?\)|\[\s?\]|_{3,}|(?<!\S)\ufffd(?!\S)")

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = (
    rf"(?P<number>{'|'.join(WORDS)}|"
    r"\d{1,3}(?:\.\d{1,3})?\s?[a-z]?|[A-Z]\d{1,2}|[A-Z])(?P<sub>\s?\((?:[a-z]|[ivx]+)\))?(?![\w%])"
)
_SAID = re.compile(
    rf"(?i:consultation\s+question|question|(?-i:Q)\.?)\s?(?:(?i:no\.?|"
    rf"number)\s)?{_NUMBER}(?:\s+of\s+\d+)?(?P<sign>\s*[:.)\]–—-]*)\s*(?P<rest>.*)$",
    re.DOTALL,
)
_PLAIN = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2})?[a-z]?)(?P<sub>\([a-z]\))?\s?[.):]?\s+(?P<rest>\S.*)$", re.DOTALL)
_LETTERED = re.compile(r"\(?(?P<mark>[a-h]|[ivx]{1,4})[.)]\s+(?P<rest>\S.*)$", re.DOTALL)
_PARAGRAPH = re.compile(r"\d{1,2}\.\d{1,3}\.?\s+[A-Z‘“]|\d{1,2}[.)]\s+\S")
"""A numbered paragraph, or an item of a numbered list."""
BARE = re.compile(r"(?i)(?:consultation\s+)?(?:question|(?-i:Q)\.?)\s?\d{1,3}(?:\.\d{1,2})?\s?[a-z]?(?:\([a-z]+\))?\s*[:.]?")
"""A number alone; the words follow."""

_OPENINGS = (
    "do you|does|did|are you|are there|are the|are we|is there|is the|is this|is it|is your|have you|has|would you|would|will|"
    "should|could|can|may|might|"
    "what|how|which|who|whom|where|when|why|to what extent|on what|in what|in your|at what|for what|from your|if so|if not|if yes|"
    "if no|if you|"
    "please|tell us|describe|explain|give|state|indicate|list|thinking about|overall|in addition|we (?:would )?(?:welcome|invite|"
    "seek|like)|"
    "we are interested|to which|under what|by how|with which|your views|comments|any other|further comments|are|is|have|do"
)
_ASK = re.compile(rf"(?i)[‘“'\"(]?(?:{_OPENINGS})\b")
_ASKED = re.compile(rf"(?i)(?:^|[.;:!?]\s+|,\s+)(?:{_OPENINGS})\b[^?]*\?")
_TELLS = re.compile(r"(?i)(?:please|tell us|describe|explain|give|state|indicate|list|set out)\b")
RHETORICAL = re.compile(
    r"(?i)\b(?:this|the) (?:consultation|document|paper|survey|inquiry|call for evidence|draft)\b|\bhappens? next\b|\b(?:who|"
    r"how) (?:should|can|to) "
    r"(?:you )?(?:respond|reply|answer|take part)\b|\b(?:are|will|do|did|have) we\b|\bwhy now\b|\bwho is (?:it|this) for\b|\bhow to\b"
)
"""Questions that a document puts to itself, as headings: what is this consultation about?"""

ABOUT = re.compile(
    r"(?i)^(?:(?:\d+|[a-z])[.)]?\s+|(?:section|part|annex)\s+\w+\s*[:.–-]\s*)?(?:about (?:you|your organi[sz]ation|"
    r"the respondent)|your (?:details|information|organi[sz]ation)|"
    r"(?:respondent|personal|contact) (?:information|details|data)|respondent information form|respondents? details|"
    r"introductory questions|confidentiality)\b"
)
_OF_YOU = re.compile(
    r"(?i)^(?:what (?:is|are) your (?:full )?(?:name|e-?mail|organi[sz]ation|address|postcode|post ?code|telephone|phone|role|job|"
    r"age|sex|gender|ethnic|contact)|"
    r"(?:are you|in what capacity are you|(?:who|what) are you|on whose behalf are you) (?:responding|replying|answering|submitting)|"
    r"(?:would|do) you (?:like|want|prefer|wish) (?:us to keep )?your (?:response|name|answers?|details)\b|may we (?:publish|contact)|"
    r"what is the name of your organi[sz]ation|which of (?:these|the following) best describes (?:you|your organi[sz]ation))"
)
_FIELD = re.compile(
    r"(?i)(?:your )?(?:full |first |last |sur)?(?:name|e-?mail(?: address)?|organi[sz]ation(?:['’]s)?(?: name)?|"
    r"company name(?:/organi[sz]ation)?|(?:full )?name or organi[sz]ation['’]?s? name|"
    r"name of (?:your )?organi[sz]ation|(?:postal )?address|post ?code|"
    r"telephone(?: number)?|phone(?: number)?|job title|date|signature|role|position)(?: \((?:if applicable|optional|"
    r"if any)\))?\s*:?(?:\s*_+)?"
)

_SCALES = (
    "y|n|strongly agree|agree|tend to agree|somewhat agree|slightly agree|neither agree nor disagree|neither|neutral|disagree|"
    "tend to disagree|somewhat disagree|"
    "slightly disagree|strongly disagree|strongly support|support|oppose|strongly oppose|yes|no|don['’]?t know|do not know|"
    "not sure|unsure|no opinion|no view|"
    "maybe|partly|partially|in part|yes,? (?:in part|partly|with changes|fully)|no preference|prefer not to (?:say|answer)|"
    "not applicable|n/a|none of (?:these|the above)|"
    "all of (?:these|the above)|other|other,? please (?:specify|state|explain)|other [(\\[]please (?:specify|state|explain)[)\\]]|"
    "undecided|not answered|no comment|"
    "(?:very|fairly|quite|not very|not at all|extremely|somewhat|slightly|moderately) (?:satisfied|dissatisfied|important|"
    "unimportant|likely|unlikely|useful|clear|"
    "unclear|effective|ineffective|easy|difficult|concerned|confident|well|poorly|positive|negative)|too (?:high|low|much|little)|"
    r"about right|(?:under|over|up to|less than|more than|fewer than) £?[\d,.]+(?: (?!words?\b|characters?\b)\w+){0,2}|"
    r"£?[\d,.]+ ?(?:to|–|-) ?£?[\d,.]+(?: (?!words?\b|characters?\b)\w+){0,2}|£?[\d,.]+ (?:and|or) (?:over|under|above|more|less|"
    r"older|younger)|"
    r""
    "always|often|sometimes|rarely|never|individual|organisation|organization"
)
_OPTION = re.compile(rf"(?i)(?:{_SCALES})[.;]?")
_DOTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|…+\s*\d{1,3}$|_{4,}\s*\d{1,3}$|\?\s+\d{1,3}$|\t\s*\d{1,3}$")

FOLLOWS = re.compile(
    r"(?i)^\(?(?:please|required\b|(?:select|tick|choose|mark)\b|if (?:so|not|yes|no|you|applicable)|why\b|tell us|you have\b|"
    r"you may\b|give (?:reasons|examples)|explain|"
    r"and why|what are your reasons|"
    r"(?:max(?:imum|\.)?|(?:word|character)s? limit|limit:|up to|no more than|reasons?\b|comments?\b|do (?:consultees|respondents|"
    r"you) agree))"
)
"""What still belongs to the question above it."""
MANY = re.compile(
    r"(?i)\b(?:all that apply|as many as|one or more|more than one|select (?:up to|any)|tick (?:any|up to)|choose (?:up to|any)|"
    r"all (?:of the )?(?:options|answers) that)\b"
)
CHOOSE = re.compile(
    r"(?i)\b(?:select|tick|choose|which of (?:the\b|these)|rank\b|best describes|indicate (?:which|whether)|options? (?:below|"
    r"do you)|how often)\b"
)
STEM = re.compile(r"(?i)(?::|\bfollowing\b[^.?!]{0,40}[.?:]?)$")
"""Words that the sub-questions below them complete."""

_COUNT = r"(?P<{0}>\d{{1,3}}(?:,\d{{3}})+|\d{{2,6}})"
_LIMIT = re.compile(
    r"(?i)\b(?:max(?:imum|\.)?(?: of| length(?: of)?)?|no (?:more|longer) than|not (?:be )?(?:exceed|more than|"
    r"longer than)(?:ing)?|up to|(?:limit(?:ed)?|restricted)(?: to| of)?|"
    r"at most|fewer than|you have|keep (?:it |this |your answer )?to|word limit|character limit|within|under)\s*:?\s*"
    + _COUNT.format("a")
    + r"\s*-?\s*(?P<of>words?|characters?)?|\b"
    + _COUNT.format("b")
    + r"\s*-?\s*(?P<of2>words?|characters?)\s*(?:limit|max(?:imum|\.)?|or (?:less|fewer)|at most)"
)


_BRACKETED = re.compile(r"(?i)[(\[](?:[^()\[\]\d]{0,30}[,:;] )?(\d{2,6}) (words|characters)[)\]]")
"""As forms put it: "[Free text, 250 words]"."""


_LONGEST_SCALE = 400
"""Letters of a line that can be nothing but answers."""


class Start(NamedTuple):
    """What opens a question."""

    number: str
    """As printed, without ``Question`` and signs; empty where there is none."""
    rest: str
    """The words behind the number, on the same line."""


def said(text: str) -> Start | None:
    """A number that is called a question: ``Question 1:``, ``Q1.``, ``Consultation question 1``. Prose about a question is none."""
    match = _SAID.match(text.strip())
    if match is None or (match["number"].isalpha() and not match["sign"].strip()):
        return None
    rest = match["rest"].strip()
    if rest and not match["sign"].strip() and not re.match(r"[A-Z£‘“'\"(☐□]", rest):
        return None
    if rest and re.match(r"[a-z]+s\b|(?:above|below|to|and|or|in|on|of)\b", rest) and not rest.endswith("?"):
        return None
    return Start(re.sub(r"\s", "", match["number"] + (match["sub"] or "")), rest)


def plain(text: str, *, heading: bool = False) -> Start | None:
    """A number with an ask behind it: ``1. Do you agree …?``. Not a chapter that is called by a question, nor a numbered paragraph."""
    match = _PLAIN.match(text.strip())
    if match is None:
        return None
    rest = match["rest"].strip()
    asks = is_ask(rest) and (rest.rstrip(" )").endswith(("?", ".", ":", ")")) or len(rest) < 200)
    if not (asks or ("." not in match["number"] and is_question(rest))):
        return None
    if RHETORICAL.search(rest) and (heading or not re.search(r"(?i)\byou(?:r)?\b", rest)):
        return None
    if (
        re.match(r"(?i)(?:is|are|has|have|does|did|will|would|can|could|may|how|what|which|who|where|when|why|should|do)\b", rest)
        and "?" not in rest
    ):
        return None
    if heading and not re.search(r"(?i)\byou(?:r)?\b|\?", rest):
        return None
    return Start(match["number"] + (match["sub"] or ""), rest)


def lettered(text: str) -> Start | None:
    """A sub-question or an option with a letter or a small Roman number: ``(a) …``, ``i) …``."""
    match = _LETTERED.match(text.strip())
    return Start(match["mark"], match["rest"].strip()) if match else None


def is_ask(text: str) -> bool:
    """Whether words open as an ask."""
    return bool(_ASK.match(text))


def is_sub_question(text: str) -> bool:
    """Whether what stands behind a letter is to be answered by itself: "how high it should be" is a part of what stands above."""
    return is_question(text) or bool(_TELLS.match(text))


def tells(text: str) -> bool:
    """Whether it asks the respondent to fill something in: "Please indicate your preference:"."""
    return (
        len(text) < 300
        and not text.startswith("If ")
        and bool(re.search(r"(?i)\bplease (?:indicate|tick|select|state|choose|confirm|give|provide|tell)\b", text))
    )


def is_question(text: str) -> bool:
    return text.rstrip(' )”’"').endswith("?")


def asks(text: str) -> bool:
    """Whether somewhere in it somebody is asked for something."""
    return is_ask(text) or bool(_ASKED.search(text)) or "?" in text or bool(re.search(r"(?i)\b(?:views|please|invite)\b", text))


def of_respondent(text: str) -> bool:
    return bool(_OF_YOU.match(text)) or is_field(text)


def is_field(text: str) -> bool:
    """A field of a form about the respondent: ``Name``, ``Email address:``."""
    return bool(_FIELD.fullmatch(text.strip()))


def is_option(text: str) -> bool:
    """Whether it is an answer to choose, or several, and nothing else."""
    return (bool(BOX.search(text)) and not is_field(text)) or bool(options_in(text))


def broken_option(before: str, text: str) -> bool:
    """Whether an answer to choose goes on behind the end of a line: its words, or the words behind its box."""
    box = BOX.match(before)
    return box is not None and not BOX.match(text) and (bool(re.match(r"[a-z]", text)) or bool(re.search(rf"(?:{BOX.pattern})$", before)))


def options_in(text: str) -> list[str]:
    """The answers to choose that are all of a line: ``☐ Yes ☐ No``, ``Yes / No``, ``Strongly agree``."""
    text = text.strip()
    if len(text) > _LONGEST_SCALE and not BOX.search(text[:_LONGEST_SCALE]):
        return []
    if BOX.search(text):
        return [part.strip(" ;,|") for part in BOX.split(text) if part.strip(" ;,|:")]
    if _OPTION.fullmatch(text):
        return [text.rstrip(".;")]
    bare = re.sub(r"^[(\[]|[)\].]$", "", text)
    for sign in (r"\s*/\s*", r"\s*\|\s*", r"\s*;\s*", r",\s*(?:or\s+)?|\s+or\s+", r"\s{2,}"):
        parts = [part for part in re.split(sign, bare) if part]
        pair = len(parts) == 2 and "," in bare and " or " not in bare  # "Yes, always" is one answer
        if len(parts) > 1 and not pair and all(_OPTION.fullmatch(part) for part in parts):
            return parts
    return _run(bare)


def _run(text: str) -> list[str]:
    """Answers printed side by side with single spaces, as cells of a table come out of a PDF."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        ends = [end for end in range(len(text), at, -1) if (end == len(text) or text[end] == " ") and _OPTION.fullmatch(text[at:end])]
        if not ends or (parts and not text[at].isupper()):
            return []
        parts.append(text[at : ends[0]])
        at = ends[0] + 1
    return parts if len(parts) > 1 else []


def options_within(text: str) -> list[str]:
    """Answers in brackets within a question, or behind it: ``Do you agree? (Yes / No)``."""
    tail = text.rpartition("?")[2].strip()
    if tail and not BOX.search(tail) and len(found := options_in(tail)) > 1:
        return found
    return next((found for inner in re.findall(r"\(([^()]{4,120})\)", text) if len(found := options_in(inner)) > 1), [])


def is_contents(text: str) -> bool:
    """A line of a contents list: dots or a page number behind a question."""
    return bool(_DOTS.search(text[-120:]))


def opens(text: str) -> bool:
    """Whether a line begins something of its own: a question, an item of a list, an answer to choose."""
    return bool(said(text) or plain(text) or lettered(text) or BULLET.match(text) or is_option(text))


def is_numbered(text: str) -> bool:
    """A numbered paragraph, or an item of a numbered list."""
    return bool(_PARAGRAPH.match(text))


def limit_in(text: str) -> str:
    """``500 words`` or ``3000 characters``; empty where none is set."""
    for match in _LIMIT.finditer(text):
        of = match["of"] or match["of2"] or next((word for word in ("word", "character") if f"{word} limit" in match[0].lower()), "")
        if of:
            return f"{int((match['a'] or match['b']).replace(',', ''))} {of.lower().rstrip('s')}s"
    match_in_brackets = _BRACKETED.search(text)
    return f"{match_in_brackets[1]} {match_in_brackets[2].lower()}" if match_in_brackets else ""
