"""Where a thing is used, in drafts and in what was sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.session import Session


def places(root: Path, id_: str) -> list[str]:
    return [
        f"{use.slug} {sent or 'draft'}: {use.section} {use.how or '-'}{f' by {use.claim}' if use.claim else ''} {use.path.rpartition('/')[2]}:{use.line}"
        for use, sent in Session.open(root).where_used(id_)
    ]


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        (
            "dcr-calls",
            [
                "one draft: rooms text rooms.md:1",
                "past 2025-02-03: before short outline.yaml:10",
                "past 2025-02-03: before text reduce-harm.md:6",
                "past 2025-02-03: before recommendation 1 rests on it outline.yaml:12",
            ],
        ),
        ("naloxone", ["past 2025-02-03: before text outline.yaml:10"]),
        ("homes2019", ["past 2025-02-03: before p. 4 outline.yaml:10"]),
        ("calls", ["past 2025-02-03: before Table 1 drugs.yaml:31"]),
        ("reduce-harm", ["past 2025-02-03: before - reduce-harm.md:5"]),
        ("mould", []),
        ("nothing", []),
    ],
)
def test_each_place_in_the_order_of_the_documents(root: Path, id_: str, expected: list[str]) -> None:
    assert places(root, id_) == expected


def test_a_source_is_used_where_a_claim_brings_it(root: Path) -> None:
    assert "one draft: rooms p. 3 by dcr-calls drugs.yaml:8" in places(root, "survey2025")


def test_the_paragraph_is_told_as_it_reads(root: Path) -> None:
    words = [use.words for use, _ in Session.open(root).where_used("dcr-calls")]
    assert words[0] == "Ambulance calls near the consumption room fell by 27 per cent."
    assert words[3] == "Open rooms."


def test_a_value_is_a_use(root: Path) -> None:
    (root / "responses/one/sections/rooms.md").write_text("A fall of {{ value('dcr-calls', 'share') }}.\n", encoding="utf-8")
    assert places(root, "dcr-calls")[0] == "one draft: rooms value:share rooms.md:1"
