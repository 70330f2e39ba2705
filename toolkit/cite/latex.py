"""LaTeX in the text fields of a bibliography, as plain text.

Our own reading of it, since pylatexenc's takes ``%`` for a comment and drops ``&``; its tables of symbols are used.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ANYTHING = re.compile(r"[\\{}$~`]|--|''|\s\s|[\n\t\r]")
_ACCENTS = {
    **{"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307", '"': "\u0308"},
    **{
        "u": "\u0306",
        "v": "\u030c",
        "H": "\u030b",
        "r": "\u030a",
        "c": "\u0327",
        "k": "\u0328",
        "d": "\u0323",
        "b": "\u0331",
        "t": "\u0361",
    },
}
_TOKEN = re.compile(
    r"""
      (?P<address> (?:https?|ftp)://[^\s{}]+ )
    | \\(?:url|path|nolinkurl)\s*\{ (?P<link>[^{}]*) \}
    | \\href\s*\{[^{}]*\}
    | \\(?P<accent> [`'^~=."] | [uvHrckdbt](?=\s*\{|\s+[A-Za-z]|\s*\\[ij](?![A-Za-z])) )
      \s* (?: \{\s*(?P<letter>\\[ij]|\\[A-Za-z]{1,2}|\w?)\s*\} | (?P<bare>\\[ij](?![A-Za-z])[ ]?|[^\W\d_]) )
    | \\(?:enquote|mkbibquote)\*?\s*(?P<quote>\{)
    | \\(?P<word>[A-Za-z]+)(?P<after>\*?[ \t\r\n]*)
    | \\(?P<sign>[^A-Za-z]) | \\$
    | \$(?P<math>[^$\s](?:[^$]*[^$\s])?)\$
    | (?P<dash>---?) | (?P<quotes>``|''|`) | (?P<tie>~) | (?P<open>\{) | (?P<close>\})
    """,
    re.VERBOSE,
)
_SIGNS = dict.fromkeys("\\ \n\t\r;:", " ") | dict.fromkeys("!-/@()", "") | {",": "\u00a0"}
_LETTERS = "i=ı j=ȷ ss=ß SS=ẞ o=ø O=Ø l=ł L=Ł ae=æ AE=Æ oe=œ OE=Œ aa=å AA=Å dh=ð DH=Ð th=þ TH=Þ dj=đ DJ=Đ ng=ŋ NG=Ŋ"
_NAMED_SIGNS = (
    "ldots=… dots=… textellipsis=… slash=/ textbackslash=\\ textasciitilde=~ textasciicircum=^ textquotesingle=' textquotedbl=\" textbar=| "
    "textless=< textgreater=> textunderscore=_ textdollar=$ textnumero=№ pounds=£ textpounds=£ euro=€ EUR=€ texteuro=€ S=§ P=¶ copyright=© "
    "LaTeX=LaTeX TeX=TeX BibTeX=BibTeX textsuperscript= textsubscript="
)
_SPACES = "quad qquad newline par space linebreak"
_WORDS = {
    **dict(pair.split("=", 1) for pair in (_LETTERS.split() + _NAMED_SIGNS.split())),
    **dict.fromkeys(_SPACES.split(), " "),
    "nobreakspace": "\u00a0",
}
_SILENT_WORDS = (
    "textit textbf textsc textrm textsf texttt textsl textup textmd textnormal emph mkbibemph mkbibbold mkbibitalic uline "
    "underline mbox hbox fbox em it bf sc rm sf tt sl bfseries itshape scshape rmfamily ttfamily sffamily normalfont small "
    "footnotesize large relax protect noopsort uppercase lowercase MakeUppercase MakeLowercase ensuremath mathrm mathit "
    "mathbf mathsf mathcal text nocase unskip"
)
_SILENT = frozenset(_SILENT_WORDS.split())
"""Commands for how text looks: the text in their braces stays."""
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}]*)\}|(\w))")


def decode(text: str) -> str:
    """A text field without its LaTeX: letters for accents, dashes for hyphens in a row, no braces. Never raises.

    White space becomes single spaces. A percent sign, an ampersand and everything in an address stay as they are;
    so do unknown commands that have no text in braces.
    """
    if _ANYTHING.search(text) is None:
        return text.strip()
    text = _TOKEN.sub(_Reading(text), text)
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


class _Reading:
    """Replaces one token after another; knows what the braces that are open will be closed with."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closing: list[str] = []
        self._quoted = 0

    def __call__(self, match: re.Match[str]) -> str:
        kind = match.lastgroup
        if kind is None:
            return ""
        return str(getattr(self, f"_{kind}")(match))

    def _address(self, match: re.Match[str]) -> str:
        return address(match["address"])

    def _link(self, match: re.Match[str]) -> str:
        return address(match["link"])

    def _letter(self, match: re.Match[str]) -> str:
        letter = match["letter"] or match["bare"] or " "
        letter = {"\\i": "i", "\\j": "j"}.get(letter.strip(), letter)
        if letter.startswith("\\"):
            letter = _WORDS.get(letter[1:], letter[1:])
        return unicodedata.normalize("NFC", letter + _ACCENTS[match["accent"]]) if letter.strip() else _bare_accent(match["accent"])

    _bare = _letter

    def _quote(self, _: re.Match[str]) -> str:
        self._quoted += 1
        opening, closing = "‘’" if self._quoted % 2 else "“”"
        self._closing.append(closing)
        return opening

    def _after(self, match: re.Match[str]) -> str:
        word, after = match["word"], match["after"].removeprefix("*")
        symbol = _WORDS.get(word)
        if symbol is None and word not in _SILENT:
            symbol = _symbols().get(word)
        if symbol is not None:
            return symbol
        if word in _SILENT or self._text[match.end() : match.end() + 1] == "{":
            return ""
        return match[0].removesuffix(after) + after

    def _sign(self, match: re.Match[str]) -> str:
        return _SIGNS.get(match["sign"], match["sign"])

    def _math(self, match: re.Match[str]) -> str:
        inside = match["math"]
        if not re.search(r"[\\^_{}]", inside) and len(inside) > 1:
            return match[0]  # sums of money: $5 and $10
        inside = _SCRIPT.sub(_script, inside)
        return decode(inside.replace("$", ""))

    def _dash(self, match: re.Match[str]) -> str:
        return "—" if len(match["dash"]) == 3 else "–"

    def _quotes(self, match: re.Match[str]) -> str:
        return {"``": "“", "''": "”", "`": "‘"}[match["quotes"]]

    def _tie(self, _: re.Match[str]) -> str:
        return "\u00a0"

    def _open(self, _: re.Match[str]) -> str:
        self._closing.append("")
        return ""

    def _close(self, _: re.Match[str]) -> str:
        closing = self._closing.pop() if self._closing else ""
        self._quoted -= bool(closing)
        return closing


def _bare_accent(accent: str) -> str:
    return {"^": "^", "~": "~", "'": "´", "`": "`", '"': "¨"}.get(accent, "")


def address(text: str) -> str:
    """An address byte for byte, but for what only TeX needs: ``\\url{…}`` round it, and backslashes before signs such as % and _."""
    text = text.strip()
    wrapped = re.fullmatch(r"\\url\s*\{(.*)\}|\{(.*)\}|<(.*)>", text)
    if wrapped:
        text = next(part for part in wrapped.groups() if part is not None)
    return re.sub(r"\\([%&_#$~{}])(?:\{\})?", r"\1", text)


def _script(match: re.Match[str]) -> str:
    inside = match[2] if match[2] is not None else match[3]
    return str(inside).translate(_RAISED if match[1] == "^" else _LOWERED)


@lru_cache(maxsize=1)
def _symbols() -> dict[str, str]:
    """Characters by the names of their LaTeX commands, from the tables of pylatexenc."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict  # type: ignore[import-untyped] # noqa: PLC0415 - few bibliographies need it

    names: dict[str, str] = {}
    for code, latex in get_builtin_uni2latex_dict().items():
        command = re.fullmatch(r"(?:\\ensuremath\{)?\\([A-Za-z]+)\}?", latex)
        if command:
            names.setdefault(command[1], chr(code))
    return names
