"""Words that turn a sentence round or narrow it: what must not be lost when somebody quotes it."""

from __future__ import annotations

import re
from collections import Counter

from toolkit.archive.normal import words

_DENYING = (
    "not no never none nor neither without cannot cant wont dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wouldnt "
    "shouldnt couldnt mustnt neednt aint nothing nobody nowhere noone hardly barely scarcely rarely seldom unlikely lack lacks "
    "lacked lacking fail fails failed failing failure refuse refuses refused deny denies denied absent absence false untrue "
    "incorrect wrong myth impossible unable insufficient few little contrary doubt doubtful doubts non"
)
NEGATIONS = frozenset(_DENYING.split())
_OUTRIGHT = "not no never none nor neither without cannot nothing nobody nowhere non"
_STRONG = frozenset(_OUTRIGHT.split()) | frozenset(
    word for word in NEGATIONS if word.endswith("nt") and word not in ("insufficient", "absent")
)
_QUALIFIER = re.compile(
    r"(?:but|except(?:ing|ions?)?|unless|although|though|albeit|however|provided(?:\s+that)?|providing\s+that|save\s+(?:where|that|for|in|as)|yet"
    r"|only\s+(?:if|where|when|in|to|for|as|after|by|with|on|because|until)|(?:only|merely|solely)\b|other\s+than|apart\s+from|subject\s+to"
    r"|as\s+long\s+as|so\s+long\s+as|with\s+the\s+exception|until|if\b|in\s+theory|rather\s+than|instead\s+of)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"^\W+")
_PREFIXED = re.compile(r"(?:un|in|im|ir|il|dis|non|mis)(?=\w{4})")
_AMOUNTS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion half third thirds "
    "quarter quarters dozen twice thrice double once first second fourth fifth sixth seventh eighth ninth tenth per percent "
    "percentage hundreds thousands millions tens dozens halved doubled tripled single both"
)
_NUMBER_WORDS = frozenset(_AMOUNTS.split())


def negations(text: str) -> Counter[str]:
    """Those words of a text that deny outright."""
    return Counter(word for word in words(text) if is_negation(word))


def is_negation(word: str) -> bool:
    return word in _STRONG


def denies(word: str) -> bool:
    """Whether a word denies or doubts."""
    return word in NEGATIONS


def qualifier(text: str) -> str:
    """The qualifying words with which a text begins, after a comma or a bracket; empty for none."""
    found = _QUALIFIER.match(_SIGNS.sub("", text))
    return " ".join(found[0].split()) if found else ""


def qualifiers(text: str) -> list[str]:
    """Every qualifying word in a text."""
    return [" ".join(found[0].split()) for found in re.finditer(r"\b" + _QUALIFIER.pattern, text, re.IGNORECASE)]


def is_number(word: str) -> bool:
    return any(map(str.isdigit, word)) or word in _NUMBER_WORDS or word in "%£$€¥<>±‰"


def turned(one: str, two: str) -> bool:
    """Whether one word is the other with a prefix that denies: able and unable."""
    return any(found and long[found.end() :] == short for long, short in ((one, two), (two, one)) if (found := _PREFIXED.match(long)))
