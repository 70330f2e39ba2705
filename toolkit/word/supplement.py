"""What answers need beyond the text itself: footnotes, lists and links, in parts that a form may or may not have already.

What is there stays: new notes and lists have numbers behind those that are there, and are spliced in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from toolkit.word.look import Look
from toolkit.word.package import RELATIONSHIPS, Package
from toolkit.word.parts import NAMESPACE, OFFICE, Part, Splice, W

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OUTSIDE = ' TargetMode="External"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_BEHIND_NOTES = re.findall(
    r"\w+",
    "endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
    "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults "
    "doNotEmbedSmartTags decimalSymbol listSeparator docId discardImageEditingData defaultImageDpi conflictMode "
    "chartTrackingRefBased persistentDocumentId",
)
"""What in the settings of a document comes after what they say of notes, in the order that the format demands."""
_FORMATS = {"LowerAlpha": "lowerLetter", "UpperAlpha": "upperLetter", "LowerRoman": "lowerRoman", "UpperRoman": "upperRoman"}
_BULLETS = ("\u2022", "\u2013", "\u25aa")


class Supplement:
    """Collects what answers need while they are written, in the order of the form."""

    def __init__(self, package: Package, document: Part) -> None:
        self._package, self._document = package, document
        styles = package.beside("styles")
        self._styles = _own_styles(package.part(styles) if styles else None)
        names = {name: package.beside(name) for name in ("footnotes", "numbering", "settings")}
        self._parts = {name: (package.part(part) if part else None) for name, part in names.items()}
        self._notes: list[str] = []
        self._links: dict[bool, dict[str, str]] = {False: {}, True: {}}
        self._lists: list[str] = []
        self._kinds: list[str] = []
        self._kept: dict[str, int] = {}
        self._bookmarks = _highest(document, "bookmarkStart", "bookmarkEnd")
        self._names: dict[str, int] = {}
        self._first_note = max(_highest(self._parts["footnotes"], "footnote"), 0) + 1
        self._first_list = _highest(self._parts["numbering"], "num", attribute="numId") + 1
        self._first_kind = _highest(self._parts["numbering"], "abstractNum", attribute="abstractNumId") + 1

    @property
    def note_look(self) -> Look:
        """Of the letters in notes."""
        small = () if self._style("paragraph", "footnote text") else (("sz", '<w:sz w:val="18"/>'), ("szCs", '<w:szCs w:val="18"/>'))
        return Look(of_letters=small, link=self.link_style)

    @property
    def link_style(self) -> str:
        return self._style("character", "hyperlink")

    @property
    def notes(self) -> int:
        """How many there are so far."""
        return len(self._notes)

    def _style(self, kind: str, name: str) -> str:
        return self._styles.get((kind, name), "")

    # --- what is asked for ----------------------------------------------------------------------------------------------

    def footnote(self, runs: str, look: Look) -> str:
        """A note; the run that calls it. :param look: of the text where it is called."""
        id_ = self._first_note + len(self._notes)
        style = self._style("paragraph", "footnote text")
        reference = self._style("character", "footnote reference")
        of_paragraph = (
            f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            if style
            else '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        )
        raised = f'<w:rStyle w:val="{reference}"/>' if reference else '<w:vertAlign w:val="superscript"/>'
        small = "" if style or reference else '<w:sz w:val="18"/>'
        mark = f"<w:r><w:rPr>{small}{raised}</w:rPr><w:footnoteRef/></w:r>"
        space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
        self._notes.append(f'<w:footnote w:id="{id_}"><w:p>{of_paragraph}{mark}{space}{runs}</w:p></w:footnote>')
        kept = "".join(text for name, text in look.of_letters if name in ("rFonts", "color", "sz", "szCs")) if not reference else ""
        return f'<w:r><w:rPr>{raised if reference else kept + raised}</w:rPr><w:footnoteReference w:id="{id_}"/></w:r>'

    def link(self, address: str, *, in_note: bool) -> tuple[str, str]:
        """A link: what has to be declared on it, and the attribute that names it."""
        known = self._links[in_note]
        part = self._parts["footnotes"] if in_note else self._document
        if address not in known:
            known[address] = f"rIdAnswer{len(known) + 1}"
        bound = part is None or part.root.nsmap.get("r") == OFFICE
        return ("" if bound else f' xmlns:r="{self._office}"'), f'r:id="{known[address]}"'

    @property
    def _office(self) -> str:
        return self._package.relation("").rstrip("/")

    def bullets(self) -> int:
        """The number of the list with bullets: one for all answers."""
        if "bullets" not in self._kept:
            levels = "".join(_level(level, "bullet", _BULLETS[level % 3]) for level in range(9))
            self._kept["bullets"] = self._list(self._kind(levels))
        return self._kept["bullets"]

    def numbers(self, start: int, style: str, level: int) -> int:
        """The number of a new list that counts from `start`. :param style: pandoc's word for the kind of number."""
        form = _FORMATS.get(style, "decimal")
        if form not in self._kept:
            self._kept[form] = self._kind("".join(_level(each, form, f"%{each + 1}.") for each in range(9)))
        again = f'<w:lvlOverride w:ilvl="{min(level, 8)}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        return self._list(self._kept[form], again)

    def _kind(self, levels: str) -> int:
        id_ = self._first_kind + len(self._kinds)
        self._kinds.append(f'<w:abstractNum w:abstractNumId="{id_}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>')
        return id_

    def _list(self, kind: int, more: str = "") -> int:
        id_ = self._first_list + len(self._lists)
        self._lists.append(f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{kind}"/>{more}</w:num>')
        return id_

    def bookmark(self) -> str:
        """The name of a new bookmark. Word hides such names from its list."""
        self._bookmarks += 1
        name = f"_Ref{810000000 + self._bookmarks}"
        self._names[name] = self._bookmarks
        return name

    def bookmark_id(self, name: str) -> int:
        return self._names[name]

    # --- what comes of it -----------------------------------------------------------------------------------------------

    def parts(self) -> dict[str, bytes]:
        """The parts that change, and those that are new, by name."""
        made: dict[str, bytes] = {}
        links: list[tuple[str, str, str, bool]] = [
            (id_, self._package.relation("hyperlink"), address, True) for address, id_ in self._links[False].items()
        ]
        if self._notes:
            links += self._with_notes(made)
        if self._lists:
            links += self._with_lists(made)
        if links:
            self._relate(self._package.main, links, made)
        return made

    def _with_notes(self, made: dict[str, bytes]) -> Iterator[tuple[str, str, str, bool]]:
        part = self._parts["footnotes"]
        notes = "".join(self._notes).encode()
        if part is not None:
            name = part.name
            made[name] = part.spliced([part.appended(part.root, notes)])
        else:
            name = self._beside("footnotes")
            made[name] = self._root("footnotes", _SEPARATORS + "".join(self._notes))
            self._type(name, "footnotes", made)
            self._separators(made)
            yield "rIdFootnotesOfAnswers", self._package.relation("footnotes"), name.rpartition("/")[2], False
        links = [(id_, self._package.relation("hyperlink"), address, True) for address, id_ in self._links[True].items()]
        if links:
            self._relate(name, links, made)

    def _with_lists(self, made: dict[str, bytes]) -> Iterator[tuple[str, str, str, bool]]:
        part = self._parts["numbering"]
        kinds, lists = "".join(self._kinds).encode(), "".join(self._lists).encode()
        if part is None:
            name = self._beside("numbering")
            made[name] = self._root("numbering", (kinds + lists).decode())
            self._type(name, "numbering", made)
            yield "rIdListsOfAnswers", self._package.relation("numbering"), name.rpartition("/")[2], False
            return
        nums = part.root.findall(f"{W}num")
        last = part.root.find(f"{W}numIdMacAtCleanup")
        if nums:
            splices = [part.before(nums[0], kinds), part.after(nums[-1], lists)]
        else:
            splices = [part.before(last, kinds + lists) if last is not None else part.appended(part.root, kinds + lists)]
        made[part.name] = part.spliced(splices)

    def _separators(self, made: dict[str, bytes]) -> None:
        """What the settings say of the lines above notes, where a document has had none."""
        settings = self._parts["settings"]
        if settings is None or settings.root.find(f"{W}footnotePr/{W}footnote") is not None:
            return
        own = settings.root.find(f"{W}footnotePr")
        lines = b'<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
        behind = next((each for each in settings.root if str(each.tag).rpartition("}")[2] in _BEHIND_NOTES), None)
        if own is not None:
            splice: Splice = settings.appended(own, lines)
        elif behind is not None:
            splice = settings.before(behind, b"<w:footnotePr>" + lines + b"</w:footnotePr>")
        else:
            splice = settings.appended(settings.root, b"<w:footnotePr>" + lines + b"</w:footnotePr>")
        made[settings.name] = settings.spliced([splice])

    def _relate(self, name: str, links: list[tuple[str, str, str, bool]], made: dict[str, bytes]) -> None:
        where = self._package.relationships(name)
        new = "".join(
            f'<Relationship Id="{id_}" Type="{kind}" Target="{escape(target)}"{_OUTSIDE if outside else ""}/>'
            for id_, kind, target, outside in links
        )
        part = self._package.part(where)
        if part is None:
            made[where] = f'{_HEAD}<Relationships xmlns="{RELATIONSHIPS}">{new}</Relationships>'.encode()
        else:
            made[where] = part.spliced([part.appended(part.root, _prefixed(part, new).encode())])

    def _type(self, name: str, kind: str, made: dict[str, bytes]) -> None:
        types = "[Content_Types].xml"
        part = self._package.part(types)
        assert part is not None  # the package was known by it
        data = made.get(types, part.data)
        current = Part(types, data)
        new = f'<Override PartName="/{escape(name)}" ContentType="{_TYPE.format(kind)}"/>'
        made[types] = current.spliced([current.appended(current.root, _prefixed(current, new).encode())])

    def _root(self, name: str, inside: str) -> bytes:
        space = NAMESPACE if not self._package.strict else "http://purl.oclc.org/ooxml/wordprocessingml/main"
        return f'{_HEAD}<w:{name} xmlns:w="{space}" xmlns:r="{self._office}">{inside}</w:{name}>'.encode()

    def _beside(self, name: str) -> str:
        """A free name for a new part beside the document."""
        folder = self._package.main.rpartition("/")[0]
        names = (f"{folder}/{name}{number}.xml".lstrip("/") for number in ("", *range(2, 99)))
        return next(each for each in names if each not in self._package.entries)


_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for id_, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def _level(level: int, form: str, text: str) -> str:
    left = 360 * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def _prefixed(part: Part, new: str) -> str:
    """New elements with the prefix that the part gives its namespace, where it gives one."""
    prefix = part.root.prefix
    return re.sub(r"<(?=[A-Z])", f"<{prefix}:", new) if prefix else new


def _highest(part: Part | None, *names: str, attribute: str = "id") -> int:
    values = [each.get(f"{W}{attribute}", "") for name in names for each in (part.root.iter(f"{W}{name}") if part is not None else ())]
    return max((int(value) for value in values if re.fullmatch(r"-?\d{1,9}", value)), default=0)


def _own_styles(part: Part | None) -> dict[tuple[str, str], str]:
    """Ids of the form's styles by kind and name."""
    found = {}
    for style in part.root.iter(f"{W}style") if part is not None else ():
        name = style.find(f"{W}name")
        if name is not None:
            found[style.get(f"{W}type", ""), name.get(f"{W}val", "").lower()] = style.get(f"{W}styleId", "")
    return found
