"""What a file must begin with to be what its address calls it."""

from __future__ import annotations

from yarl import URL

_OFFICE, _OLD_OFFICE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04")
_SIGNS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("a PDF", (b"%PDF-",)),
    **dict.fromkeys((".docx", ".docm"), ("a Word document", _OFFICE)),
    **dict.fromkeys((".xlsx", ".xlsm"), ("a workbook", _OFFICE)),
    **dict.fromkeys((".pptx", ".odt", ".ods", ".odp"), ("an Office file", _OFFICE)),
    ".zip": ("a ZIP file", _OFFICE),
    ".doc": ("a Word document", _OLD_OFFICE),
    ".xls": ("a workbook", _OLD_OFFICE),
    ".ppt": ("an Office file", _OLD_OFFICE),
}
_TYPES = {"application/pdf": ".pdf"}
_BEFORE = 1024
"""A PDF may have something before its sign (ISO 32000-1, Annex H, note 13)."""


def promised(url: str, kind: str = "") -> str:
    """The ending of the file that an address, or a media type, promises; empty where it is none that is known here."""
    path = URL(url).path.lower()
    return next((ending for ending in _SIGNS if path.endswith(ending)), _TYPES.get(kind, ""))


def named(ending: str) -> str:
    """``a PDF``."""
    return _SIGNS[ending][0]


def keeps(ending: str, data: bytes) -> bool:
    """Whether bytes begin as a file of that ending does."""
    signs = _SIGNS[ending][1]
    return any(sign in data[:_BEFORE] if ending == ".pdf" else data.startswith(sign) for sign in signs)
