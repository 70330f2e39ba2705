"""A mark of something confidential that is not written as it should be.

What: '::: confidential' that nothing closes, ':::' that closes nothing, [words] with a space before {.confidential}, a misspelt mark, a
mark in HTML, or one in the middle of a line where only words in brackets can be marked.

Why: where it is not clear what is confidential, a public version leaves out more than was meant, since it may never show what was meant
to be kept back.

Bad (text):

    ::: confidential
    A client told us of her search.

    The rest of our answer.

Good (text):

    ::: confidential
    A client told us of her search.
    :::

    The rest of our answer.

Fix: write '::: confidential' (or '::: personal') on a line of its own before paragraphs and ':::' on one behind them; for words in a
sentence [words]{.confidential}, without a space between.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP021", "unclear-mark", "error", "reading")
