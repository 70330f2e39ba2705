"""A text that cites an entry by a key that it had before: where that stands in a file as it is, the present key can be put in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.cite.keys import older_key
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding
from toolkit.model.span import Prose, Span


def cited_by_older_key(key: str, present: str, place: Span, proses: Iterable[Prose], claims: Iterable[Claim]) -> Finding:
    """The finding (CIT017) for one citation, with the correction where the key was typed and not put together by an instruction.

    :param place: where the citation comes from, as far as that is known. :param proses: the texts in which it may have been typed.
    :param claims: those that were placed, which may cite in their own words.
    """
    for prose in proses:
        if span := prose.find(key, place):
            return older_key("The text cites", key, present, span, present)
    for claim in claims:
        if found := re.search(rf"(?<=@){re.escape(key)}(?![\w:.-])", claim.text):
            return older_key("The text cites", key, present, claim.origin.prose("text", claim.text).span(*found.span()), present)
    return older_key("The text cites", key, present, place)
