"""``consult build --channel``: one source, another body's form, in files of their own."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult

OUTLINE = """
    title: Our response
    summary: ["{{ claim('share') }}", And a second point.]
    sections:
      - {id: first, heading: First, text: sections/first.md}
    sign_off: [policy]
"""


def workspace(make: Make) -> Path:
    return make(
        {"responses/one/outline.yaml": OUTLINE, "responses/one/consultation.yaml": "title: A plan\nbody: The Ministry\nchannel: email\n"}
    )


def headings(path: Path) -> list[str]:
    return [each.text for each in Document(str(path)).paragraphs if each.style is not None and each.style.name.startswith("Heading")]


def test_the_files_bear_the_channel_s_name_and_nothing_is_written_over(consult: Consult, make: Make) -> None:
    root = workspace(make)
    consult(root, "build", "one")
    before = (root / "build/one/one.docx").read_bytes()
    said = consult(root, "build", "one", "--channel", "UK Commons committee")
    assert "  build/one/one-commons-committee.docx\n" in said.out
    assert "'consult check one --channel commons-committee'" in said.out
    assert sorted(path.name for path in (root / "build/one").iterdir()) == ["one-commons-committee.docx", "one.docx", "one.pdf"]
    assert (root / "build/one/one.docx").read_bytes() == before
    assert headings(root / "build/one/one.docx") == ["First"]
    assert headings(root / "build/one/one-commons-committee.docx") == ["Summary", "First"]
    styles = {each.style.name for each in Document(str(root / "build/one/one-commons-committee.docx")).paragraphs if each.style}
    assert "Numbered Para" in styles


def test_the_response_s_own_channel_needs_no_name(consult: Consult, make: Make) -> None:
    root = workspace(make)
    (root / "responses/one/consultation.yaml").write_text("title: T\nbody: B\nchannel: commons-committee\n")
    assert "  build/one/one.docx\n" in consult(root, "build", "one").out
    assert [path.name for path in (root / "build/one").iterdir()] == ["one.docx"], "a committee takes no PDF"
    assert headings(root / "build/one/one.docx") == ["Summary", "First"]
    assert "  build/one/one.docx\n" in consult(root, "build", "one", "--channel", "commons").out


def test_a_file_that_the_body_does_not_take_is_built_where_somebody_wants_it_and_checks_say_so(consult: Consult, make: Make) -> None:
    root = workspace(make)
    said = consult(root, "build", "one", "--channel", "commons-committee", "--to", "pdf,docx").out
    assert "one-commons-committee.pdf" in said
    checked = consult(root, "check", "one", "--channel", "commons-committee").out
    assert "takes doc, docx, rtf, txt, odt, and this is a file of the kind pdf" in checked
    assert "SUB013" not in consult(root, "check", "one").out, "the files of another channel are its own affair"


def test_an_unchanged_build_is_known_by_its_channel(consult: Consult, make: Make) -> None:
    root = workspace(make)
    for channel in ("commons-committee", "ofcom"):
        assert "nothing has changed" not in consult(root, "build", "one", "--channel", channel).out
    for channel in ("commons-committee", "ofcom"):
        (result,) = json.loads(consult(root, "build", "one", "--channel", channel, "--json").out)
        assert (result["unchanged"], result["channel"]) == (True, channel)


def test_what_the_build_cures_is_not_told_and_the_rest_is(consult: Consult, make: Make) -> None:
    root = workspace(make)
    (root / "responses/one/sections/first.md").write_text("word " * 3100)
    consult(root, "build", "one", "--channel", "commons-committee")
    found = json.loads(consult(root, "check", "one", "--channel", "commons-committee", "--format", "json").out)["findings"]
    (only,) = [each["message"] for each in found if each["code"] == "SUB013"]
    assert "asks for at most 3,000" in only


def test_a_channel_that_nobody_knows_is_refused_with_the_nearest_name(consult: Consult, make: Make) -> None:
    said = consult(workspace(make), "build", "one", "--channel", "comons")
    assert said.status != 0
    assert "Did you mean 'commons'?" in said.err
    strict = consult(workspace(make), "build", "one", "--channel", "comons", "--strict")
    assert "Did you mean 'commons'?" in strict.err


def test_a_strict_build_holds_the_text_against_the_channel(consult: Consult, make: Make) -> None:
    root = workspace(make)
    said = consult(root, "build", "one", "--channel", "commons-committee", "--to", "pdf", "--strict")
    assert said.status == 1
    assert "of the kind pdf" in said.out
    assert not (root / "build").exists()


def test_a_sent_response_takes_the_form_and_the_files_of_its_channel(consult: Consult, make: Make) -> None:
    root = workspace(make)
    evidence = (root / "evidence/topic.yaml").read_text().replace("support:", "status: checked\n    checked: 2017-02-01\n    support:", 1)
    (root / "evidence/topic.yaml").write_text(evidence)
    (root / "responses/one/consultation.yaml").write_text("title: T\nbody: B\nchannel: commons-committee\n")
    both = consult(root, "send", "one", "--yes", "--date", "2017-03-01", "--to", "docx,pdf")
    assert "takes one file, and docx and pdf would be sent" in both.err
    said = consult(root, "send", "one", "--yes", "--date", "2017-03-01")
    assert said.status == 0, said.out + said.err
    folder = root / "responses/one/sent/2017-03-01"
    assert {path.name for path in folder.iterdir() if path.suffix in (".docx", ".pdf")} == {"one.docx"}
    with zipfile.ZipFile(folder / "one.docx") as package:
        assert b"NumberedPara" in package.read("word/document.xml")
    assert "the same" in consult(root, "record", "verify", "one").out.lower() or consult(root, "record", "verify", "one").status == 0
