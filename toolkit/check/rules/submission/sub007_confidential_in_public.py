"""Something confidential in a version that anybody may read.

What: words that are marked confidential or personal in one place, and stand unmarked in another; words that say of themselves that they
are confidential and are not marked, such as "CONFIDENTIAL" at the beginning of a paragraph, "not for publication", or "please treat this
section as confidential"; and, as an error, a sentence of a confidential part in a built file that is public, wherever in the file it
stands.

Why: what is sent to a public consultation is published, and is still found years later when it has been taken down. What is marked is left
out of a public version; what is not marked is not.

Bad (text):

    Our client [Anna Bellweather]{.confidential} was searched twice.

    Before that, Anna Bellweather had never met the police.

Good (text):

    Our client [Anna Bellweather]{.confidential} was searched twice.

    Before that, [she]{.confidential} had never met the police.

Fix: mark the words there too: [words]{.confidential} in a sentence, '::: confidential' before and ':::' behind paragraphs,
'confidential: true' for a section. Where everybody may read them, take the mark off the first place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.built import Damaged, as_compared, told
from toolkit.check.rule import Artefact, Facts, Rule, Submission
from toolkit.check.written import body
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.text import Withheld

RULE = Rule("SUB007", "confidential-in-public", "warning", "draft", also=("artefact",))

_HINT = phrase(r"(?i)confiden|not for publication")
_TYPED = phrase(
    r"\A\W*(?:STRICTLY |PRIVATE (?:AND|&) )?CONFIDENTIAL\b(?! (?!NOT\b|DRAFT\b|ANNEX\b|SECTION\b|UNTIL\b)[A-Z]{2,})"
    r"|\A\W*(?:Strictly )?[Cc]onfidential\b(?=\s*[\]):–—.]|\s*\Z)"
    r"|(?:\A\W*|(?<=[(\[])|(?<=[:–—] ))(?i:not for publication)\b|(?i:\bplease do not publish (?:this|the following|these)\b)"
    r"|(?i:\b(?:treat|keep|hold) (?:this|the following|these) (?:sections?|parts?|paragraphs?|answers?|evidence|annex|information"
    r"|case stud(?:y|ies)) (?:as )?(?:strictly )?(?:in )?confiden(?:tial|ce)\b)"
)


_LONG = 5
"""Words of a sentence that says enough to be known again."""
_NAMED = phrase(
    r"\b(?!(?:Jan|Febr)uary\b|(?:March|April|May|June|July|August)\b|(?:Septem|Octo|Novem|Decem)ber\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:The|An?|She|He|They|We|It|This|That|These|Those|Her|His|Their|Our|In|On|At|Of|And|But|Not?)\b)[A-Z]\w\w|\d{4}"
)
"""In words that name somebody or something: not in those that only begin a sentence, or name a day."""


def check(subject: Submission | Artefact, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    if subject.response.outline.version == "public":
        yield from _in_file(subject) if isinstance(subject, Artefact) else _in_text(subject)


def _in_file(artefact: Artefact) -> Iterator[Finding]:
    """Sentences of confidential parts in a public file."""
    sentences = [each for each in artefact.withheld if len(each.words.split()) >= _LONG]
    if not sentences or RULE.code in artefact.told:
        return
    try:
        shown, besides = told(artefact.output, artefact.data)
    except Damaged:
        return  # SUB006 tells
    for each in sentences:
        wanted = as_compared(each.words)
        if wanted in shown or wanted in besides:
            yield RULE.finding(
                artefact.span(),
                f"This file is public and holds words that are confidential: '{_short(each.words)}'.",
                "Do not send it. Mark these words wherever they stand, and build it anew.",
                related=[each.span],
                level="error",
            )


def _in_text(submission: Submission) -> Iterator[Finding]:
    texts = list(body(submission.open))
    for text in texts:
        found = _TYPED.search(text.words) if "ublish" in text.words or _HINT.search(text.words) else None
        if found and not text.claimed(*found.span()) and not _is_ours(text.words):
            yield RULE.finding(
                text.span(*found.span()),
                f"'{found[0].strip()}' stands in a version that anybody may read.",
                "Mark it: '::: confidential' before and ':::' behind; a public version then leaves it out.",
            )
    for words, place in {each.words.strip(" .,;:"): each.span for each in reversed(submission.withheld) if _tells(each)}.items():
        sought = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        for text in texts:
            if words in text.words and (again := sought.search(text.words)):
                yield RULE.finding(
                    text.span(*again.span()),
                    f"'{_short(words)}' is marked confidential elsewhere, and stands here in a version that anybody may read.",
                    "Mark it here too; or take the mark off there, where everybody may read it.",
                    related=[place],
                )


def _tells(each: Withheld) -> bool:
    """Whether withheld words are enough to be known again: a sentence, or a name or number of some length."""
    words = each.words.strip(" .,;:")
    return len(words.split()) >= _LONG or (not each.block and len(words) > 3 and _NAMED.search(words) is not None)


def _is_ours(words: str) -> bool:
    """Whether a paragraph is the mark that stands where something was withheld."""
    return words.startswith("[") and words.endswith("]")


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}\u2026"
