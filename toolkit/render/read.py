"""The composed Markdown through pandoc and citeproc, once: a tree with every citation set in the style, and the notes and words counted."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit import pandoc
from toolkit.cite.adapted_style import adapted
from toolkit.cite.csl import csl_item
from toolkit.cite.styles import StyleInfo
from toolkit.model.draft import Draft, Note
from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.model.wording import is_english, spoken
from toolkit.render.confidential import cut_out
from toolkit.render.notes import read_notes, tidy
from toolkit.render.sources import as_citations, put_sources, wants_sources
from toolkit.render.tree import Nodes

READER = (
    "markdown"
    "-tex_math_dollars-tex_math_single_backslash-tex_math_double_backslash-raw_tex-latex_macros"
    "-yaml_metadata_block-pandoc_title_block-example_lists-implicit_figures-auto_identifiers"
)
"""Pandoc's Markdown without mathematics and TeX (policy prose has prices in dollars), and without heads (loading has read those)."""


_OF_NOTES = (
    # Composing puts a number before each label, so that two texts may use the same one.
    (
        re.compile(r"Duplicate note reference '(?:\d+-)?([^']*)'"),
        "The note [^{}] is written twice; one of them is left out.",
        "Delete one, or give it another name and a place in the text.",
    ),
    (
        re.compile(r"Note with key '(?:\d+-)?([^']*)' defined at .* but not used"),
        "The note [^{}] is called for nowhere, so it is left out.",
        "Write [^{}] where the note belongs, or delete the note.",
    ),
)


@dataclass(frozen=True)
class Manuscript:
    """A draft with its tree. The tree is shared: what a writer changes, it changes in a copy."""

    draft: Draft
    blocks: Nodes = field(repr=False)
    references: Nodes = field(repr=False)
    """The bibliography, for styles that have one in the text."""
    findings: tuple[Finding, ...] = ()


def read(draft: Draft, style: StyleInfo) -> Manuscript:
    """Set a draft in a style. Findings of entries (CSL) and warnings of pandoc are added; the draft's notes are filled in.

    :raises ToolkitError: when pandoc cannot be run.
    """
    findings: list[Finding] = []
    items = []
    for source in draft.sources.values():
        item, problems = csl_item(source)
        items.append(item)
        findings.extend(problems)
    with TemporaryDirectory(prefix="consult-") as folder:
        library = Path(folder) / "cited.json"
        library.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
        blocks, references, warnings = _set(draft.markdown, _style(style, draft, Path(folder)), style, library, draft)
        if wants_sources(blocks):
            put_sources(blocks, *_set(as_citations(draft), _in_full(style, draft, Path(folder)), style, library, draft)[:2])
            references = []
    here = Span(path=f"responses/{draft.slug}/outline.yaml")
    for line in warnings:
        finding = _warning(line, here)
        if finding is not None:
            findings.append(finding)
    slipped = cut_out(blocks) if draft.version == "public" else []
    for words in slipped:
        said = f"This part is marked in a way that was made out only when the text was set, and is left out: '{words}'."
        findings.append(Finding(code="WSP021", span=here, message=said, help="Write '::: confidential' and ':::' round it."))
    dropped = tidy(blocks)
    tidy(references)
    if dropped:
        findings.append(
            Finding(
                code="WSP010",
                severity="warning",
                span=here,
                message=f"HTML or TeX typed into the text was left out: {dropped[0][:60]!r}.",
                help="Write it in Markdown.",
            )
        )
    notes = read_notes(blocks)
    draft = draft.model_copy(
        update={"notes": tuple(Note(number=number, text=text, keys=keys) for number, (text, keys) in enumerate(notes, 1))}
    )
    return Manuscript(draft=draft, blocks=blocks, references=references, findings=tuple(findings))


def _set(markdown: str, path: Path, style: StyleInfo, library: Path, draft: Draft) -> tuple[Nodes, Nodes, list[str]]:
    """A text through pandoc and citeproc: its tree, its bibliography where the style has one in the text, and pandoc's warnings."""
    arguments = ["-f", READER, "-t", "json", "--citeproc", "--bibliography", str(library), "--csl", str(path)]
    arguments += ["-M", f"lang={draft.title.language}"]
    if not style.in_text:
        arguments += ["-M", "suppress-bibliography=true"]
    output, warnings = pandoc.run(arguments, markdown.encode())
    blocks: Nodes = json.loads(output)["blocks"]
    return blocks, _take_references(blocks), warnings


def _style(style: StyleInfo, draft: Draft, folder: Path) -> Path:
    """The file of a style; one that fits where notes stand in brackets, and in another language than English."""
    in_brackets = draft.note_mode == "inline" and not style.in_text
    language = None if is_english(draft.title.language) else spoken(draft.title.language)
    if not in_brackets and language is None:
        return style.path
    changed = folder / "style.csl"
    changed.write_bytes(adapted(style.path, in_brackets=in_brackets, language=language))
    return changed


def _in_full(style: StyleInfo, draft: Draft, folder: Path) -> Path:
    """A style for a list in which each source stands once, without the letters behind years (2017a): nothing points at its entries."""
    language = None if is_english(draft.title.language) else spoken(draft.title.language)
    changed = folder / "in-full.csl"
    made = adapted(style.path, in_brackets=not style.in_text, language=language)
    changed.write_bytes(re.sub(rb'(disambiguate-add-year-suffix=)"true"', rb'\1"false"', made))
    return changed


def _take_references(blocks: Nodes) -> Nodes:
    """Take citeproc's bibliography, a Div with the id refs, out of the tree."""
    for number, block in enumerate(blocks):
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            del blocks[number]
            entries: Nodes = block["c"][1]
            return entries
    return []


def _warning(line: str, span: Span) -> Finding | None:
    """A warning of pandoc in an officer's words; None for those that say nothing about the text."""
    said = re.sub(r"^\[WARNING\]\s*", "", line)
    if said == line:
        return None
    message, help_ = f"While the text was set: {said.rstrip('.')}.", "Look at the built document."
    for pattern, what, do in _OF_NOTES:
        if note := pattern.match(said):
            message, help_ = what.format(note[1]), do.format(note[1])
    return Finding(code="WSP010", severity="warning", span=span, message=message, help=help_)
