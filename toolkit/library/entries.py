"""What the index holds of each thing: the words by which it is found, and the facts by which it is ranked and filtered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from toolkit.cite.csl import short_reference
from toolkit.cite.latex import decode
from toolkit.library.freshness import claim_review, passage_review
from toolkit.model.evidence import Claim, Exhibit, Passage, Support
from toolkit.model.source import Source

What = Literal["claims", "passages", "responses", "exhibits", "sources"]
WHATS: tuple[What, ...] = get_args(What)
"""In the order in which they are shown."""
ONE: dict[What, str] = dict(zip(WHATS, ("claim", "passage", "response", "exhibit", "source"), strict=True))


class Facts(NamedTuple):
    """What is known of a thing besides its words; kept as a list of JSON."""

    kind: str = ""
    """Of a claim, or the type of an entry of the bibliography."""
    status: str = ""
    """Of a claim; of the response, for a paragraph of it."""
    topic: str = ""
    place: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    due: str = ""
    """The day on which it has to be looked at again, 2018-02-20; empty where none is known."""
    why: str = ""
    """What that day comes from."""
    slug: str = ""
    """The response, for a paragraph of one; then also its section and the ids of the questions that it answers."""
    section: str = ""
    questions: tuple[str, ...] = ()
    path: str = ""
    line: int = 0

    @property
    def retired(self) -> bool:
        """Withdrawn or superseded: shown last, and said so."""
        return self.status in {"withdrawn", "superseded"}


class Entry(NamedTuple):
    """One row of the index: four columns of words, of which `text` is the one that is shown."""

    id: str
    name: str
    text: str
    tags: str
    source: str
    facts: Facts


_CALL = re.compile(r"\{\{\s*(claim|value)\(\s*[\"']([^\"']+)[\"']\s*(?:,\s*[\"']([^\"']+)[\"']\s*)?\)\s*\}\}")
_VALUE = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
_NOTE = re.compile(r"\^\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\[\^[^\]]*\]:?|\[[^\[\]]*@[^\[\]]*\]")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\{[.#][^}]*\}")
_MARKS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|(?m:^\s{0,3}#{1,6}\s+|^\s*>\s?)")
_LETTERS = re.compile(r"[\W_]+")


Placed = Callable[[str, str], str]
"""The words of a claim by its id and form: text, short, or ``value:NAME``."""


def plain(text: str, values: Mapping[str, str] | None = None, placed: Placed = lambda _id, _form: "") -> str:
    """Markdown with templates as words alone: values filled in, claims placed, notes and marks of emphasis gone, on one line."""
    text = _CALL.sub(lambda call: placed(call[2], f"value:{call[3] or ''}" if call[1] == "value" else call[3] or "text"), text)
    if values:
        text = _VALUE.sub(lambda call: values.get(call[1], ""), text)
    if "{" in text or "<" in text:
        text = _TEMPLATE.sub(" ", text)
    text = _LINK.sub(lambda link: link[1] or "", _NOTE.sub("", text)) if "[" in text or "{" in text else text
    return " ".join(_MARKS.sub("", text).split())


def words_of_id(id_: str) -> str:
    """``met-drug-share-2017`` as words."""
    return _LETTERS.sub(" ", id_)


def claim_entry(claim: Claim, review_after: str, source: Callable[[str], Source | None], title: Callable[[str], str]) -> Entry:
    """:param source: an entry of the bibliography, where it has one of that key. :param title: the words of its title, else empty."""
    review = claim_review(claim, review_after, () if _is_dated(claim) else _found(claim.support, source))
    name = f"{words_of_id(claim.id)} {plain(claim.short or '', claim.values)}"
    facts = Facts(
        kind=claim.kind,
        status=claim.status,
        topic=claim.topic,
        place=claim.place or "",
        tags=claim.tags,
        sources=_keys(claim.support),
        due=review.due.isoformat() if review else "",
        why=review.why if review else "",
        path=claim.origin.path,
        line=claim.span().line,
    )
    text = plain(claim.text, claim.values)
    return Entry(claim.id, name, text, _tags(claim.topic, claim.place, *claim.tags), _supported(claim.support, title), facts)


def passage_entry(passage: Passage, placed: Placed) -> Entry:
    review = passage_review(passage)
    facts = Facts(
        tags=passage.tags,
        due=review.due.isoformat() if review else "",
        why=review.why if review else "",
        path=passage.origin.path,
        line=passage.span().line,
    )
    name = f"{words_of_id(passage.id)} {passage.title}"
    return Entry(passage.id, name, plain(passage.prose.text, placed=placed), _tags(*passage.tags), "", facts)


def exhibit_entry(exhibit: Exhibit, title: Callable[[str], str]) -> Entry:
    facts = Facts(topic=exhibit.topic, sources=_keys(exhibit.support), path=exhibit.origin.path, line=exhibit.span().line)
    source = _supported(exhibit.support, title)
    return Entry(exhibit.id, words_of_id(exhibit.id), plain(exhibit.caption), _tags(exhibit.topic, exhibit.alt), source, facts)


def source_entry(source: Source) -> Entry:
    """Who published it stands where a claim has its sources, so that a title counts for more."""
    keywords = decode(source.fields.get("keywords", ""))
    facts = Facts(
        kind=source.kind,
        tags=tuple(part.strip() for part in re.split("[,;]", keywords) if part.strip()),
        sources=(source.id,),
        path=source.origin.path,
        line=source.span().line,
    )
    by = [decode(source.fields.get(field, "")) for field in ("institution", "publisher", "journaltitle", "journal", "booktitle", "number")]
    return Entry(source.id, f"{source.id} {short_reference(source)}", title_of(source), keywords, " ".join(filter(None, by)), facts)


def title_of(source: Source) -> str:
    """A title with its subtitle, as words."""
    return ": ".join(part for field in ("title", "subtitle") if (part := decode(source.fields.get(field, ""))))


def _keys(support: Iterable[Support]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.source for each in support))


def _found(support: Iterable[Support], source: Callable[[str], Source | None]) -> tuple[Source, ...]:
    return tuple(found for key in _keys(support) if (found := source(key)) is not None)


def _is_dated(claim: Claim) -> bool:
    return claim.review_by is not None or claim.checked is not None


def _tags(*words: str | None) -> str:
    return " ".join(word for word in words if word)


def _supported(support: Iterable[Support], title: Callable[[str], str]) -> str:
    """The titles of what supports it, and what is quoted from it."""
    return " ".join(part for each in support for part in (title(each.source), each.quote or "") if part)
