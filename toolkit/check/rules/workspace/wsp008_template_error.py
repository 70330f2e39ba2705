"""An instruction between braces that cannot be followed.

What: {{ … }} or {% … %} with a bracket, quotation mark or brace missing, or with something in it that does not work.

Why: the whole text in which it stands is left out of the document.

Bad (text):

    Searches are many. {{ claim("share" }}

Good (text):

    Searches are many. {{ claim("share") }}

Fix: go to the line that is named and look for the bracket, quotation mark or brace that is missing. To print two braces write
{{ '{{' }}.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP008", "template-error", "error", "reading")
