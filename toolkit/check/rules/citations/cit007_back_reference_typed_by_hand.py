"""A reference back to an earlier note that somebody typed: ibid, op cit, supra, "n 12".

What: ibid, idem, op cit, loc cit, supra and infra, "(n 6)" behind a name, and "see note 12 above", typed in a text or a claim, in a note
or as a remark of a citation. Words in quotation marks, sizes of samples such as (n = 120), and notes of other documents are left alone.

Why: the number of a note changes with every note that comes or goes, and so does what ibid means. The toolkit prints both itself where the
style wants them, and it prints them right.

Bad (text):

    Most searches were for drugs.^[Ibid, p. 4.]

Good (text):

    Most searches were for drugs [@alpha2012, p. 4].

Fix: cite the key again, with its page; the style shortens what was cited before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.pinpoints import with_notes
from toolkit.check.quoted import own_words
from toolkit.check.rule import Facts, Rule, Stated, Submission
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.model.text import Text

RULE = Rule("CIT007", "back-reference-typed-by-hand", "warning", "draft", also=("claim",), english=True)

_SIGNS = ("ibid", "idem", "cit", "supra", "infra", "id.", "note ", "notes ", "fn", " n.", " n ", "(n", "nn")
_CHEAP = phrase(r"(?i)ibid|idem|cit\b|supra|infra|\bid\.|\bnn?\b|\bnn?\d|note|\bfn\b|\bfn\d")
_TYPED = phrase(
    r"(?P<latin>\b[Ii]bid(?:em)?\b\.?|\b[Oo]p\.? ?[Cc]it\b\.?|\b[Ll]oc\.? ?[Cc]it\b\.?|\b[Ii]dem\b(?=[,.;)]|$)|\b[Ii]d\.(?=,? (?:at"
    r"|p\.) ?\d))"
    r"|(?P<supra>\b(?:[Vv]ide |[Ss]ee )?[Ss]upra\b(?=,? (?:nn?\.? ?\d|(?:foot)?notes? \d|fn\.? ?\d|at \d|pp?\.? ?\d|paras?\.? ?\d)|[).;]|$)"
    r"|\b[Ii]nfra\b(?=,? (?:nn?\.? ?\d|(?:foot)?notes? \d|fn\.? ?\d)))"
    r"|(?P<named>(?<=[a-z]) \((?:above |supra |see )?nn?\.? ?\d{1,3}\))"
    r"|(?P<note>\b(?:(?:[Ss]ee |[Ii]n |[Aa]s in )?(?:foot|end)?notes?|nn?\.|fn\.?) ?\d{1,3},? (?:above|below)\b"
    r"|\b(?:above|below),? (?:at )?(?:(?:foot|end)?notes? |nn?\.? ?|fn\.? ?)\d{1,3}\b"
    r"|\b(?:[Ss]ee|[Rr]efer to|[Cc]f\.?) (?:also )?(?:(?:foot|end)?notes? |fn\.? ?|nn?\. ?)\d{1,3}\b"
    r"|\b(?:[Aa]t|[Ii]n|[Ss]ame as|[Aa]s) (?:(?:foot|end)notes? |fn\.? ?|nn?\. ?)\d{1,3}\b)"
)
_SAMPLE = phrase(
    r"(?i)\b(?:sample|survey|respond|participant|interview|people|women|men|children|patients|cases|adults|base|cent|focus|group|cohort)"
)
_OF_ANOTHER = re.compile(r"(?i),? (?:of|to|in) (?:the|their|its|that|this|his|her|[A-Z])")
_ONE_REFERENCE = 12
"""Characters: what follows within them belongs to the same reference, as in "op cit (n 6)"."""
_AUTHOR = re.compile(r"[A-Z][\w'\u2019]+(?:,| and [A-Z]\w+| et al\.?)?$")


def check(subject: Stated | Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    if isinstance(subject, Submission):
        yield from _in_draft(subject)
    elif subject.claim.status in {"draft", "checked"}:
        yield from _in_claim(subject)


def _in_claim(stated: Stated) -> Iterator[Finding]:
    if any(sign in stated.written for sign in _SIGNS):
        for read in stated.readings:
            yield from _typed(read.text)
    for number, support in enumerate(stated.claim.support):
        for field, words in (("locator", support.locator), ("note", support.note)):
            if (
                words
                and any(sign in words.lower() for sign in _SIGNS)
                and (match := _TYPED.search(f" {words}"))
                and not _OF_ANOTHER.match(f" {words}", match.end())
            ):
                yield _finding(stated.claim.span(f"support.{number}.{field}"), match[0].strip())


def _in_draft(submission: Submission) -> Iterator[Finding]:
    for text in with_notes(submission.texts):
        if text.kind not in ("heading", "exhibit") and _CHEAP.may_match(text.words):
            yield from _typed(text)
    told: set[Span] = set()
    for citation in (each for each in submission.draft.citations if each.claim is None):
        match = _TYPED.search(f"{citation.prefix} {citation.suffix} {citation.locator.suffix}")
        if match and match["latin"] and citation.span not in told:
            told.add(citation.span)
            yield _finding(citation.span, match[0].strip())


def _typed(text: Text) -> Iterator[Finding]:
    own, told = own_words(text.words), -_ONE_REFERENCE - 1
    for match in _TYPED.finditer(own):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if text.claimed(start, match.end()):
            continue
        if match["named"] and not _is_behind_author(own[max(0, start - 60) : start].rstrip()):
            continue
        if match["note"] and _OF_ANOTHER.match(own, match.end()):
            continue
        if start - told > _ONE_REFERENCE:
            yield _finding(text.span(start, match.end()), match[0].strip())
        told = match.end()


def _is_behind_author(before: str) -> bool:
    """Whether a number in brackets stands behind a name, as in "Smith (n 6)", and is not the size of a sample."""
    return _AUTHOR.search(before) is not None and not _SAMPLE.search(before)


def _finding(span: Span, typed: str) -> Finding:
    return RULE.finding(
        span,
        f"'{typed}' is typed by hand and will point at another note as soon as one comes or goes.",
        "Cite the key again with its page; the style prints ibid and numbers of notes itself.",
    )
