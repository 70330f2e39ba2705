"""A document that is longer than its kind allows.

What: more pages in the built PDF than the kind has (a briefing has two), more words in the text than it may have (a column has 800), or
more words in a field than it says (the standfirst of a column has 40). Title, headings, fields and notes do not count as text.

Why: what is read in a corridor has to fit on its pages, and an editor cuts from the end.

Bad (workspace, outline, text):

    organisation: {name: A Charity}
    -----
    document: column
    title: What the police look for
    fields:
      standfirst: >-
        The police have said what searches are for, and they have said it more than once, to the Mayor, to the press and to everybody
        else who asked them, in words that nobody could mistake, and then they have mostly gone out and searched for something else.
      author: {name: Policy team}
    sections: [{id: first, text: sections/first.md}]
    -----
    Fewer people are searched.

Good (workspace, outline, text):

    organisation: {name: A Charity}
    -----
    document: column
    title: What the police look for
    fields:
      standfirst: The police have said what searches are for. Then they mostly search for something else.
      author: {name: Policy team}
    sections: [{id: first, text: sections/first.md}]
    -----
    Fewer people are searched.

Fix: shorten it, or raise 'limit' or 'pages' in a kind of your own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.check.built import Damaged, pdf_pages
from toolkit.check.length import length
from toolkit.check.rule import Artefact, Facts, Rule, Submission
from toolkit.model.finding import Finding
from toolkit.model.kind import KindField

RULE = Rule("DOC003", "longer-than-its-kind", "warning", "draft", needs=("words",), also=("artefact",))


def check(subject: Submission | Artefact, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    if isinstance(subject, Artefact):
        yield from _pages(subject)
        return
    response = subject.response
    sections = [section for _, _, section in response.outline.walk()]
    if response.kind.limit and sections:
        allowed, unit = _parts(response.kind.limit)
        has = length(subject, sections, {}, unit)[0]
        if has > allowed:
            yield RULE.finding(
                response.span("document"),
                f"The text has {has:,} {unit}. The kind {response.kind.name} allows at most {allowed:,}: {has - allowed:,} too many.",
                "Shorten it.",
            )
    yield from _fields(subject, response.kind.fields, "fields")


def _pages(artefact: Artefact) -> Iterator[Finding]:
    kind = artefact.response.kind
    if artefact.output != "pdf" or kind.pages is None:
        return
    try:
        has = len(pdf_pages(artefact.data))
    except Damaged:  # told by SUB006
        return
    if has > kind.pages:
        allowed = "one page" if kind.pages == 1 else f"{kind.pages} pages"
        yield RULE.finding(
            artefact.span(),
            f"The PDF has {has} pages. A document of the kind {kind.name} has {allowed}.",
            "Shorten it, and build it again.",
        )


def _fields(submission: Submission, declared: Mapping[str, KindField], where: str) -> Iterator[Finding]:
    for name, field in declared.items():
        if field.fields:
            entries = {path.split(".")[2] for path in submission.draft.fields if path.startswith(f"{where}.{name}.")}
            for number in sorted(entries):
                yield from _fields(submission, field.fields, f"{where}.{name}.{number}")
        elif field.limit:
            path = f"{where}.{name}"
            allowed, unit = _parts(field.limit)
            text = submission.draft.fields.get(path, "")
            has = len(text.split()) if unit == "words" else len(text)
            if has > allowed:
                yield RULE.finding(
                    submission.response.span(path),
                    f"'{name}' has {has:,} {unit}, and may have {allowed:,}: {has - allowed:,} too many.",
                    "Shorten it.",
                )


def _parts(limit: str) -> tuple[int, str]:
    number, unit = limit.split()
    return int(number), unit
