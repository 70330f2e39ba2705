"""LaTeX in text fields as plain text, and everything that is no LaTeX as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cite.latex import address, decode


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nothing that is no LaTeX changes.
        ("50% of people", "50% of people"),
        ("Health & Care", "Health & Care"),
        ("Crime #1: 'so' \"called\" <i>x</i> a_b x^2", "Crime #1: 'so' \"called\" <i>x</i> a_b x^2"),
        ("$5 and $10", "$5 and $10"),
        ("from $5 to 10$", "from $5 to 10$"),
        ("£5 – “quoted” 😀", "£5 – “quoted” 😀"),
        ("https://x.uk/a_b--c~d?x=%20&y=1 -- z", "https://x.uk/a_b--c~d?x=%20&y=1 – z"),
        (r"C:\dir\sub", r"C:\dir\sub"),
        (r"an \unknown command", r"an \unknown command"),
        # Signs.
        (r"50\% \& \# \_ \$ \{x\}", "50% & # _ $ {x}"),
        ("2016--17 --- so", "2016–17 — so"),
        ("Nogueira~da Silva", "Nogueira\u00a0da Silva"),
        ("``one'' and `two", "“one” and ‘two"),
        (r"\enquote{a \enquote{b} c} \mkbibquote{d}", "‘a “b” c’ ‘d’"),
        (r"5\,000 a\ b c\\d e\-f g\/h", "5\u00a0000 a b c d ef gh"),
        (r"\pounds 5, \texteuro{} 6, \textquotesingle{}s, \ldots{} \copyright{} \S{} 3", "£5, € 6, 's, … © § 3"),
        (r"\textendash{} \textregistered{}", "– ®"),
        # Accents.
        (r"G{\"o}del \"odel \"{o}del {\" o}", "Gödel ödel ödel ö"),
        (r"\'{e}\`a\^{\i}\~n\={a}\.z", "éàîñāż"),
        (r"\c{c} Louren\c co \v{s} \H{o} \u{a} \r{a} \k{a} \d{s} \b{d}", "ç Lourenço š ő ă å ą ṣ ḏ"),
        (r"{\ss} stra\ss{}e \o re \aa{} \L{}odz \AE{} \'{\ae}", "ß straße øre å Łodz Æ ǽ"),
        (r"\'\i x {\'\i} na\"{\i}ve", "íx í naïve"),
        (r"\^{} \~{} \'{}", "^ ~ ´"),
        # Looks.
        (r"{BBC} and {{Home {Office}}}", "BBC and Home Office"),
        (r"\textit{Cannabis} {\em so} \emph{x {y} z} \textbf{b}", "Cannabis so x y z b"),
        (r"\foo{bar} 4\textsuperscript{th}", "bar 4th"),
        (r"$\alpha$ H$_2$O m$^{2}$ $x$", "α H₂O m² x"),
        (r"\url{https://x.uk/a\_b%20c--d} \href{https://x.uk}{text}", "https://x.uk/a_b%20c--d text"),
        # White space, and braces that do not match.
        ("  a\n   b\t c ", "a b c"),
        ("{open", "open"),
        ("shut}", "shut"),
        ("end\\", "end"),
        ("", ""),
    ],
)
def test_decode(text: str, expected: str) -> None:
    assert decode(text) == expected


@given(st.text(st.characters(exclude_characters="\\{}$~`'-", exclude_categories=["Cs"])))
def test_text_without_latex_keeps_all_but_its_white_space(text: str) -> None:
    assert decode(text).split() == text.split()


@given(st.text(st.sampled_from("ab {}\\$~`'-%&\"^cuvi=.\n"), max_size=30))
def test_no_text_raises_or_keeps_a_brace_that_was_not_escaped(text: str) -> None:
    decoded = decode(text)
    if "\\" not in text and "$" not in text:
        assert "{" not in decoded
        assert "}" not in decoded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://x.uk/a?b=%20&c=d_e#!/f(1)~g", "https://x.uk/a?b=%20&c=d_e#!/f(1)~g"),
        (r" \url{https://x.uk/a\_b\%20} ", "https://x.uk/a_b%20"),
        (r"https://x.uk/\~{}me\&you\#", "https://x.uk/~me&you#"),
        ("<https://x.uk>", "https://x.uk"),
        ("{https://x.uk}", "https://x.uk"),
    ],
)
def test_addresses(text: str, expected: str) -> None:
    assert address(text) == expected
