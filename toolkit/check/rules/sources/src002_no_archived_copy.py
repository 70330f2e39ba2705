"""A cited source of which no copy is kept.

What: a source that a response cites and evidence/archive/ has no copy of. An error for a web page or a dashboard, which may say something
else tomorrow; a warning for others. Laws, cases and books without an address need none. Where a workspace keeps no copies at all, that is
told once, for information. A copy that was changed since it was added, or cannot be opened, is an error too; one that was left out of git
is none.

Why: addresses die and pages change. Months later a copy is the only way to show what the source said, and nothing that is taken from a
source can be proven without one.

Bad (copy alpha2012, bib, text):

    Most of the searches were for very small amounts.
    -----
    @dashboard{met2017,
      author = {{Metropolitan Police Service}},
      title = {Monthly Report},
      date = {2017},
      url = {https://example.org/monthly},
      urldate = {2017-01-20},
    }
    -----
    They publish their searches [@met2017], and others count them too [@alpha2012].

Good (copy alpha2012, copy met2017, bib, text):

    Most of the searches were for very small amounts.
    -----
    Searches in January: 12,345.
    -----
    @dashboard{met2017,
      author = {{Metropolitan Police Service}},
      title = {Monthly Report},
      date = {2017},
      url = {https://example.org/monthly},
      urldate = {2017-01-20},
    }
    -----
    They publish their searches [@met2017], and others count them too [@alpha2012].

Fix: save the page or the file and keep it: 'consult archive add KEY FILE'. 'consult archive status' lists all that have no copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.live_pages import is_live, live_address
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.cite.kinds import csl_kind
from toolkit.model.finding import Finding
from toolkit.model.proofs import ARCHIVE, Archived, Holdings
from toolkit.model.source import Source
from toolkit.model.span import Span
from toolkit.model.workspace import Workspace

RULE = Rule("SRC002", "no-archived-copy", "warning", "draft", needs=(ARCHIVE,), also=("workspace",))

_LOCK = "evidence/archive/archive.lock"
_NO_COPY = frozenset({"legislation", "legal_case", "bill", "treaty", "personal_communication", "interview", "speech"})
_IN_LIBRARIES = frozenset({"book", "chapter", "thesis", "map", "motion_picture", "song"})
"""What others keep for good, and what is cited from paper; a copy is asked for where an address is given."""


def check(subject: Submission | Workspace, facts: Facts) -> Iterator[Finding]:
    archived: Archived = facts.observations[ARCHIVE]
    if isinstance(subject, Workspace):
        yield from _kept_at_all(subject) if not archived.there else _sound(subject, archived.holdings())
        return
    if not archived.there or (holdings := archived.holdings()).problem:
        return
    for source in subject.draft.sources.values():
        if source.id not in holdings.copies and _wants_one(source):
            live = is_live(source)
            yield RULE.finding(
                source.span("key"),
                f"No copy of '{source.id}' is kept{', and it is a web page that may change' if live else ''}.",
                f"Save it as a PDF or a web page, then 'consult archive add {source.id} FILE'.",
                level="error" if live else None,
            )


def _kept_at_all(workspace: Workspace) -> Iterator[Finding]:
    """Once for a workspace without an archive, where somebody quotes or cites what may change."""
    claims = [claim for claim in workspace.claims.values() if claim.status != "withdrawn"]
    support = [each for claim in claims for each in claim.support]
    quoted = sum(bool(each.quote) for each in support)
    live = {each.source for each in support if (source := workspace.sources.get(each.source)) and is_live(source)}
    parts = [f"{quoted:,} quotation{'s' if quoted > 1 else ''}"] if quoted else []
    parts += [f"{len(live):,} web page{'s' if len(live) > 1 else ''}"] if live else []
    if parts:
        yield RULE.finding(
            Span(path="workspace.yaml"),
            f"No copies of sources are kept, so nobody can show later what they said: the claims rest on {' and '.join(parts)}.",
            "'consult archive add KEY FILE' keeps the first; 'consult archive status' lists what is cited.",
            level="information",
        )


def _sound(workspace: Workspace, holdings: Holdings) -> Iterator[Finding]:
    """Whether the archive itself is as it was made."""
    if holdings.problem:
        yield RULE.finding(
            Span(path=_LOCK),
            f"{holdings.problem} No quotation or figure can be held against its source.",
            "Bring back the last version that was sound, with git for instance.",
            level="error",
        )
    for key, newest in holdings.copies.items():
        if newest.state in ("changed", "unreadable"):
            source = workspace.sources.get(key)
            said = "is not what was added: somebody changed it" if newest.state == "changed" else "cannot be opened"
            yield RULE.finding(
                source.span("key") if source else Span(path=_LOCK),
                f"The copy {newest.file} of '{key}' {said}.",
                "Bring back the file that was added, with git for instance; a newer edition is added with 'consult archive add --edition'.",
                level="error",
            )


def _wants_one(source: Source) -> bool:
    kind = csl_kind(source).csl
    return kind not in _NO_COPY and (kind not in _IN_LIBRARIES or bool(live_address(source.fields)))
