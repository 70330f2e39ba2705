"""What the corrections of findings would make of people's files: chosen so that no two spoil each other, then written all or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from toolkit.disk import Files, digest, splice, write_all
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import Edit, Finding


class Change(NamedTuple):
    """What corrections would make of one file, and the findings that they put right."""

    path: str
    """Relative to the workspace."""
    before: bytes
    """Empty for a file that is not there yet."""
    after: bytes
    findings: tuple[Finding, ...]


def corrections(files: Files, wanted: Sequence[Finding], find_again: Callable[[], Collection[Finding]]) -> list[Change]:
    """What the corrections of findings would make of the files. Nothing is written.

    Of two corrections that concern the same words the first one is made.

    :param find_again: what is found now, asked once the files are read: a finding that is not among it, since somebody saved the file
        meanwhile, is left alone, and words that are saved after that are not written over (:func:`write`).
    """
    paths = dict.fromkeys(edit.span.path for finding in wanted for edit in finding.fix)
    before = {path: data for path in paths if (data := files.read(path)) is not None and _is_text(data)}
    still = find_again() if wanted else ()
    made: dict[str, list[tuple[Finding, Edit]]] = {}
    taken: dict[tuple[str, int], list[Edit]] = {}
    for finding in wanted:
        if finding not in still or any(edit.span.path not in before or _clashes(edit, taken) for edit in finding.fix):
            continue
        for edit in finding.fix:
            sound = edit.model_copy(update={"sha256": digest(before[edit.span.path])})
            made.setdefault(edit.span.path, []).append((finding, sound))
            for line in _lines(edit):
                taken.setdefault(line, []).append(edit)
    changes: list[Change] = []
    for path, edits in made.items():
        after = splice(before[path], [edit for _, edit in edits])
        if after != before[path]:
            changes.append(Change(path, before[path], after, tuple(dict.fromkeys(finding for finding, _ in edits))))
    return changes


def write(files: Files, changes: Iterable[Change]) -> None:
    """Write changes, all of them or nothing.

    :raises ToolkitError: where a file is not as it was, or cannot be written; nothing has changed then.
    """
    wanted = list(changes)
    for change in wanted:
        if (files.read(change.path) or b"") != change.before:
            raise ToolkitError(f"{change.path} has changed since it was checked, so nothing was corrected.", do="Check again.")
    write_all({files.root / change.path: change.after for change in wanted})


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _lines(edit: Edit) -> list[tuple[str, int]]:
    """The lines that an edit touches."""
    return [(edit.span.path, line) for line in range(edit.span.line, edit.span.end_line + 1)]


def _clashes(edit: Edit, taken: Mapping[tuple[str, int], list[Edit]]) -> bool:
    """Whether an edit concerns words that another one changes too, otherwise than it would."""
    start, end = (edit.span.line, edit.span.column), (edit.span.end_line, edit.span.end_column)
    for other in (each for line in _lines(edit) for each in taken.get(line, ())):
        begins, ends = (other.span.line, other.span.column), (other.span.end_line, other.span.end_column)
        if (begins == start or (start < ends and begins < end)) and (other.span, other.text) != (edit.span, edit.text):
            return True
    return False
