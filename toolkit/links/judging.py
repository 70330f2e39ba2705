"""What an answer means for somebody who follows the address: good, bad, or not to be told. Pure."""

from __future__ import annotations

import re

from yarl import URL

from toolkit.links.files import keeps, named, promised
from toolkit.links.pages import Page, is_page
from toolkit.model.links import Kind, Seen
from toolkit.network.answer import TLS, Answer, Reason

_BLOCKED = frozenset({401, 402, 403, 405, 406, 407, 418, 421, 425, 426, 428, 429, 431, 451, 999})
_GONE = frozenset({404, 410})
_HOME = re.compile(r"/?(?:(?:index|default|home)(?:\.\w{2,5})?/?|(?:home|en|en-gb|en-us|welcome)/?)?", re.IGNORECASE)
_ERROR_PATH = re.compile(r"/(?:404|40[34]-?error|error-?404|(?:page|file)?-?_?not-?_?found|page-?missing)(?:\.\w{2,5})?/?$", re.IGNORECASE)
_SIGN_IN_PATH = re.compile(r"/(?:log-?in|sign-?in|log-?on|auth(?:enticate)?|sso|saml2?)(?:[/.]|$)", re.IGNORECASE)
_STATUSES = {401: "401: readers have to sign in", 429: "429: we ask too often", 451: "451: for legal reasons"}
_UNREACHABLE: dict[Reason, str] = {
    "dns": "its name could not be looked up",
    "refused": "it takes no connections",
    "unreachable": "there is no way to it from here",
    "timeout": "it took too long",
    "reset": "it broke off",
}
_CERTIFICATE: dict[Reason, str] = {
    "expired": "the certificate is out of date",
    "wrong-host": "the certificate is that of another site",
    "untrusted": "the certificate is signed by nobody whom this machine trusts",
}


def judge(url: str, answer: Answer, probe: Answer | None = None) -> Seen:
    """What an answer says about an address.

    :param url: the address as it is written, with its fragment; `answer` may be to the address without it.
    :param probe: the answer of the same host to an address that is made up, where it is known: what it gives for that is no page.
    """
    final = _final(url, answer)
    kind, said = _kind(url, answer, final, probe)
    replacement = final if kind == "moved" else ""
    return Seen(
        url=url,
        at=answer.at,
        kind=kind,
        status=answer.status,
        final=final if answer.hops else "",
        replacement=replacement,
        said="".join(filter(str.isprintable, said)),  # words of somebody else's page, for a terminal
    )


def wants_probe(url: str, answer: Answer) -> bool:
    """Whether it has to be known what the host gives for an address that is made up."""
    return answer.ok and is_page(answer.body) and URL(url).path not in ("", "/")


def _kind(url: str, answer: Answer, final: str, probe: Answer | None) -> tuple[Kind, str]:
    if answer.failure is not None:
        return _failed(answer)
    page = Page(answer.body, _charset(answer)) if is_page(answer.body) else None
    if answer.header("cf-mitigated").lower() == "challenge" or (page is not None and page.challenge):
        return "blocked", "it tests whether a person asks"
    if not answer.ok:
        return _refused(answer)
    if answer.cut == "encoding":
        return "odd", "what it sends cannot be unpacked"
    if answer.status in (204, 205) or not answer.body:
        return "empty", "it broke off" if answer.cut else ""
    return _arrived(url, answer, final, page, probe)


def _arrived(url: str, answer: Answer, final: str, page: Page | None, probe: Answer | None) -> tuple[Kind, str]:
    """For an answer that calls itself success."""
    asked, last = URL(url), URL(final)
    if page is not None and (page.sign_in or (answer.hops and _SIGN_IN_PATH.search(last.path) and not _SIGN_IN_PATH.search(asked.path))):
        return "sign-in", ""
    if answer.hops and _ERROR_PATH.search(last.path):
        return "soft-404", f"it sends its readers on to {final}"
    if page is not None and page.not_found:
        return "soft-404", f"its title is “{page.not_found[:80]}”"
    if answer.hops and not _is_home(asked) and _is_home(last):
        return "home", f"that of {last.host}"
    ending = promised(url) or promised(final, answer.kind)
    if ending and answer.body and not keeps(ending, answer.body):
        return ("wrong-type", f"a web page came in place of {named(ending)}") if page is not None else ("odd", f"it is not {named(ending)}")
    if page is not None and probe is not None and (same := _as_made_up(final, page, probe)):
        return same
    if page is not None and page.sends_on_to:
        return "scripts", f"it sends its readers on to {page.sends_on_to[:80]}"
    if page is not None and page.empty:
        return "scripts", ""
    if page is not None and (words := page.withdrawn):
        return "withdrawn", words
    if page is not None and answer.whole and not page.has_place(asked.raw_fragment):
        return "fragment", f"#{asked.fragment}"
    if answer.moved_for_good and final != url:
        return "moved", ""
    return ("redirected" if answer.hops and _page_of(final) != _page_of(url) else "there"), ""


def _as_made_up(final: str, page: Page, probe: Answer) -> tuple[Kind, str] | None:
    """Whether the host gives the same for an address that is made up; not told where pages are written by scripts."""
    if not probe.ok or not is_page(probe.body):
        return None
    other = Page(probe.body, _charset(probe))
    if probe.hops and _page_of(final) == _page_of(probe.url):
        return "soft-404", f"addresses that are made up lead there too: {final}"
    if not page.like(other):
        return None
    if page.scripted and not page.says_not_found:
        return "scripts", "the host gives the same for every address"
    return "soft-404", "the host gives the same for an address that is made up"


def _failed(answer: Answer) -> tuple[Kind, str]:
    """For an address that gave no answer, or that led to one which gave none."""
    assert answer.failure is not None
    reason, said = answer.failure
    if reason in TLS:
        return "certificate", _CERTIFICATE.get(reason, said)
    if reason in _UNREACHABLE:
        return "unreachable", said or _UNREACHABLE[reason]
    if reason in ("loop", "redirects"):
        return "circle", ""
    sent_to = f"it sends its readers on to {answer.url[:80]}" if answer.hops else ""
    if reason == "no-host":
        return "no-host", sent_to
    if reason == "blocked":
        return "private", sent_to
    if reason == "address":
        return ("odd", f"{sent_to}, and {said}") if answer.hops else ("no-address", said)
    return "odd", said


def _refused(answer: Answer) -> tuple[Kind, str]:
    """For a status that is no success."""
    status = answer.status or 0
    if status in _GONE:
        return "gone", ""
    if status in _BLOCKED:
        return "blocked", _STATUSES.get(status, f"{status}")
    return ("out-of-order" if 500 <= status < 600 else "odd"), f"{status}"


def _final(url: str, answer: Answer) -> str:
    """The last address, with the fragment of the first where a redirect has none of its own."""
    try:
        last, fragment = URL(answer.url), URL(url).raw_fragment
    except ValueError:
        return answer.url
    if not answer.hops:
        return url
    return str(last if last.raw_fragment or not fragment else URL(f"{last}#{fragment}", encoded=True))


def _page_of(url: str) -> str:
    return url.partition("#")[0]


def _is_home(url: URL) -> bool:
    return _HOME.fullmatch(url.path) is not None and not any(name.lower() in ("id", "p", "page_id", "q", "doc") for name in url.query)


def _charset(answer: Answer) -> str | None:
    match = re.search(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)", answer.header("content-type"))
    return match[1] if match else None
