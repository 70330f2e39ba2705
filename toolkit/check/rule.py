"""What a rule is, and what it is given: frozen values in, findings out, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from toolkit.check.prose import Read, wording
from toolkit.model.draft import Draft
from toolkit.model.evidence import Claim
from toolkit.model.finding import Edit, Finding, Severity
from toolkit.model.output import Output
from toolkit.model.proofs import Observed
from toolkit.model.response import Consultation, Response
from toolkit.model.span import Span
from toolkit.model.text import Text, Withheld
from toolkit.model.workspace import Workspace

Scope = Literal["reading", "workspace", "source", "claim", "draft", "artefact"]
"""What a rule looks at, one at a time.

reading: nothing, since the reader of the files reports it while it reads; the rule's file holds its level and its page of the manual.
workspace: the whole library. source, claim: one of them. draft: what one response says. artefact: one built file.
"""


@dataclass(frozen=True)
class Rule:
    """One check. Its module's docstring is its page of the manual: What, Why, Bad, Good, Fix."""

    code: str
    name: str
    """Words with hyphens, as in ``quotation-without-pinpoint``."""
    level: Severity
    scope: Scope
    needs: tuple[str, ...] = ()
    """Observations without which the rule says nothing (``links``, ``archive``, …), and ``words``: the draft with its notes as printed."""
    also: tuple[Scope, ...] = ()
    """Further scopes: a fault of wording stands in a claim or in what is typed in a draft, and `check` is given both, one at a time."""
    english: bool = False
    """Whether it reads English sentences, so that it is left out for what is written in another language."""

    def finding(
        self,
        span: Span,
        message: str,
        help: str = "",
        *,
        related: Iterable[Span] = (),
        fix: Iterable[Edit] = (),
        level: Severity | None = None,
    ) -> Finding:
        """A finding of this rule: where, what, what to do."""
        return Finding(
            code=self.code, severity=level or self.level, span=span, message=message, help=help, related=tuple(related), fix=tuple(fix)
        )


def edit(span: Span, text: str) -> Edit:
    """Replace the words of a span. The file's sha256 is put in by the one who knows the file's bytes."""
    return Edit(span=span, text=text, sha256="")


@dataclass(frozen=True)
class Facts:
    """What every rule may look at besides its subject."""

    workspace: Workspace
    today: date
    observations: Mapping[str, Any] = field(default_factory=dict)
    """What was seen of the network and of archived copies, with the day on which it was seen; by kind."""
    paragraphs: Callable[[], Mapping[str, tuple[tuple[str, Span], ...]]] = dict
    """Paragraphs typed in the texts of responses, by their fingerprint: the slug and the place of each."""
    alike: Callable[[], Mapping[str, tuple[tuple[str, int], ...]]] = dict
    """By slug, responses that were sent before and have much of what is typed in it, and how many per cent."""

    @cached_property
    def shared(self) -> dict[str, Any]:
        """What a rule made out of the whole workspace and needs for every draft, by a name of its own."""
        return {}

    @cached_property
    def consultations(self) -> Mapping[str, Consultation]:
        """What each response answers, by its slug: read once, however many responses are looked at."""
        return {slug: response.consultation for slug, response in self.workspace.responses.items()}

    @cached_property
    def repeated(self) -> Mapping[str, tuple[tuple[Span, tuple[tuple[str, Span], ...]], ...]]:
        """Typed paragraphs that stand in several responses, by slug: the place of each, and slug and place of the others."""
        found: dict[str, list[tuple[Span, tuple[tuple[str, Span], ...]]]] = {}
        for places in self.paragraphs().values():
            for slug, span in places:
                others = tuple(each for each in places if each[0] != slug)
                if others:
                    found.setdefault(slug, []).append((span, others))
        return {slug: tuple(each) for slug, each in found.items()}


@dataclass(frozen=True)
class Stated:
    """A claim with its wording made out: the subject of rules on claims."""

    claim: Claim

    @cached_property
    def written(self) -> str:
        """The text, the short form and the values as they are written, in small letters: for cheap tests."""
        claim = self.claim
        return "\n".join((claim.text, claim.short or "", *claim.values.values())).lower()

    @cached_property
    def text(self) -> Read:
        """The claim's text, its values filled in."""
        return Read(wording(self.claim))

    @cached_property
    def readings(self) -> tuple[Read, ...]:
        """The text, and the short form where there is one."""
        return (self.text, Read(wording(self.claim, "short"))) if self.claim.short else (self.text,)


@dataclass(frozen=True)
class Submission:
    """What one response says, composed: the subject of rules on drafts."""

    response: Response
    draft: Draft
    """Its `notes` and `words` are there for rules that need ``words``."""
    texts: tuple[Text, ...]
    """Every paragraph, heading, caption and recommendation in order, remarks in notes within them."""
    proofs: tuple[Observed, ...] = ()
    """How what it takes from its sources stands, for rules that need ``archive``."""
    shown: tuple[Draft, tuple[Text, ...]] | None = None
    """What its public copy has of it, where that is less."""
    withheld: tuple[Withheld, ...] = ()
    """What the public copy leaves out."""

    @cached_property
    def open(self) -> Submission:
        """As everybody may read it; all of it where there is but one copy."""
        return self if self.shown is None else Submission(self.response, *self.shown)

    @cached_property
    def shared(self) -> dict[str, Any]:
        """What one rule made out and another needs too, by a name of theirs."""
        return {}

    @cached_property
    def readings(self) -> tuple[Read, ...]:
        """The texts with their sentences and figures, in order."""
        return tuple(map(Read, self.texts))

    @cached_property
    def notes(self) -> tuple[Read, ...]:
        """The remarks in notes, in order."""
        return tuple(Read(note) for text in self.texts for _, note in text.notes)


@dataclass(frozen=True)
class Artefact:
    """A built file as its bytes: the subject of rules on what will be sent."""

    slug: str
    output: Output
    path: str
    """Relative to the workspace where it lies in it."""
    data: bytes
    response: Response
    told: frozenset[str] = frozenset()
    """Codes of what was found in the text from which the file is built: what the file shows of it need not be told again."""
    withheld: tuple[Withheld, ...] = ()
    """Words that a public copy must not hold."""

    def span(self) -> Span:
        return Span(path=self.path)


Check = Callable[[Any, Facts], Iterable[Finding]]
