"""What pictures tell besides what they show, and the same pictures without it."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from toolkit.traces.pictures import metadata_of, without_metadata

SECRET = b"zqsecretqz"


def noise(mode: str = "RGB") -> Image.Image:
    return Image.effect_noise((24, 16), 60).convert(mode)


def jpeg(turned: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = turned
    out = io.BytesIO()
    noise().save(out, "JPEG", exif=exif, comment=SECRET, xmp=b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
    return out.getvalue()


def png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", SECRET.decode())
    told.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    out = io.BytesIO()
    noise().save(out, "PNG", pnginfo=told)
    return out.getvalue()


def gif() -> bytes:
    out = io.BytesIO()
    noise("P").save(out, "GIF", comment=SECRET * 60, save_all=True, append_images=[noise("P")])
    data = out.getvalue()
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET + b"\0"
    return data[:-1] + xmp + b";"


SVG = b"""<?xml version="1.0"?><?app zqsecretqz?><!-- zqsecretqz --><svg xmlns="http://www.w3.org/2000/svg"
  xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:export-filename="/home/zqsecretqz/a.png" width="4" height="4">
  <metadata>zqsecretqz</metadata><inkscape:view name="zqsecretqz"/><rect width="4" height="4"/></svg>"""


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (jpeg(), ("EXIF", "XMP", "a comment")),
        (png(), ("text", "XMP")),
        (gif(), ("a comment", "XMP")),
        (SVG, ("what the program that drew it wrote",)),
        (b"\x89PNG\r\n\x1a\n", ()),
        (b"BM of another kind", ()),
        (b"", ()),
    ],
)
def test_what_a_picture_tells_is_known_by_its_name(data: bytes, told: tuple[str, ...]) -> None:
    assert sorted(metadata_of(data)) == sorted(told)


@pytest.mark.parametrize("data", [jpeg(), png(), gif()], ids=["jpeg", "png", "gif"])
def test_the_picture_stays_and_what_it_told_goes(data: bytes) -> None:
    bare = without_metadata(data)
    assert SECRET not in bare
    assert metadata_of(bare) == ()
    assert without_metadata(bare) == bare
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(bare))
    assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_a_drawing_loses_what_its_program_wrote() -> None:
    bare = without_metadata(SVG)
    assert SECRET not in bare
    assert b'<rect width="4" height="4"/>' in bare


@pytest.mark.parametrize("turned", range(2, 9))
def test_a_photograph_is_turned_as_before(turned: int) -> None:
    bare = without_metadata(jpeg(turned))
    assert SECRET not in bare
    assert Image.open(io.BytesIO(bare)).getexif()[0x0112] == turned
    assert metadata_of(bare) == ()


@pytest.mark.parametrize(
    "block",
    [
        b"Exif\0\0XX*\0\0\0\0\x08",
        b"Exif\0\0MM\0*\0\0\xff\xff",
        b"Exif\0\0MM\0*\0\0\0\x08\0\x09\x01\x12",
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 77, 0),
        b"Exif\0\0MM",
    ],
)
def test_exif_that_makes_no_sense_goes_too(block: bytes) -> None:
    plain = io.BytesIO()
    noise().save(plain, "JPEG")
    data = plain.getvalue()
    odd = data[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + data[2:]
    assert without_metadata(odd) == data


@given(st.sampled_from([jpeg(3), png(), gif(), SVG]), st.integers(0, 4000), st.binary(max_size=3))
def test_whatever_is_wrong_with_a_picture_nothing_breaks(data: bytes, at: int, put: bytes) -> None:
    cut = data[: at % (len(data) + 1)]
    odd = cut + put + data[len(cut) + len(put) :]
    for each in (cut, odd):
        assert isinstance(without_metadata(each), bytes)
