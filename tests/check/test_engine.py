"""Rules are found, run one by one, and none can stop the others; what was found is kept until something changes."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import BASE
from toolkit.check import engine
from toolkit.check.engine import check_artefact, check_claims, check_draft, check_library, crashed, known_rules, needs, runs
from toolkit.check.rule import Artefact, Facts, Rule
from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.session import Session

if TYPE_CHECKING:
    from tests.conftest import Make

TODAY = date(2017, 2, 1)
TEXT = "responses/one/sections/first.md"
QUOTED = 'They wrote "most of the searches were for small amounts" [@alpha2012].\n'

HEAD = """
from toolkit.check.rule import Rule
from toolkit.model.finding import Finding
from toolkit.model.span import Span
"""
CRASHING = f'"""Crashes."""{HEAD}\nRULE = Rule("ZZZ001", "crashing", "error", "{{scope}}")\n\ndef check(subject, facts):\n    yield RULE.finding(Span(path="a"), "Before.")\n    1 / 0\n'  # fmt: skip
SEEING = f'"""Sees."""{HEAD}\nRULE = Rule("ZZZ002", "seeing", "warning", "{{scope}}")\n\ndef check(subject, facts):\n    yield RULE.finding(Span(path="b"), "Seen.", "Nothing to do.")\n'  # fmt: skip
NEEDY = f'"""Needs."""{HEAD}\nRULE = Rule("ZZZ003", "needy", "warning", "source", needs=("links",))\n\ndef check(source, facts):\n    yield RULE.finding(source.span(), facts.observations["links"])\n'  # fmt: skip

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Put a package with rules where pip would have installed it: ``install(seeing=source, …)``; None is a module that is not there."""
    site = tmp_path / "site"
    modules: list[str] = []

    def add(**rules: str | None) -> None:
        info = site / "housechecks-1.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: housechecks\nVersion: 1\n")
        (info / "entry_points.txt").write_text("[toolkit.rules]\n" + "".join(f"{name} = housechecks_{name}\n" for name in rules))
        for name, source in rules.items():
            modules.append(f"housechecks_{name}")
            if source is not None:
                (site / f"housechecks_{name}.py").write_text(source)
        monkeypatch.syspath_prepend(site)
        forget()

    def forget() -> None:
        known_rules.cache_clear()
        engine._brought.cache_clear()  # as a new process would find it
        importlib.invalidate_caches()

    yield add
    monkeypatch.undo()
    for name in modules:
        sys.modules.pop(name, None)
    forget()


def facts(root: Path, **observations: object) -> Facts:
    return Facts(Session.open(root, today=TODAY).workspace, TODAY, observations)


