"""Numbers that name a thing, a place, a day or a time and so are no figures: section 23, HC 26, 1 March 2017, A4, 2009/10.

Also the plain form of a text in which all reading is done, where addresses and citations are blotted out.
"""

from __future__ import annotations

import re

from toolkit.english.numbers.amount import noun_after
from toolkit.english.numbers.numerals import Number, spaced, words

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
# What stands before a number that is the name or the place of something.
_REFERENCES = words(
    "heading headings section sections sect s ss sec secs para paras paragraph paragraphs p pp pg pgs page pages part parts pt pts "
    "chapter chapters ch chs table tables fig figs figure figures annex annexes annexe annexes appendix appendices question questions "
    "q qq recommendation recommendations rec recs schedule schedules sch schs clause clauses cl regulation regulations reg regs "
    "article articles art arts rule rules r rr note notes n nn fn footnote footnotes col cols column columns vol vols volume volumes "
    "no nos number numbers item items line lines box boxes chart charts exhibit exhibits slide slides class grade grades band bands "
    "route routes room rooms form forms phase phases step steps tier tiers level levels type types generation gen group groups wave "
    "waves stage stages zone zones unit units flat platform terminal junction gate week month version versions v option options "
    "objective objectives goal goals principle principles standard standards category categories scenario priority proposal proposals "
    "amendment amendments protocol protocols title act example equation bill hc hl cm cmd cmnd cp si ssi wsi sr iso bs iec rfc uksc "
    "ewca civ crim ewhc ukhl ukut ukftt ukeat ukpc ac wlr qb kb ehrr cr directive order nhs call calling dial dialled ring rang tel "
    "telephone phone ext extension channel radio bbc windows formula wing ward block lot pillar theme year strand band cell key "
    "appendix sheet annexure euro paper papers recital recitals progress attainment issue edition condition conditions criterion test "
    "tests practice direction motion commitment action ambition resolution resolutions plate plates mode modes"
)
_UNLESS_COUNTED = words("resolution resolutions plate plates modes")
_OF_TIME = words("year week")
_PLURAL_REFERENCES = frozenset(word for word in _REFERENCES if word.endswith("s") and word not in {"s", "class", "hs", "bs"}) | {
    "pp",
    "nn",
    "qq",
    "rr",
}
_PLACE = r"[0-9]+(?:[.\-/][0-9]+)*[a-z]{0,2}\b(?:\s?\([0-9a-z]{1,4}\))*"
_ONE_PLACE = spaced(rf"{_PLACE}(?:\s*-\s*{_PLACE}| to {_PLACE}(?! per cent|%))?")
_PLACES = spaced(
    rf"{_PLACE}(?:(?:\s*-\s*|(?:,| to| and| or| &|, and|, or) ){_PLACE}"
    r"(?![,.]?[0-9]|\s*%| (?:per cent|percent|people|children|men|women|[a-z-]+s\b)))*"
)
IDENTIFIER = re.compile(
    r"[^/:]*[/:].*|[0-9]+(?:\.[0-9]+){2,}.*|0[0-9].*|(?:1[5-9]|20)[0-9]{2}-(?:[0-9]{2}|[0-9]{4})(?:-[0-9]{2})?|1[0-4][0-9]{2}-[0-9]{2}|[^-]*-[^-]*-.*",
    re.DOTALL,
)
_CLOCK = re.compile(r"\s?(?:am|pm|a\.m|p\.m|noon|o'clock|gmt|bst)\b")
RUN = re.compile(r"[0-9](?:[0-9]|[.,/:\-](?=[0-9]))*")
PHONE = re.compile(r"[0-9 ()\-]*[0-9]")
_CAPITAL = re.compile(r"\s[A-Z]")
_NAME = re.compile(r"(?<=[a-z,:;] )[A-Z][a-z]+ $")
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}(?![,.]?[0-9])")
_LIST_MARK = re.compile(r"[0-9]{1,3}[.)]\s|[0-9]{1,2}(?:\.[0-9]{1,2})+\.?\s+[A-Z]")
_THEN_MONTH = re.compile(
    rf"(?:st|nd|rd|th)?(?:\s*(?:-|–|and|to|or|,)\s*[0-9]{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?(?:{_MONTHS})\b(?![a-z])",
)
MONTH_WORDS = frozenset(_MONTHS.lower().split("|")) | {"sept", "sep"}
_MASKED = (
    ("@", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}|@[\w:.#$%&+?<>~/-]{1,200}")),
    (
        "]",
        re.compile(
            r"\[[^\[\]\n@]{0,80}@[^\[\]\n]{1,200}\]|\[\^?[0-9,\s–-]{1,40}\]"
            r"|\[[0-9]{4}\](?: [0-9]{1,2}(?= ))?[ a-z]{1,16}(?:\([a-z]+\) ?)?[0-9]+(?:,? at \[?[0-9]{1,4}(?:-[0-9]{1,4})?\]?)?"
        ),
    ),
    ("}", re.compile(r"\{[^{}\n]{0,200}\}")),
    ("/", re.compile(r"https?://\S+|(?:doi:\s?)?\b10\.[0-9]{4,9}/\S+")),
    ("www.", re.compile(r"www\.\S+")),
    ("isbn", re.compile(r"isbn[\s:0-9x-]{1,40}")),
    ("issn", re.compile(r"issn[\s:0-9x-]{1,20}")),
    (".uk", re.compile(r"(?<![\w.-])[\w.-]{1,80}\.uk\b(?:/\S*)?")),
    (".com", re.compile(r"(?<![\w.-])[\w.-]{1,80}\.com\b(?:/\S*)?")),
    (".org", re.compile(r"(?<![\w.-])[\w.-]{1,80}\.org\b(?:/\S*)?")),
)
_ONE_SIGN = str.maketrans({"–": "-", "‐": "-", "‑": "-", "−": "-", "’": "'"})


def in_plain(text: str) -> str:
    """The text in small letters and with one sign for all dashes, of the same length; addresses and citations are blotted out."""
    plain = text.lower() if text.isascii() else text.translate(_ONE_SIGN).lower()
    if len(plain) != len(text):  # a few letters of other scripts become two
        plain = "".join(small if len(small := sign.lower()) == 1 else sign for sign in text.translate(_ONE_SIGN))
    for sign, pattern in _MASKED:
        if sign in plain:
            plain = pattern.sub(lambda found: "_" * len(found[0]), plain)
    return plain


def is_glued(plain: str, at: int) -> bool:
    """Whether a number is part of a name or a mark of a note: A4, Covid-19, PM2.5, "searches.12"."""
    if not at:
        return False
    before = plain[at - 1]
    if before == "-":
        return plain[max(0, at - 2) : at - 1].isalpha()
    if before in ".,;/:'":
        return plain[max(0, at - 2) : at - 1].strip(" \n(") != ""
    return before.isalnum() or before in "_§#^)]}”["


def is_date(text: str, number: Number, end: int) -> bool:
    """The day before a month: 1 March, 12–14 May, 3 and 5 May."""
    return number.value <= 31 and bool(_THEN_MONTH.match(text, number.end) or _THEN_MONTH.match(text, end))


def is_after_month(plain: str, text: str, number: Number) -> bool:
    """The day after a month (March 12), unless it turns out to count something: "in March 20 officers"."""
    before = plain[max(0, number.start - 20) : number.start].split()
    if not before or before[-1].rstrip(".") not in MONTH_WORDS or number.value > 31 or number.scale > 1:
        return False
    return text[plain.rfind(before[-1], 0, number.start)].isupper()


def is_year(plain: str, number: Number) -> bool:
    """Four digits that can be a year."""
    return number.digits and number.scale == 1 and number.value % 1 == 0 and bool(_YEAR.match(plain, number.start))


def is_list_mark(text: str, at: int) -> bool:
    """The number of an item or of a heading at the head of a line: ``1.``, ``(2)``, ``3.4 Housing``."""
    line = text.rfind("\n", max(0, at - 8), at)
    if line < 0 and at > 8:
        return False
    before = text[line + 1 : at].strip(" \t*>-")
    if before == "(" or "#" in before:
        return True
    return not before and bool(_LIST_MARK.match(text, at))


def reference_end(plain: str, number: Number, at: int) -> int:
    """The offset after a number that names a place or a thing (section 23, Table 2, pp 12–14, HC 26); 0 for any other number."""
    words = plain[max(0, at - 24) : at].rstrip(" .(\n").split()
    if not words:
        return 0
    if words[-1] == "(c" and number.value < 100:
        return number.end  # the chapter of an Act
    word = words[-1].lstrip("([“\"'‘`*").rstrip(".")
    if word not in _REFERENCES or (at > 24 and len(words) == 1):
        return 0
    if word in _UNLESS_COUNTED and noun_after(plain, number.end):
        return 0
    if number.scale >= 1000 or (word in _OF_TIME and number.value > 99):
        return 0  # homes number 23 million; in the year 70,234 people
    if not number.digits:
        return number.end if word not in _PLURAL_REFERENCES else 0
    places = (_PLACES if word in _PLURAL_REFERENCES else _ONE_PLACE).match(plain, at)
    return places.end() if places else number.end


def is_title(text: str, number: Number) -> bool:
    """The Six Nations: two capital letters inside a sentence."""
    before = text[max(0, number.start - 3) : number.start].rstrip()
    inside = bool(before) and before[-1] not in '.!?:"“‘('
    return inside and text[number.start].isupper() and bool(_CAPITAL.match(text, number.end))


def is_time(plain: str, number: Number) -> bool:
    """9.30 am, 7 o'clock."""
    return bool(_CLOCK.match(plain, number.end))


def is_name(text: str, at: int) -> bool:
    """Windows 10, Sizewell 3: a capital letter inside a sentence, right before a small number that counts nothing."""
    return bool(_NAME.search(text[max(0, at - 24) : at]))
