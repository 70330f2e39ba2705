"""JSON of strangers as plain values: whatever is not as it should be counts as not there."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from toolkit.model.values import UNFIT


class NotRead(ValueError):
    """The answer is not what the registry's manual says that it sends."""


def parsed(body: bytes) -> Any:
    """:raises NotRead: where it is no JSON, or JSON that was made to break readers."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotRead("what it sent is no JSON that can be read") from error


def texts(value: Any) -> list[str]:
    """The texts of a list, or the one text, with single spaces and without empty ones."""
    each = value if isinstance(value, list) else [value]
    return [text for item in each if isinstance(item, str) and (text := " ".join(UNFIT.sub(" ", item).split()))]


def text(value: Any) -> str:
    """A text or a number as text; the first one of a list; empty for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return next(iter(texts(value)), "")


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def inside(value: Any, *names: str) -> Any:
    """What stands under some names, one inside the other; None where one of them is not there."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def parts(value: Any) -> list[int]:
    """Year, month and day, as far as they are there, of ``{"date-parts": [[2016, 3, 1]]}``."""
    found = inside(value, "date-parts")
    first = found[0] if isinstance(found, list) and found and isinstance(found[0], list) else []
    numbers = [int(each) for each in first if isinstance(each, int) or (isinstance(each, str) and each.isdecimal() and len(each) < 5)]
    return numbers if numbers and 1000 <= numbers[0] <= 9999 else []


def day(numbers: list[int]) -> date | None:
    """A day of which month and day may not be known; the first one then."""
    try:
        return date(*[*numbers, 1, 1][:3]) if numbers else None
    except ValueError:
        return date(numbers[0], 1, 1)
