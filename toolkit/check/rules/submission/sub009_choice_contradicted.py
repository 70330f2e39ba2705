"""A closed answer that the text below it contradicts.

What: a section whose choice is Yes or Agree and whose text begins "No," or "We disagree", or the other way round.

Why: closed answers are counted and texts are skimmed. The count goes to the wrong side, and the text looks careless.

Bad (consultation, outline, text):

    title: A Plan for All
    body: The Ministry
    questions:
      - {id: Q1, text: Do you agree with the aims?, kind: choice, options: ["Yes", "No"]}
    -----
    title: Our response
    sections:
      - {id: first, heading: Aims, answers: [Q1], choice: ["Yes"], text: sections/first.md}
    -----
    No, the aims leave out the people who are searched.

Good (consultation, outline, text):

    title: A Plan for All
    body: The Ministry
    questions:
      - {id: Q1, text: Do you agree with the aims?, kind: choice, options: ["Yes", "No"]}
    -----
    title: Our response
    sections:
      - {id: first, heading: Aims, answers: [Q1], choice: ["No"], text: sections/first.md}
    -----
    No, the aims leave out the people who are searched.

Fix: decide which of the two is meant and correct the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.written import body
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.text import Text

RULE = Rule("SUB009", "choice-contradicted", "warning", "draft", english=True)

_HOW = r"(?:strongly |fully |wholly |tend to |mostly |generally |fundamentally )?"
_FOR = re.compile(rf"(?i)(?:yes|(?:i |we )?{_HOW}(?:agree|support))\s*(?:$|[,.;:–—(-])")
_AGAINST = re.compile(rf"(?i)(?:no|(?:i |we )?{_HOW}(?:disagree|oppose)|(?:i |we )?do not (?:agree|support))\s*(?:$|[,.;:–—(-])")
_WHAT = r"(?:the|this|these|that) (?:proposal|question|approach|statement|change|option|aim|priorit|plan)"
_NO = re.compile(
    rf"(?i)no(?=\s*[,;:!–—]|\.(?!\s*\d)|\s+-\s|$)|we {_HOW}(?:(?:disagree|do not agree|don['’]t agree)(?= with {_WHAT}|\s*[.;])"
    rf"|(?:(?:do not|don['’]t|cannot|can not|could not) support|oppose|object to|reject|(?:are|remain) (?:\w+ )?opposed to)(?= {_WHAT}))"
    rf"|(?:in our view,? |we (?:believe|think) (?:that )?){_WHAT} (?:should|must) not (?:go ahead|proceed"
    r"|be (?:introduced|adopted|made|implemented))"
)
_YES = re.compile(rf"(?i)yes(?=\s*[,;:!.–—]|\s+-\s|$)|we {_HOW}(?:agree(?= with {_WHAT}|\s*\.)|(?:support|endorse|back)(?= {_WHAT}))")
_NEGATIVE = phrase(r"(?i)\b(?:disagree|oppose|object|not|against|reject|unfair)\b|n['’]t\b")
_HEDGED = phrase(r"(?i)\b(?:but|however|although|though|only|unless|subject to|in part|partly|in principle|except|with the exception)\b")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    response = submission.response
    questions = {question.id: question for question in response.consultation.questions}
    first: dict[str, Text] = {}
    for text in body(submission):
        if text.kind != "heading" and text.words.strip():
            first.setdefault(text.section, text)
    for where, _, section in response.outline.walk():
        beginning = first.get(section.id)
        if beginning is None or len(section.choice) != 1 or len(section.answers) != 1:
            continue
        question = questions.get(section.answers[0])
        if question is None or _NEGATIVE.search(question.text):
            continue
        choice = section.choice[0].strip()
        said = _NO.match(beginning.words) if _FOR.match(choice) else _YES.match(beginning.words) if _AGAINST.match(choice) else None
        if said is None or _HEDGED.search(beginning.words, 0, min(len(beginning.words), 160)):
            continue
        yield RULE.finding(
            beginning.span(0, said.end()),
            f"The choice for {question.number or question.id} is '{choice}', and the text begins '{said[0]}'.",
            "Decide which of the two is meant, and correct the other.",
            related=[response.outline.origin.span(f"{where}.choice.0")],
        )
