"""What counts as the same claim, source or passage: a hash of all that it says, and of nothing that is for colleagues alone."""

from __future__ import annotations

import json

from toolkit.disk import digest
from toolkit.model.evidence import Claim, Passage
from toolkit.model.source import Source

_CLAIM = {"kind", "text", "short", "values", "support", "place", "period", "derived_from", "method", "limits", "cases", "consent"}
_NOT_PRINTED = frozenset({"waive", "file", "keywords", "abstract", "note", "annotation", "ids", "x-series", "x-next-release"})


def claim_hash(claim: Claim) -> str:
    """sha256 of what a claim says and rests on; who owns it, when it was checked and its status do not count."""
    return _hash(claim.model_dump(mode="json", include=_CLAIM, exclude_defaults=True))


def source_hash(source: Source) -> str:
    """sha256 of an entry of the bibliography; the order of its fields, and those that nobody prints, do not count."""
    return _hash([source.kind, {name: value for name, value in source.fields.items() if name not in _NOT_PRINTED}])


def passage_hash(passage: Passage) -> str:
    """sha256 of a passage's text, its line ends and outer white space apart."""
    return digest(passage.prose.text.strip().encode())


def _hash(value: object) -> str:
    return digest(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())
