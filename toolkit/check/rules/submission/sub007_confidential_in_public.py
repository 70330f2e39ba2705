"""A part marked confidential in a document that anybody may read.

What: a section with 'confidential: true' that has text, in an outline whose version is public; and words there that say so of
themselves, such as "CONFIDENTIAL" at the beginning of a paragraph, "not for publication", or "please treat this section as confidential".

Why: what is sent to a public consultation is published, and is still found years later when it has been taken down.

Bad (outline):

    title: Our response
    version: public
    sections:
      - {id: first, heading: First, text: sections/first.md}
      - {id: cases, heading: Two cases, confidential: true, text: A client told us of her search.}

Good (outline):

    title: Our response
    version: confidential
    sections:
      - {id: first, heading: First, text: sections/first.md}
      - {id: cases, heading: Two cases, confidential: true, text: A client told us of her search.}

Fix: move the section to a confidential version (version: confidential) that goes to the body alone, or take its text out of this one.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.written import body
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.response import Section

RULE = Rule("SUB007", "confidential-in-public", "warning", "draft")

_HINT = phrase(r"(?i)confiden|not for publication")
_TYPED = phrase(
    r"\A\W*(?:STRICTLY |PRIVATE (?:AND|&) )?CONFIDENTIAL\b(?! (?!NOT\b|DRAFT\b|ANNEX\b|SECTION\b|UNTIL\b)[A-Z]{2,})"
    r"|\A\W*(?:Strictly )?[Cc]onfidential\b(?=\s*[\]):–—.]|\s*\Z)"
    r"|(?:\A\W*|(?<=[(\[])|(?<=[:–—] ))(?i:not for publication)\b|(?i:\bplease do not publish (?:this|the following|these)\b)"
    r"|(?i:\b(?:treat|keep|hold) (?:this|the following|these) (?:sections?|parts?|paragraphs?|answers?|evidence|annex|information"
    r"|case stud(?:y|ies)) (?:as )?(?:strictly )?(?:in )?confiden(?:tial|ce)\b)"
)


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    outline = submission.response.outline
    if outline.version != "public":
        return
    speaking = {text.section for text in body(submission) if text.words.strip() and text.kind != "heading"}
    told: list[str] = []
    for where, _, section in outline.walk():
        if not section.confidential or where.startswith(tuple(f"{each}." for each in told)) or not speaking & set(_ids(section)):
            continue
        told.append(where)
        yield RULE.finding(
            outline.origin.span(f"{where}.confidential"),
            f"The section '{section.id}' is confidential, and it stands in a version that anybody may read.",
            "Set 'version: confidential' for the copy that goes to the body alone, or take the section out of this one.",
            related=[outline.origin.span("version")] if "version" in outline.origin.marks else [],
        )
    hidden = {each for _, _, section in outline.walk() if section.confidential for each in _ids(section)}
    for text in body(submission):
        found = _TYPED.search(text.words) if text.section not in hidden and ("ublish" in text.words or _HINT.search(text.words)) else None
        if found and not text.claimed(*found.span()):
            yield RULE.finding(
                text.span(*found.span()),
                f"'{found[0].strip()}' stands in a version that anybody may read.",
                "Move it to a section with 'confidential: true' and a version for the body alone, or take it out of this one.",
            )


def _ids(section: Section) -> Iterator[str]:
    yield section.id
    for each in section.sections:
        yield from _ids(each)
