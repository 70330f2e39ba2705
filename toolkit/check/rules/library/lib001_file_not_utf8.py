"""A file that is not plain UTF-8 text.

What: a file of the workspace that is stored in another encoding, has line ends of an old kind, or holds an invisible control character.

Why: the file has to be guessed at. A guess gets pound signs, dashes and accents wrong, and the mistake is printed.

Bad (described):

    A bibliography that was saved by an old program as "Western European (Windows)", with the name Gonçalves in it.

Good (bib):

    @report{gamma2014, author = {{Office of Ms Gonçalves}}, title = {A Cost of £5 – or More}, date = {2014}}

Fix: open the file in an editor and save it again as UTF-8. A control character is best deleted.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("LIB001", "file-not-utf8", "error", "reading")
