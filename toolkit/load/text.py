"""Bytes to text: what is not plain UTF-8 is still read where that is safe, and said."""

from __future__ import annotations

import re

from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.model.values import UNFIT


def decode(data: bytes, path: str) -> tuple[str, list[Finding]]:
    """The text of a file with line ends as ``\\n`` and no byte order mark; a finding (LIB001) for all that is not plain UTF-8."""
    findings: list[Finding] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text, named = data.decode("utf-16", errors="replace"), "UTF-16"
        else:
            text, named = data.decode("cp1252", errors="replace"), "Windows-1252"
        line = data[: error.start].count(b"\n") + 1
        findings.append(
            Finding(
                code="LIB001",
                span=Span(path=path, line=line),
                message=f"This file is not UTF-8; it was read as {named}, which may get some letters wrong.",
                help="Save it again as UTF-8.",
            )
        )
    if "\r" in text:
        if re.search("\r(?!\n)", text):
            line = text[: re.search("\r(?!\n)", text).start()].count("\n") + 1  # type: ignore[union-attr]
            findings.append(
                Finding(
                    code="LIB001",
                    span=Span(path=path, line=line),
                    message="This file has line ends of an old kind (CR alone).",
                    help="Save it again with ordinary line ends.",
                )
            )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = UNFIT.search(text)
    if odd:
        line, column = text.count("\n", 0, odd.start()) + 1, odd.start() - text.rfind("\n", 0, odd.start())
        span = Span(path=path, line=line, column=column)
        text = fit(text, span, findings)
    return text, findings


def fit(text: str, span: Span, findings: list[Finding]) -> str:
    """The text without characters that no document can hold; a finding (LIB001) at `span` where there was one."""
    odd = UNFIT.search(text)
    if odd is None:
        return text
    message = f"This file holds an invisible control character (U+{ord(odd[0]):04X}); it was read as \N{REPLACEMENT CHARACTER}."
    findings.append(Finding(code="LIB001", span=span, message=message, help="Delete the character."))
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
