"""What a document asks without numbers: questions where it invites answers, and the points of its terms of reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.questions import options, respondent, wording
from toolkit.questions.lines import Line

_INVITES = re.compile(
    r"(?i)\bterms of reference\b|\bquestions?\b|\b(?:invit|welcom|seek|interest|consider|address|examin|explor|look|focus|inquir|"
    r"answer|respond|ask|hear|input)\w*\b|\b(?:views?|comments?|evidence|submissions?|feedback|thoughts)\b"
)
_HEADS = re.compile(
    r"(?i)^(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:the |our |your |key |specific )*(?:consultation |discussion |focus |survey )?questions?\b.{0,60}|"
    r".{0,40}\bquestions?(?: for| to)? (?:respondents?|consultees|consider|you|consultation|discussion|answer).{0,30}|"
    r".{0,60}\bterms of reference|call for (?:written )?(?:evidence|submissions|views|input)|have your say|"
    r"your views|what we (?:want|would like|are asking).{0,40}|"
    r"(?:issues|points|areas|topics|matters) (?:for|of|to) .{0,40}|inquiry (?:focus|scope))\s*:?$"
)
_FOLLOWING = re.compile(
    r"(?i)\b"
    r"(?:evidence|submissions?|views|responses?|answers?|input|comments?)\b.*\b(?:following|these) (?:questions|themes|issues)\b(?!.*:$)"
)
_SETS_OUT = re.compile(
    r"(?i)\bterms of reference\b|\b(?:following|these|below|particular(?:ly)?|include|includes|including|specific(?:ally)?|"
    r"among(?:st)?|such as|about|on|into|whether|consider|address|examine|explore|focus)\b"
)
_FORMAL = re.compile(
    r"(?i)\b(?:submissions?|evidence|responses?|documents?|comments|they|you|it)\b.{0,40}\b(?:should|must|can|may|may be|can be)\b"
    r"(?! (?:address|focus|consider|cover|respond|answer|reply))|\bguid(?:e|ance)\b|\bnext steps\b|\bprivacy\b|\bby (?:post|e-?mail)\b|"
    r"\bfurther information\b|\bcontact\b|\bpublished\b|\bmembers(?:hip)? (?:of the committee|are)\b"
)
"""A list of what an answer should look like, or of addresses."""
_YOU = re.compile(
    r"(?i)\b(?:do|would|are|have|should|can|could|did|were) you\b|\byou (?:would|think|want|have|wish)\b|"
    r"\byour (?:views?|opinions?|experience|organi[sz]ation|answer|response|area)"
)
_ASIDE = re.compile(
    r"(?i)\b(?:another|other|different|alternative|accessible) (?:format|language)|\bneed help\b|\bcookies\b|"
    r"^if you have any (?:questions|queries)\b"
)
"""What a page asks of its reader that is no part of the consultation."""
_LONGEST = 700


def invited(lines: Sequence[Line], title: str) -> dict[int, wording.Start]:
    """By its place in `lines`, each question that has no number, where a document invites answers; else what asks the reader directly.

    A letter before it is taken for its number.
    """
    under = set(_under_invitations(lines, title))
    under |= {at for at, line in enumerate(lines) if _asks_the_reader(line) and not (under and (line.level or line.listed))}
    found: dict[int, wording.Start] = {}
    last = -10
    for at in sorted(under):
        line = lines[at]
        if at - last <= 8 and wording.REASONS.match(line.text) and not line.listed:
            continue
        lettered = wording.lettered(line.whole)
        found[at] = lettered if lettered is not None else wording.Start("", line.text)
        last = at
    return found


def _asks_the_reader(line: Line) -> bool:
    return (
        _is_question(line)
        and bool(_YOU.search(line.text))
        and len(line.text) <= _LONGEST
        and not (line.level and wording.RHETORICAL.search(line.text))
    )


def _is_question(line: Line) -> bool:
    asked = wording.is_asked(_words(line)) or (wording.is_question(line.text) and bool(line.listed))
    itself = not line.listed and wording.RHETORICAL.search(line.text) and not re.search(r"(?i)\byou(?:r)?\b", line.text)
    return asked and not itself and not wording.is_contents(line.text) and not _ASIDE.search(line.text)


def _words(line: Line) -> str:
    """Its words without the letter or the small Roman number that a list puts before them."""
    lettered = wording.lettered(line.text)
    return lettered.rest if lettered is not None else line.text


def _under_invitations(lines: Sequence[Line], title: str) -> Iterator[int]:
    """Places of questions below a heading or a line that invites answers, and of those with answers to choose from below."""
    inviting, level = False, 0
    for at, line in enumerate(lines):
        if line.level and not _is_question(line):
            if line.text != title and _HEADS.match(line.text) and not respondent.ABOUT.search(line.text):
                inviting, level = True, line.level
            elif inviting and not (line.level > level or _next_asks(lines, at)):
                inviting = False
        elif _is_question(line) and len(line.text) <= _LONGEST:
            choice = not line.level and at + 1 < len(lines) and bool(options.options_in(lines[at + 1].text))
            if inviting or choice:
                yield at
        elif inviting and _holds(line):
            yield at
        elif _FOLLOWING.search(line.text) and not line.level and not _FORMAL.search(line.text):
            inviting, level = True, max(level, 1)
        elif _invites(line):
            if _group(lines, at):
                inviting, level = True, max(level, 1)
                yield from (each for each in _group(lines, at) if not _is_question(lines[each]))
        elif inviting and not line.listed and len(line.text) > 250 and not _next_asks(lines, at):
            inviting = bool(level > 1 and _HEADS.match(line.text))


def _invites(line: Line) -> bool:
    return line.text.endswith(":") and bool(_INVITES.search(line.text)) and not _FORMAL.search(line.text)


def _group(lines: Sequence[Line], at: int) -> list[int]:
    """Places of the items of the list below a line, where most of them ask."""
    items = list(_items(lines, at))
    asking = [each for each in items if _is_question(lines[each])]
    return [each for each in items if wording.is_ask(_words(lines[each]))] if items and 2 * len(asking) > len(items) else []


def _items(lines: Sequence[Line], at: int) -> Iterator[int]:
    """Places of the items of the list that begins below a line; short lines between them, as headings, are passed over."""
    passed = 0
    for place in range(at + 1, len(lines)):
        line = lines[place]
        if line.listed or _ITEM.match(line.text):
            passed = 0
            yield place
        elif _is_between(line) and passed < 1 and _listed_next(lines, place):
            passed += 1
        elif not wording.is_asked(_words(line)):
            return
        else:
            yield place


def _is_between(line: Line) -> bool:
    """Whether a line may be a heading within a list."""
    formal = _FORMAL.search(line.text) or _WORD_OF_FORM.search(line.text)
    return not formal and (line.level > 0 or len(line.text) < 80) and not line.text.endswith(".")


_ITEM = re.compile(r"\((?:\d{1,2}|[a-z]|[ivx]+)\)\s*(?=\S)|(?:\d{1,2}|[a-z]|[ivx]+)[.)]\s+")


def _listed_next(lines: Sequence[Line], at: int) -> bool:
    after = lines[at + 1] if at + 1 < len(lines) else None
    return after is not None and (bool(after.listed) or bool(_ITEM.match(after.text)))


def _next_asks(lines: Sequence[Line], at: int) -> bool:
    return any(_is_question(line) or _holds(line) for line in lines[at + 1 : at + 2])


def _holds(line: Line) -> bool:
    """Whether a paragraph that says something first ends as a question."""
    return not line.level and wording.holds_question(line.text) and len(line.text) <= _LONGEST and not _ASIDE.search(line.text)


# --- themes ---------------------------------------------------------------------------------------------------------------

_APART = re.compile(
    r"(?i)^(?:\d+\.?\s*)?(?:contents|foreword|introduction|ministerial foreword|executive summary|summary|background|preface|"
    r"how to (?:respond|submit|reply|take part)|"
    r"next steps|annex.*|appendix.*|glossary|acknowledgements|references|contact(?: us| details)?|privacy.*|confidentiality.*|"
    r"data protection.*|ways to respond|"
    r"about (?:you|this|the) .*|about you|.*what happens next.*|what is this.*|responding.*|alternative formats|"
    r"terms of reference|(?:guidance|call for evidence|submissions?)|further information)$"
)


def themes(lines: Sequence[Line], title: str = "") -> list[str]:
    """What a document without questions wants to hear about: the points of its terms of reference; else its chapters, without those that
    every document has."""
    points = _points(lines)
    if len(points) > 1:
        return points
    heads = [line for line in lines if line.level and line.text != title and not wording.is_contents(line.text)]
    if not heads:
        return []
    top = min(line.level for line in heads)
    return list(dict.fromkeys(line.text for line in heads if line.level == top and not _APART.match(line.text)))


def _points(lines: Sequence[Line]) -> list[str]:
    """The items of that list, of all that a line leads to, which sets out on what evidence is wanted."""
    best: tuple[int, list[str]] = (0, [])
    for at, line in enumerate(lines):
        if not (_LEADS.search(line.text) or (line.level and _TERMS.search(line.text))):
            continue
        items = [_point(lines[each].text) for each in _items(lines, at)]
        worth = _worth(line.text, items)
        if worth > best[0]:
            best = worth, items
    return best[1]


_LEADS = re.compile(r"(?:[:–—]|\bon-)$")
_TERMS = re.compile(r"(?i)\bterms of reference\b|\bscope of (?:the|this|our) (?:inquiry|review)\b")
_INQUIRES = re.compile(
    r"(?i)\b(?:inquir(?:y|ies)|committee|commission|panel|review|consultation|we|government|department|evidence|views|submissions)\b"
)
_STUDIES = re.compile(
    r"(?i)(?:to )?(?:whether|how|what|which|why|where|when|the (?:\w+ ){0,3}(?:extent|effects?|effectiveness|impacts?|role|case|need|"
    r"nature|"
    r"quality|scope|adequacy|costs?|benefits?|implications?|use|future|causes?|reasons?|potential|suitability|basis|frequency|state|"
    r"merits?|operation|experience|consequences)|assess|examine|consider|explore|look at|investigate|evaluate|review|identify)\b"
)
_WORD_OF_FORM = re.compile(
    r"(?i)@|\bwww\.|https?:|\b(?:word|pdf|rich text) (?:format|file|document)\b|\bpages?\b|\b\d[\d,]* words\b|\bpost ?code\b|\bsigned\b|"
    r"\b(?:your|contact) (?:name|details|address|telephone)\b|\bsummary\b.*\bparagraphs?\b|\bnumbered\b|\btelephone\b"
)


def _worth(intro: str, items: Sequence[str]) -> int:
    """How surely a list is what evidence is wanted on; nothing, where it tells how to send it."""
    formal = bool(_FORMAL.search(intro)) and not _TERMS.search(intro)
    if len(items) < 2 or formal or sum(bool(_WORD_OF_FORM.search(each)) for each in items) * 3 >= len(items):
        return 0
    studies = sum(bool(_STUDIES.match(each)) for each in items) * 2 >= len(items)
    return (
        3 * bool(_TERMS.search(intro))
        + 2 * bool(_INVITES.search(intro) and _SETS_OUT.search(intro))
        + bool(_INQUIRES.search(intro) and (_INVITES.search(intro) or studies))
        + 2 * studies * bool(_INQUIRES.search(intro) or _INVITES.search(intro))
    )


def _point(text: str) -> str:
    item = _ITEM.match(text)
    return re.sub(r"[;,.]?(?:\s+and)?[;,.]?$", "", text[item.end() :] if item else text)
