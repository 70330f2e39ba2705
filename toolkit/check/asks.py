"""Sentences that say what a body of the state should do, or what one would like to see: asks, though nobody says "we recommend"."""

from __future__ import annotations

from toolkit.english.phrase import phrase

_OF = r"(?: (?:for|of) (?:[A-Z][a-z]+|and)(?:,? (?:[A-Z][a-z]+|and))*)"
_NATIONAL = (
    r"(?:(?:The |the )?(?:UK |Scottish |Welsh )?(?:Government|Home Office|Treasury|Cabinet Office|Chancellor|Prime Minister|Home Secretary"
    rf"|Secretary of State{_OF}?|(?:Department|Ministry){_OF}|Minister|Mayor(?: of London)?)|Parliament|[Mm]inisters)"
)
_LOCAL = r"(?:(?:[Ll]ocal authorities|[Cc]ouncils|[Pp]olice forces|[Cc]hief constables)|The (?:College of Policing|Commission|police))"
"""What the law tells these they must do, so that only "should" is an ask."""
_LEAD = (
    r"\A(?:(?:We|we) (?:therefore |also |firmly |strongly )?(?:believe|think|consider|submit) (?:that )?"
    r"|In our view,? |Therefore,? |Instead,? )?"
)
_DO = (
    r"(?:(?:also|now|therefore|urgently|instead|immediately|first) )?"
    r"(?!(?:be(?! required\b)|have|know|bear|not|feel|remain|already)\b)[a-z]+\b"
)
_MUST = (
    r"must (?:(?:now|urgently|also|therefore) )?"
    r"(?:ensure|act|commit|take|stop|end|invest|do more|change|listen|abandon|scrap|repeal|withdraw|reconsider|introduce|bring)\b"
)
"""Much that somebody "must" do is law and no ask."""
SHOULD = phrase(
    rf"{_LEAD}(?:{_NATIONAL} (?:(?:should|ought to|needs? to) {_DO}|{_MUST})|{_LOCAL} (?:should|ought to) {_DO}"
    rf"|(?:It is|It would be) (?:\w+ )?(?:vital|essential|imperative|crucial) that {_NATIONAL} (?!is\b|was\b|has\b|had\b)[a-z]+\b"
    r"|[A-Z][\w'’-]*(?: [\w'’-]+){0,8}? should be (?:required|obliged) to\b)"
)
WISHED = phrase(
    r"(?<!when )(?<!When )(?<!if )(?<!If )(?<!where )(?<!as )(?<!As )(?<!what )\b[Ww]e "
    r"(?:(?:therefore|also|further|again|strongly|would) ){0,2}(?:(?:ask|propose) that\b"
    r"|like to see (?:the |all |every |each |more |an? |[A-Z]))"
)
