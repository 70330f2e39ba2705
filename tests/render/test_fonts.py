"""The faces that come with the toolkit, and the signs they have."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.errors import ToolkitError
from toolkit.render import fonts as faces
from toolkit.render.fonts import ALWAYS_SHOWN, FALLBACKS, font_paths, fonts, missing_glyphs

TEMPLATE = Path(faces.__file__).parent / "house" / "house.typ"


def test_each_face_is_there_once():
    known = [(face.family, face.style, face.weight) for face in fonts().fonts() if face.path]
    assert len(known) == len(set(known))
    assert {(family, weight) for family, style, weight in known if family.startswith("Source") and style == "normal"} == {
        (family, weight) for family in ("Source Sans Pro", "Source Serif Pro") for weight in (400, 600, 700)
    }


def test_every_face_that_may_stand_in_is_known_to_typst_and_named_in_the_template():
    assert set(FALLBACKS) <= set(fonts().families())
    named = re.search(r"#let other-scripts = \((.*?)\)", TEMPLATE.read_text("utf-8"), re.DOTALL)
    assert re.findall(r'"([^"]+)"', named[1]) == list(FALLBACKS)


def test_the_folder_holds_files_of_the_packages():
    (folder,) = font_paths()
    assert all(file.stat().st_size > 10_000 for file in folder.iterdir())
    assert not {file.suffix for file in folder.iterdir()} - {".otf", ".ttf"}


def test_where_links_cannot_be_made_the_files_are_copied(tmp_path, monkeypatch):
    def refused(*_):
        raise OSError

    monkeypatch.setattr(Path, "symlink_to", refused)
    source = next(font_paths()[0].glob("SourceSansPro-Regular.otf"))
    faces._place(source, tmp_path / "face.otf")
    assert (tmp_path / "face.otf").read_bytes() == source.read_bytes()


def test_an_installation_without_the_faces_is_told_what_to_do(monkeypatch):
    monkeypatch.setitem(faces.CHOSEN, "a_package_that_is_not_there", ("*.otf",))
    with pytest.raises(ToolkitError, match=r"a-package-that-is-not-there are missing\. Install the toolkit again"):
        faces._folder.__wrapped__()


@pytest.mark.parametrize(
    "text",
    [
        "Café, “quoted” – ‘words’ … £12 €3 №1",
        "Łódź, Ελληνικά, Русский, Tiếng Việt, Cymraeg ŵ ŷ",
        "مرحبا بالعالم, שלום, हिन्दी, বাংলা, ਪੰਜਾਬੀ, ગુજરાતી, தமிழ், ไทย, አማርኛ",
        "☐ ☑ ☒ ✓ ✗ → ≤ ≠ ½ ★",
        "😀 👍🏽 👩‍👩‍👧 🇬🇧",
    ],
)
def test_what_people_write_can_be_shown(text):
    assert missing_glyphs(text) == set()


def test_signs_that_no_face_has_are_named_each_once():
    assert missing_glyphs("漢字 and 漢, then 😀 and \ue000") == {"漢", "字", "\ue000"}
    assert missing_glyphs('"\\ 一') == {"一"}


def test_a_sign_that_no_face_has_does_not_hide_others():
    assert missing_glyphs("漢☑字 مرحبا") == {"漢", "字"}


def test_latin_text_is_known_without_asking_typst(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    assert missing_glyphs("A plain sentence – with “quotes”, £5 and a naïve café.") == set()


def test_what_is_not_asked_for_is_there():
    asked_for = "".join(sign for sign in map(chr, range(0x20, 0x3000)) if ALWAYS_SHOWN.fullmatch(sign))
    assert len(asked_for) > 300
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(faces, "ALWAYS_SHOWN", re.compile("[ ]+"))
        assert missing_glyphs(" ".join(asked_for)) == set()


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_only_signs_of_the_text_are_named(text):
    assert missing_glyphs(text) <= set(text)
