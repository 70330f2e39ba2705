"""A response that is no longer what was sent.

What: there is a record of this response below sent/, and its outline or one of its texts differs from what the last record holds. Line
ends do not count, nor does consultation.yaml, in which notes about the body's answer may go on.

Why: whoever opens the folder next year takes its text for what the body has. Corrections that nobody sent mislead the organisation itself.

Bad (described):

    responses/one/sections/first.md was sent with "63 per cent", and now says "64 per cent".

Good (described):

    The text says what was sent; or it was corrected, and the correction was sent as a further edition.

Fix: bring the file back as it was (it lies in inputs.zip beside the record), or send what it says now:
consult send SLUG --correction 'why it is corrected'.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP019", "changed-since-it-was-sent", "error", "reading")
