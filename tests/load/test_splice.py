"""Edits go where a span says, into the text as it stands: nothing else of the file changes, and what is read then is what was meant."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.load.bibtex import entry_ranges, read_bibliography
from toolkit.load.evidence import read_evidence
from toolkit.load.text import decode
from toolkit.model.evidence import Claim
from toolkit.model.span import Span

PATH = "evidence/a.yaml"


def cut(data: bytes, span: Span) -> tuple[bytes, bytes, bytes]:
    """What stands before a span, in it and behind it, as bytes of the file: its mark and line ends may be of any kind."""
    text = data.decode("utf-8")
    lines = text.split("\n")
    if text.startswith("\ufeff"):
        lines[0] = lines[0][1:]

    def offset(line: int, column: int) -> int:
        return sum(len(each) + 1 for each in lines[: line - 1]) + column - 1 + text.startswith("\ufeff")

    start, end = offset(span.line, span.column), offset(span.end_line, span.end_column)
    return text[:start].encode(), text[start:end].encode(), text[end:].encode()


def splice(data: bytes, span: Span, new: str) -> bytes:
    before, _, behind = cut(data, span)
    return before + new.encode() + behind


def claims(data: bytes) -> dict[str, Claim]:
    text, problems = decode(data, PATH)
    result = read_evidence(text, PATH)
    assert [*problems, *result.findings] == []
    return {claim.id: claim for claim in result.claims}


def values(claim: Claim) -> dict[str, object]:
    return claim.model_dump(exclude={"origin"})


WORDS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=12
).map(lambda text: text.strip() or "x")
WORDS = WORDS.filter(lambda text: not any(0xFDD0 <= ord(letter) <= 0xFDEF or ord(letter) % 0x10000 >= 0xFFFE for letter in text))


@st.composite
def scalars(draw: st.DrawFn, indent: int) -> str:
    """A text in one of the ways that people write it."""
    word = draw(WORDS)
    margin = " " * indent
    way = draw(st.sampled_from(["double", "single", "folded", "literal", "kept", "plain", "lines"]))
    if way == "double":
        return json.dumps(word, ensure_ascii=word.isascii())
    if way == "single":
        return "'" + word.replace("'", "''") + "'"
    if way == "plain":
        return draw(st.sampled_from(["NO", "12:30", "63 per cent", "it's", "a - b", "déjà vu"]))
    if way == "lines":
        return f"first\n{margin}second line"
    sign = {"folded": ">-", "literal": "|", "kept": "|+"}[way]
    blank = draw(st.sampled_from(["", "\n"]))
    return f"{sign}\n{margin}One {word}\n{blank}{margin}two{blank}"


COMMENTS = st.sampled_from(["", "\n", "  # a comment: with 'signs'\n", "\n# é 😀\n"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    text = draw(st.sampled_from(["", "# yaml-language-server: $schema=x\n", "topic: Search\n"])) + "claims:\n"
    for name in draw(st.lists(st.sampled_from(["a", "b-2", "c.d"]), min_size=1, unique=True)):
        text += f"  {name}:{draw(st.sampled_from(['', ' # why', '  ']))}\n    kind: law\n"
        for field in draw(st.permutations(["text", "short", "limits"])):
            text += f"    {field}: {draw(scalars(6))}\n{draw(COMMENTS)}"
        text += f'    values: {{n:   "1", m: two}}\n    support:\n      - source: s\n        quote: {draw(scalars(10))}\n{draw(COMMENTS)}'
    text += draw(st.sampled_from(["", "\n\n", "# the end"]))
    data = text.encode()
    if draw(st.booleans()):
        data = data.replace(b"\n", b"\r\n")
    return b"\xef\xbb\xbf" + data if draw(st.booleans()) else data


FIELDS = st.sampled_from(["text", "short", "limits", "values.n", "values.m", "support.0.source", "support.0.quote"])


@given(data=files(), field=FIELDS, new=WORDS, pick=st.integers(0, 2))
def test_a_field_is_replaced_and_every_other_byte_is_kept(data: bytes, field: str, new: str, pick: int) -> None:
    before = claims(data)
    id_ = list(before)[pick % len(before)]
    span = before[id_].span(field)
    head, _, tail = cut(data, span)
    edited = splice(data, span, json.dumps(new, ensure_ascii=False))
    assert edited.startswith(head)
    assert edited.endswith(tail)
    assert len(edited) == len(head) + len(json.dumps(new, ensure_ascii=False).encode()) + len(tail)

    after = claims(edited)
    expected = {key: values(claim) for key, claim in before.items()}
    place: object = expected[id_]
    *path, last = field.split(".")
    for part in path:
        place = place[int(part)] if part.isdigit() else place[part]  # type: ignore[index]
    place[last] = new  # type: ignore[index]
    assert {key: values(claim) for key, claim in after.items()} == expected


@given(data=files(), field=st.sampled_from(["", "text", "short", "values", "support", "support.0"]), pick=st.integers(0, 2))
def test_what_is_put_back_is_the_same_file(data: bytes, field: str, pick: int) -> None:
    found = claims(data)
    span = found[list(found)[pick % len(found)]].span(field)
    assert splice(data, span, cut(data, span)[1].decode()) == data


@given(data=files(), pick=st.integers(0, 2))
def test_a_claim_ends_with_its_own_last_word(data: bytes, pick: int) -> None:
    """Neither the comments behind it nor the next claim are part of it."""
    found = claims(data)
    names = list(found)
    claim = found[names[pick % len(names)]]
    own = cut(data, claim.span())[1].decode()
    assert own.startswith(claim.id)
    assert own == own.rstrip()
    assert not any(f"\n  {other}:" in own for other in names)
    rest = cut(data, claim.span())[0] + cut(data, claim.span())[2]
    assert set(read_evidence(decode(rest, PATH)[0], PATH).unread) | {
        each.id for each in read_evidence(decode(rest, PATH)[0], PATH).claims
    } == set(names) - {claim.id}


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("text", ">-\n      Line one\n      two"),
        ("short", "|+\n      kept"),
        ("limits", "plain over\n      two lines"),
        ("values", '{a: 1, b: "x"}'),
        ("values.b", '"x"'),
        ("support", "- source: s   # why\n        locator: p. 3"),
        ("support.0.locator", "p. 3"),
        ("method", "'it''s'"),
    ],
)
def test_a_span_covers_what_was_written_and_no_more(field: str, written: str) -> None:
    text = dedent("""\
        claims:
          a:
            kind: law
            text: >-
              Line one
              two

            # a comment
            short: |+
              kept

            limits: plain over
              two lines   # a comment
            values: {a: 1, b: "x"}
            support:
              - source: s   # why
                locator: p. 3
            # another
            method: 'it''s'

          # of the next
          b: {kind: law, text: T}
        """)
    claim = read_evidence(text, PATH).claims[0]
    assert cut(text.encode(), claim.span(field))[1].decode() == written


def test_aliases_do_not_lead_a_span_astray() -> None:
    text = "claims:\n  a:\n    kind: law\n    text: T\n    support: &x\n      - source: s\n  b:\n    kind: law\n    text: T\n    support: *x  # as above\n\n  c: {kind: law, text: T}\n"
    found = claims(text.encode())
    assert [cut(text.encode(), found[name].span())[1].decode().splitlines()[-1].strip() for name in "ab"] == [
        "- source: s",
        "support: *x  # as above",
    ]


@given(
    head=st.sampled_from(["", "% a comment\n", "Free text with é.\n\n"]),
    between=st.sampled_from(["\n", "\n\n% note\n", " "]),
    new=st.text("abc ÄÖ", min_size=1, max_size=10).map(str.strip).filter(bool),
)
def test_an_entry_s_field_is_replaced_and_every_other_byte_is_kept(head: str, between: str, new: str) -> None:
    text = f'{head}@book{{k,\n  title = {{A {{BBC}} title}},\n  note   = "q",}}{between}@misc(l, title={{x}})\n'
    sources = {source.id: source for source in read_bibliography(text, "b.bib")[0]}
    edited = splice(text.encode(), sources["k"].span("title"), new).decode()
    assert edited == text.replace("A {BBC} title", new)
    again = {source.id: source for source in read_bibliography(edited, "b.bib")[0]}
    assert again["k"].fields == {"title": new, "note": "q"}
    assert again["l"].fields == sources["l"].fields
    start, end = entry_ranges(text)["k"]
    assert text[:start] + text[end:] == f"{head}{between}@misc(l, title={{x}})\n"
