"""Newspapers, broadcasters, press releases and encyclopaedias: what tells of a figure and is not where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.english.phrase import phrase
from toolkit.model.source import Source

_PAPERS = (
    r"Guardian|Observer|Daily Telegraph|Sunday Telegraph|Telegraph|Independent|Daily Mail|Mail on Sunday|Daily Mirror|Mirror"
    r"|Evening Standard"
    r"|Financial Times|Sunday Times|New York Times|Washington Post|Daily Express|Scotsman|Herald|Huffington Post|HuffPost"
    r"|BuzzFeed(?: News)?"
    r"|Economist|Spectator|New Statesman|Metro|Western Mail|Irish Times|Belfast Telegraph|Big Issue|Daily Record"
    r"|Manchester Evening News|Yorkshire Post|Inside Housing|Nursing Times|Schools Week|Health Service Journal|Community Care"
)
_BROADCASTERS = r"BBC(?: News| Online)?|Sky News|ITV News|Channel 4 News|CNN|Reuters|Press Association|Al Jazeera"
NEWS = phrase(
    rf"\b(?:[Tt]he (?:{_PAPERS}|Times|Sun|i)|(?:the )?(?:{_BROADCASTERS})|(?:[Tt]he )?(?:{_PAPERS})(?= (?:newspaper|reported|reports"
    rf"|found|says|has)))\b"
)
"""Names of outlets in prose."""
ACCORDING = re.compile(
    rf"(?:[Aa]ccording to|[Rr]eported (?:in|by)|[Aa]s) (?:{NEWS.pattern})|(?:{NEWS.pattern}) (?:has |have )?(?:reports?|reported"
    rf"|found|says|said)\b"
)
"""Words that say that news says so."""
_OUTLET = re.compile(rf"(?:[Tt]he )?(?:{_PAPERS}|Times|Sun|{_BROADCASTERS})(?: \([^)]*\)| newspaper| Online)?")
_NEWS_HOSTS = re.compile(
    r"(?i)^(?:https?://)?(?:[\w-]+\.)*(?:theguardian\.com|guardian\.co\.uk|bbc\.(?:co\.uk|com)/news|news\.bbc\.co\.uk"
    r"|thetimes\.co\.uk|telegraph\.co\.uk"
    r"|independent\.co\.uk|dailymail\.co\.uk|mirror\.co\.uk|thesun\.co\.uk|standard\.co\.uk|ft\.com|express\.co\.uk|nytimes\.com"
    r"|washingtonpost\.com"
    r"|news\.sky\.com|itv\.com/news|channel4\.com/news|reuters\.com|huffingtonpost\.(?:co\.uk|com)|buzzfeed\.com|economist\.com"
    r"|inews\.co\.uk|metro\.co\.uk"
    r"|scotsman\.com|heraldscotland\.com|insidehousing\.co\.uk|nursingtimes\.net|schoolsweek\.co\.uk|hsj\.co\.uk"
    r"|communitycare\.co\.uk)(?:/|$)"
)
_RELEASE_WORDS = re.compile(r"(?i)\b(?:press|news|media) (?:release|notice|statement)\b")
_RELEASE = re.compile(r"(?i)gov\.uk/government/news/|/press-?releases?/|/news-?releases?/|/media-?releases?/")
_ENCYCLOPAEDIA = re.compile(
    r"(?i)^(?:https?://)?(?:[\w-]+\.)*(?:wikipedia\.org|britannica\.com|wikiwand\.com|encyclopedia\.com|statista\.com)(?:/|$)"
)
_NEWS_KINDS = {"newspaper", "newsarticle", "magazine"}


_ENCYCLOPAEDIAS = {"Wikipedia", "Statista", "Encyclopaedia Britannica", "Encyclopædia Britannica", "Britannica"}
_WHOSE = ("journaltitle", "journal", "publisher", "organization", "institution", "website", "howpublished", "author")


def second_hand(source: Source) -> str:
    """``a news report``, ``a press release`` or ``an encyclopaedia``; empty for anything else."""
    fields = source.fields
    if source.kind in _NEWS_KINDS or fields.get("entrysubtype", "").lower() in {"newspaper", "magazine"}:
        return "a news report"
    url = fields.get("url", "")
    if source.kind == "inreference" or _ENCYCLOPAEDIA.match(url):
        return "an encyclopaedia"
    if source.kind == "pressrelease" or _RELEASE.search(url) or _is_release(fields):
        return "a press release"
    named = [fields.get(name, "").strip("{} ") for name in _WHOSE]
    if any(name in _ENCYCLOPAEDIAS for name in named):
        return "an encyclopaedia"
    return "a news report" if _NEWS_HOSTS.match(url) or any(_OUTLET.fullmatch(name) for name in named if name) else ""


def says_according(words: str) -> bool:
    """Whether a sentence says itself that it has this from the news."""
    return ACCORDING.search(words) is not None


def _is_release(fields: Mapping[str, str]) -> bool:
    """Whether type, title or note call it a press release, and it is no report about one."""
    return any(_RELEASE_WORDS.search(fields.get(name, "")) for name in ("type", "note", "howpublished", "titleaddon")) or bool(
        re.match(r"(?i)\{*(?:press|news|media) (?:release|notice)\}*:", fields.get("title", ""))
    )
