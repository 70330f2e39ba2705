"""A record of what was sent that is no longer whole.

What: a file beside a record is missing, is not the one that was sent, cannot be read, or was put there later. Files are held against the
hashes in SHA256SUMS.

Why: the record is what the organisation can show when somebody asks what it said. Altered, it shows nothing.

Bad (described):

    Somebody opens sent/2017-03-01/one.docx in Word and saves it: the file is not the one that was sent.

Good (described):

    The file is copied elsewhere before it is opened; the folder of the record is as it was written.

Fix: bring the file back, with git or from a backup. What was put beside the record belongs elsewhere.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP020", "record-not-sound", "error", "reading")
