"""The copy sheet in a real browser: copying, counting, ticking, coming back to it; and axe-core's judgement of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import present
from example import copy_of_example

from toolkit.faces.answers import deliver
from toolkit.session import Session

SLUG = "2017-london-police-and-crime-plan"
ASKED = """
questions:
  - {id: Q1, number: "1", text: What should the plan do about searches?, limit: 100 words}
  - {id: Q2, number: "2", text: What about violence?}
  - {id: Q3, number: "3", text: Anything else?}
"""


def _chromium() -> str:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_of_example(tmp_path_factory.mktemp("sheet") / "workspace")
    folder = root / "responses" / SLUG
    consultation = folder / "consultation.yaml"
    consultation.write_text(consultation.read_text("utf-8").replace("\nquestions: []\n", ASKED), encoding="utf-8")
    outline = folder / "outline.yaml"
    text = outline.read_text("utf-8")
    for question, section in (("Q1", "drugs-policing"), ("Q2", "vawg"), ("Q3", "other-issues")):
        assert f"  - id: {section}\n" in text
        text = text.replace(f"  - id: {section}\n", f"  - id: {section}\n    answers: [{question}]\n", 1)
    outline.write_text(text, encoding="utf-8")
    deliver(Session.open(root), SLUG, "html", None, None, None)
    return root / "build" / SLUG / "answers.html"


@pytest.fixture
def page(sheet: Path) -> Iterator[Any]:
    present("" if _chromium() else "There is no Chromium: on Debian, apt-get install chromium.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        context = browser.new_context()
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(sheet.as_uri())
        yield page
        browser.close()


def test_what_is_copied_is_what_is_shown(page: Any) -> None:
    answer = page.locator(".answer").nth(1)
    answer.locator(".copy").click()
    answer.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == answer.locator("pre:not([hidden])").text_content()


def test_counts_follow_the_notes_and_say_what_is_too_much(page: Any) -> None:
    count = page.locator(".answer").first.locator(".count")
    inline = count.inner_text()
    assert "; at most 100 words: " in inline
    assert "over" in count.get_attribute("class")
    page.get_by_role("radio", name="left out").check()
    assert count.inner_text() != inline
    shown = page.locator(".answer").first.locator("pre:not([hidden])").text_content()
    words = len(shown.split())
    assert count.inner_text() == f"{words:,} words, {len(shown):,} characters; at most 100 words: {words - 100:,} too many"


def test_ticks_and_the_way_of_the_notes_are_there_when_somebody_comes_back(page: Any) -> None:
    assert page.locator("#progress").inner_text() == "0 of 3 entered"
    page.locator(".tick").nth(2).check()
    page.get_by_role("radio", name="numbered behind each answer").check()
    page.reload()
    assert page.locator("#progress").inner_text() == "1 of 3 entered"
    assert [box.is_checked() for box in page.locator(".tick").all()] == [False, False, True]
    assert page.get_by_role("radio", name="numbered behind each answer").is_checked()
    assert page.locator("pre:not([hidden])").first.get_attribute("data-notes") == "end"


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(page: Any, dark: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme="dark" if dark else "light")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["impact"], [node["html"] for node in each["nodes"]]) for each in found] == []
