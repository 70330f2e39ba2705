"""Addresses that are no references: where to go, to log in or to look something up, patterns of addresses, and sites as such."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"(?i)\b(?:log(?:ged|ging)? (?:in|on)(?:to)?(?: at| on| to| via)?|sign(?:ed|ing)? in(?: at| on| to| via)?|hosted (?:by|at|on)"
    r"|interface (?:at|on)|(?:accessible|reachable|reached) (?:at|on|from|via)(?: the)?(?: (?:URL|address))?"
    r"|(?:URL|address)s?(?: like| such as)?|via|go to|(?:use|using|click(?: on)?|follow) (?:the |this )?(?:link|address|page|site)"
    r"|(?:generate|create|change|order|book|buy|upload|file|renew|request|pay)\b[^.;]{0,30} (?:at|on|via|through)"
    r"|information\b[^.;]{0,100} (?:at|on)|(?:portal|tool|repository|directory)\b[^.;]{0,60}? at)[\s:(<]*$"
)
_AFTER = re.compile(r"(?i)^[\s)>]*(?:(?:web ?)?site\b|portal\b|to (?:log|sign|apply|request|order|register|book)\b)")
_NOWHERE = re.compile(r"(?i)^(?:https?://)?(?:localhost|127\.0\.0\.1|\[::1\])")
_ANY = re.compile(r"(?i)your[-_]|user[-_]?(?:name|id)\b|package[-_]?name\b|source[-_]?package\b|[{}]|\bX{3,}\b")
_HOST_ALONE = re.compile(r"(?i)^(?:https?://)?[^/?#]+/?[).,;:!'\u2019]*$")
_TO_READ = re.compile(
    r"(?i)\b(?:figures?|data|statistics|reports?|stud(?:y|ies)|research|evidence|surveys?|results|findings|according|sources?|specification"
    r"|guidance|minutes|transcript|article|paper|published)\b"
)
_SEE = re.compile(r"(?i)\b(?:see|details|numbers|documented|described|specified|explained|set out)\b")
_MARKS = {'"': '"', "\u201c": "\u201d", "'": "'", "\u2018": "\u2019", "`": "`"}


def is_pattern(words: str, start: int, end: int) -> bool:
    """Whether ``words[start:end]`` is the address of nothing: localhost, ``…/your-name``, or one in quotation marks, spoken of as such."""
    if _NOWHERE.match(words[start:end]) or _ANY.search(words[start:end]):
        return True
    close = _MARKS.get(words[start - 1 : start])
    return close is not None and close in (words[end - 1 : end], words[end : end + 1])


def is_gone_to(before: str, after: str) -> bool:
    """Whether an address between these words says where to do something, and speaks of nothing that is read there."""
    return bool(_BEFORE.search(before) or _AFTER.match(after)) and not _TO_READ.search(before)


def is_a_site(address: str, sentence: str) -> bool:
    """Whether an address is a host alone in a sentence that speaks of no figures, report or other thing to read there."""
    return bool(_HOST_ALONE.match(address)) and not (_TO_READ.search(sentence) or _SEE.search(sentence))
