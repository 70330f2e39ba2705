"""Copies as a WARC file, read back with the library that web archives use."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.web import answers
from toolkit.archive.adding import add_copy
from toolkit.archive.export import export
from toolkit.archive.lock import PATH
from toolkit.model.errors import ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.conftest import Capture
    from tests.web.server import Web

PAGE = "<html><title>Searches</title><p>" + "Officers wrote down what they had hoped to find. " * 9 + "</p></html>"
DAY = date(2017, 2, 28)


def records(path: Path) -> list[dict[str, Any]]:
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            head = record.http_headers
            found.append(
                {
                    "type": record.rec_type,
                    "uri": record.rec_headers.get_header("WARC-Target-URI"),
                    "date": record.rec_headers.get_header("WARC-Date"),
                    "id": record.rec_headers.get_header("WARC-Record-ID"),
                    "kind": head.get_header("Content-Type") if head else record.rec_headers.get_header("Content-Type"),
                    "status": head.get_statuscode() if head else None,
                    "body": record.content_stream().read(),
                }
            )
    return found


@pytest.fixture
def filled(web: Web, capture: Capture, root: Path) -> Path:
    """A page that was fetched through a redirect, a file added by hand with its address, and one without."""
    web.put("/old", answers.redirect("/page"))
    web.put("/page", answers.gives(PAGE.encode()))
    capture(root, alpha2012=web.url("/old"))
    for key, url in (("beta2013", "https://example.org/report.txt"), ("gamma2014", "")):
        file = root / f"{key}.txt"
        file.write_text(f"Words of {key}.\n", encoding="utf-8")
        add_copy(root, key, file, captured=DAY, url=url)
    return root


def test_what_was_fetched_is_a_response_and_what_was_added_a_resource(filled: Path, web: Web) -> None:
    done = export(filled, filled / "copies.warc.gz")
    about, page, report = records(filled / "copies.warc.gz")
    assert about["type"] == "warcinfo"
    assert (page["type"], page["uri"], page["status"], page["kind"]) == ("response", web.url("/page"), "200", "text/html; charset=utf-8")
    assert page["body"] == PAGE.encode()
    assert page["date"].endswith("Z")
    assert (report["type"], report["uri"], report["kind"]) == ("resource", "https://example.org/report.txt", "text/plain")
    assert (report["body"], report["date"]) == (b"Words of beta2013.\n", "2017-02-28T00:00:00Z")
    assert [copy.key for copy in done.written] == ["alpha2012", "beta2013"]
    assert [(copy.key, why) for copy, why in done.left_out] == [("gamma2014", "it has no address, which every record needs")]


def test_some_sources_alone_unpacked_and_the_same_records_again(filled: Path) -> None:
    export(filled, filled / "one.warc", ["beta2013"])
    export(filled, filled / "two.warc", ["beta2013"])
    assert (filled / "one.warc").read_bytes().startswith(b"WARC/1")
    assert [each["id"] for each in records(filled / "one.warc")][1:] == [each["id"] for each in records(filled / "two.warc")][1:]


def test_copies_that_are_not_as_they_were_added_are_left_out_and_named(filled: Path) -> None:
    (filled / PATH).with_name("alpha2012.html.gz").unlink()
    (filled / PATH).with_name("beta2013.txt").write_text("Other words.")
    done = export(filled, filled / "copies.warc.gz")
    assert [(copy.key, why) for copy, why in done.left_out][:2] == [
        ("alpha2012", "it is not here"),
        ("beta2013", "it is not what was added"),
    ]


def test_a_file_that_is_there_is_not_overwritten_and_nothing_is_left_of_one_that_cannot_be_written(filled: Path) -> None:
    (filled / "there.warc").write_bytes(b"mine")
    with pytest.raises(ToolkitError, match="not overwritten"):
        export(filled, filled / "there.warc")
    assert (filled / "there.warc").read_bytes() == b"mine"
    with pytest.raises(ToolkitError, match="could not be written"):
        export(filled, filled / "no such folder" / "copies.warc.gz")
    assert not list(filled.glob(".*part*"))
