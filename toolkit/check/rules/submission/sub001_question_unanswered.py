"""A question of the consultation that nothing answers.

What: a question of consultation.yaml that no section names in 'answers', or whose section says nothing; and a question with options
for which no option is chosen, or one that is not among them. Press releases, briefings and the like need not answer.

Why: bodies read question by question. An empty box counts as no opinion, and nobody sees that the answer stands under another question.

Bad (consultation, outline):

    title: A Plan for All
    body: The Ministry
    questions:
      - {id: Q1, text: What should the plan achieve?}
      - {id: Q2, text: What would it cost you?}
    -----
    title: Our response
    sections:
      - {id: first, heading: Aims, answers: [Q1], text: sections/first.md}

Good (consultation, outline):

    title: A Plan for All
    body: The Ministry
    questions:
      - {id: Q1, text: What should the plan achieve?}
      - {id: Q2, text: What would it cost you?}
    -----
    title: Our response
    sections:
      - {id: first, heading: Aims and costs, answers: [Q1, Q2], text: sections/first.md}

Fix: write the answer and name the question in the section's 'answers'. Where you have nothing to say, say "No comment" there, or waive
the question with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.answers import answering, answers_it, down
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.written import body
from toolkit.model.finding import Finding, suggestion
from toolkit.model.response import Question, Response, Section

RULE = Rule("SUB001", "question-unanswered", "error", "draft")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    response = submission.response
    questions = response.consultation.questions
    if not questions or not answers_it(response):
        return
    if len(questions) > 1 and not any(section.answers for _, _, section in response.outline.walk()):
        yield RULE.finding(
            response.outline.origin.span("sections"),
            f"The consultation asks {len(questions)} questions, and no section says which of them it answers.",
            "Give each section its 'answers', as in answers: [Q1].",
            related=[response.consultation.origin.span("questions")],
        )
        return
    speaking = {text.section for text in body(submission) if text.kind != "heading" and text.words.strip()}
    for number, question in enumerate(questions):
        sections = answering(response.outline, question.id)
        if not sections:
            yield RULE.finding(
                response.consultation.origin.span(f"questions.{number}.id"),
                f"No section answers {_named(question)}.",
                f"Write the answer and add {question.id} to its section's 'answers'; or waive the question with the reason.",
            )
            continue
        yield from _silent(response, question, sections, speaking)
        yield from _unchosen(response, question, sections)
    yield from _no_option(response)


def _silent(response: Response, question: Question, sections: list[tuple[str, Section]], speaking: set[str]) -> Iterator[Finding]:
    if any(section.choice or any(each.id in speaking for each in down(section)) for _, section in sections):
        return
    where, section = sections[0]
    yield RULE.finding(
        response.outline.origin.span(f"{where}.answers.{section.answers.index(question.id)}"),
        f"The section that answers {_named(question)} says nothing.",
        "Write the answer, if only 'No comment'.",
    )


def _unchosen(response: Response, question: Question, sections: list[tuple[str, Section]]) -> Iterator[Finding]:
    if not _to_choose(question) or any(section.choice for _, section in sections):
        return
    where, section = sections[0]
    options = f" from: {', '.join(question.options)}" if question.options else ", as printed there"
    yield RULE.finding(
        response.outline.origin.span(f"{where}.answers.{section.answers.index(question.id)}"),
        f"{_named(question)[0].upper()}{_named(question)[1:]} asks for a choice, and none is made.",
        f"Add 'choice:' to the section, with an option{options}.",
    )


def _no_option(response: Response) -> Iterator[Finding]:
    """Choices that no question of the section offers."""
    by_id = {question.id: question for question in response.consultation.questions}
    for where, _, section in response.outline.walk():
        asked = [by_id[id_] for id_ in section.answers if id_ in by_id and _to_choose(by_id[id_])]
        if not section.choice or not asked or not all(question.options for question in asked):
            continue
        offered = {_plain(option): option for question in asked for option in question.options}
        for number, choice in enumerate(section.choice):
            if _plain(choice) not in offered:
                yield RULE.finding(
                    response.outline.origin.span(f"{where}.choice.{number}"),
                    f"'{choice}' is not among the options of {' and '.join(map(_named, asked))}.",
                    suggestion(choice, offered.values()) or f"They are: {', '.join(offered.values())}.",
                )
        if len(section.choice) > len(asked) and all(question.kind != "multiple" for question in asked):
            yield RULE.finding(
                response.outline.origin.span(f"{where}.choice"),
                f"{len(section.choice)} options are chosen where {_named(asked[0])} allows one.",
                "Keep one; or write 'kind: multiple' where several may be chosen.",
            )


def _to_choose(question: Question) -> bool:
    return question.kind != "open" or bool(question.options)


def _named(question: Question) -> str:
    name = question.number or question.id
    return f"question {name}" if name[:1].isdigit() else name


def _plain(option: str) -> str:
    return re.sub(r"\W+", " ", option.replace("\u2019", "'")).strip().casefold()
