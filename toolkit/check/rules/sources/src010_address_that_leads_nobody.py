"""An address that works for the one who copied it and for nobody else.

What: an address through a library's proxy or a service that shortens or guards addresses, in an intranet, behind a login, with a session
number, of a search and not of what it found, or with what newsletters add to follow their readers (utm_…, fbclid), which is taken out.

Why: the reader who checks the source gets an error, a login page or another list of results.

Bad (bib):

    @report{bail2015,
      author = {{Home Office}},
      title = {Bail in England},
      date = {2015},
      url = {https://example.org/download;jsessionid=E468A63D?doi=10.1.1&type=pdf},
    }

Good (bib):

    @report{bail2015,
      author = {{Home Office}},
      title = {Bail in England},
      date = {2015},
      url = {https://example.org/download?doi=10.1.1&rep=rep1&type=pdf},
    }

Fix: find the page itself and copy its address, best one with a DOI or of the publisher; try it in a private window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.entries import own, stretch
from toolkit.check.rule import Facts, Rule, edit
from toolkit.cite.latex import address
from toolkit.model.finding import Edit, Finding
from toolkit.model.source import Source

RULE = Rule("SRC010", "address-that-leads-nobody", "warning", "source")

_HINTS = (
    *(
        "?",
        ";",
        "&",
        "proxy",
        "oclc",
        "intranet",
        "localhost",
        "://10.",
        "://127.",
        "://172.",
        "://192.168.",
        ".local",
        ".internal",
        ".corp",
    ),
    *(
        ".lan",
        "file:",
        "smb:",
        "\\",
        "sharepoint",
        "login",
        "log-in",
        "logon",
        "signin",
        "sign-in",
        "://accounts.",
        "://auth.",
        "://sso.",
        "/(s(",
        *("urldefense", "://bit.ly", "tinyurl.", "://t.co/", "://goo.gl", "://ow.ly", "lnkd.in", "://is.gd", "://buff.ly"),
    ),
)
"""One of them is in every such address, but for those whose host has no full stop."""
_SESSION = re.compile(
    r"(?i)[;?&](?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|session_?id|cfid|cftoken)=|/\(S\([a-z0-9]{8,}\)\)"
)
_PROXY = re.compile(r"(?i)^https?://[^/]*(?:ezproxy|libproxy|proxy\.lib|\.proxy\.|idm\.oclc\.org)|[?&]qurl=|/login\?(?:url|qurl)=http")
_INSIDE = re.compile(
    r"(?i)^(?:file:|smb:|[a-z]:\\|\\\\)|^https?://(?:localhost|127\.|10\.\d|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|intranet\.|[^/:]*\.intranet\."
    r"|[^/:.]+(?:[:/]|$)|[^/:]+\.(?:local|internal|corp|lan|intranet)(?:[:/]|$)|[^/:]*\bsharepoint\.com)"
)
_REDIRECTED = re.compile(
    r"(?i)^https?://(?:(?:www\.)?google\.[a-z.]{2,6}/url\?|[^/]*safelinks\.protection\.outlook\.com/|urldefense\.|l\.facebook\.com/l\.php"
    r"|(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|lnkd\.in|is\.gd|buff\.ly)/)"
)
_LOGIN = re.compile(
    r"(?i)^https?://(?:log-?in|sign-?in|accounts|auth|sso)\.[^/]+|^https?://[^?#]*/(?:log-?in|sign-?in|logon)(?:\.\w{2,5})?/?(?:[?#]|$)"
)
_SEARCH = re.compile(
    r"(?i)^[^#]*[?&](?:q(?!=node/)|s|query|search|searchterms?|search_query|keywords?|search_api_fulltext)=[^&#\s]"
    r"|^[^?#]*/(?:search(?:[-_]?results?)?|results)(?:\.\w{2,5})?/?\?"
)
_ONE_THING = re.compile(r"(?i)[?&](?:id|docid|doi|isbn|nid|p|page_id|uri|reference|ref)=")
_FOLLOWING = re.compile(r"(?i)^(?:utm_[a-z_]+|gclid|fbclid|msclkid|dclid|yclid|igshid|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|gs_lcrp)=")
_KINDS = (
    (_SESSION, "holds a session number and will not last"),
    (_PROXY, "goes through a library's proxy"),
    (_INSIDE, "leads into a network or a disk that others cannot reach"),
    (_REDIRECTED, "goes through a service that sends its readers on and follows them"),
    (_LOGIN, "is that of a login page"),
)


def check(source: Source, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    written = source.fields.get("url", "")
    if not written or not _suspect(written.lower()):
        return
    if not own(source, source.span("url")):
        return
    url = address(written)
    what = next((said for pattern, said in _KINDS if pattern.search(url)), None)
    if what is None and _SEARCH.search(url) and not _ONE_THING.search(url):
        what = "is that of a search and not of what it found"
    if what is not None:
        yield RULE.finding(
            source.span("url"),
            f"The address of '{source.id}' {what}.",
            "Find the page itself and copy its address; try it in a private window.",
        )
        return
    clean = _clean(url)
    if clean != url:
        yield RULE.finding(
            source.span("url"),
            f"The address of '{source.id}' holds what a newsletter or a search engine added to follow its readers.",
            f"Write {clean}.",
            fix=_replaced(source, written, url, clean),
        )


def _suspect(url: str) -> bool:
    """A cheap test that lets most addresses pass; copies in archives keep the address as it was."""
    if "web.archive.org" in url or "webarchive." in url:
        return False
    return any(hint in url for hint in _HINTS) or "." not in url.partition("://")[2].partition("/")[0] or url[1:2] == ":"


def _clean(url: str) -> str:
    """The address without the parts of its query by which readers are followed."""
    head, mark, fragment = url.partition("#")
    path, question, query = head.partition("?")
    kept = [part for part in query.split("&") if not _FOLLOWING.match(part)]
    if len(kept) == query.count("&") + 1:
        return url
    return f"{path}{question if kept else ''}{'&'.join(kept)}{mark}{fragment}"


def _replaced(source: Source, written: str, url: str, clean: str) -> list[Edit]:
    """The edit, where the value stands in the file as it was read."""
    span = stretch(source, "url", 0, len(written))
    return [edit(span, clean)] if span and written == url else []
