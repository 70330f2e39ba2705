"""EndNote's older tagged format (``.enw``, refer): what publishers offer as "EndNote". Its tags are those of RIS under other names."""

from __future__ import annotations

from toolkit.library.importing.imported import Read
from toolkit.library.importing.ris import read_records
from toolkit.library.importing.tagged import TAGGED_ENDNOTE, Record, records

_TYPES = {
    **{"journal article": "JOUR", "electronic article": "EJOUR", "magazine article": "MGZN", "newspaper article": "NEWS", "book": "BOOK"},
    **{"edited book": "EDBOOK", "book section": "CHAP", "electronic book": "EBOOK", "electronic book section": "ECHAP", "report": "RPRT"},
    **{"government document": "GOVDOC", "conference proceedings": "CONF", "conference paper": "CPAPER", "thesis": "THES"},
    **{"web page": "ELEC", "blog": "BLOG", "statute": "STAT", "bill": "BILL", "case": "CASE", "hearing": "HEAR", "patent": "PAT"},
    **{"legal rule or regulation": "LEGAL", "dataset": "DATA", "encyclopedia": "ENCYC", "dictionary": "DICT", "generic": "GEN"},
    **{"personal communication": "PCOMM", "unpublished work": "UNPB", "manuscript": "MANSCPT", "pamphlet": "PAMP", "journal": "JOUR"},
    **{"conference": "CONF", "computer program": "COMP", "standard": "STAND", "map": "MAP", "film or broadcast": "VIDEO"},
}
_TAGS = {
    **{"A": "AU", "E": "ED", "Y": "A3", "?": "A4", "T": "TI", "!": "ST", "J": "JF", "B": "T2", "S": "T3", "D": "PY", "8": "DA", "V": "VL"},
    **{"N": "IS", "P": "SP", "I": "PB", "C": "CY", "7": "ET", "@": "SN", "R": "DO", "U": "UR", "X": "AB", "K": "KW", "Z": "N1", "O": "N1"},
    **{"G": "LA", "9": "M3", "F": "ID", "[": "Y2", "M": "AN"},
}


def read_tagged_endnote(text: str, file: str) -> Read:
    """Every record; one that names no source is lost."""
    return read_records((_as_ris(each) if isinstance(each, Record) else each for each in records(text, TAGGED_ENDNOTE)), file)


def _as_ris(record: Record) -> Record:
    tags = [("TY", _TYPES.get(record.first("0").strip().lower(), record.first("0") or "JOUR" if record.first("J") else "GEN"))]
    return Record(record.line, [*tags, *((_TAGS[tag], text) for tag, text in record.tags if tag in _TAGS)])
