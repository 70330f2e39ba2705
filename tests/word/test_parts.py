"""Where elements stand in the bytes of a part, and what splicing makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from toolkit.word.parts import Part, Splice

_NAMES = st.sampled_from(["a", "b", "c:d"])


def _written(draw: st.DrawFn, depth: int) -> str:
    name = draw(_NAMES)
    quote = draw(st.sampled_from("\"'"))
    attribute = draw(st.sampled_from(["", f" x={quote}1>2/{quote}", f"\n y = {quote}{'&quot;'}{quote} "]))
    if draw(st.booleans()) and depth:
        return f"<{name}{attribute}{draw(st.sampled_from(['/>', ' />']))}"
    between = st.sampled_from(["", "text", "<!-- <a> -->", "<?pi <b>?>", "<![CDATA[<a/>]]>", "&lt;é"])
    inside = "".join(draw(between) + (_written(draw, depth + 1) if depth < 3 else "") for _ in range(draw(st.integers(0, 3))))
    return f"<{name}{attribute}>{inside}</{name}{draw(st.sampled_from(['', ' ']))}>"


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    head = draw(st.sampled_from(["", '<?xml version="1.0" encoding="UTF-8"?>\r\n', "\ufeff", "<!-- é -->"]))
    return f'{head}<r xmlns:c="urn:c">{_written(draw, 0)}</r>'.encode()


@given(documents())
def test_every_element_is_found_where_it_is_written(data: bytes) -> None:
    part = Part("p.xml", data)
    for element in part.root.iter(etree.Element):
        alone = etree.fromstring(b'<r xmlns:c="urn:c">' + part.raw(element) + b"</r>")
        assert (len(alone), alone.text, alone[0].tail) == (1, None, None)
        assert etree.tostring(alone[0], method="c14n") == etree.tostring(element, method="c14n", with_tail=False)
    assert part.spliced([]) == data


def test_splices_put_things_where_they_belong() -> None:
    part = Part("p.xml", b"<a><b/><c x='1'>y</c></a>")
    b, c = part.root
    assert (
        part.spliced([part.appended(b, b"1"), part.before(c, b"2"), part.filled(c, b"3"), part.after(c, b"4")])
        == b"<a><b>1</b>2<c x='1'>3</c>4</a>"
    )
    assert part.spliced([part.prefixed(b, b"1"), part.prefixed(c, b"2"), part.appended(c, b"3")]) == b"<a><b>1</b><c x='1'>2y3</c></a>"
    assert part.spliced([part.replaced(b, b""), part.appended(part.root, b"z")]) == b"<a><c x='1'>y</c>z</a>"
    assert part.inner(c) == b"y"
    with pytest.raises(ValueError, match="overlap"):
        part.spliced([part.replaced(c, b""), Splice(part.place(c).inside, part.place(c).end, b"")])
