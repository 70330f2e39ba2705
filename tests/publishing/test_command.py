"""``consult publish`` as an officer meets it."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import html

from tests.conftest import Make
from tests.faces.conftest import Consult
from tests.publishing.conftest import NOW, sent
from tests.record.conftest import READY
from toolkit.faces.publishing import publish

RELEASE = """
    document: press-release
    accompanies: one
    title: Searches rise
    date: 2017-03-02
    fields: {contact: policy, quotations: [{words: It is too many., who: policy}]}
    sections:
      - {id: news, text: 'Searches rise again. {{ claim("share") }}'}
    sign_off: [policy]
    """


def ready(make: Make, **changes: str) -> Path:
    root = make({**READY, **changes})
    sent(root, "one", outputs=("docx",))
    return root


def page(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text("utf-8"))


def test_before_anything_was_sent_there_is_an_empty_site(make: Make, consult: Consult) -> None:
    root = make()
    done = consult(root, "publish")
    assert done.status == 0
    assert "0 publications" in done.out
    assert "To look at it, open" in done.out
    for name in ("", "bodies/", "topics/"):
        assert "Nothing has been published yet." in (root / f"build/site/{name}index.html").read_text("utf-8")
    assert "There are none." in (root / "build/site/corrections/index.html").read_text("utf-8")


def test_for_programs_it_says_the_same(make: Make, consult: Consult) -> None:
    root = ready(make)
    done = consult(root, "publish", "--json", "--out", "public", "--base-url", "https://example.org/x")
    values = json.loads(done.out)
    assert values["shown"] == [{"response": "one", "editions": ["2017-03-01"], "page": "https://example.org/x/2017/one/", "put_right": []}]
    assert (values["left_out"], values["findings"], values["removed"]) == ([], [], [])
    assert sorted(values["changed"]) == sorted(
        path.relative_to(root / "public").as_posix()
        for path in (root / "public").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )
    assert "https://example.org/x/2017/one/" in (root / "public/sitemap.xml").read_text("utf-8")


def test_an_address_that_is_none_stops_it_before_anything_is_written(make: Make, consult: Consult) -> None:
    root = ready(make)
    done = consult(root, "publish", "--base-url", "example.org")
    assert done.status == 2
    assert "'example.org' is no address under which pages can stand." in done.err
    assert not (root / "build/site").exists()


def test_what_is_held_back_later_goes_from_the_site(make: Make, consult: Consult) -> None:
    root = ready(make)
    consult(root, "publish")
    outline = root / "responses/one/outline.yaml"
    outline.write_text(f"publish: false\n{outline.read_text('utf-8')}", encoding="utf-8")
    done = consult(root, "publish")
    assert "  one 2017-03-01: Its outline says 'publish: false'." in done.out
    assert not (root / "build/site/2017").exists()
    assert "WSP019" not in consult(root, "check", "one").out


def test_a_finding_in_what_became_of_it_fails_the_run(make: Make, consult: Consult) -> None:
    root = ready(make)
    (root / "responses/one/impact.yaml").write_text("effects: 3\n", encoding="utf-8")
    done = consult(root, "publish")
    assert done.status == 1
    assert "responses/one/impact.yaml:1" in done.out


def test_an_altered_record_fails_the_run_and_is_called_not_sound(make: Make, consult: Consult) -> None:
    root = ready(make)
    (root / "responses/one/sent/2017-03-01/record.yaml").chmod(0o644)
    (root / "responses/one/sent/2017-03-01/record.yaml").write_text("title: [", encoding="utf-8")
    done = consult(root, "publish")
    assert done.status == 1
    assert "  one: not sound: This record cannot be read" in done.out


def test_the_look_can_be_changed(make: Make) -> None:
    root = ready(make)
    (root / "site.css").write_text(":root { --house: #7a1f4b; }", encoding="utf-8")
    publish(root, None, None, NOW, as_data=False)
    style = (root / "build/site/site.css").read_text("utf-8")
    assert style.endswith(":root { --house: #7a1f4b; }")
    assert style.index("--house: #1b4965") < style.index("--house: #7a1f4b")


def test_a_press_release_has_one_title_and_is_about_what_it_goes_with(make: Make) -> None:
    root = make({**READY, "responses/news/outline.yaml": RELEASE})
    sent(root, "one", outputs=("docx",))
    sent(root, "news", outputs=("docx",))
    assert publish(root, None, None, NOW, as_data=False) == 0
    release, response = (page(root / f"build/site/2017/{slug}/index.html") for slug in ("news", "one"))
    assert [each.text_content() for each in release.xpath("//h1")] == ["Searches rise"]
    facts = [" ".join(each.text_content().split()) for each in release.xpath("//dl[@class='facts']/div")]
    assert facts[1:] == ["About a matter ofThe Ministry", "ConsultationA Plan for All", "Goes withOur response: A Plan for All"]
    assert response.xpath("//dl[@class='facts']//a[text()='Searches rise']/@href") == ["../news/index.html"]
    assert "press release about A Plan for All" in release.get_element_by_id("cite").text_content()


def test_right_to_left_text_runs_from_right_to_left(make: Make) -> None:
    root = ready(
        make,
        **{
            "responses/one/outline.yaml": READY["responses/one/outline.yaml"].replace(
                "title: Our response", "language: ar\n        title: ردنا"
            )
        },
    )
    publish(root, None, None, NOW, as_data=False)
    assert page(root / "build/site/2017/one/index.html").xpath("//div[@class='text']/@dir") == ["rtl"]


def test_a_body_that_is_called_in_letters_of_another_alphabet_has_its_page(make: Make) -> None:
    root = ready(make, **{"responses/one/consultation.yaml": "title: A Plan\nbody: Υπουργείο\n"})
    publish(root, None, None, NOW, as_data=False)
    (path,) = [each for each in (root / "build/site/bodies").iterdir() if each.is_dir()]
    assert "Υπουργείο" in page(path / "index.html").text_content()
