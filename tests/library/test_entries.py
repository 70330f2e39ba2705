"""What the index holds of a text is what a reader would read."""

from __future__ import annotations

import pytest

from toolkit.library.entries import plain, words_of_id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In {{ year }} it was {{share}}.", "In 2012 it was 63 per cent."),
        ("It was {{ lost }}.", "It was ."),
        ("*Very* **much** and _so_ on, 2*3*4, snake_case.", "Very much and so on, 2*3*4, snake_case."),
        ("As said.[@key, p. 3] And[^1] so^[A note [in brackets].] on [-@other].", "As said. And so on ."),
        ("See [the page](https://example.org) ![](picture.png).", "See the page ."),
        ("# A heading {#id}\n\n> quoted\n\nand {% if x %}more{% endif %}<!-- not this -->.", "A heading quoted and more ."),
        ("Two\n  lines", "Two lines"),
        ('{{ claim("a") }} {{ claim(\'b\', "short") }} {{ cite("c") }}', "<a text> <b short>"),
        ("{{ value( 'a' , 'share' ) }} of {{ value('b') }}.", "<a value:share> of <b value:>."),
    ],
)
def test_marks_and_notes_are_gone_and_values_filled_in(text: str, words: str) -> None:
    assert plain(text, {"year": "2012", "share": "63 per cent"}, lambda id_, form: f"<{id_} {form}>") == words


def test_an_id_is_words() -> None:
    assert words_of_id("met-drug_share:2017") == "met drug share 2017"
