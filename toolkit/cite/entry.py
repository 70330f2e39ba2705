"""An entry of the bibliography written out in the house's form: a field a line, names aligned, LaTeX's own signs escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping

_VERBATIM = frozenset({"url", "doi", "file", "eprint", "urldate", "date"})
"""Fields that are taken as they are."""
_SPECIAL = re.compile(r"(?<!\\)([&%$#_])")


def entry_text(type_: str, key: str, fields: Mapping[str, str]) -> str:
    """The entry with a line end behind it. :param fields: in plain text, in the order in which they are written; bodies stand in braces."""
    width = max(map(len, fields), default=0)
    lines = [f"  {name.ljust(width)} = {{{_escaped(name, value)}}}," for name, value in fields.items()]
    return "\n".join((f"@{type_}{{{key},", *lines, "}", ""))


def _escaped(name: str, value: str) -> str:
    value = " ".join(value.split())
    if name in _VERBATIM:
        return value.replace("{", "%7B").replace("}", "%7D") if name == "url" else value
    if name not in ("author", "editor"):
        value = re.sub(r"(?<!\\)[{}]", "", value)
    return _SPECIAL.sub(r"\\\1", value)
