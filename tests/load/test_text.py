"""Bytes to text, whatever they are."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.load.text import decode
from toolkit.model.values import UNFIT


def read(data: bytes) -> tuple[str, list[str]]:
    text, findings = decode(data, "a.md")
    assert all(finding.code == "LIB001" and finding.help for finding in findings)
    return text, [f"{f.span.line}:{f.span.column} {f.message}" for f in findings]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("é 😀\n".encode(), "é 😀\n"),
        (codecs.BOM_UTF8 + b"text", "text"),
        (b"one\r\ntwo\r\n", "one\ntwo\n"),
        (codecs.BOM_UTF8 + b"one\r\n", "one\n"),
        (b"tab\tand\xc2\xa0space", "tab\tand\xa0space"),
    ],
)
def test_plain_files_have_nothing_to_say(data: bytes, text: str) -> None:
    assert read(data) == (text, [])


@pytest.mark.parametrize(
    ("data", "text", "said"),
    [
        (b"one\ncaf\xe9 \x96 \x93x\x94", "one\ncafé – “x”", "2:1 This file is not UTF-8; it was read as Windows-1252, which may get some letters wrong."),
        (b"\x81", "\ufffd", "1:1 This file is not UTF-8; it was read as Windows-1252, which may get some letters wrong."),
        ("é".encode("utf-16"), "é", "1:1 This file is not UTF-8; it was read as UTF-16, which may get some letters wrong."),
        ("é".encode("utf-16-be") and codecs.BOM_UTF16_BE + "é".encode("utf-16-be"), "é", "1:1 This file is not UTF-8; it was read as UTF-16, which may get some letters wrong."),
        (b"one\rtwo\r", "one\ntwo\n", "1:1 This file has line ends of an old kind (CR alone)."),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree", "2:1 This file has line ends of an old kind (CR alone)."),
        (b"one\n\x00two\x1b", "one\n\ufffdtwo\ufffd", "2:1 This file holds an invisible control character (U+0000); it was read as \ufffd."),
        ("x\ufdd0".encode(), "x\ufffd", "1:2 This file holds an invisible control character (U+FDD0); it was read as \ufffd."),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_read_where_that_is_safe_and_said(data: bytes, text: str, said: str) -> None:
    assert read(data) == (text, [said])


@given(st.binary(max_size=60))
def test_no_bytes_raise_and_nothing_unfit_comes_out(data: bytes) -> None:
    text, said = read(data)
    assert not UNFIT.search(text)
    assert "\r" not in text
    if not said:
        assert text == data.decode("utf-8-sig").replace("\r\n", "\n")


@given(st.text(max_size=40))
def test_text_without_anything_odd_comes_out_as_it_went_in(text: str) -> None:
    if not UNFIT.search(text) and "\r" not in text and not text.startswith("\ufeff"):
        assert read(text.encode()) == (text, [])
