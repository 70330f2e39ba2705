"""A reference that somebody typed: an address, a title with its year, "(Smith, 2012)", instead of the key of a source.

What: an address in a text or note that leads to a source, an author and year in brackets, a note that is a reference and cites no key,
and a link whose target is a source of the library. The organisation's own address, the consultation's, addresses that say where to go,
to write or to log in, patterns of addresses, and sites as such (a host alone, where no figures and no report are spoken of) are left alone.

Why: what is not in the library is not checked, not archived and not printed in the style of the other notes, and the next colleague who
needs it types it again.

Bad (text):

    Most searches were for drugs.^[Home Office, Searches in England, 2012, p. 4.]

Good (text):

    Most searches were for drugs [@alpha2012, p. 4].

Fix: add the source to bibliography.bib, once, and cite its key with the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toolkit.check.going import is_a_site, is_gone_to, is_pattern
from toolkit.check.ibid import notes_before_ibid
from toolkit.check.prose import Read
from toolkit.check.quoted import own_words
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.typed_references import HAS_ADDRESS, Authors, bare_address, is_reference, links, typed_references
from toolkit.english.phrase import phrase
from toolkit.english.sentences import Sentence
from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.model.text import Text

RULE = Rule("CIT010", "reference-typed-by-hand", "warning", "draft")

_ADDRESS = phrase(r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"\u201d]+", re.IGNORECASE)
_AVAILABLE = phrase(r"(?:^|[.,;)] )\(?[Aa]vailable (?:at|from|on|online(?: at)?):?\s*$")
"""The end of a reference, and no sentence: "…, available at: https://…"."""
_WHERE_TO_GO = phrase(
    r"(?i)\b(?:visit|contact|e-?mail|write to|apply|register|sign up|available (?:at|from|on|in)|find out more"
    r"|more (?:information|about us)|web ?site|online at|download|join|donate|reach us|call us|follow us"
    r"|send|respond|reply|replies|responses?|form)\b"
)


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    ours, authors = _own_hosts(submission, facts), Authors(facts)
    known: Mapping[str, str] | None = None
    if any(HAS_ADDRESS.search(each.words) for text in submission.texts for each in (text, *(note for _, note in text.notes))):
        known = _by_address(facts)
    ambiguous = notes_before_ibid(submission)
    for text in submission.texts:
        if text.kind in ("paragraph", "list", "quotation", "table"):
            yield from _in_text(text, authors, ours, known or {})
        for _, note in text.notes:
            if note not in ambiguous and not note.placed:
                yield from _in_note(note, authors, ours, known or {})
    yield from _linked(submission, facts, known)


def _in_text(text: Text, authors: Authors, ours: set[str], known: Mapping[str, str]) -> Iterator[Finding]:
    if HAS_ADDRESS.search(text.words):
        read = Read(text)
        for match in _ADDRESS.finditer(text.words):
            sentence = read.sentence_of(match.start())
            key = known.get(bare_address(match[0]), "")
            if _is_own(match[0], ours) or text.claimed(match.start(), match.end()):
                continue
            if key or not (_is_elsewhere(read, sentence, match) or is_pattern(text.words, *match.span())):
                yield _finding(text.span(match.start(), match.end()), "This address", key)
    own = own_words(text.words)
    for found in typed_references(own, authors):
        sentence = Read(text).sentence_of(found.start)
        if not text.claimed(found.start, found.end) and not text.cited(sentence.start, sentence.end + 1):
            yield _finding(text.span(found.start, found.end), f"'{text.words[found.start : found.end]}'", found.key)


def _is_elsewhere(read: Read, sentence: Sentence, address: re.Match[str]) -> bool:
    """Whether an address says where to go; beside a figure, "available at" says where it comes from."""
    words, start, end = sentence.words, address.start() - sentence.start, address.end() - sentence.start
    states = any(figure.weighty for figure in read.figures_in(sentence))
    going = _WHERE_TO_GO.search(words)
    if going and not (states and going[0].lower().startswith("available")):
        return True
    return not states and (is_gone_to(words[:start], words[end:]) or is_a_site(address[0], words))


def _in_note(note: Text, authors: Authors, ours: set[str], known: Mapping[str, str]) -> Iterator[Finding]:
    address = _ADDRESS.search(note.words)
    before = _AVAILABLE.sub("", note.words[: address.start()]) if address else ""
    if address and not _is_own(address[0], ours) and not _WHERE_TO_GO.search(before):
        yield _finding(note.span(0, len(note.words)), "This note", known.get(bare_address(address[0]), ""))
    elif not note.citing and not address and is_reference(note.words):
        yield _finding(note.span(0, len(note.words)), "This note", "")
    elif found := next(typed_references(note.words, authors), None):
        yield _finding(note.span(found.start, found.end), f"'{note.words[found.start : found.end]}'", found.key)


def _linked(submission: Submission, facts: Facts, known: Mapping[str, str] | None) -> Iterator[Finding]:
    for link in links(submission, facts):
        known = _by_address(facts) if known is None else known
        key = known.get(bare_address(link.target), "")
        if key:
            yield _finding(link.span, "This link leads to a source and", key)


def _finding(span: Span, what: str, key: str) -> Finding:
    said = "stands in place of a citation" if what.startswith("This link") else "is a reference typed by hand"
    how = f"Cite it: [@{key}], with the page." if key else "Add the source to bibliography.bib and cite its key, as in [@key, p. 3]."
    return RULE.finding(span, f"{what} {said}.", how)


def _by_address(facts: Facts) -> dict[str, str]:
    return {bare_address(url): source.id for source in facts.workspace.sources.values() if (url := source.fields.get("url"))}


def _own_hosts(submission: Submission, facts: Facts) -> set[str]:
    """The organisation's hosts, as far as they can be told, and where the consultation is published."""
    configuration = facts.workspace.configuration
    hosts = {contact.email.rpartition("@")[2].lower() for contact in configuration.contacts.values() if contact.email}
    hosts.add(re.sub(r"\W", "", configuration.organisation.name).lower())
    if submission.response.consultation.url:
        hosts.add(bare_address(submission.response.consultation.url))
    return hosts - {""}


def _is_own(address: str, ours: set[str]) -> bool:
    bare = bare_address(address)
    host = bare.partition("/")[0]
    return any(own in {bare, host} or host.endswith(f".{own}") or host.split(".")[0] == own for own in ours)
