"""The two forms of the worked example: one as the Scottish Government sends them out, one as a department in Whitehall might.

Run as a program, it writes them where the tests and the manual have them: ``python -m tests.word.examples``.
"""

from __future__ import annotations

from pathlib import Path

from tests.word.made import (
    bold,
    box,
    checkbox,
    control,
    docx,
    dropdown,
    glyph,
    heading,
    legacy_checkbox,
    legacy_text,
    p,
    r,
    table,
    tc,
)

HERE = Path(__file__).parent.parent / "fixtures" / "forms"
MADE_UP = "Made up for the worked example of the consultation toolkit. Nobody has sent it out."

Q1 = "Do you agree that searches for small amounts of drugs should be a lower priority for the police in London?"
Q2 = "What does the evidence say about the effect of stop and search on young people?"
Q3 = "Which disposals should be available for possession of a controlled drug? Please tick all that apply."
Q4 = "Should London have a scheme that diverts people from prosecution for possession? Please give reasons for your answer."
Q5 = "Is there anything else that the plan should say?"


def scottish() -> bytes:
    """A respondent information form with boxes of signs, then questions with answer boxes drawn as tables of one cell."""
    tick = glyph()
    about = table(
        [tc("Full name or organisation’s name", width=3600), tc(width=5400)],
        [tc("Phone number", width=3600), tc(width=5400)],
        [tc("Address", width=3600), tc(width=5400)],
        [tc("Postcode", width=3600), tc(width=5400)],
        [tc("Email address", width=3600), tc(width=5400)],
    )
    publish = table(
        [tc(p(tick), width=700), tc("Publish response with name", width=8300)],
        [tc(p(tick), width=700), tc("Publish response only (without name)", width=8300)],
        [tc(p(tick), width=700), tc("Do not publish response", width=8300)],
    )
    yes_no = p(tick, r(" Yes     "), tick, r(" No     "), tick, r(" Don’t know"))
    return docx(
        heading("Policing and drugs in London: respondent information form")
        + p(r(MADE_UP, "<w:i/>"))
        + p(r("Please note", "<w:b/>"), r(" this form must be completed and returned with your response."))
        + bold("Are you responding as an individual or an organisation?")
        + p(tick, r(" Individual"))
        + p(tick, r(" Organisation"))
        + p("")
        + about
        + p("")
        + bold("We would like your permission to publish your consultation response. Please indicate your publishing preference:")
        + publish
        + p("")
        + heading("Questions")
        + bold(f"1. {Q1}")
        + yes_no
        + p("Please explain your answer.")
        + box()
        + p("")
        + bold(f"2. {Q2}")
        + box()
        + p("")
        + bold(f"3. {Q3}")
        + p(tick, r(" A warning"))
        + p(tick, r(" A community resolution"))
        + p(tick, r(" A caution"))
        + p(tick, r(" Prosecution"))
        + p("")
        + bold(f"4. {Q4}")
        + yes_no
        + box()
        + p("")
        + bold(f"5. {Q5}")
        + box()
        + p("")
    )


def whitehall() -> bytes:
    """A pro forma with legacy fields, content controls of several kinds, boxes to tick, lines to write on, and a question of its own."""
    about = (
        p("Name: ", legacy_text("Name", limit=60))
        + p("Organisation: ", legacy_text("Organisation", limit=80).replace('w:id="7"', 'w:id="8"'))
        + p("E-mail address: ", legacy_text("Email", limit=80).replace('w:id="7"', 'w:id="9"'))
        + p("Telephone: ______________________________")
        + p("I am responding ", legacy_checkbox(), r(" as an individual   "), legacy_checkbox(), r(" on behalf of an organisation"))
        + p("May we publish your response? ", dropdown("Yes", "Yes, without my name", "No"))
    )
    first = table(
        [tc(p(r("Question 1", "<w:b/>")), width=1500), tc(Q1, width=7500)],
        [tc("Your choice", width=1500), tc(p(checkbox(), r(" Yes   "), checkbox(), r(" No   "), checkbox(), r(" Don’t know")), width=7500)],
        [tc("Your reasons", width=1500), control("Reasons for question 1", level="cell")],
    )
    second = bold(f"Question 2: {Q2}") + control("Answer 2", level="block", more="")
    third = table(
        [tc(p(r(f"Question 3: {Q3}", "<w:b/>")), width=9000, properties='<w:gridSpan w:val="2"/>')],
        *(
            [tc(p(checkbox()), width=700), tc(label, width=8300)]
            for label in ("A warning", "A community resolution", "A caution", "Prosecution")
        ),
    )
    fourth = (
        bold("Question 4: Should London have a scheme which diverts people from prosecution for possession? Please give your reasons.")
        + p("Yes ", legacy_checkbox(), r("   No "), legacy_checkbox())
        + p(r("Reasons: "), control("Reasons for question 4"))
    )
    fifth = bold(f"Question 5: {Q5}") + p("_" * 70) + p("_" * 70) + p("_" * 70)
    sixth = bold("Question 6: How did you hear of this consultation?") + p(control("Heard", "<w:text/>"))
    return docx(
        heading("Response form: policing and drugs in London")
        + p(r(MADE_UP, "<w:i/>"))
        + heading("About you")
        + about
        + heading("Your answers")
        + first
        + p("")
        + second
        + p("")
        + third
        + p("")
        + fourth
        + fifth
        + sixth
        + p("Thank you. Signed: ____________________   Date: ____________")
    )


def write() -> None:
    """Write both."""
    HERE.mkdir(parents=True, exist_ok=True)
    for make in (scottish, whitehall):
        (HERE / f"{make.__name__}.docx").write_bytes(make())


if __name__ == "__main__":
    write()
