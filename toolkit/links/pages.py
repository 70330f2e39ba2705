"""What a web page says about itself: its title, how much text it has, and whether it stands in for the page that was asked for.

Only what a page of the kind can hardly lack is believed: a report about pages that were not found is a report.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile
from urllib.parse import unquote

from lxml import etree
from lxml import html as markup

_PARTS = re.compile(r"\s+[|–—·•:»-]+\s+|\s*[|–—·»]\s*|\s*::\s*")
"""Between the title of a page and the name of its site."""
_AROUND = frozenset({"404", "error", "http", "https", "status", "code", "oops", "ooops", "sorry", "whoops", "uh", "oh"})
"""Words that stand around what such a title says."""
_THING = (
    r"(?:(?:the|this|that|your) )?(?:(?:requested|web) )?(?:page|webpage|file|document|resource|content|url|address|item|article)"
    r"(?: (?:that )?you (?:requested|(?:are|re|were) looking for))?"
)
_NOT_FOUND = re.compile(
    rf"(?:{_THING} )?(?:(?:was|is|could|can|has) )?not (?:be |been )?(?:found|available)|{_THING} does not exist"
    rf"|(?:{_THING} )?(?:is )?no longer (?:available|exists|here)|{_THING} (?:has been |was |is )(?:removed|deleted|archived|moved|missing)"
    rf"|{_THING} missing|missing page|we (?:can|could) not find {_THING}|nothing (?:was )?found(?: here)?"
)
_PARKED = re.compile(
    r"(?:buy |this )?domain (?:name )?(?:\S+ )?(?:is |may be )?for sale\W*|\S+\.\w{2,} is for sale.*|(?:this )?domain (?:is )?parked.*"
    r"|account suspended|(?:this )?(?:domain|web ?site) (?:has )?expired",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"just a moment\W*|attention required\W*|one moment,? please\W*|checking your browser.*|access denied"
    r"|access to this page has been denied|pardon our interruption\W*|robot check|are you (?:a )?(?:human|robot|not a robot)\W*"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human\W*|human verification|security check(?:point)?|ddos[- ]guard|ddos protection.*"
    r"|you have been blocked|request rejected|captcha.*|bot verification|client challenge|radware.*",
    re.IGNORECASE,
)
_CHALLENGE_MARKUP = re.compile(rb"(?i)cf-chl-|/cdn-cgi/challenge-platform/|_Incapsula_Resource|px-captcha|awswaf|captcha-delivery\.com")
_SIGN_IN = re.compile(r"(?:please )?(?:sign|log)[ -]?(?:in|on)(?: required| to .*| page)?|(?:login|authentication) required", re.IGNORECASE)
_WITHDRAWN = re.compile(
    r"\bthis (?:\w+ ){0,3}?(?:was|has been) withdrawn(?: (?:on|in|from|because|as)\b|[.:,])"
    r"|\bthis (?:\w+ ){0,3}?(?:has been|is) (?:withdrawn|superseded)\b",
    re.IGNORECASE,
)
_BEGINNING = 1500
"""Letters: where a notice stands that concerns the whole page."""
_LITTLE = 60
"""Letters: a page with fewer says nothing of its own."""
_SOMEWHERE = re.compile(
    r"(?i)\b404\b|\bnot (?:be )?found\b|\b(?:can(?:no|['’])t|could(?: not|n['’]t)|unable to) (?:be )?f(?:i|ou)nd\b"
    r"|\bdoes(?: not|n['’]t) exist\b|\bno longer (?:available|exists?)\b|\bsorry\b.{0,60}\bpage\b"
)
_REFRESH = re.compile(r"(?i)\d{1,2}(?:\.\d+)?\s*[;,]\s*url\s*=\s*[\"']?([^\"']+)")
_SENT_ON = 400
"""Letters: a page with more that loads itself anew, or another one after a while, has something of its own to say."""
_LONGEST = 300
"""Letters of a title that are read."""
_UNSEEN = ("script", "style", "noscript", "template", "head", "svg")


@dataclass(frozen=True)
class Page:
    """A page of HTML, as far as it came."""

    data: bytes
    charset: str | None = None
    """As the server has it."""

    @cached_property
    def title(self) -> str:
        return _one_line(self._root.findtext(".//title") or "")[:_LONGEST] if self._root is not None else ""

    @cached_property
    def text(self) -> str:
        """What a reader sees, on one line."""
        if self._root is None:
            return ""
        body = self._root.find("body")
        seen = deepcopy(body if body is not None else self._root)
        etree.strip_elements(seen, etree.Comment, etree.ProcessingInstruction, *_UNSEEN, with_tail=False)
        return _one_line(" ".join(map(str, seen.itertext())))

    @property
    def not_found(self) -> str:
        """The words of its title that say that there is nothing; empty where none do."""
        return next((part for part in self._parts if _says_nothing(part) or _PARKED.fullmatch(part)), "")

    @property
    def challenge(self) -> bool:
        """Whether it tests if a person asks."""
        titled = any(_CHALLENGE.fullmatch(part) for part in self._parts)
        return (titled or bool(_CHALLENGE_MARKUP.search(self.data))) and len(self.text) < _BEGINNING

    @property
    def sign_in(self) -> bool:
        """Whether it asks its readers who they are, and says nothing else."""
        return any(_SIGN_IN.fullmatch(part) for part in self._parts) and len(self.text) < _BEGINNING

    @property
    def withdrawn(self) -> str:
        """The words by which its publisher takes it back; empty where there are none."""
        if self._root is None:
            return ""
        if self.title.lower().startswith("[withdrawn]"):
            return "its title begins with [Withdrawn]"
        notice = _WITHDRAWN.search(self.text[:_BEGINNING])
        if notice:
            return _sentence_around(self.text, notice.start())
        return "GOV.UK marks it as withdrawn" if self._meta("name", "govuk:withdrawn") else ""

    @property
    def sends_on_to(self) -> str:
        """Where it sends its readers on to by itself, in place of saying something; empty where it does not."""
        match = _REFRESH.match(self._meta("http-equiv", "refresh"))
        return match[1] if match and len(self.text) < _SENT_ON else ""

    def _meta(self, attribute: str, name: str) -> str:
        metas = self._root.iter("meta") if self._root is not None else ()
        return next((meta.get("content", "").strip() for meta in metas if meta.get(attribute, "").lower() == name), "")

    @property
    def says_not_found(self) -> bool:
        """Whether it has words for that somewhere, which alone would mean nothing."""
        return _SOMEWHERE.search(self.text) is not None

    @property
    def scripted(self) -> bool:
        """Whether it has scripts, which may write what a reader sees."""
        return b"<script" in self.data.lower()

    @property
    def empty(self) -> bool:
        """Whether it has next to no words of its own, and scripts."""
        return self.scripted and sum(map(str.isalpha, self.text)) < _LITTLE

    def has_place(self, fragment: str) -> bool:
        """Whether the page has the place that a fragment names, or the fragment is no name of a place."""
        name = unquote(fragment.partition(":~:")[0])  # behind it stand words to look for, which no page has to know
        if not name or name.lower() == "top" or name[0] in "!/?" or "=" in name or self._root is None:
            return True
        return any(each in (name, f"user-content-{name}") for each in self._names)

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(re.findall(r"\w+", self.text.lower()))

    def like(self, other: Page) -> bool:
        """Whether two pages say the same but for a few words, such as the address that was asked for."""
        both = (self.words & other.words).total()
        return both >= 0.9 * max(self.words.total(), other.words.total())

    @cached_property
    def _parts(self) -> list[str]:
        """The title, and the parts that it is made of."""
        return [self.title, *filter(None, _PARTS.split(self.title))]

    @cached_property
    def _names(self) -> frozenset[str]:
        assert self._root is not None
        return frozenset(map(str, self._root.xpath("//@id | //a/@name")))

    @cached_property
    def _root(self) -> markup.HtmlElement | None:
        if not self.data.strip():
            return None
        try:
            parser = markup.HTMLParser(huge_tree=False, no_network=True, encoding=self._encoding)
            return markup.document_fromstring(self.data, parser=parser)
        except (etree.LxmlError, ValueError, AssertionError):
            return None

    @property
    def _encoding(self) -> str | None:
        """What the server names; None for what the page names itself; UTF-8 where nobody says, and it can be that."""
        with suppress(LookupError):
            if self.charset:
                return codecs.lookup(self.charset).name
        if b"charset" in self.data[:4096].lower() or b"encoding=" in self.data[:100]:
            return None
        try:
            self.data.decode()
        except UnicodeDecodeError as error:
            return "utf-8" if error.start > len(self.data) - 4 else None  # cut in the middle of a letter
        return "utf-8"


def _says_nothing(title: str) -> bool:
    """Whether a title says no more than that there is no page."""
    plain = title.lower().replace("’", "'").replace("we're sorry", "").replace("can't", "can not").replace("cannot", "can not")
    words = re.findall(r"\w+", plain.replace("n't", " not"))
    bare = list(dropwhile(_AROUND.__contains__, words))
    bare = list(dropwhile(_AROUND.__contains__, reversed(bare)))[::-1]
    return _NOT_FOUND.fullmatch(" ".join(bare)) is not None or ("404" in words and not bare)


def is_page(data: bytes) -> bool:
    """Whether bytes are HTML, by what stands in them and not by what the server calls them."""
    return re.search(rb"(?i)<(?:!doctype\s+html|html|head|body|title)\b", data[:4096]) is not None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sentence_around(text: str, at: int) -> str:
    end = text.find(".", at)
    return text[at : end if 0 < end - at < 120 else at + 100].strip()
