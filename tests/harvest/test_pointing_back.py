"""Notes that point back: ibid, op cit, "n 3 above", short forms; remarks; several citations in one note."""

from __future__ import annotations

from toolkit.harvest.notes import Read, read_notes
from toolkit.harvest.old import Written

NUMBERS = "Eastwood, N., Shiner, M. & Bear, D. (2013) *The numbers in black and white*, Release, Pg. 22"
OFFICE = "Home Office, ‘Police Powers’ (2012) p. 4"
SHINER = "Shiner, M. (2015) ‘A cautionary tale’, International Journal of Drug Policy, 26(7): 696-704, at p. 701"


def notes(*texts: str) -> Read:
    def written(text: str) -> Written:
        parts = text.split("*")
        return Written("".join(parts), tuple(parts[1::2]))

    return read_notes({number: written(text) for number, text in enumerate(texts, 1)})


def cited(read: Read) -> list[list[tuple[int | None, str]]]:
    """By note, the number of the source and the place of each citation."""
    return [[(each.source, each.locator) for each in note.cited] for note in read.notes]


def test_ibid_is_the_source_before_at_its_own_place_or_at_the_same() -> None:
    assert cited(notes(NUMBERS, "Ibid at pg. 23", "Ibid.", "ibid, para 4")) == [
        [(0, "Pg. 22")], [(0, "pg. 23")], [(0, "pg. 23")], [(0, "para 4")],
    ]  # fmt: skip


def test_ibid_behind_a_note_that_cites_nothing_points_nowhere_and_that_is_said() -> None:
    read = notes(NUMBERS, "This is a remark about one borough.", "Ibid, p. 3")
    assert cited(read)[2] == [(None, "p. 3")]
    assert read.notes[2].cited[0].doubts == ("The note before cites nothing, so that 'ibid' points nowhere.",)


def test_ibid_behind_several_sources_takes_the_last_and_says_so() -> None:
    read = notes(f"{NUMBERS}; {OFFICE}", "Ibid")
    assert cited(read) == [[(0, "Pg. 22"), (1, "p. 4")], [(1, "p. 4")]]
    assert read.notes[1].cited[0].doubts == ("The note before cites several sources; the last of them was taken.",)


def test_a_note_by_its_number() -> None:
    assert cited(notes(NUMBERS, OFFICE, "Eastwood et al, n 1 above, at 51", "Home Office (n 2) p. 9", "See note 1, p. 3"))[2:] == [
        [(0, "p. 51")], [(1, "p. 9")], [(0, "p. 3")],
    ]  # fmt: skip


def test_a_number_that_leads_to_a_remark_leads_nowhere() -> None:
    read = notes("This is a remark.", "Eastwood, n 1, p. 3")
    assert read.notes[1].cited[0].source is None
    assert read.notes[1].cited[0].doubts == ("Note 1 cites nothing.",)


def test_a_work_by_its_author_op_cit_and_in_a_short_form() -> None:
    read = notes(NUMBERS, SHINER, "Shiner, op cit, p. 700", "Eastwood, Shiner & Bear (2013), p. 25", "Eastwood et al., *The numbers*, 31")
    assert cited(read)[2:] == [[(1, "p. 700")], [(0, "p. 25")], [(0, "p. 31")]]
    assert len(read.sources) == 2


def test_op_cit_of_nobody_is_said() -> None:
    read = notes(NUMBERS, "Jones, op. cit., p. 3")
    assert read.notes[1].cited[0].doubts == ("No earlier source has this author.",)


def test_the_same_work_in_full_again_is_one_source_and_the_fuller_reference_is_kept() -> None:
    read = notes(
        "Home Office, *Police Powers and Procedures*, p. 4",
        "Home Office (2012) *Police Powers and Procedures*, London: Home Office, p. 9, https://www.example.org/powers",
    )
    assert cited(read) == [[(0, "p. 4")], [(0, "p. 9")]]
    assert read.sources[0].fields["date"] == "2012"
    assert read.sources[0].fields["url"] == "https://www.example.org/powers"


def test_two_years_of_one_title_are_two_works() -> None:
    assert len(notes("Home Office (2012) *Police Powers*", "Home Office (2013) *Police Powers*").sources) == 2


def test_a_remark_behind_a_citation_is_no_part_of_it() -> None:
    read = notes("ONS (2016), ‘Population Estimates’, https://www.example.org/pop. The rate is our own calculation from the two.")
    assert len(read.sources) == 1
    assert read.notes[0].remark == "The rate is our own calculation from the two."


def test_a_remark_alone_cites_nothing() -> None:
    read = notes("Of the four, one stands apart, in that its rates were high as well.", "Figures are for the year to January.")
    assert cited(read) == [[], []]
    assert [note.remark for note in read.notes] == [note.text for note in read.notes]
