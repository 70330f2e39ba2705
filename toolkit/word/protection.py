"""What a form allows: its protection, and what is odd about its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from toolkit.model.errors import ToolkitError
from toolkit.word.form import Protection
from toolkit.word.package import Package, related
from toolkit.word.parts import Part, W

_LOADS = {"attachedTemplate": "a template", "oleObject": "an object", "image": "a picture", "frame": "a frame", "subDocument": "a document"}


def protection_of(name: str, settings: Part | None) -> Protection:
    """The protection that is in force. :raises ToolkitError: where it allows nothing to be filled in."""
    own = settings.root.find(f"{W}documentProtection") if settings is not None else None
    if own is None or own.get(f"{W}enforcement", "0") not in ("1", "true", "on"):
        return ""
    kind = own.get(f"{W}edit", "")
    if kind in ("readOnly", "comments"):
        what = "read" if kind == "readOnly" else "commented on"
        raise ToolkitError(
            f"{name} is protected: it may be {what}, and not filled in.",
            do="Ask the body for a form that can be filled in; or let Word stop the protection (Review, Restrict Editing), if you may.",
        )
    return cast("Protection", kind) if kind in ("forms", "trackedChanges") else ""


def remarks_of(package: Package, protection: Protection) -> Iterator[str]:
    """What somebody should know of the file before sending it: sentences."""
    if protection == "forms":
        yield "The form is protected: only its fields and boxes were filled in, as Word allows. The protection stays."
    elif protection == "trackedChanges":
        yield "The form asks for changes to be tracked. What was filled in is not; the setting stays."
    if any(name.startswith("_xmlsignatures/") for name in package.entries):
        yield "The form was signed digitally. Filling it in breaks the signature."
    settings = package.beside("settings")
    found = [package.relationships(package.main), *([package.relationships(settings)] if settings else [])]
    for where in found:
        for kind, target, outside in related(package.part(where)):
            if outside and kind in _LOADS:
                what = f"{_LOADS[kind]} from elsewhere: {target[:120]}"
                yield f"When it is opened, the form loads {what}. It was left as it is, and nothing was loaded."
