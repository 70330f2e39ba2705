"""Where each page of the site lies: addresses that stay what they are when something else is published."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from toolkit.disk import digest
from toolkit.model.errors import ToolkitError
from toolkit.model.publication import Edition, Published

CSS, SCRIPT, FEED, SITEMAP, LISTED = "site.css", "filter.js", "feed.xml", "sitemap.xml", "publications.json"
HOME, ABOUT, BODIES, TOPICS, CORRECTIONS = "", "about/", "bodies/", "topics/", "corrections/"


class Base(NamedTuple):
    """The address under which the site will stand, with a slash at its end; None where nobody said."""

    url: str | None

    def absolute(self, path: str) -> str | None:
        """The whole address of a path of the site."""
        return None if self.url is None else self.url + quote(path)

    def link(self, page: str, path: str) -> str:
        """From a page to a path of the site.

        Without an address the pages are for looking at, straight from a disk, where no server finds the file of a folder.
        """
        folder = page if page.endswith("/") or not page else posixpath.dirname(page) + "/"
        relative = posixpath.relpath("/" + path, "/" + folder)
        if path.endswith("/") or not path:
            relative = f"{relative}/" if self.url is not None else f"{relative}/index.html"
        return quote(relative.removeprefix("./") or "./")


def base_of(written: str | None) -> Base:
    """The address that somebody gave. :raises ToolkitError: where it is none that pages can stand under."""
    if not written:
        return Base(None)
    try:
        parts = urlsplit(written.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    host = parts.hostname or ""
    whole = parts.scheme in ("http", "https") and host and not (parts.query or parts.fragment or parts.username)
    if not whole or re.search(r"[\s<>\"]", written.strip()):
        raise ToolkitError(f"'{written}' is no address under which pages can stand.", do="Write it whole: https://policy.example.org/sent/")
    name = host.encode("idna").decode() if not host.isascii() else host
    return Base(f"{parts.scheme}://{name}{f':{port}' if port else ''}{quote(parts.path.rstrip('/'), safe='/%')}/")


def named(names: Iterable[str]) -> dict[str, str]:
    """A name for each of some words in an address; those that would have the same one get a few letters more."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(set(names)):
        plain = plain_name(name)
        found[name] = f"{plain}-{digest(name.encode())[:6]}" if plain in taken or not plain else plain
        found[name] = found[name].lstrip("-")
        taken.add(found[name])
    return found


def plain_name(text: str) -> str:
    """``mayors-office-for-policing-and-crime``; empty where no Latin letter and no digit is in it."""
    letters = unicodedata.normalize("NFKD", re.sub(r"['’]", "", text)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:80].rstrip("-")


class Addresses(NamedTuple):
    """The paths of all pages, relative to the site."""

    responses: Mapping[str, str]
    bodies: Mapping[str, str]
    topics: Mapping[str, str]

    def edition(self, published: Published, edition: Edition) -> str:
        """The page of an edition: that of the response itself for the newest."""
        return self.responses[published.slug] + ("" if edition is published.newest else f"{edition.name}/")

    def files(self, published: Published, edition: Edition) -> str:
        """Where the files of an edition lie, the same for ever."""
        return f"{self.responses[published.slug]}{edition.name}/"


def addresses(published: Iterable[Published]) -> Addresses:
    """The paths of everything that is published."""
    all_ = list(published)
    slugs = {each.slug: each.slug if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", each.slug) else None for each in all_}
    made = named(slug for slug, name in slugs.items() if name is None)
    bodies = {each.newest.body for each in all_}
    topics = {topic for each in all_ for topic in topics_of(each)}
    return Addresses(
        responses={each.slug: f"{each.first_sent.year}/{slugs[each.slug] or made[each.slug]}/" for each in all_},
        bodies={name: f"{BODIES}{plain}/" for name, plain in named(bodies).items()},
        topics={name: f"{TOPICS}{plain}/" for name, plain in _topic_names(topics).items()},
    )


def topics_of(published: Published) -> list[str]:
    """Topics, then keywords that are no topics, of the newest edition."""
    reprint = published.newest.reprint
    seen = {plain_name(each) for each in reprint.topics}
    return [*reprint.topics, *(each for each in reprint.keywords if plain_name(each) not in seen)]


def _topic_names(topics: Iterable[str]) -> dict[str, str]:
    """As :func:`named`, but that spellings of one word (Stop and search, stop and search) share a page."""
    spelt: dict[str, list[str]] = {}
    for each in sorted(topics):
        spelt.setdefault(each.casefold(), []).append(each)
    names = named(each[0] for each in spelt.values())
    return {spelling: names[each[0]] for each in spelt.values() for spelling in each}