def lines(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{f.span} {f.code} {f.message}" for f in findings]


# --- finding rules --------------------------------------------------------------------------------------------------------------------


def test_every_file_of_the_folder_is_a_rule_and_every_rule_is_known_by_its_code() -> None:
    folder = Path(engine.__file__).parent / "rules"
    files = {path.stem[:6].upper() for path in folder.rglob("*.py") if path.stem != "__init__"}
    assert set(known_rules()) == files
    assert list(known_rules()) == sorted(files)
    for code, known in known_rules().items():
        assert known.rule.code == code
        assert (known.check is None) == (known.rule.scope == "reading")
        assert known.rule.level in ("error", "warning", "information")


def test_rules_of_another_package_are_found(install: Install) -> None:
    install(seeing=SEEING.format(scope="source"))
    assert known_rules()["ZZZ002"].rule.name == "seeing"
    assert known_rules()["ZZZ002"].doc == "Sees."
    assert engine.broken() == ()


def test_two_rules_of_one_code_are_refused(install: Install) -> None:
    install(mine=SEEING.format(scope="source").replace("ZZZ002", "CIT002"))
    with pytest.raises(ValueError, match=r"CIT002 is the code of toolkit\.check\.rules\.citations\.cit002_\w+ and of housechecks_mine"):
        known_rules()


def test_a_rule_of_another_package_that_cannot_be_loaded_is_told_and_left_out(make: Make, install: Install) -> None:
    install(gone=None, odd="RULE = 'none'\n", wrong="1 / 0\n", seeing=SEEING.format(scope="workspace"))
    assert "ZZZ002" in known_rules()
    found = [f for f in Session.open(make(), today=TODAY).check().findings if f.code == "WSP016"]
    assert [f.message for f in found] == [
        "The check 'gone' of another package could not be loaded: No module named 'housechecks_gone'.",
        "The check 'odd' of another package could not be loaded: its RULE is no Rule.",
        "The check 'wrong' of another package could not be loaded: division by zero.",
    ]
    assert {(str(f.span), f.severity) for f in found} == {("workspace.yaml:1:1", "warning")}
    assert all(f.help for f in found)


# --- running them ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "places"),
    [
        ("workspace", ["workspace.yaml:1:1"]),
        ("source", ["bibliography.bib:1:9", "bibliography.bib:6:7"]),
        ("claim", ["evidence/topic.yaml:3:3", "evidence/topic.yaml:10:3"]),
        ("draft", ["responses/one/outline.yaml:1:1"]),
        ("artefact", ["build/one/one.md:1:1"]),
    ],
)
def test_a_rule_that_crashes_is_told_where_it_did_and_the_others_run(make: Make, install: Install, scope: str, places: list[str]) -> None:
    install(crashing=CRASHING.format(scope=scope), seeing=SEEING.format(scope=scope))
    root = make({"build/one/one.md": "Words.\n", TEXT: QUOTED})
    found = Session.open(root, today=TODAY).check().findings
    told = [f for f in found if f.code == "WSP016"]
    assert [str(f.span) for f in told] == places
    assert {f.message for f in told} == {"The check ZZZ001 (crashing) failed here, so this was not looked at: ZeroDivisionError."}
    assert all(f.severity == "warning" and "report it" in f.help for f in told)
    assert [f.code for f in found if f.code == "ZZZ002"] == ["ZZZ002"]  # the same finding twice is one
    assert [f.code for f in found if f.code == "CIT002"] == ["CIT002"]
    assert crashed(found) == {"ZZZ001"}


def test_a_waiver_of_a_rule_that_crashed_is_not_called_unused(make: Make, install: Install) -> None:
    install(crashing=CRASHING.format(scope="draft"))
    found = Session.open(make({TEXT: "<!-- waive ZZZ001: As agreed. -->\nWords.\n"}), today=TODAY).check().findings
    assert [f.code for f in found if f.code in ("WSP014", "WSP016", "WSP017")] == ["WSP016"]


def test_a_rule_without_its_observation_does_not_run(make: Make, install: Install) -> None:
    install(needy=NEEDY)
    root = make()
    without, with_ = facts(root), facts(root, links="Dead.")
    assert (runs("ZZZ003", without), runs("ZZZ003", with_)) == (False, True)
    assert [line for line in lines(check_library(without)) if "ZZZ003" in line] == []
    assert [line for line in lines(check_library(with_)) if "ZZZ003" in line] == [
        "bibliography.bib:1:1 ZZZ003 Dead.",
        "bibliography.bib:6:1 ZZZ003 Dead.",
    ]


def test_a_waiver_of_a_rule_that_did_not_run_is_not_called_unused(make: Make, install: Install) -> None:
    install(needy=NEEDY)
    root = make({"bibliography.bib": "@book{a, title = {T}, waive = {ZZZ003: The address is right.}}\n"})
    assert [f for f in Session.open(root, today=TODAY).check().findings if f.code in ("WSP014", "WSP017")] == []


def test_a_rule_that_is_off_does_not_run(make: Make, install: Install) -> None:
    install(crashing=CRASHING.format(scope="claim"))
    root = make({"workspace.yaml": "rules: {ZZZ001: off}\n"})
    assert [f for f in Session.open(root, today=TODAY).check().findings if f.code in ("WSP016", "ZZZ001")] == []
    assert not runs("ZZZ001", facts(root))


def test_whether_somebody_needs_the_notes_as_printed(make: Make, install: Install) -> None:
    printed = SEEING.format(scope="draft").replace('"draft")', '"draft", needs=("words",))')
    install(printed=printed)
    root = make()
    assert needs(facts(root), "words")
    assert needs(facts(root), "nobody-needs-this") is False
    assert check_artefact(Artefact("one", "md", "build/one/one.md", b"", facts(root).workspace.responses["one"]), facts(root)) is not None
    session = Session.open(root, today=TODAY)
    assert "ZZZ002" in {f.code for f in check_draft(session.submission("one"), facts(root))}


# --- the order of things changes nothing --------------------------------------------------------------------------------------------

