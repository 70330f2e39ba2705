"""Hedges before a figure (about, nearly, up to, no fewer than), each as the one word that rules compare."""

from __future__ import annotations

from toolkit.english.numbers.numerals import spaced, words

_HEDGES: tuple[tuple[str, str], ...] = (
    (
        "nearly",
        r"nearly|almost|close to|approaching|"
        r"(?:only )?(?:just|slightly|a little|fractionally) (?:under|below|short of|less than|fewer than)",
    ),
    ("over", r"(?:no|not) (?:fewer|less) than|at least|(?:a )?minimum of|>|≥"),
    (
        "under",
        r"(?:no|not) more than|at most|up to|as (?:many|much|few) as|(?:well )?(?:under|below|fewer than|less than)|(?:a )?maximum of|<|≤",
    ),
    ("over", r"(?:(?:just|well|slightly|far|much|a little) )?(?:over|more than|above)|upwards? of|in excess of|exceed(?:s|ed|ing)?"),
    (
        "about",
        r"about|around|approximately|approx\.?|roughly|some|circa|ca?\.|(?:an )?estimated|in the (?:region|order) of|something like|~",
    ),
)
_HEDGE = spaced(rf"(?:^|(?<![\w-]))(?:{'|'.join(f'({pattern})' for _, pattern in _HEDGES)})[\s-]*$")
_HEDGE_ENDS = words(
    "nearly almost to approaching under below of than least most as over above exceed exceeds exceeded exceeding about around "
    "approximately approx approx. roughly some circa c. ca. estimated like ~ > < ≥ ≤"
)


def hedge_before(plain: str, at: int) -> tuple[str, int]:
    """The hedge that ends at an offset, in its canonical word, and where it begins."""
    window = plain[max(0, at - 34) : at]
    words = window.split()
    if not words or words[-1].strip("([\"'“‘-") not in _HEDGE_ENDS:
        return "", at
    found = _HEDGE.search(window)
    if found is None or found.lastindex is None:
        return "", at
    return _HEDGES[found.lastindex - 1][0], max(0, at - 34) + found.start()
