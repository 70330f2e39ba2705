"""Crossref's description of a work, read. Its manual: https://api.crossref.org/swagger-ui/index.html

A notice about a work stands in ``updated-by`` of the work, with its source, the publisher or Retraction Watch. ``update-to`` stands on the
notice and names the works that it is about; some publishers give the notice the DOI of the work itself.
"""

from __future__ import annotations

from typing import Any

from toolkit.cite.same_work import marked_retracted
from toolkit.model.registries import Notice, NoticeKind, Person, Work
from toolkit.registries.answers import NotRead, day, inside, objects, parsed, parts, text, texts

_KINDS: dict[str, NoticeKind] = {
    **dict.fromkeys(("retraction", "withdrawal", "removal"), "retraction"),
    **dict.fromkeys(("partial_retraction", "partial-retraction"), "partial"),
    **dict.fromkeys(("expression_of_concern", "expression-of-concern", "concern"), "concern"),
    **dict.fromkeys(("correction", "corrigendum", "erratum", "addendum", "clarification"), "correction"),
    **dict.fromkeys(("new_version", "new_edition"), "edition"),
    "reinstatement": "reinstatement",
}
_DATES = ("issued", "published", "published-print", "published-online", "posted", "published-other", "created-online")
_BY = {"publisher": "the publisher", "retraction-watch": "Retraction Watch"}


def read_work(body: bytes) -> Work:
    """The answer to ``/works/{doi}``. :raises NotRead: where it is none."""
    answer = parsed(body)
    message = inside(answer, "message")
    if not isinstance(message, dict) or not text(message.get("DOI")):
        raise NotRead("what it sent describes no work")
    return work(message)


def read_list(body: bytes) -> tuple[Work, ...]:
    """The answer to ``/works?query.bibliographic=…``, the nearest first. :raises NotRead: where it is none."""
    items = inside(parsed(body), "message", "items")
    if not isinstance(items, list):
        raise NotRead("what it sent is no list of works")
    return tuple(work(item) for item in objects(items) if text(item.get("DOI")))


def work(message: dict[str, Any]) -> Work:
    """A work as the type that checks read. Never raises."""
    doi = text(message.get("DOI")).lower()
    updates = objects(message.get("update-to"))
    itself = [update for update in updates if text(update.get("DOI")).lower() == doi]
    notices = _notices([*objects(message.get("updated-by")), *itself])
    about = tuple(dict.fromkeys(text(update.get("DOI")).lower() for update in updates if update not in itself))
    titles = _titles(message)
    if titles and not about and marked_retracted(titles[0]) and not any(notice.kind == "retraction" for notice in notices):
        notices += (Notice(kind="retraction", named="in the title", by="the publisher"),)  # before notices were registered
    return Work(
        doi=doi,
        registry="Crossref",
        kind=text(message.get("type")),
        titles=titles,
        authors=_persons(message.get("author")),
        editors=_persons(message.get("editor")),
        years=tuple(sorted({found[0] for name in _DATES if (found := parts(message.get(name)))})),
        containers=tuple(dict.fromkeys((*texts(message.get("container-title")), *texts(message.get("short-container-title"))))),
        volume=text(message.get("volume")),
        issue=text(message.get("issue")),
        pages=text(message.get("page")) or text(message.get("article-number")),
        notices=notices,
        notice_of=about,
    )


def _titles(message: dict[str, Any]) -> tuple[str, ...]:
    """With the subtitle after a colon first. A title that holds its subtitle already does not get it again."""
    mains, subtitles = texts(message.get("title")), texts(message.get("subtitle"))
    whole = [f"{mains[0]}: {subtitles[0]}"] if mains and subtitles and subtitles[0].lower() not in mains[0].lower() else []
    return tuple(dict.fromkeys((*whole, *mains, *texts(message.get("original-title")), *texts(message.get("short-title")))))


def _persons(value: Any) -> tuple[Person, ...]:
    """Authors in their order; bodies have a 'name'."""
    found = [(text(each.get("family")) or text(each.get("name")), text(each.get("given"))) for each in objects(value)]
    return tuple(Person(family or given, given if family else "") for family, given in found if family or given)


def _notices(updates: list[dict[str, Any]]) -> tuple[Notice, ...]:
    """Each notice once, the oldest first: the publisher and Retraction Watch may both tell of one."""
    found: dict[tuple[NoticeKind, str], Notice] = {}
    for update in updates:
        named = text(update.get("type")).lower()
        kind = _KINDS.get(named.replace(" ", "_"), "other")
        by = _BY.get(text(update.get("source")), text(update.get("source")) or "the publisher")
        notice = Notice(kind=kind, named=named, doi=text(update.get("DOI")).lower(), day=day(parts(update.get("updated"))), by=by)
        found.setdefault((kind, notice.doi), notice)
    return tuple(sorted(found.values(), key=lambda notice: (notice.day is not None, str(notice.day))))
