"""A quotation that the archived copy of its source does not have, or not where it is cited.

What: a claim's 'quote', or words typed in quotation marks with a citation (four or more), which are not word for word in the newest copy
of the source, or stand on another page than the one that is cited. A warning where they stand there and something near them has to be
read first: a "not" just before them, a "but" just after them, an ellipsis that hides one. What nobody could check is no finding: the
summary counts it by itself.

Why: the question "where does it say that?" is asked about quotations first. A changed word, a dropped "not" or a wrong page is found by
whoever looks it up, and then nothing else in the submission is believed.

Bad (copy alpha2012, text):

    The searches were counted. Most of the searches were for very small amounts, and few led anywhere.
    -----
    The office found that "most of the searches were for very large amounts" [@alpha2012].

Bad (copy alpha2012, text):

    A search must not be made to find out whether somebody carries anything at all.
    -----
    It says that a search may "be made to find out whether somebody carries anything at all" [@alpha2012].

Good (copy alpha2012, text):

    The searches were counted. Most of the searches were for very small amounts, and few led anywhere.
    -----
    The office found that "[m]ost of the searches were for very small amounts" [@alpha2012].

Fix: take the words from the copy: 'consult archive quote KEY PAGE "first words … last words"' cuts them out with their page. A quotation
that is to be read stands once somebody has read it: widen it, or say so in a waiver beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.taken import taken
from toolkit.model.finding import Finding
from toolkit.model.proofs import ARCHIVE, Observed
from toolkit.model.workspace import Workspace

RULE = Rule("CLM002", "quotation-not-in-its-source", "error", "draft", needs=(ARCHIVE,), also=("workspace",))


def check(subject: Submission | Workspace, facts: Facts) -> Iterator[Finding]:
    for each in taken(subject, facts, "quotation"):
        if (told := _told(each)) is not None:
            message, help_ = told
            yield RULE.finding(each.span, message, help_, level="warning" if each.standing == "to-read" else None)


def _told(each: Observed) -> tuple[str, str] | None:
    """What is wrong, and what to do; None where nothing is, or nobody could tell."""
    source, where = f"the copy of '{each.source}'", f" on {each.page}" if each.page else ""
    if each.standing == "wrong-page":
        return (
            f"The quotation is not on {each.pinpoint} of '{each.source}': {source} has it on {each.page or 'no page of its own'}.",
            f"Write {each.page.partition(' (')[0] or 'the place'} if that is where you read it.",
        )
    if each.standing == "altered":
        return (
            f"The quotation is not word for word in {source}:{where or ' there'} it has {'; '.join(each.differs)}.",
            f"Correct it, or mark what you changed: […] for words left out, [ ] for words put in. {_source(each)}",
        )
    if each.standing == "not-found":
        return (
            f"The quotation is not in {source}, nor anything like it.",
            "Is it the right source, and the right edition? 'consult archive status' lists the copies.",
        )
    if each.standing == "to-read":
        return (
            f"Read this quotation beside its source: {' '.join(each.cautions)}",
            f"{_source(each)} If it is fair, waive this beside it and say why; else quote more.",
        )
    return None


def _source(each: Observed) -> str:
    passage = " ".join(each.passage.split())
    return f"The source: “{passage if len(passage) <= 300 else f'{passage[:299]}…'}”"
