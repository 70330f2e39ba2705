"""The report on a response's evidence as a page and as a PDF: both stand alone, and the same evidence gives the same bytes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from toolkit import __version__
from toolkit.faces.reports import many
from toolkit.faces.reports.evidence import Evidence, Item, Row
from toolkit.faces.reports.html import ENVIRONMENT
from toolkit.model.draft import TitleBlock
from toolkit.model.values import long_date
from toolkit.render.pdf import TEMPLATE, typeset, values_of

_ROW_NAMES = {"fine": "Proven", "warning": "To read", "error": "Not so", "open": "Open"}


def page(content: Evidence, today: date) -> str:
    """The report as one HTML page, with nothing outside it. :param today: the day on which it was made."""
    return ENVIRONMENT.get_template("evidence.html").render(
        content=content,
        consultation=content.response.consultation,
        today=long_date(today),
        version=__version__,
        many=many,
        long_date=long_date,
    )


def pdf(content: Evidence, today: date) -> bytes:
    """The report as an accessible PDF. :raises ToolkitError: where it cannot be set."""
    title = content.draft.title
    consultation = content.response.consultation
    head = TitleBlock(
        title=f"Evidence: {title.title}",
        subtitle=consultation.title,
        organisation=title.organisation,
        addressee=consultation.body,
        date=today,
        language=title.language,
    )
    inputs = {
        "meta": json.dumps(values_of(head, contents=False), ensure_ascii=False),
        "it": json.dumps(_values(content), ensure_ascii=False),
    }
    body = (Path(__file__).parent / "evidence.typ").read_text(encoding="utf-8")
    epoch = int(datetime.combine(today, time(12), UTC).timestamp())
    return typeset(TEMPLATE.read_text(encoding="utf-8"), body, inputs, {}, epoch=epoch)


def _values(content: Evidence) -> dict[str, Any]:
    """What the typst text reads from ``sys.inputs.it``; numbers as text, since it only shows them."""
    counts = content.counts
    tone, headline = content.headline
    return {
        "tone": tone,
        "headline": headline,
        "reach": content.reach,
        "counts": [
            ["fine", "Proven", f"{counts.proven:,}", "the copy has it, at the cited place"],
            ["warning", "To read", f"{counts.doubtful:,}", "it does, and something near it matters"],
            ["error", "Not so", f"{counts.failed:,}", "altered, elsewhere, or not there"],
            ["open", "Not checked", f"{counts.unproven:,}", "nobody could tell, and why is said"],
        ],
        "quotations": list(map(_item, content.quotations)),
        "figures": list(map(_item, content.looked_for)),
        "loose": [[each.words, each.sentence] for each in content.loose],
        "unproven": [[source, why, "; ".join(each.observed.words for each in items)] for source, why, items in content.reasons],
        "without": [f"{reference}, {key}" for key, reference in content.without],
        "limits": [[claim.id, limits] for claim, limits in content.claims],
        "citations": list(map(_row, content.citations)),
        "copies": [
            {
                "title": f"{each.number}. {each.reference}",
                "facts": [
                    each.edition.file,
                    f"as on {long_date(each.edition.captured)}",
                    each.edition.how,
                    each.edition.url,
                    each.edition.note,
                ],
                "sha256": each.edition.sha256,
            }
            for each in content.copies
        ],
    }


def _item(each: Item) -> dict[str, Any]:
    notes = f"{'note' if len(each.notes) == 1 else 'notes'} {', '.join(map(str, each.notes))}" if each.notes else ""
    return {
        "number": each.id[1:],
        "tone": each.tone,
        "name": each.name,
        "words": each.observed.words,
        "sentence": each.observed.sentence,
        "reference": each.reference,
        "notes": notes,
        "claim": f"claim {each.observed.claim}" if each.observed.claim else "",
        "says": each.says,
        "difference": each.difference,
        "passage": each.passage,
        "limits": each.limits,
        "copy": f"Copy {each.kept.number}" if each.kept else "",
    }


def _row(row: Row) -> list[str]:
    return [", ".join(map(str, row.notes)) or "–", row.reference, row.tone, _ROW_NAMES[row.tone], row.state]
