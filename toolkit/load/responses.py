"""``responses/<slug>/``: consultation.yaml, outline.yaml and the texts that the outline names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from toolkit.disk import Files
from toolkit.load import tree
from toolkit.load.prose import read_section
from toolkit.load.shape import shape
from toolkit.load.text import decode
from toolkit.model.finding import Finding, in_order, suggestion
from toolkit.model.response import Consultation, Outline, Response
from toolkit.model.span import Prose, Span

Model = TypeVar("Model", bound=BaseModel)


class Responses(Mapping[str, Response]):
    """The responses of a workspace by slug; a folder is read when it is first asked for."""

    def __init__(self, files: Files) -> None:
        self._files = files
        paths = (PurePosixPath(path).parts for path in files.under("responses", "outline.yaml", "consultation.yaml"))
        self._slugs = sorted({parts[1] for parts in paths if len(parts) == 3})
        self._read: dict[str, Response] = {}

    def __getitem__(self, slug: str) -> Response:
        if slug not in self._slugs:
            raise KeyError(slug)
        if slug not in self._read:
            self._read[slug] = read_response(self._files, slug)
        return self._read[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)


def read_response(files: Files, slug: str) -> Response:
    """Everything in the folder of a response. Never raises on what people wrote: what cannot be read is empty, and a finding says why."""
    folder = f"responses/{slug}"
    findings: list[Finding] = []
    consultation = _one(files, f"{folder}/consultation.yaml", Consultation, "consultation", findings) or Consultation(title=slug, body="")
    outline = _one(files, f"{folder}/outline.yaml", Outline, "outline", findings) or Outline()
    texts: dict[str, Prose] = {}
    named = Counter(section.id for _, _, section in outline.walk())
    questions = [question.id for question in consultation.questions]
    for where, _, section in outline.walk():
        span = outline.origin.span(f"{where}.id")
        if named[section.id] > 1:
            named[section.id] = -1
            findings.append(
                Finding(
                    code="WSP005",
                    span=span,
                    message=f"More than one section is called '{section.id}'.",
                    help="Give each section an id of its own.",
                )
            )
        for number, answered in enumerate(section.answers):
            if answered not in questions:
                findings.append(
                    Finding(
                        code="WSP006",
                        span=outline.origin.span(f"{where}.answers.{number}"),
                        message=f"The section answers '{answered}', which consultation.yaml does not ask.",
                        help=suggestion(answered, questions) or "Correct the id, or add the question to consultation.yaml.",
                    )
                )
        if section.text is not None:
            texts[where] = _text(files, folder, section.text, outline, f"{where}.text", findings)
    asked = [(each.id, consultation.origin.span(f"questions.{number}.id")) for number, each in enumerate(consultation.questions)]
    asks = [
        (each.id, outline.origin.span(f"{where}.recommendations.{number}.id"))
        for where, _, section in outline.walk()
        for number, each in enumerate(section.recommendations)
    ]
    findings += [*_twice("question", asked), *_twice("recommendation", asks)]
    return Response(slug=slug, consultation=consultation, outline=outline, texts=texts, findings=in_order(findings))


def _twice(what: str, named: list[tuple[str, Span]]) -> Iterator[Finding]:
    """The second and each later one of those that share an id."""
    first: dict[str, Span] = {}
    for name, span in named:
        if first.setdefault(name, span) is not span:
            yield Finding(
                code="WSP005",
                span=span,
                message=f"More than one {what} is called '{name}'.",
                help=f"Give each {what} an id of its own.",
                related=(first[name],),
            )


def _one(files: Files, path: str, model: type[Model], what: str, findings: list[Finding]) -> Model | None:
    data = files.read(path)
    if data is None:
        findings.append(
            Finding(
                code="WSP007",
                span=Span(path=path),
                message=f"The file {path} is not there.",
                help="Make the folder with 'consult new', or write the file.",
            )
        )
        return None
    text, problems = decode(data, path)
    findings.extend(problems)
    return read_yaml(text, path, model, what, findings)


def read_yaml(text: str, path: str, model: type[Model], what: str, findings: list[Finding]) -> Model | None:
    """A YAML file that holds one value of `model`; None where it cannot be made out."""
    root, problems = tree.compose(text, path)
    findings.extend(problems)
    if root is None:
        if not problems:
            findings.append(
                Finding(
                    code="WSP001",
                    span=Span(path=path),
                    message="This file is empty.",
                    help="Look at the example in the documentation of this file.",
                )
            )
        return None
    return shape(model, tree.plain(root, text, path, findings), path, findings, given={}, what=what)


def _text(files: Files, folder: str, written: str, outline: Outline, field: str, findings: list[Finding]) -> Prose:
    """The text of a section: a file where one line that ends in .md names it, else the text itself."""
    if "\n" in written or not written.endswith(".md"):
        return outline.origin.prose(field, written)
    span = outline.origin.span(field)
    path = files.inside(folder, written)
    if path is None:
        findings.append(
            Finding(
                code="WSP007",
                span=span,
                message=f"'{written}' leads out of the workspace and is not read.",
                help="Keep the texts of a response in its own folder.",
            )
        )
        return Prose(text="", path=outline.origin.path)
    data = files.read(path)
    if data is None:
        there = [other.removeprefix(f"{folder}/") for other in files.under(folder, ".md")]
        findings.append(
            Finding(
                code="WSP007",
                span=span,
                message=f"The file '{written}' is not there.",
                help=suggestion(written, there) or f"Make {path}, or correct the name.",
            )
        )
        return Prose(text="", path=path)
    text, problems = decode(data, path)
    prose, more = read_section(text, path)
    findings.extend((*problems, *more))
    return prose
