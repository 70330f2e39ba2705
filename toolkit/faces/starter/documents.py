"""The files of a document of some kind to start from, for ``consult new --kind``."""

from __future__ import annotations

from pathlib import Path

from toolkit.disk import write_all
from toolkit.faces.kinds import find
from toolkit.faces.starter.outlines import starter_outline, starter_sections
from toolkit.model.errors import ToolkitError
from toolkit.session import Session

_HERE = Path(__file__).parent


def start_document(root: Path, slug: str, kind_name: str, accompanies: str | None) -> list[Path]:
    """Write an outline with the fields of its kind and the texts of its sections; consultation.yaml where it needs one of its own.

    :raises ToolkitError: where the response is there already, there is no such kind, or no response for it to accompany.
    """
    session = Session.open(root)
    kind = find(kind_name, session.workspace.kinds)
    if accompanies is not None:
        session.response(accompanies)
    folder = root / "responses" / slug
    if folder.exists():
        raise ToolkitError(f"There is already a response '{slug}'.", do="Choose another name, or go on with that one.")
    contact = next(iter(session.workspace.configuration.contacts), "policy")
    contents = {folder / "outline.yaml": starter_outline(kind, accompanies, contact)}
    if kind.consultation and accompanies is None:
        template = (_HERE / "consultation.yaml").read_text(encoding="utf-8")
        contents[folder / "consultation.yaml"] = template.replace("{closes}", "# closes: 2030-01-31T23:59")
    contents |= {folder / "sections" / f"{id_}.md": "[insert: the text]\n" for id_ in starter_sections(kind)}
    write_all({path: text.encode() for path, text in contents.items()})
    return [*contents]
