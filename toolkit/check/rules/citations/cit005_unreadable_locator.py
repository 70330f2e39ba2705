"""A place in a source that cannot be read as one.

What: words and numbers where a page or paragraph is meant and that are no place, such as "pgae 12", "page: 12", "p. ??" or "see the
table", a range that runs backwards (p. 20-12), and a word for a place with no number behind it; in claims, exhibits and texts. Remarks in
words, such as "emphasis added", and places of other kinds, such as "Principle 4", are left alone.

Why: what is not read as a place is printed as a remark behind the whole reference, in no style's form, and nobody looks for it there.

Bad (text):

    Most searches were for drugs [@alpha2012, pgae 12].

Good (text):

    Most searches were for drugs [@alpha2012, p. 12].

Fix: write p. 3, pp. 3-5, para. 57, s. 39, Part 2, Sch 1, reg 4, Table 2, Annex A; several with commas: p. 20, para. 57.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from toolkit.check.pinpoints import pinpoints
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.cite.locator import locator_is_read
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("CIT005", "unreadable-locator", "warning", "draft")

_BEGINS = re.compile(r"(?:at\s+)?(?P<word>[^\W\d_]+)?[.:,;]?\s*(?P<rest>.*)", re.DOTALL)
_NUMBER_ALONE = phrase(r"[#(\[]?\d+\W*")
_E_NUMBER = phrase(r"[eE]\d")
_WORDS = {*("p", "pp", "page", "pages", "para", "paras", "paragraph", "paragraphs", "section", "sections", "chapter", "chapters")}
_MISSPELT = (
    "page",
    "pages",
    "para",
    "paras",
    "paragraph",
    "paragraphs",
    "section",
    "sections",
    "chapter",
    "schedule",
    "regulation",
    "article",
)
_VAGUE = re.compile(
    r"(?i)(?:see (?:the )?(?:tables?|report|website|annex|data|figures?|text|source)|somewhere(?: in .{1,30})?|various|unknown"
    r"|t\.?b\.?[cd]\.?"
    r"|n/?a|\?+|x{2,}|(?:to )?check|last page|first page|(?:no )?pages?(?: (?:unknown|missing))?)"
)
_WORD_ALONE = re.compile(r"(?i)[\d,;&] ?(?:and )?(?:pp?|paras?|paragraphs?|pages?|ss?|sections?|cols?|chs?)\.?$")
_RANGE = phrase(r"(?<![\w./])(\d+)\s*[-–—]{1,3}\s*(\d+)(?![\w./])")
_LONGEST_PLACE = 3
"""Words: more of them are a remark, such as "page numbers are those of the PDF"."""


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    for pinpoint in pinpoints(submission, facts):
        written = pinpoint.written.strip().strip("{}")
        if not written:
            continue
        if locator_is_read(written):
            wrong = _amiss(written)
        else:
            wrong = f"is not read as a place in '{pinpoint.key}'" if _is_meant_as_place(written) else ""
        if wrong:
            yield RULE.finding(
                pinpoint.span,
                f"'{written}' {wrong}.",
                "Write it as in p. 3, pp. 3-5, para. 57, s. 39, Sch 1, Table 2; several with commas: p. 20, para. 57.",
            )


def _amiss(written: str) -> str:
    """What is wrong with a place that is read: a range that runs backwards, or a word for a place without its number."""
    if _WORD_ALONE.search(written):
        return "ends in a word for a place and has no number behind it"
    for first, last in _RANGE.findall(written):
        whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
        if int(whole) < int(first):
            return "runs backwards"
    return ""


def _is_meant_as_place(written: str) -> bool:
    """Whether somebody meant a page or paragraph, and no remark: a word for it or a misspelt one, or nothing but a number."""
    if _VAGUE.fullmatch(written):
        return True
    begins = _BEGINS.fullmatch(written)
    if begins is None or len(written.split()) > _LONGEST_PLACE:
        return False
    if begins["word"] is None:
        return _NUMBER_ALONE.fullmatch(written) is not None
    word, rest = begins["word"].lower(), begins["rest"]
    if word in _WORDS:
        return not _E_NUMBER.match(rest)
    return rest[:1].isdigit() and word not in _MISSPELT and bool(get_close_matches(word, _MISSPELT, n=1, cutoff=0.75))
