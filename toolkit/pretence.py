"""Whether what an address gave is the source that was asked for, or something that stands in its place: an error, a door, a form.

What an answer means for somebody who follows a link, `toolkit.links.judging` tells. A copy that is to prove something asks for more: a
page with a part of the text, in front of a door, is there for a reader and is no copy.
"""

from __future__ import annotations

import re

from toolkit.links.judging import judge
from toolkit.links.pages import Page, is_page
from toolkit.model.links import Kind
from toolkit.network.answer import Answer

BY_HAND = "Save it in a browser, and add the file."
SCRIPTS = "The page has no text of its own: its scripts write it, and they are not run."
_READ = 2_000_000
"""Bytes of a page that are looked at."""
_LITTLE = 1_500
"""Letters: with more than these a page has something of its own to say."""

_SAID: dict[Kind, str] = {
    "gone": "There is nothing at the address any more{status}.",
    "no-host": "There is no such site: the address may be mistyped, or the site is gone.",
    "soft-404": "The page says that what was asked for is not there, although the server calls it found.",
    "home": "The site sends its readers on to its front page.",
    "wrong-type": "In place of the document a web page came: an error, or a page about it.",
    "empty": "The site answered that there is nothing to send{status}.",
    "blocked": "The site does not let programs in ({said}).",
    "sign-in": "The site asks its readers to sign in or to subscribe first{status}.",
    "scripts": SCRIPTS,
    "out-of-order": "The site is out of order or busy{status}. Try again later.",
    "unreachable": "The site cannot be reached: {said}.",
    "offline": "This machine finds no host at all: is it connected?",
    "certificate": "The site cannot prove who it is: {said}.",
    "circle": "The address redirects in a circle, or too often.",
    "odd": "What the site sends cannot be made sense of{status}: {said}.",
    "private": "The address leads into a private network, and is not asked unless its host is allowed by name (--allow).",
    "no-address": "The address cannot be asked for: {said}.",
}
_CUT = {
    "limit": f"It is larger than a copy can be. {BY_HAND}",
    "time": f"It took too long to come. {BY_HAND}",
    "connection": "The site broke off before all of it had come. Try again later.",
    "encoding": "It is not packed as the site says, so it cannot be unpacked.",
}
_HANDED = frozenset({"blocked", "sign-in", "scripts", "wrong-type"})
"""What a person in a browser may get all the same."""

_SIGN_IN = re.compile(
    r"\b(?:sign ?in|log ?in|login|subscribe|subscription|register)\b.{0,80}\b(?:continue|read|access|view|account|required|article|full)\b"
    r"|\b(?:subscribers?|members?) only\b|\bfor subscribers\b|\bto continue reading\b|\balready (?:a subscriber|have an account)\b",
    re.IGNORECASE | re.DOTALL,
)
_PASSWORD = re.compile(rb"""(?i)<input\b[^>]*\btype\s*=\s*["']?password\b""")
_CONSENT = re.compile(
    r"\b(?:accept|agree to|consent|allow)\b.{0,80}\b(?:cookies|terms|privacy|continue)\b|\bbefore you continue\b|\bwe value your privacy\b",
    re.IGNORECASE | re.DOTALL,
)
_WANTS_SCRIPTS = re.compile(
    r"(?:enable|requires?|turn on|need(?:s|ed)?|without) (?:\w+ ){0,4}javascript|javascript (?:is|must be|to be) ", re.IGNORECASE
)


def why_not(url: str, answer: Answer) -> str:
    """Why an answer holds no copy of the source, in a sentence; empty where nothing says so."""
    seen = judge(url, answer)
    template = _SAID.get(seen.kind)
    odd_and_there = seen.kind == "odd" and answer.ok and answer.body  # such as a Word document where the address says PDF
    if template and not odd_and_there and not (seen.kind == "empty" and answer.cut):
        status = f" ({answer.status})" if answer.status and answer.status != 200 else ""
        why = template.format(status=status, said=seen.said or "it does not say why")
        return f"{why} {BY_HAND}" if seen.kind in _HANDED else why
    if answer.cut:
        return _CUT[answer.cut]
    why = _in_front(answer)
    return f"{why} {BY_HAND}" if why else ""


def remark(url: str, answer: Answer) -> str:
    """What should be known of a source that came, in a sentence: that its publisher has withdrawn it. Empty where there is nothing."""
    seen = judge(url, answer)
    return f"Its publisher has withdrawn it: {seen.said.rstrip('.')}." if seen.kind == "withdrawn" else ""


def _in_front(answer: Answer) -> str:
    """What a page asks for that has little else to say: a report about cookies is a report."""
    if not is_page(answer.body):
        return ""
    page = Page(answer.body[:_READ])
    letters = sum(map(str.isalpha, page.text))
    if letters < _LITTLE and (_PASSWORD.search(page.data) or _SIGN_IN.search(page.text)):
        return _SAID["sign-in"].format(status="")
    if letters < _LITTLE // 2 and _WANTS_SCRIPTS.search(page.text):
        return SCRIPTS
    if letters < _LITTLE // 2 and _CONSENT.search(page.text):
        return "The site asks its readers to agree to something first."
    return ""
