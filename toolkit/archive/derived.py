"""Figures that were worked out: from those of the claims that they name, and of their own claim, by a step that is shown.

The source need not have such a figure. It is worth what those are worth that it was made from, and what no step leads to is never green.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from toolkit.archive.figure_verdict import AGREEING, Doubt, FigureVerdict
from toolkit.archive.sought import FigureProof, StatedFigure
from toolkit.english.arithmetic import worked_out


def with_parents(stated: Iterable[StatedFigure]) -> list[StatedFigure]:
    """The figures, then those that they were worked out from and those of these, each once."""
    found = dict.fromkeys(stated)
    waiting = list(found)
    while waiting:
        for parent in waiting.pop().parents:
            if parent not in found:
                found[parent] = None
                waiting.append(parent)
    return list(found)


def settled(proofs: Sequence[FigureProof]) -> list[FigureProof]:
    """The proofs, in their order, with those of figures that were worked out by what they were worked out from.

    One that its source has needs no working.
    """
    by_figure = {proof.stated: proof for proof in proofs}
    return [_settled(proof, by_figure, frozenset()) for proof in proofs]


def _settled(proof: FigureProof, known: dict[StatedFigure, FigureProof], above: frozenset[StatedFigure]) -> FigureProof:
    stated, state = proof.stated, proof.verdict.state
    if not stated.is_derived or state in AGREEING or state == "elsewhere":
        return proof
    if state == "unchecked" and proof.cited is not None and not stated.derived_from:
        return proof  # its source may have it
    pool = [*stated.parents, *(_before(stated, known) if stated.method else ())]
    if not pool and not stated.derived_from and state != "absent":
        return proof
    working = worked_out(stated.figure, [each.figure for each in pool], given=len(stated.parents))
    if working is None and state == "unchecked" and proof.cited is not None:
        return proof
    if working is None:
        return FigureProof(stated, None, FigureVerdict("underived", why=_why(stated, pool)))
    used = [pool[at] for at in working.uses]
    doubts = () if all(_is_proven(each, known, above | {stated}) for each in used) else (_UNPROVEN,)
    rests_on = tuple(dict.fromkeys(each.claim for each in used if each.claim))
    return FigureProof(stated, None, FigureVerdict("derived", compared=working.text, rests_on=rests_on, doubts=doubts))


def _before(stated: StatedFigure, known: Iterable[StatedFigure]) -> list[StatedFigure]:
    """The figures that stand before one in its own claim: "two thirds" may follow from "a third", and not that from this."""
    return list(takewhile(lambda other: other != stated, (each for each in known if each.claim == stated.claim)))


_UNPROVEN = Doubt("parents", "Not every figure that it is worked out from is proven itself.")


def _is_proven(stated: StatedFigure, known: dict[StatedFigure, FigureProof], above: frozenset[StatedFigure]) -> bool:
    """Whether a figure is proven; one that would have to prove itself is not."""
    if stated in above or stated not in known:
        return False
    return _settled(known[stated], known, above).verdict.plain


def _why(stated: StatedFigure, pool: Sequence[StatedFigure]) -> str:
    if not pool and not stated.derived_from:
        return "It is said to be worked out from what its sources have, and no claim holds what it was worked out from: work it out again."
    if not pool:
        return f"It is said to be worked out, and there is no figure in {', '.join(stated.derived_from)} to work with."
    figures = ", ".join(dict.fromkeys(" ".join(each.words.split()) for each in pool[:6]))
    return f"It is said to be worked out, and no simple step leads to it from {figures}."