ENTRIES = (
    "@report{a, title = {T}, date = gone}",
    "@report{a, title = {T}, date = {2012}}",
    "@online{b, title = {Web}, year = {2013}, url = {https://example.org/x y}}",
    "@book{c, title = {No author}}",
    "@misc{d e, title = {Key}, date = {2011}}",
)
CLAIMS = (
    "  one: {kind: statistic, text: Ten per cent of 5 people., support: [{source: a}]}\n",
    "  two: {kind: quotation, text: They said so., support: [{source: gone, quote: so and so}], owner: nobody}\n",
    "  three: {kind: finding, text: It fell by 3 per cent currently., support: [{source: b}], status: withdrawn, reason: Wrong.}\n",
    "  four: {kind: law, txt: Misspelt, text: T., support: [{source: c}]}\n",
)
FILES = ("evidence/a.yaml", "evidence/b.yaml")


def found(root: Path) -> set[tuple[str, str]]:
    return {(f.code, f.message) for f in Session.open(root, today=TODAY).check().findings if f.code != "LIB005"}


@given(entries=st.permutations(ENTRIES), claims=st.permutations(CLAIMS), files=st.permutations(FILES), turn=st.booleans())
@settings(max_examples=25)
def test_the_order_of_entries_claims_and_files_changes_no_finding(
    tmp_path_factory: pytest.TempPathFactory, entries: list[str], claims: list[str], files: list[str], turn: bool
) -> None:
    def workspace(entries: list[str] | tuple[str, ...], claims: list[str] | tuple[str, ...], files: list[str] | tuple[str, ...]) -> Path:
        root = tmp_path_factory.mktemp("order")
        (root / "evidence").mkdir()
        (root / "workspace.yaml").write_text("organisation: {name: A}\n")
        # Of two entries with one key the first counts: they keep their order.
        kept = [entry for entry in entries if entry not in ENTRIES[:2]]
        (root / "bibliography.bib").write_text("\n".join([*ENTRIES[:2], *kept] if not turn else [*kept, *ENTRIES[:2]]) + "\n")
        (root / files[0]).write_text("claims:\n" + "".join(claims[:2]))
        (root / files[1]).write_text("claims:\n" + "".join(claims[2:]))
        return root

    assert found(workspace(entries, claims, files)) == found(workspace(ENTRIES, CLAIMS, FILES))


@given(order=st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_of_rules_changes_no_finding(tmp_path_factory: pytest.TempPathFactory, order: object) -> None:
    root = tmp_path_factory.mktemp("rules")
    for path, content in {**BASE, TEXT: QUOTED, "evidence/topic.yaml": "claims:\n" + "".join(CLAIMS)}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(dedent(content).lstrip("\n"))
    there = facts(root)
    submission = Session.open(root, today=TODAY).submission("one")

    def told() -> list[tuple[Finding, ...]]:
        return [check_library(there), check_claims(there), check_draft(submission, there)]

    usual = told()
    mixed = list(known_rules().items())
    order.shuffle(mixed)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "known_rules", lambda: dict(mixed))
        assert told() == usual


def test_findings_are_sorted_and_each_is_there_once(make: Make) -> None:
    root = make({"evidence/topic.yaml": "claims:\n" + "".join(CLAIMS), TEXT: QUOTED + QUOTED, "bibliography.bib": "\n".join(ENTRIES)})
    findings = Session.open(root, today=TODAY).check().findings
    assert len(findings) > 5
    assert list(findings) == sorted(findings, key=Finding.order)
    assert len(set(findings)) == len(findings)


# --- kept until something changes -----------------------------------------------------------------------------------------------------


def shelf(root: Path) -> list[Path]:
    return sorted((root / ".toolkit" / "shelf").iterdir())


def test_a_second_check_finds_the_same_and_runs_nothing(make: Make) -> None:
    root = make({TEXT: QUOTED, "evidence/topic.yaml": "claims:\n" + "".join(CLAIMS)})
    first = Session.open(root, today=TODAY).check()
    kept = {path: path.stat().st_mtime_ns for path in shelf(root)}
    assert kept
    second = Session.open(root, today=TODAY).check()
    assert second == first
    assert {path: path.stat().st_mtime_ns for path in shelf(root)} == kept


