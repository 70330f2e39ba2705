"""Records for people: what was sent, as lists and as one page, and what became of each proof. For ``consult record``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from toolkit.disk import write_whole
from toolkit.faces.reports import as_json, finding_lines, listed, many
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import suggestion
from toolkit.model.record import IN_WORDS, Receipt, Record
from toolkit.model.values import LONDON, long_date
from toolkit.rebuilding import Proved, made_with
from toolkit.record.reading import RECEIPT, Records, read_receipt, read_records, receipt_number, sent_slugs
from toolkit.record.writing import as_yaml


def named(root: Path, slugs: Sequence[str]) -> list[str]:
    """The responses of which there are records: those named, all where none is. :raises ToolkitError: for one without a record."""
    known = sent_slugs(root)
    for slug in slugs:
        if slug not in known:
            said = f"There is no record of '{slug}': it was not sent."
            there = f"Sent were: {', '.join(known)}." if known else "Nothing was sent yet."
            raise ToolkitError(said, suggestion(slug, known), there)
    return list(dict.fromkeys(slugs)) or known


def read(root: Path, slugs: Sequence[str]) -> Records:
    """The records of the responses named, of all where none is. :raises ToolkitError: for one without a record."""
    return read_records(root, named(root, slugs))


def one(root: Path, slug: str, edition: str | None) -> Record:
    """One record: the newest where no edition is named. :raises ToolkitError: where it is not there or cannot be read."""
    records = read(root, [slug])
    found = [record for record in records.all if edition in (None, record.edition)]
    if not found:
        unread = f"{records.findings[0]}" if records.findings else ""
        editions = listed([record.edition for record in records.all]) or "none that can be read"
        raise ToolkitError(f"There is no record {edition or ''} of {slug}.".replace("  ", " "), unread, f"Editions: {editions}.")
    return found[-1]


def rows(root: Path, records: Records) -> list[dict[str, Any]]:
    """The records as plain values, the oldest first."""
    return [
        {
            "response": record.response,
            "edition": record.edition,
            "sent": record.sent.isoformat(),
            "to": record.to.body,
            "how": record.to.how,
            "by": record.by.id,
            "receipt": receipt_number(root, record),
            "corrects": record.correction.of if record.correction else None,
            "folder": record.folder,
        }
        for record in records.all
    ]


def say_rows(root: Path, records: Records) -> None:
    """The records, a line each."""
    for line in finding_lines(as_json(records.findings)):
        click.echo(line)
    for record in records.all:
        number = receipt_number(root, record)
        after = [f"corrects {record.correction.of}"] if record.correction else []
        after.append(f"receipt {number}" if number else "no receipt")
        click.echo(f"{record.edition:13} {click.style(record.response, bold=True)}: to {record.to.body}{_way(record)}; {', '.join(after)}")
    if not records.all and not records.findings:
        click.echo("Nothing was sent yet. A response is recorded with 'consult send SLUG'.")


def say_one(root: Path, record: Record) -> None:
    """One record as a page."""
    click.echo(click.style(f"{record.response}: {record.title}", bold=True))
    click.echo(f"Sent on {long_date(record.sent)} to {record.to.body}{_way(record)}, by {record.by.name}.")
    receipt = read_receipt(root, record)
    number = receipt_number(root, record)
    click.echo(f"Receipt: {number or 'none noted'}{f', of {long_date(receipt.received)}' if receipt else ''}.")
    if record.correction:
        click.echo(f"Corrects {record.correction.of}: {record.correction.why}")
    _block("Files", [f"{file.name}  {file.sha256}" for file in record.files])
    _block("Claims", [f"{claim.id}: {claim.text}  [{_places(claim.uses)}]" for claim in record.claims])
    _block("Sources", [f"{source.id}: {source.text}  [{_places(source.uses)}]" for source in record.sources])
    _block("Passages", [f"{each.id}: {each.title}  [{_places(each.uses)}]" for each in record.passages])
    _block("Waived", [f"{each.code} {each.path}:{each.line}: {each.reason}" for each in record.waivers])
    _block("Made with", [made_with(record)])


def _block(heading: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo(f"\n{click.style(heading, bold=True)}")
        for line in lines:
            click.echo(f"  {line}")


def _places(uses: Iterable[Any]) -> str:
    return "; ".join(dict.fromkeys(str(use.place) for use in uses)) or "not placed itself"


def proved_rows(proved: Iterable[Proved]) -> list[dict[str, Any]]:
    """What was proven, as plain values."""
    return [
        {
            "response": each.slug,
            "edition": each.edition,
            "holds": each.holds,
            "rebuilt": each.rebuilt,
            "differing": list(each.differing),
            "other_versions": list(each.others),
            "compared": [{"name": one.name, "same_words": one.same, "why": one.why or None} for one in each.compared],
            "findings": as_json(each.findings),
        }
        for each in proved
    ]


def say_proved(proved: Sequence[Proved]) -> None:
    """What was proven, record by record; at the end how many hold."""
    for each in proved:
        for line in finding_lines(as_json(each.findings)):
            click.echo(line)
        verdict = click.style("holds", fg="green") if each.holds else click.style("does not hold", fg="red", bold=True)
        click.echo(f"{click.style(each.slug, bold=True)} {each.edition}: {verdict}{_proven(each)}")
    if proved:
        click.echo(f"{many(sum(each.holds for each in proved), 'record')} of {len(proved):,} as written.")
    else:
        click.echo("Nothing was sent yet, so there is nothing to prove.")


def _proven(each: Proved) -> str:
    if not each.holds or each.record is None:
        return ""
    said = f"; {many(len(each.record.files), 'file')} and {many(len(each.record.rebuild.inputs), 'input')} unchanged"
    if each.rebuilt == "same":
        return f"{said}; made again, the same bytes"
    if each.rebuilt == "not-tried":
        return said
    by = f"by another version ({listed(each.others)})"
    if each.rebuilt == "same-words":
        return f"{said}; made again {by}, the same words in other bytes.\n    The same bytes are made with {made_with(each.record)}."
    return f"{said}.\n    {'Not made again' if each.rebuilt == 'failed' else 'Made again otherwise'} {by}, which is no fault of the record."


def keep_receipt(root: Path, record: Record, number: str, day: date | None) -> Path:
    """Write ``receipt.yaml`` beside a record. :raises ToolkitError: where another number is noted already."""
    known = receipt_number(root, record)
    if known and known != number:
        help_ = f"If it is wrong, correct or delete {record.folder}/{RECEIPT} by hand." if read_receipt(root, record) else ""
        raise ToolkitError(f"The receipt {known} is noted for {record.response}, {record.edition}, already.", do=help_)
    path = root / record.folder / RECEIPT
    write_whole(path, as_yaml(Receipt(number=number, received=day or datetime.now(LONDON).date())))
    return path


def _way(record: Record) -> str:
    words = IN_WORDS[record.to.how]
    return f" {words}" if words else ""
