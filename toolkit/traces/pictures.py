"""Metadata of pictures: where, when and by whom they were taken, drawn or saved; found, and taken out without touching the picture."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_TOLD: dict[bytes, str] = {b"tEXt": "text", b"zTXt": "text", b"iTXt": "text", b"eXIf": "EXIF", b"tIME": "the time of saving"}
_SVG_METADATA = re.compile(
    rb"<!--.*?-->|<metadata\b.*?</metadata\s*>|<(?:sodipodi|inkscape|sketch|i):[\w-]+\b[^>]*?/>"
    rb"|<(sodipodi|inkscape|sketch|i):([\w-]+)\b.*?</\1:\2\s*>|<\?(?!xml )[^>]*\?>"
    rb"|\s(?:sodipodi|inkscape|sketch):[\w-]+=(?:\"[^\"]*\"|'[^']*')",
    re.DOTALL,
)


def metadata_of(data: bytes) -> tuple[str, ...]:
    """What a picture tells besides what it shows (``EXIF``, ``XMP``, ``text``, …), each once; nothing for kinds that are not known."""
    return tuple(dict.fromkeys(name for name, _ in _told(data)))


def without_metadata(data: bytes) -> bytes:
    """The same picture without it; what is damaged or of another kind as it is. How a photograph is turned stays."""
    cuts = [stretch for _, stretch in _told(data)]
    if not cuts:
        return data
    out, at = [], 0
    for start, end in cuts:
        out.append(data[at:start])
        at = end
    bare = b"".join((*out, data[at:]))
    turned = _turned(data)
    return bare[:2] + _orientation(turned) + bare[2:] if turned > 1 else bare


Stretch = tuple[int, int]


def _told(data: bytes) -> Iterator[tuple[str, Stretch]]:
    """Each piece of metadata with its name and its bytes, from and to, in order."""
    if data.startswith(_PNG):
        yield from _of_png(data)
    elif data.startswith(b"\xff\xd8"):
        yield from ((name, stretch) for name, stretch in _of_jpeg(data) if not _only_turned(data[slice(*stretch)]))
    elif data.startswith((b"GIF87a", b"GIF89a")):
        yield from _of_gif(data)
    elif b"<svg" in data[:4096]:
        yield from (("what the program that drew it wrote", match.span()) for match in _SVG_METADATA.finditer(data))


def _of_png(data: bytes) -> Iterator[tuple[str, Stretch]]:
    at = len(_PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            return
        if kind in _TOLD:
            name = "XMP" if kind == b"iTXt" and data[at + 8 : at + 40].startswith(b"XML:com.adobe.xmp") else _TOLD[kind]
            yield name, (at, end)
        at = end


def _of_jpeg(data: bytes) -> Iterator[tuple[str, Stretch]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xDA:  # the picture itself begins
            return
        if kind == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        head = data[at + 4 : at + 40]
        if end > len(data) or end < at + 4:
            return
        name = ""
        if kind == 0xE1:
            name = "XMP" if b"ns.adobe.com" in head else "EXIF"
        elif kind == 0xED:
            name = "IPTC"
        elif kind == 0xFE:
            name = "a comment"
        elif 0xE3 <= kind <= 0xEF and kind != 0xEE:
            name = "what a camera or program wrote"
        if name:
            yield name, (at, end)
        at = end


def _of_gif(data: bytes) -> Iterator[tuple[str, Stretch]]:
    at = 13 + (3 << ((data[10] & 7) + 1) if len(data) > 13 and data[10] & 0x80 else 0)
    while at < len(data) and data[at] in (0x21, 0x2C):
        start = at
        if data[at] == 0x2C:
            flags = data[at + 9 : at + 10] or b"\0"
            at += 11 + (3 << ((flags[0] & 7) + 1) if flags[0] & 0x80 else 0)
        else:
            at += 2
        while at < len(data) and data[at]:
            at += 1 + data[at]
        at += 1
        if at > len(data):
            return
        kind, said = data[start + 1 : start + 2], data[start + 3 : start + 14]
        if data[start] == 0x21 and (kind == b"\xfe" or (kind == b"\xff" and said == b"XMP DataXMP")):
            yield ("a comment" if kind == b"\xfe" else "XMP"), (start, at)


def _turned(data: bytes) -> int:
    """How a photograph is to be turned, as EXIF says it: 1 for not at all."""
    for name, (start, end) in _of_jpeg(data) if data.startswith(b"\xff\xd8") else ():
        if name != "EXIF":
            continue
        block = data[start + 10 : end]
        order = {b"II": "<", b"MM": ">"}.get(block[:2])
        if order is None or len(block) < 10:
            continue
        at = struct.unpack_from(f"{order}I", block, 4)[0]
        if at + 2 > len(block):
            continue
        for number in range(struct.unpack_from(f"{order}H", block, at)[0]):
            entry = at + 2 + 12 * number
            if entry + 10 > len(block):
                break
            tag = struct.unpack_from(f"{order}H", block, entry)[0]
            if tag == 0x0112:
                value: int = struct.unpack_from(f"{order}H", block, entry + 8)[0]
                return value if 1 <= value <= 8 else 1
    return 1


def _orientation(turned: int) -> bytes:
    """An EXIF block that says nothing but how to turn the photograph."""
    block = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0) + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block


def _only_turned(segment: bytes) -> bool:
    return any(segment == _orientation(number) for number in range(2, 9))
