"""What was sent: the value of ``responses/<slug>/sent/<edition>/record.yaml``, written once and read for ever after.

Whatever is asked later (what did we say, to whom, on which evidence, what is right now) is answered from these values alone: the library
may have lost a claim long since.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from toolkit.model.output import Version
from toolkit.model.proofs import Counts, Standing
from toolkit.model.span import Frozen

How = Literal["email", "portal", "form", "post", "hand", "other"]
HOWS: tuple[How, ...] = ("email", "portal", "form", "post", "hand", "other")
IN_WORDS: dict[How, str] = {
    "email": "by e-mail",
    "portal": "through its portal",
    "form": "in its form",
    "post": "by post",
    "hand": "by hand",
    "other": "",
}

Kind = Literal["claim", "source", "passage", "exhibit"]


class SentFile(Frozen):
    """One file as it went out. It lies beside the record under the same name."""

    name: str
    sha256: str
    size: int
    """Bytes."""
    built: bool = True
    """Whether the toolkit made it, so that it can make it again; otherwise it was put beside what was built."""
    version: Version | None = None
    """Which copy it is, where several were sent; else the one that the outline names."""


class Place(Frozen):
    """Where something stands in a submission, as a reader of it would look for it."""

    section: str = ""
    """Id of the section; empty before the first one."""
    heading: str = ""
    """As printed above the section, or above the one around it."""
    paragraph: int = 0
    """Within the section, from 1; items of lists and recommendations count as paragraphs."""
    number: int | None = None
    """As printed, where paragraphs are numbered."""

    def __str__(self) -> str:
        """``paragraph 2 of “Stop and search”``; ``paragraph 17`` where numbers are printed."""
        if self.number is not None:
            return f"paragraph {self.number}" + (f" (“{self.heading}”)" if self.heading else "")
        return f"paragraph {self.paragraph}" + (f" of “{self.heading}”" if self.heading else "")


class Use(Frozen):
    """One use of a claim, a source, a passage or an exhibit."""

    place: Place
    said: str
    """The words as printed, without notes: of the claim or passage; of the sentence's paragraph for a source."""
    form: str = ""
    """Of a claim: text, short, quote, cite or value:NAME."""
    locator: str = ""
    """Of a source: the place in it that was cited."""
    claim: str | None = None
    """Of a source: the claim that brought it."""


class SentSupport(Frozen):
    """What a claim rested on."""

    source: str
    locator: str | None = None
    quote: str | None = None


class SentClaim(Frozen):
    """A claim as the library had it when it was sent, and every use of it."""

    id: str
    kind: str
    text: str
    """With its values filled in, as a reader sees it."""
    sha256: str
    """Of all that the claim says: see :func:`toolkit.record.hashes.claim_hash`."""
    status: str
    checked: datetime.date | None = None
    values: dict[str, str] = {}
    support: tuple[SentSupport, ...] = ()
    derived_from: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    """None for a claim on which a recommendation rests and which is not placed itself."""


class SentSource(Frozen):
    """A source as the bibliography had it, and every note that cites it."""

    id: str
    text: str
    """As its first note prints it."""
    sha256: str
    uses: tuple[Use, ...] = ()


class SentPassage(Frozen):
    """A passage of the library as it was placed."""

    id: str
    title: str
    text: str
    sha256: str
    uses: tuple[Use, ...] = ()


class SentExhibit(Frozen):
    """A chart or table, with the hash of its data."""

    id: str
    label: str
    """``Figure 1``."""
    caption: str
    sha256: str
    """Of the data file."""
    uses: tuple[Use, ...] = ()


class SentRecommendation(Frozen):
    """An ask as it was printed, and the claims that it rested on."""

    id: str
    number: int
    text: str
    addressee: str | None = None
    rests_on: tuple[str, ...] = ()


class SentParagraph(Frozen):
    """A paragraph as a reader sees it, without its notes."""

    place: Place
    text: str
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    passage: str | None = None


class SentWaiver(Frozen):
    """A finding that stood when it was sent, and why it might."""

    code: str
    found: str
    """What the check said."""
    path: str
    line: int
    reason: str
    until: datetime.date | None = None


class SentQuotation(Frozen):
    """What became of a quotation when it was looked for in the copy of its source."""

    words: str
    source: str
    locator: str = ""
    claim: str | None = None
    standing: Standing
    copy_sha256: str | None = None
    """Of the copy that was read."""


class Recipient(Frozen):
    """To whom it went, and how."""

    body: str
    how: How = "other"
    address: str | None = None


class Sender(Frozen):
    """Who sent it: a contact of workspace.yaml."""

    id: str
    name: str


class ClaimChange(Frozen):
    """What a correction did with a claim: added where nothing was before, taken out where nothing is after."""

    id: str
    before: str | None = None
    after: str | None = None


class WordChange(Frozen):
    """What a correction did with a paragraph."""

    place: Place
    before: str | None = None
    after: str | None = None


class Correction(Frozen):
    """Why a further edition was sent, and what it changed."""

    of: str
    """The edition that it corrects."""
    why: str
    claims: tuple[ClaimChange, ...] = ()
    paragraphs: tuple[WordChange, ...] = ()


class Input(Frozen):
    """A file from which the build was made; it lies in ``inputs.zip`` under this path."""

    path: str
    sha256: str


class Rebuild(Frozen):
    """What it takes to make the files again."""

    outputs: tuple[str, ...]
    style: str | None = None
    """The citation style that was given by hand, where one was."""
    versions: dict[str, str]
    """Of the toolkit and of all that makes files with it, by name."""
    code: str
    """A digest of the toolkit's own code."""
    copies: tuple[Version, ...] = ()
    """Which copies were built; none where the outline said it."""
    clean: bool = False
    """Whether what only drafts need, such as anchors, was taken out."""
    inputs: tuple[Input, ...] = ()


class Record(Frozen):
    """One submission as it was sent."""

    response: str = Field(description="The slug of the response")
    edition: str = Field(description="The name of the record's folder: the day, with -2, -3 for further ones of that day")
    sent: datetime.date
    title: str
    consultation: str
    """Its title."""
    reference: str | None = None
    closed: datetime.date | None = None
    """The last day on which the body took answers."""
    to: Recipient
    by: Sender
    receipt: str | None = None
    """Number of the receipt, where it was known at once; see :class:`Receipt` for what came later."""
    correction: Correction | None = None
    words: int
    words_in_notes: int
    notes: int
    files: tuple[SentFile, ...]
    inputs_sha256: str
    """Of ``inputs.zip``."""
    waivers: tuple[SentWaiver, ...] = ()
    quotations: Counts = Counts()
    quoted: tuple[SentQuotation, ...] = ()
    claims: tuple[SentClaim, ...] = ()
    sources: tuple[SentSource, ...] = ()
    passages: tuple[SentPassage, ...] = ()
    exhibits: tuple[SentExhibit, ...] = ()
    recommendations: tuple[SentRecommendation, ...] = ()
    paragraphs: tuple[SentParagraph, ...] = ()
    rebuild: Rebuild

    @property
    def folder(self) -> str:
        """Relative to the workspace."""
        return f"responses/{self.response}/sent/{self.edition}"

    def things(self, kind: Kind) -> tuple[SentClaim | SentSource | SentPassage | SentExhibit, ...]:
        """What was sent of one kind, in the order of the document."""
        if kind == "claim":
            return self.claims
        if kind == "source":
            return self.sources
        return self.passages if kind == "passage" else self.exhibits


class Receipt(Frozen):
    """``receipt.yaml`` beside a record: what the body confirmed later."""

    number: str
    received: datetime.date
