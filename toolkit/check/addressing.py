"""The words with which an answer says what it answers, and to whom it goes: by them it is known whose names stand there."""

from __future__ import annotations

import re

from toolkit.english.phrase import phrase

_PAPER = r"(?:response|submission|evidence|answer|reply|letter|paper|document|briefing)"
ASKED = r"(?:consultation|inquiry|call for evidence|review|green paper|white paper|discussion paper)"
ANSWERING = phrase(
    rf"(?i)(?:\bthis (?:is|forms|represents|constitutes) (?:[\w'-]+ ){{1,4}}?{_PAPER}"
    r"|\bwelcom(?:e|es|ing) (?:the|this|your) (?:opportunity|chance|invitation) to (?:[\w-]+ ){0,3}?[\w-]+"
    r"|\b(?:pleased|glad|grateful) (?:to respond|to reply|for the opportunity to \w+)) (?:to|on|for|about|into)\b"
    r"|\b(?:(?:this|the present|the attached|the enclosed) (?:response|submission|letter)"
    r"(?: (?:is|responds|replies|has been|was|made|submitted|sent|in response))*"
    r"|(?:writing|write) in response|(?:are|is|am) (?:responding|replying)) to\b"
    rf"|\byour {ASKED}(?: (?:on|about|into|paper|document))*\b|\A{_PAPER} to\b"
)
"""Words behind which only what is being answered can be named."""
_TO_ANSWER = (
    r"(?:respond|reply|contribute|comment|answer|take part|submit (?:\w+ ){0,3}?\w+|give (?:oral |written |our )?(?:evidence|views)"
    r"|make (?:a|this|our) (?:\w+ )?(?:response|submission)|provide (?:\w+ ){0,2}?(?:evidence|views|comments|response)"
    r"|(?:share|offer|add|present) (?:\w+ ){0,2}?(?:views|experience|comments|evidence))"
)
_CHANCE = rf"(?:(?:opportunity|chance|invitation|request)(?: (?:for|given to) us)?|inviting us|asking us) to {_TO_ANSWER}"
_GLAD = r"(?:asked|invited|able|delighted|pleased|happy|glad|keen|grateful|honoured|proud|privileged)"
_TO = r"(?:to|on|for|about|into|in)\b"
_SENTENCE = r"(?:\A\W*|(?<=[.!?] ))"
_ASKS = (
    r"(?:the|its|all|these) (?:\w+ )?(?:questions|proposals|options|issues)(?: (?:set out|asked|raised|posed|made|listed|contained|put))?"
)
PERHAPS = phrase(
    rf"(?i)(?:\b{_GLAD} to (?:be (?:able|asked|invited) to |have been (?:able|asked|invited) to )?{_TO_ANSWER} {_TO}"
    rf"|\b(?:welcom\w+|thank\w*|grateful|gratitude|appreciat\w+|glad|pleased|value)\b[^.;]{{0,40}}?\b{_CHANCE} {_TO}"
    r"|\b(?:write|writing)\b[^.;]{0,60}\bin response to\b"
    rf"|\bin its {ASKED}(?: paper| document)? (?:on|into|about)\b(?=[^.]*\b(?:asks?|seeks?|proposes|invites|sets out|says)\b)"
    rf"|{_SENTENCE}in (?:response|reply|answer) to\b"
    r"(?=[^.]*\bwe (?:make|set|offer|raise|submit|would|wish|want|ask|present|have \w+ points)\b)"
    r"|\bwe (?:hereby )?(?:submit|make|present|offer) (?:this|these|the following|our) (?:\w+ ){0,2}?(?:evidence|submission|response"
    r"|comments|answers?|views) (?:in response )?(?:to|on|for)\b"
    rf"|{_SENTENCE}our (?:\w+ ){{0,2}}?(?:response|submission|evidence|answers?|comments) (?:to|on)\b"
    r"(?=[^.]*\b(?:below|follows?|in turn|in this (?:document|paper|submission|letter))\b)"
    rf"|\bour (?:views|comments|position|answers?|response) (?:on|to) {_ASKS} (?:in|by|of)\b"
    rf"|\b{_ASKS} (?:in|by|of)\b(?=[^.]*\b(?:(?:are|is) (?:\w+ )?answered|we (?:answer|address|respond to|take))\b)"
    rf"|\bthis (?:is|forms) the {_PAPER} (?:of|by|from) (?:[\w'&-]+ ){{1,8}}?to\b"
    rf"|(?P<head>\A(?:[\w&'-]+ ){{0,6}}?{_PAPER}(?:: |:? (?:to|on)\b)))"
)
"""Words behind which what is being answered is named, if its name stands there as a name and nothing says that it was earlier."""
NOTHING_MORE = re.compile(rf"(?i)\W*(?:{ASKED})?\W*(?:[a-z]+ (?:19|20)\d\d)?\W*")
"""What may stand behind a name with which a running head ends."""
EARLIER = phrase(
    r"(?i)\b(?:in|of|from|since) (?:\w+ )?(?:19|20)\d\d\b|\b(?:last|previous|previously|earlier|already|ago|past|were not|was not|not)\b"
    r"|\b(?:we|and) (?:responded|answered|replied|wrote|said|argued|told|gave|submitted|noted|explained|made|commented)\b"
    r"|\bhad (?:the|an)\b"
)
"""Signs that an answer of another day is meant."""
_PEOPLE = r"(?:officials|officers|colleagues|civil servants|staff|ministers|members|representatives|the team|the secretariat)"
CLOSING = phrase(
    r"(?i)\b(?:look(?:s|ing)? forward to|(?:happy|glad|pleased|willing|delighted|ready|keen|available) to"
    r"|(?:welcome|value|appreciate) (?:the|an|any|a further) (?:opportunity|chance) to|would (?:like|welcome))\b[^.;:]{0,90}?"
    rf"\b(?:with|from|to|meet|hearing from)(?: {_PEOPLE}(?: (?:of|at|in|from|on))?)? (?:the )?\Z"
)
"""What stands right before the name of the body in the last words to it."""
HOPING = phrase(r"(?i)\b(?:hope|trust|urge|ask|invite)s? (?:that )?(?:the )?\Z")
OUR_WORDS = phrase(
    r"(?i)\b(?:this|our|these) (?:\w+ )?(?:evidence|response|submission|comments|views|answers?|consultation|inquiry)\b|\boral evidence\b"
)
WELCOMED = phrase(r"(?i)\bwelcom(?:e|es|ing) (?:the )?\Z")
INVITED = phrase(
    rf"(?i)\A's? (?:\w+ ){{0,3}}?{ASKED}\b[^.]*"
    r"\b(?:opportunity|chance|invitation) to (?:submit|respond|give|contribute|reply|comment|share)"
)
"""What stands before and behind the name of a body that asks: we welcome the Committee's inquiry and the opportunity to …"""
BEFORE_TITLE = re.compile(
    rf"(?i)(?>\W*\b(?>(?:the|a|your|this|draft|new|proposed|joint|{ASKED}|paper|document|plan|strategy|on|about|into|titled|entitled|called"
    r"|of|for|and)\b|(?-i:[A-Z])[\w'-]*))*\W*"
)
"""What may stand between them and a title."""
BEFORE_BODY = re.compile(
    rf"(?i)(?>\W*\b(?>the|a|your|this|draft|{ASKED}|paper|document|plan|strategy|proposals?|of|by|from|published|issued|launched)\b)*\W*"
)
"""What may stand between them and the name of a body."""
ADDRESSED = phrase(
    r"(?i)\Adear (?:the )?(?P<dear>[^,\n]{3,80})|\byour (?:department|ministry|committee|office|body), (?:the )?(?P<yours>[^,.;]{3,80})"
    r"|\b(?:thanks?(?: you)?(?: to)?|grateful to) (?:the )?(?P<thanked>[^.;]{3,90}?)"
    r" for (?:(?:the|this|its|their) (?:opportunity|chance|invitation)|inviting|consulting|asking|extending the deadline)"
)
"""Words that hold the name of the body to which the answer goes, as the one group that matched."""
_SMALL = {
    *("a", "an", "the", "of", "for", "to", "in", "on", "and", "or", "at", "by", "with", "from", "all", "our", "your", "new", "its", "into"),
    *("how", "what"),
}
YEARS = phrase(r"(?:19|20)\d\d")


def telling(title: str) -> bool:
    """Whether a title can only be a title: "Review" and "A Plan for All" may be anybody's words."""
    words = re.findall(r"[^\W_]+", title.lower())
    return len(words) >= 3 and sum(word not in _SMALL for word in words) >= 2


def with_any_year(title: str) -> re.Pattern[str] | None:
    """The title with any years in it, where it has years and is more than a year."""
    if not YEARS.search(title) or not telling(YEARS.sub("", title)):
        return None
    return re.compile(YEARS.sub(r"(?:19|20)\\d\\d", re.escape(title.replace("\u2019", "'"))), re.IGNORECASE)


def plain(words: str) -> str:
    """In lower case with plain apostrophes; as long as it was, so that places in it are places in the words."""
    lower = words.replace("\u2019", "'").lower()
    return lower if len(lower) == len(words) else words


def place_of(name: str, words: str) -> int:
    """Where a name stands as whole words; -1 where it does not."""
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) if name and name in words else None
    return match.start() if match else -1
