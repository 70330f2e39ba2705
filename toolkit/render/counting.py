"""How long a document is, as Word counts it: by section, for limits, and notes apart."""

from __future__ import annotations

from toolkit.model.draft import Draft, Words
from toolkit.model.wording import day_in
from toolkit.render import note_modes, tree
from toolkit.render.tree import Nodes, attribute


def count_words(draft: Draft, blocks: Nodes) -> Words:
    """Words as Word counts them in the DOCX: what stands between white space, the title block included; notes apart.

    An anchored paragraph counts for its section; tables and other parts without an anchor count for the section before them.

    :param blocks: the body as laid out for Word. Notes that stand in brackets in it are counted as notes.
    """
    sections = {block.id: block.section for block in draft.blocks}
    by_section: dict[str, int] = {section: 0 for section in sections.values() if section and not section.startswith(".")}
    now = ""
    body = front = 0
    begun = False
    in_brackets = note_modes.words_in_brackets(blocks)
    for block in note_modes.without_brackets(blocks) if in_brackets else blocks:
        for identifier in _identifiers(block):
            now = sections.get(identifier, now)
        if block["t"] == "Div" and attribute(block, "custom-style") == "References Heading":
            now = "."  # what is listed behind the text belongs to no section
        number = len(tree.text([block]).split())
        body += number
        begun = begun or (now in by_section and now != "summary")
        if now in by_section:
            by_section[now] += number
        elif not now and not begun:
            front += number
    title = draft.title
    date = day_in(title.language, title.date)
    head = " ".join((title.organisation, title.title, title.subtitle, title.addressee, date, title.notice))
    printed = {"inline": in_brackets, "links": in_brackets, "stripped": 0}
    notes = printed.get(draft.note_mode, sum(len(note.text.split()) for note in draft.notes))
    return Words(body=body + len(head.split()), notes=notes, front=front, sections=by_section)


def _identifiers(node: object) -> list[str]:
    if isinstance(node, list):
        return [each for child in node for each in _identifiers(child)]
    if not isinstance(node, dict):
        return []
    own = [node["c"][0][0]] if node.get("t") == "Span" and node["c"][0][0].startswith("b_") else []
    return own + _identifiers(node.get("c"))
