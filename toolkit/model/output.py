"""The kinds of file that a response is built as: named once, since building, checking and the command line all go through them."""

from __future__ import annotations

from typing import Literal, get_args

Output = Literal["docx", "pdf", "html", "md"]
OUTPUTS: tuple[Output, ...] = get_args(Output)
"""In the order in which they are told."""
