"""Something in the built file that was meant for the machine and not for the reader.

What: in a built file, citations that were not resolved, marks of missing claims, empty notes, stars and braces that should have become
something, doubled punctuation, links that lead nowhere, Word's "Error! Reference source not found", characters that were lost.

Why: it is the first thing that a reader sees, and it says that nobody looked at the file before it went.

Bad (text, built docx):

    Most searches are for drugs,, and {% raw %}{{ claim("share") }}{% endraw %} says so.

Good (text, built docx):

    Most searches are for drugs, etc., as the page https://example.org/a__b?x=1,,2&rep=rep1#!/c shows ...

Fix: correct it in the text or claim from which it comes, and build again. A file that was built before a correction is old: build it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.check.built import Damaged, R, W, html_paragraphs, html_tree, pdf_pages, printed_parts, word_paragraphs, word_parts
from toolkit.check.rule import Artefact, Facts, Rule
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("SUB010", "debris", "error", "artefact")

_ADDRESS = phrase(r"(?:https?|ftp)://[^\s>]+|www\.[^\s>]+|[^\s<>]+@[^\s<>]+\.\w+|\b10\.\d{4,}/[^\s>]+")
_MISSING = "a mark where something is missing"
_TOLD = frozenset({"CIT001", "WSP006"})
"""What is told of such a mark where it comes from."""
_SOLID = (
    (
        re.compile(r"\[no (?:claim|source|value|quotation|exhibit|passage|form|short form|recommendations)\b[^\]]{0,120}\]"),
        _MISSING,
    ),
    (re.compile(r"\[not known: [^\]]{0,80}\]|\[passage [^\]]{0,80} within itself\]"), _MISSING),
    (re.compile(r"(?<![\w/.=&@-])[A-Za-z][A-Za-z_:-]+\d{4}\w{0,40}\?(?=[\s),;.\]]|$)|\[-?@\w"), "a citation that was not resolved"),
    (re.compile(r"\{[{%][^{}]{0,200}[}%]\}|\{\{|\}\}|\{%|%\}"), "an instruction between braces"),
    (
        re.compile(r"Error! (?:Reference source|Bookmark|No bookmark|No text|Not a valid)[^.]{0,60}|\bNOTEREF\b|\bREF _Ref\d+"),
        "a field of Word that found nothing",
    ),
    (re.compile("\ufffd"), "a character that was lost"),
)
"""Sure in every kind of file, those whose lines are broken anywhere among them."""
_MARKED = (
    (re.compile(r"(?<!\*)\*\*(?=[^\s*])[^*\n]{1,200}?(?<=[^\s*])\*\*(?!\*)|(?<!\S)\*\*(?=[A-Za-z]{2})"), "stars of emphasis"),
    (re.compile(r"(?<![\w_])__(?=[A-Za-z])[^_\n]{1,200}?(?<=\w)__(?![\w_])|(?<!\S)__(?=[A-Za-z]{2})"), "underscores of emphasis"),
)
_DOUBLED = (
    (re.compile(r",,|;;|,\.(?!\.)|;\.|:\.(?!\w)|[?!]\.(?!\.)|,;|;,|(?<![.…/])\.\.(?![./])"), "doubled punctuation"),
    (re.compile(r"(?<=[^\W_])[ \u00a0],(?=\s|$)|(?<=[^\W_])[ \u00a0]\.(?=\s|$)(?! ?\.)"), "a space before punctuation"),
)
_MOST = 20
"""Findings of one file: who sees twenty opens it."""


def check(artefact: Artefact, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    try:
        found = dict.fromkeys(_FINDERS[artefact.output](artefact.data))
    except Damaged:
        return  # SUB006 tells of it
    told = _TOLD & artefact.told
    for message in [each for each in found if not (told and _MISSING in each)][:_MOST]:
        yield RULE.finding(artefact.span(), message, "Correct it where it comes from, and build the file again.")


def _word(data: bytes) -> Iterator[str]:
    yield from _in(word_paragraphs(data), (*_SOLID, *_MARKED, *_DOUBLED))
    parts = word_parts(data)
    for kind in ("footnote", "endnote"):
        notes = parts.get(f"word/{kind}s.xml")
        for note in notes.iter(f"{W}{kind}") if notes is not None else ():
            words = "".join(each.text or "" for each in note.iter(f"{W}t")).strip()
            if not words and note.get(f"{W}type") is None and next(note.iter(f"{W}drawing", f"{W}object"), None) is None:
                yield "A note in the file is empty."
    for _, part in printed_parts(parts):
        for link in part.iter(f"{W}hyperlink"):
            words = "".join(each.text or "" for each in link.iter(f"{W}t"))
            if not link.get(f"{R}id") and not link.get(f"{W}anchor"):
                yield f"The link '{words}' in the file leads nowhere."
            elif not words.strip() and next(link.iter(f"{W}drawing", f"{W}pict"), None) is None:
                yield "A link in the file has no words to click on."


def _pdf(data: bytes) -> Iterator[str]:
    # Lines are broken within addresses, and spaces are guessed: only what cannot arise from that is looked for.
    pages = (re.sub(r"<[^<>]{0,400}>", "", page) for page in pdf_pages(data))
    return _in(pages, (*_SOLID, _MARKED[0]))


def _html(data: bytes) -> Iterator[str]:
    yield from _in(html_paragraphs(data), (*_SOLID, *_MARKED, *_DOUBLED))
    for link in html_tree(data).iter("a"):
        words = "".join(map(str, link.itertext())).strip()
        if link.get("href") is not None and not (link.get("href") or "").strip(" #"):
            yield f"The link '{words}' in the file leads nowhere."
        elif link.get("href") and not words and next(link.iter("img", "svg"), None) is None:
            yield "A link in the file has no words to click on."
    for note in html_tree(data).iter("li"):
        if (note.get("id") or "").startswith("fn"):
            own = (each for each in note.itertext() if str(each).strip() not in ("", "↩︎", "↩"))
            if next(own, None) is None and next(note.iter("img"), None) is None:
                yield "A note in the file is empty."


def _markdown(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    lines = text.split("\n")
    plain = (re.sub(r"\\([^\w\s])", r"\1", line) for line in lines if not line.lstrip().startswith(("|", "```", "<")))
    yield from _in(plain, (*_SOLID, *_DOUBLED))
    for number, line in enumerate(lines):
        if re.fullmatch(r"\[\^[^\]]+\]:\s*", line) and not any(each.startswith((" ", "\t")) for each in lines[number + 1 : number + 3]):
            yield "A note in the file is empty."
    if re.search(r"(?<!!)\[[^\]\n]*\]\(\s*\)", text):
        yield "A link in the file leads nowhere."


_FINDERS = {"docx": _word, "pdf": _pdf, "html": _html, "md": _markdown}


def _in(paragraphs: Iterable[str], patterns: tuple[tuple[re.Pattern[str], str], ...]) -> Iterator[str]:
    """What each pattern finds, with the words around it; addresses may hold anything."""
    for paragraph in paragraphs:
        words = _ADDRESS.sub("x", paragraph)
        for pattern, what in patterns:
            for match in pattern.finditer(words):
                around = words[max(0, match.start() - 30) : match.end() + 30]
                yield f"The file holds {what}: '{' '.join(around.split())}'."
