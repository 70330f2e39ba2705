"""A part of a Word file looked at as a tree and changed as bytes: what nobody touches stays as it was written.

lxml gives the tree, expat the place of each element in the bytes. Serialising the tree again would rewrite quotes, declarations of
namespaces and empty elements through the whole part; splicing changes the touched places and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree
from lxml.etree import _Element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f"{{{OFFICE}}}"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": NAMESPACE.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": OFFICE.encode(),
}
_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")


class Place(NamedTuple):
    """Where an element stands: offsets of bytes of the whole of it and of what it holds."""

    start: int
    inside: int
    inside_end: int
    end: int


class Splice(NamedTuple):
    """Bytes that take the place of a stretch; a stretch without length is a place between two bytes."""

    start: int
    end: int
    new: bytes


class Part:
    """An XML part. The tree is for looking at: nobody changes it."""

    def __init__(self, name: str, data: bytes) -> None:
        """:raises ValueError: where it is in no encoding of Word's, or declares entities. :raises XMLSyntaxError: where it is no XML."""
        self.name, self.data = name, data
        looked = data
        for strict, usual in _STRICT.items():
            looked = looked.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        self.root: _Element = etree.fromstring(looked, parser)
        document = self.root.getroottree().docinfo
        if (document.encoding or "UTF-8").upper() not in ("UTF-8", "US-ASCII") or document.internalDTD is not None:
            raise ValueError(document.encoding)

    @cached_property
    def _places(self) -> dict[_Element, Place]:
        # The elements are kept with their places, so that lxml hands out the same objects for them.
        return dict(zip(self.root.iter(etree.Element), _located(self.data), strict=True))

    def place(self, element: _Element) -> Place:
        return self._places[element]

    def raw(self, element: _Element) -> bytes:
        """An element as it is written."""
        place = self.place(element)
        return self.data[place.start : place.end]

    def inner(self, element: _Element) -> bytes:
        """What an element holds, as it is written."""
        place = self.place(element)
        return self.data[place.inside : place.inside_end]

    # --- changes --------------------------------------------------------------------------------------------------------

    def replaced(self, element: _Element, new: bytes) -> Splice:
        place = self.place(element)
        return Splice(place.start, place.end, new)

    def before(self, element: _Element, new: bytes) -> Splice:
        return Splice(self.place(element).start, self.place(element).start, new)

    def after(self, element: _Element, new: bytes) -> Splice:
        return Splice(self.place(element).end, self.place(element).end, new)

    def filled(self, element: _Element, new: bytes) -> Splice:
        """With other contents."""
        place = self.place(element)
        if self._empty(place):
            return Splice(place.start, place.end, self._opened(place) + new + self._closed(place))
        return Splice(place.inside, place.inside_end, new)

    def appended(self, element: _Element, new: bytes) -> Splice:
        """With more at the end of its contents."""
        place = self.place(element)
        if self._empty(place):
            return self.filled(element, new)
        return Splice(place.inside_end, place.inside_end, new)

    def prefixed(self, element: _Element, new: bytes) -> Splice:
        """With more at the beginning of its contents."""
        place = self.place(element)
        return self.filled(element, new) if self._empty(place) else Splice(place.inside, place.inside, new)

    def _empty(self, place: Place) -> bool:
        return self.data[place.end - 2 : place.end] == b"/>" and place.inside == place.end

    def _opened(self, place: Place) -> bytes:
        return self.data[place.start : place.end - 2].rstrip() + b">"

    def _closed(self, place: Place) -> bytes:
        name = re.match(rb"<([^\s/>]+)", self.data[place.start : place.end])
        assert name is not None
        return b"</" + name[1] + b">"

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """The bytes with some stretches replaced. What is put in at one place stays in the order in which it is given.

        :raises ValueError: where two of them overlap.
        """
        pieces: list[bytes] = []
        at = 0
        for splice in sorted(splices, key=lambda each: (each.start, each.end)):
            if splice.start < at:
                raise ValueError(f"two changes overlap at byte {splice.start} of {self.name}")
            pieces += (self.data[at : splice.start], splice.new)
            at = splice.end
        return b"".join((*pieces, self.data[at:]))


def _located(data: bytes) -> Iterator[Place]:
    """The place of every element, in the order in which they begin."""
    found: list[list[int]] = []
    open_: list[int] = []
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: object) -> None:
        at = parser.CurrentByteIndex
        tag = _TAG.match(data, at)
        if tag is None:
            raise ValueError(f"no element at byte {at}")
        open_.append(len(found))
        found.append([at, tag.end(), tag.end(), tag.end()])

    def end(_name: str) -> None:
        own = found[open_.pop()]
        if data[own[1] - 2 : own[1]] != b"/>":
            own[2] = parser.CurrentByteIndex
            own[3] = data.index(b">", own[2]) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return (Place(*each) for each in found)
