"""The words that a public version leaves out, for checks that look for them in what will be sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.compose.escape import plain
from toolkit.compose.variants.parts import Part, parts_of
from toolkit.model.response import Response
from toolkit.model.span import Prose
from toolkit.model.text import Withheld
from toolkit.model.workspace import Workspace


def has_parts(response: Response) -> bool:
    """Whether a response has parts of its own that are not for everybody."""
    return next(_parts_of_response(response), None) is not None


def withheld(workspace: Workspace, response: Response, claims: Iterable[str] = ()) -> tuple[Withheld, ...]:
    """What is typed in the parts of a response that a public version does without.

    :param claims: those that it places: the words of confidential ones are withheld too.
    """
    found = [each for prose, part in _parts_of_response(response) for each in _words_of(prose, part)]
    for id_ in dict.fromkeys(claims):
        claim = workspace.claims.get(id_)
        if claim is not None and claim.confidential:
            found += _words_of(claim.origin.prose("text", claim.text), _all_of(claim.text))
    return tuple(found)


def claims_named(response: Response) -> set[str]:
    """Ids of claims that a response names, in its outline and in the instructions of its texts; other words may be among them."""
    named = {id_ for _, _, section in response.outline.walk() for id_ in section.claims}
    for prose in response.texts.values():
        named |= {name for call in _CALL.findall(prose.text) for name in _QUOTED.findall(call)}
    return named


def _parts_of_response(response: Response) -> Iterator[tuple[Prose, Part]]:
    """Each part of the texts and the outline of a response, with the text in which it stands."""
    hidden: list[str] = []
    for name, prose in response.texts.items():
        if not name.startswith("sections."):
            yield from ((prose, part) for part in parts_of(prose.text))
    for where, _, section in response.outline.walk():
        inherited = any(where.startswith(f"{each}.") for each in hidden)
        text = response.texts.get(where)
        origin = response.outline.origin
        if section.confidential or inherited:
            hidden.append(where)
            if section.heading and section.confidential is True:
                yield origin.prose(f"{where}.heading", section.heading), _all_of(section.heading)
            yield (text, _all_of(text.text)) if text else (Prose(text="", path=origin.path), _all_of(""))
        elif text is not None:
            yield from ((text, part) for part in parts_of(text.text))
        for number, ask in enumerate(section.recommendations):
            asked = origin.prose(f"{where}.recommendations.{number}.text", ask.text)
            if section.confidential or inherited or ask.confidential:
                yield asked, _all_of(ask.text)
            else:
                yield from ((asked, part) for part in parts_of(ask.text))
        if section.heading and not section.confidential:
            yield from ((origin.prose(f"{where}.heading", section.heading), part) for part in parts_of(section.heading))


def _all_of(text: str) -> Part:
    return Part(0, len(text), 0, len(text), "confidential", True)


_CALL = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_QUOTED = re.compile(r"[\"']([A-Za-z0-9][\w.:-]*)[\"']")
_INSTRUCTION = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\[[^\[\]]*@[^\[\]]*\]|\{[^{}]*\}|<!--.*?-->|^[ \t]*:{2,}[^\n]*$",
    re.DOTALL | re.MULTILINE,
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"'\u2019\u201d)]*\s+|\n\s*\n|\n[ \t]*(?=[-*+>#|])|\|")


def _words_of(prose: Prose, part: Part) -> Iterator[Withheld]:
    """The typed sentences of a part, each as a reader would see it."""
    at = part.first
    inside = prose.text[part.first : part.last]
    stretches = [*_INSTRUCTION.finditer(inside)]
    starts = [0, *(each.end() for each in stretches)]
    ends = [*(each.start() for each in stretches), len(inside)]
    for start, end in zip(starts, ends, strict=True):
        offset = start
        for piece in _SENTENCE.split(inside[start:end]):
            where = inside.find(piece, offset, end)
            offset = where + len(piece)
            words = plain(re.sub(r"^[\s>#*+-]+", "", piece))
            if words.strip("[]() .,;:"):
                lead = len(piece) - len(piece.lstrip())
                yield Withheld(words, prose.span(at + where + lead, at + where + max(lead + 1, len(piece.rstrip()))), part.block)
