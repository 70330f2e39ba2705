"""A DOI, ISBN or ISSN that cannot be right.

What: a DOI that does not begin with 10. and a registrant, or holds spaces or braces; an ISBN or ISSN with too few digits, or whose check
digit does not fit.

Why: the DOI is printed as an address, which then leads nowhere; a number with a slip leads to another book or to none.

Bad (bib):

    @book{gamma2014, author = {Smith, Jane}, title = {On Searches}, publisher = {Press}, date = {2014}, isbn = {978-1-78246-165-5}}

Good (bib):

    @book{gamma2014, author = {Smith, Jane}, title = {On Searches}, publisher = {Press}, date = {2014}, isbn = {978-1-78246-165-4}}

Fix: copy the number again from the source, or delete the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.entries import stretch
from toolkit.check.rule import Facts, Rule, edit
from toolkit.cite.latex import address
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("LIB015", "malformed-identifier", "warning", "source")

_DOI = re.compile(r"(?i)(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?10(?:\.\d{4,9}(?:\.\d+)*/[^\s{}\\]*[^\s{}\\.,;]|/[a-z0-9]{3,})")
"""With what is taken off when it is printed. SICI hold <, >, ;, : and parentheses; shortdoi.org gives 10/abcd."""
_DOI_WITHIN = re.compile(
    r"(?i)^[\s<(\[]*(?:https?://)?(?:www\.|dx\.)?(?:doi\.org/|doi[:.]?\s*)?(10\.\d{4,9}(?:\.\d+)*/[^\s{}\\]+?)[\s>\].,;]*$"
)
_REMARK = re.compile(
    r"(?i)\([^)]*[a-z][^)]*\)|\be?-?ISB?S?N(?:-?1[03])?\b[:.]?|\b(?:pbk|hbk|hardback|paperback|ebook|print|online|electronic|pdf)\b\.?"
)
_PARTS = re.compile(r"[,;/|\n]|\band\b")
_SIGNS = re.compile(r"[\s\-\u2010-\u2015\u00ad.\u200e{}\\]")


def check(source: Source, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    fields = source.fields
    if (doi := fields.get("doi")) and not _DOI.fullmatch(doi):
        yield from _doi(source, doi)
    if (isbn := fields.get("isbn")) and (why := _wrong(isbn, "ISBN")):
        yield RULE.finding(source.span("isbn"), why, "Copy it again from the book or its catalogue entry, or delete the field.")
    if (issn := fields.get("issn")) and (why := _wrong(issn, "ISSN")):
        yield RULE.finding(source.span("issn"), why, "Copy it again from the journal, or delete the field.")


def _doi(source: Source, written: str) -> Iterator[Finding]:
    plain = address(written)
    if _DOI.fullmatch(plain) or not plain:
        return
    within = _DOI_WITHIN.match(plain.replace("{_}", "_"))
    span = stretch(source, "doi", 0, len(written))
    yield RULE.finding(
        source.span("doi"),
        f"'{_short(plain)}' is not a DOI as it can be looked up.",
        f"Write doi = {{{within[1]}}}." if within else "A DOI looks like 10.1016/j.drugpo.2014.08.017. Copy it again, or delete the field.",
        fix=[edit(span, within[1])] if within and span else [],
    )


def _wrong(written: str, what: str) -> str:
    """What is wrong with the numbers in a field; empty where all of them hold. An ISSN as ISBN, and the other way round, may stand."""
    text = _REMARK.sub(" ", written)
    for part in _PARTS.split(text):
        numbers = [_SIGNS.sub("", part).upper()]
        if len(numbers[0]) > 13 or (len(numbers[0]) == 16 and what == "ISSN"):
            numbers = [_SIGNS.sub("", piece).upper() for piece in part.split()]
        for number in filter(None, numbers):
            if not re.fullmatch(r"\d{7}[\dX]|\d{8}[\dX]|\d{9}[\dX]|\d{13}", number):
                return f"'{_short(written)}' is no {what}: {'one has 10 or 13 digits' if what == 'ISBN' else 'one has 8 digits'}."
            if not _fits(number):
                return f"The check digit of the {what} '{_short(part.strip())}' does not fit: a digit is wrong, or two changed places."
    return "" if re.search(r"\d", text) else f"'{_short(written)}' is no {what}."


def _fits(number: str) -> bool:
    """The check digit; numbers of 9 digits are ISBNs from before 1970, with a 0 to be put before them."""
    if len(number) == 13:
        return sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(number)) % 10 == 0
    digits = [10 if digit == "X" else int(digit) for digit in number]
    return sum(digit * weight for weight, digit in enumerate(reversed(digits), 1)) % 11 == 0


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 50 else f"{text[:49]}…"
