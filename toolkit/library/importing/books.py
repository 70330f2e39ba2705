"""A book by its ISBN, as Open Library describes it. Its manual: https://openlibrary.org/dev/docs/api/books"""

from __future__ import annotations

import json
import re
from typing import Any

from toolkit.library.importing.imported import Imported, imported, iso_date, names


def plain_isbn(text: str) -> str:
    """The digits of an ISBN whose check digit fits; empty where it is none."""
    digits = re.sub(r"(?i)^isbn(?:-1[03])?:?\s*|[\s-]", "", text.strip()).upper()
    if re.fullmatch(r"\d{13}", digits):
        return digits if sum(int(each) * (3 if at % 2 else 1) for at, each in enumerate(digits)) % 10 == 0 else ""
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if each == "X" else int(each) for each in digits]
        return digits if sum(value * (10 - at) for at, value in enumerate(values)) % 11 == 0 else ""
    return ""


def read_book(data: bytes, isbn: str) -> Imported | None:
    """The answer to ``/api/books?bibkeys=ISBN:…&format=json&jscmd=data``; None where it knows no such book.

    :raises ValueError: where it is no answer that can be read.
    """
    try:
        value = json.loads(data)
    except RecursionError as error:
        raise ValueError("too deep") from error
    book = value.get(f"ISBN:{isbn}") if isinstance(value, dict) else None
    if not isinstance(book, dict) or not book.get("title"):
        return None
    plain = {"title": _text(book.get("title")), "subtitle": _text(book.get("subtitle"))}
    plain |= {"author": names(_names(book.get("authors"))), "date": iso_date(_text(book.get("publish_date")))}
    plain |= {"publisher": "; ".join(_names(book.get("publishers"))), "location": "; ".join(_names(book.get("publish_places")))}
    plain |= {"pagetotal": _text(book.get("number_of_pages")), "isbn": isbn}
    return imported("book", plain, "", f"ISBN:{isbn}", 1)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _names(value: Any) -> list[str]:
    return [_text(each.get("name")) for each in value if isinstance(each, dict)] if isinstance(value, list) else []
