"""One file of the library, by its kind, into what the store keeps of it."""

from __future__ import annotations

from toolkit.disk import Files, digest
from toolkit.load.bibtex import read_aliases, read_bibliography
from toolkit.load.data import read_data
from toolkit.load.evidence import read_evidence
from toolkit.load.prose import read_passage
from toolkit.load.store import Item, Parsed, Reference, no_collection
from toolkit.load.text import decode
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding
from toolkit.model.span import Span


def parsed(data: bytes, path: str, files: Files) -> Parsed:
    """The bytes of a file as the store keeps them. Never raises."""
    with no_collection():
        text, findings = decode(data, path)
        items, references, problems = parse(text, path, files)
        return Parsed.of(digest(data), items, references, [*findings, *problems])


def parse(text: str, path: str, files: Files) -> tuple[list[Item], list[Reference], list[Finding]]:
    """What a file holds, what it points at, and what is wrong in it. Never raises."""
    if path.endswith(".bib"):
        sources, findings = read_bibliography(text, path)
        aliases, clashes = read_aliases(sources)
        items = [*(Item("source", source.id, source) for source in sources), *(Item("alias", alias.id, alias) for alias in aliases)]
        return items, [], [*findings, *clashes]
    if path.endswith(".csv"):
        data, findings = read_data(text, path)
        return [Item("data", path, data)], [], findings
    if path.endswith(".md"):
        passage, findings = read_passage(text, path)
        if passage is None:
            name = path.rpartition("/")[2].removesuffix(".md")
            return [Item("unread", f"passage:{name}", Span(path=path))], [], findings
        owner = [Reference(f"passage {passage.id}", "contact", passage.owner, passage.span("owner"))] if passage.owner else []
        return [Item("passage", passage.id, passage)], owner, findings
    evidence = read_evidence(text, path)
    findings = evidence.findings
    items = [Item("claim", claim.id, claim) for claim in evidence.claims]
    references = [reference for claim in evidence.claims for reference in _claim_references(claim)]
    for exhibit in evidence.exhibits:
        data_path = files.inside(path.rpartition("/")[0], exhibit.data)
        if data_path is None:
            findings.append(
                Finding(
                    code="WSP007",
                    span=exhibit.span("data"),
                    message=f"'{exhibit.data}' leads out of the workspace and is not read.",
                    help="Keep the data below evidence/.",
                )
            )
            items.append(Item("unread", f"exhibit:{exhibit.id}", exhibit.span()))
            continue
        items.append(Item("exhibit", exhibit.id, exhibit.model_copy(update={"data": data_path})))
        references.append(Reference(f"exhibit {exhibit.id}", "data", data_path, exhibit.span("data")))
        references.extend(
            Reference(f"exhibit {exhibit.id}", "source", each.source, exhibit.span(f"support.{n}.source"))
            for n, each in enumerate(exhibit.support)
        )
    items.extend(Item("unread", name, span) for name, span in evidence.unread.items())
    return items, references, findings


def _claim_references(claim: Claim) -> list[Reference]:
    owner = f"claim {claim.id}"
    references = [Reference(owner, "source", each.source, claim.span(f"support.{n}.source")) for n, each in enumerate(claim.support)]
    references += [Reference(owner, "claim", other, claim.span(f"derived_from.{n}")) for n, other in enumerate(claim.derived_from)]
    if claim.superseded_by:
        references.append(Reference(owner, "claim", claim.superseded_by, claim.span("superseded_by")))
    if claim.owner:
        references.append(Reference(owner, "contact", claim.owner, claim.span("owner")))
    return references
