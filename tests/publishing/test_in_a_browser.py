"""The site in a real browser, from a server and from a disk: axe-core finds nothing, it fits a narrow screen, the keyboard leads through it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.conformance import chromium
from tests.publishing.conftest import Served

PAGES = {
    "the list": "",
    "a year": "2018/",
    "the bodies": "bodies/",
    "a body": "bodies/the-council/",
    "the topics": "topics/",
    "a topic": "topics/buses/",
    "the corrections": "corrections/",
    "about us": "about/",
    "a response with corrections": "2018/2018-buses/",
    "an older edition": "2018/2018-buses/2018-02-01/",
    "a long response": "2017/2017-london-police-and-crime-plan/",
    "a public copy": "2018/2018-trams/",
    "a response in Welsh": "2019/2019-bysiau/",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    executable = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text) if "favicon" not in message.location["url"] else None)
    yield page
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(page: Any, served: Served, kind: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    page.goto(served.url + PAGES[kind])
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}}).response["violations"]
    assert [(each["id"], each["impact"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.said == []


@pytest.mark.parametrize("kind", PAGES)
def test_it_fits_a_screen_of_320_pixels(page: Any, served: Served, kind: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(served.url + PAGES[kind])
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_it_fits_with_the_spacing_of_text_that_readers_may_want(page: Any, served: Served) -> None:
    """WCAG 2.2, 1.4.12."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(served.url + PAGES["a response with corrections"])
    page.evaluate(
        "document.querySelectorAll('*').forEach(each => Object.assign(each.style, "
        "{lineHeight: '1.5', letterSpacing: '.12em', wordSpacing: '.16em'}))"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_keyboard_reaches_the_content_first_and_its_place_is_seen(page: Any, served: Served) -> None:
    page.goto(served.url + PAGES["a response with corrections"])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the content"
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    style = page.evaluate("(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))")
    assert style == ["solid", "3px"]


def test_every_link_can_be_reached_by_the_keyboard_in_the_order_of_the_page(page: Any, served: Served) -> None:
    page.goto(served.url)
    wanted = page.evaluate("[...document.querySelectorAll('a[href]')].map(each => each.textContent)")
    seen = []
    for _ in range(len(wanted) + 10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "A":
            seen.append(page.evaluate("document.activeElement.textContent"))
        if len(seen) == len(wanted):
            break
    assert seen == wanted


def test_the_list_narrows_as_somebody_types(page: Any, served: Served) -> None:
    page.goto(served.url)
    assert page.locator(".entry:visible").count() == 5
    page.get_by_role("searchbox", name="Find in this list").fill("bus night")
    assert page.locator(".entry:visible h3").all_inner_texts() == ["Buses at night: A draft strategy"]
    assert page.get_by_role("status").inner_text() == "1 of 5"
    assert page.locator("#year-2017:visible").count() == 0


def test_without_scripts_the_list_is_whole_and_nothing_useless_is_shown(browser: Any, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url)
    assert page.locator(".entry:visible").count() == 5
    assert page.locator("input:visible").count() == 0
    context.close()


def test_straight_from_the_disk_it_has_its_look_its_pictures_and_its_links(page: Any, on_disk: Path) -> None:
    page.goto((on_disk / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor") == "rgb(27, 73, 101)"
    page.get_by_role("link", name="Consultation response: A Safer City for All Londoners").click()
    assert page.locator("h1").inner_text().startswith("Consultation response")
    assert page.evaluate("[...document.querySelectorAll('.text img')].map(each => each.naturalWidth > 0)") == [True, True]
    page.get_by_role("link", name="By body").click()
    assert page.locator("h1").inner_text() == "By body"
    assert page.said == []


def test_on_paper_the_text_stands_alone(page: Any, served: Served) -> None:
    page.goto(served.url + PAGES["a long response"])
    page.emulate_media(media="print")
    assert [page.locator(each).is_visible() for each in (".masthead nav", ".contents", ".downloads", ".text", "h1")] == [
        False,
        False,
        False,
        True,
        True,
    ]
