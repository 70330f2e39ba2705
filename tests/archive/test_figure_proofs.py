"""Figures proven through the archive: several sources, copies that are not there, what was worked out, and alterations."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from toolkit.archive.adding import Came, keep
from toolkit.archive.derived import with_parents
from toolkit.archive.mutate import altered_figure
from toolkit.archive.proof import Cited, FigureProof, Prover, Quoted, StatedFigure
from toolkit.cite.locator import parse_locator
from toolkit.english.figures import read_figures
from toolkit.model.span import Span

ALPHA = (
    b"In the year 142,467 searches were made by officers. Of the searches by officers 63 per cent were for drugs.\f"
    b"A second page says little of searches."
)
BETA = b"Officers of the force made some 140,000 searches in that year."


def stated(
    sentence: str, *sources: str, claim: str = "", method: str = "", parents: tuple[StatedFigure, ...] = (), number: int = 0
) -> StatedFigure:
    figure = read_figures(sentence)[number]
    cited = tuple(Cited(key, parse_locator(written), written) for key, _, written in (source.partition(", ") for source in sources))
    derived_from = tuple(dict.fromkeys(parent.claim for parent in parents))
    return StatedFigure(
        figure.text, figure, sentence, cited, Span(path="evidence/a.yaml"), claim, derived_from=derived_from, method=method, parents=parents
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for key, data in (("alpha", ALPHA), ("beta", BETA)):
        keep(tmp_path, key, data, Came(".txt", date(2017, 2, 27)))
    return tmp_path


def proven(root: Path, *figures: StatedFigure) -> list[FigureProof]:
    with Prover(root) as prover:
        return prover.prove_figures(figures)


def test_any_one_of_the_sources_may_hold_it(root: Path) -> None:
    claim = "Officers made 142,467 searches in the year."
    (proof,) = proven(root, stated(claim, "beta", "nothing", "alpha, p. 1"))
    assert (proof.verdict.state, proof.verdict.plain, proof.cited and proof.cited.source) == ("exact", True, "alpha")
    assert proof.copy is not None
    (proof,) = proven(root, stated(claim, "nothing", "beta"))
    assert (proof.verdict.state, proof.cited and proof.cited.source) == ("unchecked", "nothing")
    assert proof.verdict.why == "There is no copy of it: 'consult archive add' keeps one."


def test_where_no_source_is_named_nothing_was_checked(root: Path) -> None:
    (proof,) = proven(root, stated("Officers made 142,467 searches in the year."))
    assert (proof.verdict.state, proof.verdict.why, proof.cited) == ("unchecked", "No source is named for it.", None)


def test_quotations_and_figures_come_from_one_reading_and_are_kept(root: Path) -> None:
    figures = [
        stated("Officers made 142,467 searches in the year.", "alpha, p. 1"),
        stated("Of the searches by officers 9 per cent were for drugs.", "alpha, p. 1"),
    ]
    quoted = [Quoted("63 per cent were for drugs", figures[0].cited, Span(path="evidence/a.yaml"))]
    with Prover(root) as prover:
        first = prover.prove_all(quoted, figures)
    with Prover(root) as prover:
        assert prover.prove_all(quoted, figures, kept_only=True) == first
    assert ([proof.verdict.state for proof in first[0]], [proof.verdict.state for proof in first[1]]) == (["verified"], ["exact", "absent"])


def test_what_was_never_looked_for_is_left_out_where_only_what_is_kept_counts(root: Path) -> None:
    with Prover(root) as prover:
        assert prover.prove_figures([stated("Officers made 142,467 searches.", "alpha")], kept_only=True) == []


# --- what was worked out ------------------------------------------------------------------------------------------------------

MADE = stated("Officers made 142,467 searches in the year.", "alpha, p. 1", claim="made")
FOR_DRUGS = stated("Of the searches by officers 63 per cent were for drugs.", "alpha, p. 1", claim="drugs")


def test_a_figure_that_was_worked_out_shows_how_and_from_what(root: Path) -> None:
    rest = stated("The other 37 per cent were not for drugs.", claim="rest", parents=(FOR_DRUGS,))
    (proof,) = proven(root, rest)
    verdict = proof.verdict
    assert (verdict.state, verdict.compared, verdict.rests_on) == ("derived", "100 − 63 per cent = 37 per cent", ("drugs",))
    assert verdict.plain


def test_it_is_no_better_than_what_it_was_worked_out_from(root: Path) -> None:
    wrong = stated("Of the searches by officers 64 per cent were for drugs.", "alpha, p. 1", claim="drugs")
    (proof,) = proven(root, stated("The other 36 per cent were not for drugs.", claim="rest", parents=(wrong,)))
    assert (proof.verdict.state, [doubt.kind for doubt in proof.verdict.doubts], proof.verdict.plain) == ("derived", ["parents"], False)


def test_what_no_step_leads_to_is_not_checked_and_never_green(root: Path) -> None:
    (proof,) = proven(root, stated("The other 48 per cent were not for drugs.", claim="rest", parents=(FOR_DRUGS, MADE)))
    assert proof.verdict.state == "underived"
    assert proof.verdict.why == "It is said to be worked out, and no simple step leads to it from 63 per cent, 142,467."
    nothing = StatedFigure("1", FOR_DRUGS.figure, "", (), Span(path=""), "rest", derived_from=("gone",))
    assert proven(root, nothing)[0].verdict.why == "It is said to be worked out, and there is no figure in gone to work with."


def test_what_its_source_has_needs_no_working(root: Path) -> None:
    (proof,) = proven(root, stated("Of the searches by officers 63 per cent were for drugs.", "alpha, p. 1", claim="x", parents=(MADE,)))
    assert proof.verdict.state == "exact"
    (proof,) = proven(root, stated("Of the searches by officers 63 per cent were for drugs.", "alpha, p. 2", claim="x", parents=(MADE,)))
    assert proof.verdict.state == "elsewhere"
    (proof,) = proven(root, stated("Of the searches 12 per cent were long.", "nothing", claim="x", parents=(MADE,)))
    assert proof.verdict.state == "unchecked"


def test_within_a_claim_a_figure_may_follow_from_those_before_it_and_not_from_those_behind(root: Path) -> None:
    sentence = "Of the searches by officers 63 per cent were for drugs, which leaves 37 per cent for all else."
    how = {"claim": "both", "method": "The rest is 100 less 63."}
    first, second = stated(sentence, "alpha, p. 1", **how), stated(sentence, "alpha, p. 1", **how, number=1)  # type: ignore[arg-type]
    states = [proof.verdict.state for proof in proven(root, first, second)]
    assert states == ["exact", "derived"]
    alone = [stated(sentence, **how), stated(sentence, **how, number=1)]  # type: ignore[arg-type]
    proofs = proven(root, *alone)
    assert [proof.verdict.state for proof in proofs] == ["unchecked", "derived"]
    assert not proofs[1].verdict.plain


def test_parents_of_parents_are_proven_too(root: Path) -> None:
    rest = stated("The other 37 per cent were not for drugs.", claim="rest", parents=(FOR_DRUGS,))
    gap = stated("The gap was 26 percentage points.", claim="gap", parents=(FOR_DRUGS, rest))
    assert with_parents([gap]) == [gap, FOR_DRUGS, rest]
    (proof,) = proven(root, gap)
    assert (proof.verdict.compared, proof.verdict.plain) == ("63 per cent − 37 per cent = 26 percentage points", True)


# --- alterations ----------------------------------------------------------------------------------------------------------------


def altered(sentence: str) -> dict[str, str]:
    return {kind: text for kind, (text, _) in altered_figure(sentence, read_figures(sentence)[0]).items()}


def test_a_figure_is_altered_in_its_digits_its_size_and_its_unit() -> None:
    assert altered("In all 63 per cent left.") == {
        "digit": "In all 64 per cent left.",
        "size": "In all 630 per cent left.",
        "unit": "In all 63 left.",
    }
    assert altered("It cost £1.2 million.") == {
        "digit": "It cost £1.3 million.",
        "size": "It cost £1.2 billion.",
        "unit": "It cost 1.2 million.",
    }
    assert altered("There were 1,204 homes.") == {
        "digit": "There were 1,205 homes.",
        "size": "There were 12,040 homes.",
        "unit": "There were 1,204 per cent homes.",
    }
    assert altered("A third of them left.") == {"digit": "A quarter of them left."}
    assert "digit" not in altered("There were more than 100 homes.")


def test_every_alteration_of_a_proven_figure_is_tried(root: Path) -> None:
    with Prover(root) as prover:
        proofs = prover.prove_figures([MADE, FOR_DRUGS, stated("Officers made 9 searches.", "alpha"), stated("It was 9 per cent.")])
        attempts = prover.figure_attempts(proofs)
    assert [(attempt.kind, attempt.original, attempt.words) for attempt in attempts] == [
        ("digit", "142,467", "142,468"),
        ("size", "142,467", "1,424,670"),
        ("unit", "142,467", "142,467 per cent"),
        ("digit", "63 per cent", "64 per cent"),
        ("size", "63 per cent", "630 per cent"),
        ("unit", "63 per cent", "63"),
    ]
    assert not any(attempt.passed for attempt in attempts)
