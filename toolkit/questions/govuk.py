"""The page of a consultation as gov.uk's content API gives it: JSON with the days, the ways to respond and the page's own words.

See https://content-api.publishing.service.gov.uk/ and the schema "consultation" of publishing-api.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from toolkit.model.values import LONDON
from toolkit.questions.front import Front

_TYPES = ("consultation", "call_for_evidence")


@dataclass(frozen=True)
class Page:
    front: Front
    html: str
    """What the page says."""
    files: tuple[tuple[str, str], ...] = ()
    """Title and address of each document that hangs on it: the questions are often there."""


def page_of(data: bytes) -> Page | None:
    """The page; None where it is no JSON of that kind. Never raises."""
    try:
        given: Any = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict) or not isinstance(given.get("details"), dict) or "title" not in given:
        return None
    details, links = given["details"], given.get("links")
    bodies = [each.get("title", "") for each in _dicts(links.get("organisations") if isinstance(links, dict) else None)]
    ways = details.get("ways_to_respond")
    ways = ways if isinstance(ways, dict) else {}
    told = [f"{label}: {' '.join(str(ways[name]).split())}" for name, label in _WAYS.items() if ways.get(name)]
    path = str(given.get("base_path") or "")
    front = Front(
        title=str(given["title"]),
        body=str(bodies[0]) if bodies else "",
        url=f"https://www.gov.uk{path}" if path.startswith("/") else "",
        opens=_moment(details.get("opening_date"))[:10],
        closes=_moment(details.get("closing_date")),
        channel="email" if ways.get("email") and not ways.get("link_url") else "",
        ways=told,
        kind="call-for-evidence" if "call_for_evidence" in str(given.get("document_type")) else "government-consultation",
    )
    parts = [str(given.get("description") or ""), str(details.get("body") or "")]
    title = re.sub(r"[<>&]", " ", front.title)
    files = tuple(
        (str(each.get("title") or each["url"]), str(each["url"])) for each in _dicts(details.get("attachments")) if each.get("url")
    )
    return Page(front, f"<h1>{title}</h1><p>{parts[0]}</p>{parts[1]}", files)


_WAYS = {"link_url": "Online", "email": "By email", "postal_address": "By post", "attachment_url": "Form"}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _moment(value: Any) -> str:
    """A time as London's clocks show it; empty where it is none."""
    try:
        return datetime.fromisoformat(str(value)).astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")
    except ValueError:
        return ""