@pytest.mark.parametrize(
    ("path", "old", "new", "gone", "come"),
    [
        (TEXT, QUOTED, "Words.\n", {"CIT002"}, set()),
        ("evidence/topic.yaml", "alpha2012", "alpha2013", set(), {"CIT001"}),
        ("bibliography.bib", "alpha2012", "alpha2013", {"CIT002"}, {"CIT001"}),
        ("workspace.yaml", "contacts:", "rules: {CIT002: off}\ncontacts:", {"CIT002"}, set()),
        ("responses/one/outline.yaml", "title: Our response", "title: Our response\nstyle: nowhere", set(), {"WSP011"}),
        ("responses/one/consultation.yaml", "title:", "titel: x\ntitle:", set(), {"WSP002"}),
    ],
)
def test_a_file_that_changed_is_checked_anew(make: Make, path: str, old: str, new: str, gone: set[str], come: set[str]) -> None:
    root = make({TEXT: QUOTED})
    before = {f.code for f in Session.open(root, today=TODAY).check().findings}
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))
    after = {f.code for f in Session.open(root, today=TODAY).check().findings}
    assert gone <= before - after
    assert come <= after - before
    (root / path).write_text(text)
    assert {f.code for f in Session.open(root, today=TODAY).check().findings} == before


def test_another_level_counts_at_once(make: Make) -> None:
    root = make({TEXT: QUOTED})

    def level() -> str:
        return next(f.severity for f in Session.open(root, today=TODAY).check().findings if f.code == "CIT002")

    assert level() == "error"
    with (root / "workspace.yaml").open("a") as file:
        file.write("rules: {CIT002: information}\n")
    assert level() == "information"


def test_another_day_is_checked_anew(make: Make) -> None:
    root = make({TEXT: f"<!-- waive CIT002 until 2017-02-01: A web page. -->\n{QUOTED}"})
    codes = [{f.code for f in Session.open(root, today=day).check().findings} for day in (TODAY, date(2017, 2, 2), TODAY)]
    assert ["WSP015" in each for each in codes] == [False, True, False]
    assert codes[0] == codes[2]


def test_a_rule_of_another_package_is_run_although_something_was_kept(make: Make, install: Install) -> None:
    root = make()
    assert "ZZZ002" not in {f.code for f in Session.open(root, today=TODAY).check().findings}
    install(seeing=SEEING.format(scope="source"))
    assert "ZZZ002" in {f.code for f in Session.open(root, today=TODAY).check().findings}


@pytest.mark.parametrize("damage", [b"", b"nothing", b"\x00" * 300, None])
def test_what_is_damaged_on_the_shelf_does_not_matter(make: Make, damage: bytes | None) -> None:
    root = make({TEXT: QUOTED})
    first = Session.open(root, today=TODAY).check().findings
    for path in shelf(root):
        path.write_bytes(path.read_bytes()[:-3] if damage is None else damage)
    assert Session.open(root, today=TODAY).check().findings == first


def test_unsaved_text_is_checked_and_leaves_nothing_on_the_shelf(make: Make) -> None:
    root = make()
    typed = Session.open(root, {TEXT: QUOTED}, today=TODAY).check().findings
    assert "CIT002" in {f.code for f in typed}
    assert not (root / ".toolkit" / "shelf").exists()


def test_a_finding_keeps_its_fix_and_its_related_places_on_the_shelf(make: Make, install: Install) -> None:
    fixing = (
        SEEING.format(scope="source")
        .replace('"Nothing to do."', '"Do.", related=[source.span("key")], fix=[edit(source.span("key"), "x")], level="information"')
        .replace("def check(subject", "def check(source")
        .replace("import Rule\n", "import Rule, edit\n")
    )
    install(fixing=fixing)
    root = make()
    first = [f for f in Session.open(root, today=TODAY).check().findings if f.code == "ZZZ002"]
    again = [f for f in Session.open(root, today=TODAY).check().findings if f.code == "ZZZ002"]
    assert first == again
    assert [(f.severity, f.fix[0].text, f.related[0].path) for f in again] == [("information", "x", "bibliography.bib")] * 2


def test_the_rule_makes_its_findings() -> None:
    rule = Rule("ZZZ009", "mine", "warning", "draft")
    span = Span(path="a.md", line=2)
    assert rule.finding(span, "What.", "Do.") == Finding(code="ZZZ009", severity="warning", span=span, message="What.", help="Do.")
    assert rule.finding(span, "What.", level="error").severity == "error"
