"""The answer to one question, as it goes into a box of plain text."""

from __future__ import annotations

from typing import Literal, get_args

from toolkit.model.response import Question
from toolkit.model.span import Frozen

Notes = Literal["inline", "end", "none"]
NOTES: tuple[Notes, ...] = get_args(Notes)
"""What becomes of notes: in square brackets where they stand, numbered behind the answer, or left out."""

State = Literal["answered", "empty", "skipped", "missing"]
"""skipped: somebody waived the question, with a reason. empty: a section answers it and says nothing. missing: no section answers it."""


class Counted(Frozen):
    """A text with its length as receiving bodies count it."""

    text: str
    words: int
    """As Word counts: stretches between white space."""
    characters: int
    """All of them, a line end as one."""


class Answer(Frozen):
    """What goes in the box for one question, or for one part of a response that answers no numbered questions."""

    id: str
    number: str
    """As printed."""
    question: str
    choice: tuple[str, ...] = ()
    """Options to tick."""
    state: State
    reason: str = ""
    """Why it was skipped."""
    sections: tuple[str, ...] = ()
    shared_with: str = ""
    """The number of the question under which the same sections answer this one too."""
    texts: dict[Notes, Counted] = {}
    notes: int = 0
    limit: int = 0
    """0 for none."""
    unit: Literal["words", "characters", ""] = ""

    def over(self, notes: Notes) -> int:
        """How much is too much; 0 where it fits or nothing limits it."""
        counted = self.texts.get(notes)
        if counted is None or not self.limit:
            return 0
        return max(0, (counted.characters if self.unit == "characters" else counted.words) - self.limit)


def numbered(question: Question) -> str:
    """A question's number as printed, else its id."""
    return question.number or question.id
