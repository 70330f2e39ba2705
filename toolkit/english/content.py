"""The words of a text that say what it is about, each by its stem: what two statements of one figure have alike.

Years count, since a table has them for headings; other numbers, units and the small words of English do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

from toolkit.english.figures import Figure

_WORD = re.compile(r"(?<![\w.,£$€])(?:1[89]|20)\d\d(?![\w.,]\d|\w)|[^\W\d_]+(?:['’][^\W\d_]+)*")
_IDLE = frozenset(
    """a about above across after again against all almost along already also although always am among amongst an and another any are
    around as at away be became because become been before being below between both but by came can cannot come could did do does
    doing done down during each either else even ever every few fewer first for from further get given gives go goes got had has have
    having he her here hers him his how however i if in indeed instead into is it its itself just last less let like likely made
    mainly make makes many may me might more most much must my near nearly neither never next no nor not now of off often on once one
    only onto or other others our out over own part per perhaps quite rather same say says said see seen several shall she should show
    showed shown shows since so some still such take taken than that the their them then there these they this those though through
    thus to together told too took toward towards under unless until up upon us very via was we well went were what when where whether
    which while who whom whose why will with within without would yet you your third thirds half halves quarter quarters fifth fifths
    sixth seventh eighth ninth tenth tenths two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands
    million millions billion billions bn mn dozen cent percent percentage pc point points pound pounds sterling times twice double
    doubled treble tripled rate rates ratio share shares proportion number numbers figure figures total totals table amount average
    year years month months week weeks day days hour hours approximately roughly estimated exactly least according reported report
    reports found finds find""".split()  # noqa: SIM905 - one list
)
_SAME = {
    **dict.fromkeys(
        ("rose", "risen", "rises", "rising", "grew", "grow", "grows", "grown", "growth", "increased", "increases", "increasing"), "rise"
    ),
    **dict.fromkeys(("increase", "higher", "upward"), "rise"),
    **dict.fromkeys(("fell", "fallen", "falls", "falling", "drop", "dropped", "decline", "declined", "decrease", "decreased"), "fall"),
    **dict.fromkeys(("reduced", "reduction", "lower", "cuts"), "fall"),
    **dict.fromkeys(("spent", "spending", "spends", "expenditure"), "spend"),
    **dict.fromkeys(("died", "dies", "dying", "deaths", "death", "dead"), "die"),
    **dict.fromkeys(("children", "child's"), "child"),
    **dict.fromkeys(("women", "woman's"), "woman"),
    **dict.fromkeys(("men", "man's"), "man"),
}
"""Forms of one word that no stem makes one, and the words for going up and down."""
DIRECTIONS = frozenset(("rise", "fall"))
_CUT = re.compile(r"[;:()]|,(?=\s)|\s[-–—]\s|\b(?:and|but|while|whereas|compared|against|versus)\b", re.IGNORECASE)
_NAME = re.compile(r"(?:1[89]|20)\d\d(?!\w)|(?<=[\w,;:] )(?<![.!?] )[A-Z][\w’'-]+")
_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry what a text is about, and years; capitals do not matter."""
    found: set[str] = set()
    for word in _WORD.findall(text):
        bare = word.replace("’", "'").removesuffix("'s")
        small = bare.lower()
        if small not in _IDLE and (len(small) > 2 or (bare.isupper() and len(bare) == 2)):
            found.add(_SAME.get(small) or (_stem(small) if small.isalpha() else small))
    return frozenset(found)


def own_words(text: str, figures: Sequence[Figure], number: int) -> frozenset[str]:
    """The words of one of several figures alone.

    A clause goes from where that of the figure before ends to where the next begins; two figures that nothing parts ("from 12 to 18 per
    cent") have one beginning, and one in brackets belongs to the one before.

    :param figures: those of the text, in its order.
    """
    figure = figures[number]
    before, at = 0, number
    while at:
        cuts = [
            cut.end()
            for cut in _CUT.finditer(text, figures[at - 1].end, figures[at].start)
            if cut[0] != "(" or text[cut.end() : figures[at].start].strip()  # a figure in brackets belongs to the words before them
        ]
        if cuts:
            before = max(cuts)
            break
        at -= 1
    next_ = number + 1
    while next_ < len(figures) and _beside(text[figures[next_ - 1].end : figures[next_].start]):
        next_ += 1  # almost half of them (48.7 per cent) said
    behind = figures[next_].start if next_ < len(figures) else len(text)
    if next_ < len(figures):
        behind = max((cut.start() for cut in _CUT.finditer(text, figure.end, behind) if cut[0] not in "()"), default=behind)
    own = text[before : figure.start]
    for other in figures[at:number]:
        own = own.replace(other.text, " ")
    after = text[figure.end : behind]
    for other in figures[number + 1 : next_]:
        after = after.replace(other.text, " ")
    return content_words(f"{own} {figure.text} {after}")


def _beside(between: str) -> bool:
    """Whether a figure is put in brackets right behind what the one before says."""
    return between.endswith("(") and not _CUT.search(between[:-1])


def names(text: str) -> frozenset[str]:
    """The stems of words with a capital that begins no sentence, and years: what tells one statement from another with the same words."""
    return content_words(" ".join(word[0] for word in _NAME.finditer(text)))
