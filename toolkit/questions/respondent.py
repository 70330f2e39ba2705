"""What consultations ask about the respondent: headings of such parts, questions and fields to be filled in."""

from __future__ import annotations

import re

ABOUT = re.compile(
    r"(?i)^(?:(?:\d+|[a-z])[.)]?\s+|(?:section|part|annex|page)\s+\w+\s*[:.–-]\s*)?(?:"
    r"(?:some |a few )?(?:please tell us |tell us |a (?:little |bit )?(?:more )?|more )?(?:questions |information |details )?"
    r"about (?:you(?:rself)?|your (?:organi[sz]ation|response)|the respondent|who you are)|"
    r"your (?:details|information|organi[sz]ation|name)|"
    r"(?:respondents?['’]?|personal|contact|your contact|your personal) (?:information|details|data|profile)|respondent information form|"
    r"introductory questions|confidentiality(?: questions?)?|"
    r"(?:equality|diversity|demographic)(?: and \w+)? (?:monitoring|questions|information)|"
    r"who are you|basic details|identification\b|(?:your |respondent )profile|how (?:are you|you are) responding)\b"
)
_OF_YOU = re.compile(
    r"(?i)^(?:what (?:is|are) your (?:full |first |last )?(?:name|e-?mail|organi[sz]ation|address|postcode|post ?code|telephone|"
    r"phone|role|job|age|sex|gender|ethnic|contact|religion|nationality|main language|marital|sexual)|"
    r"(?:are you|in what capacity are you|in which capacity are you|(?:who|what) are you|on whose behalf are you|"
    r"(?:who|what) (?:are you|is the organi[sz]ation)|how are you|please tell us (?:who|how|whether|if) you are|"
    r"please (?:indicate|state|confirm) (?:whether|if|how|in what capacity) you are) (?:responding|replying|answering|submitting)|"
    r"(?:are you|i am) (?:responding|replying|answering|submitting|giving|completing|an individual)|"
    r"(?:would|do) you (?:like|want|prefer|wish|agree|consent|give).{0,30}\b(?:your|this) (?:response|name|answers?|details|contribution)\b"
    r"(?=.{0,60}(?:confidential|publish|anonym|private|name|contact|\?$))|"
    r"(?:may|can) we (?:publish|contact|quote)|are you (?:happy|content|willing) for (?:us|your)|"
    r"what is the name of your (?:organi[sz]ation|business|company|group)|"
    r"(?:which|what)(?: one)? of (?:these|the following)(?: \w+)? best describes? (?:you\b(?! think)|your organi[sz]ation|how you are|"
    r"the capacity|who you)|"
    r"how would you (?:best )?describe (?:yourself|your organi[sz]ation|your ethnic|your gender)|"
    r"please select the category (?:which|that) best describes|which (?:age|ethnic) (?:group|background)|"
    r"do you (?:consider yourself|identify|have (?:any|a) (?:physical|disab|long|mental))|do you live\b|how old are you|"
    r"(?:what|which) (?:type|kind|sort) of (?:organi[sz]ation|business|company) (?:do|are) you|"
    r"(?:in )?which (?:region|country|nation|part of [\w ]{2,30}|local authority|council)s?(?: area)? (?:do you|are you|is your|does your)|"
    r"if you (?:are|have) (?:a representative of|responding (?:on behalf|as)|answering (?:on behalf|as)|submitting (?:on behalf|as))|"
    r"if you would like us to acknowledge|address to which the acknowledgement)"
)
_NOUNS = (
    r"names?|e-?mails?(?: addresses| address)?|organi[sz]ations?(?:['’]?s)?(?: names?)?|company(?: names?)?|business name|"
    r"(?:postal |home |work |business |contact )?address(?:es)?|post ?codes?|town(?: or |/)?(?: ?city)?|county|country|"
    r"(?:tele)?phone(?: numbers?| no\.?)?|mobile(?: number)?|job titles?|dates?|signature|signed|roles?|position|capacity|title|"
    r"age(?: group| range| band)?|gender|sex|ethnicity|ethnic (?:group|origin|background)|disability|occupation|"
    r"respondent|representing|(?:transparency )?register number"
)
_BESIDE = r"(?:\s*(?:/|or|and|&|,)\s*(?:your )?(?:company |full )?(?:" + _NOUNS + r"))*"
_FIELD = re.compile(
    rf"(?i)(?:\*\s*)?(?:your |contact |respondent['’]?s? |full |first |last |family |given |preferred |sur|main )*(?:{_NOUNS}){_BESIDE}"
    r"(?: of (?:your |the )?(?:organi[sz]ation|respondent|company|person completing[\w ]{0,30}))?"
    r"(?:\s*[(\[][^()\[\]]{2,60}[)\]])?\s*\*?\s*[:?]?(?:\s*(?:_+|\.{3,}|…+))?"
)
_LABELS = re.compile(
    rf"(?i)(?:your |full |contact |business |company |charity )*(?:{_NOUNS}|"
    r"(?:registration |registered |charity )number|nature of|type of (?:organi[sz]ation|respondent))\b(?:[^.!()]|\([^()]*\)){0,100}[:)]?$"
)
_FILLED = re.compile(r"@|https?:|www\.|\d{5}|\d{3} \d{3}|^\+\d")
"""What stands beside a label that is no field to be filled in, but says how to reach somebody."""


def of_respondent(text: str) -> bool:
    """Whether words ask who somebody is, or what may be done with what they say."""
    return bool(_OF_YOU.match(text)) or is_field(text)


def is_field(text: str) -> bool:
    """A field of a form about the respondent: ``Name``, ``Email address:``."""
    return len(text) < 120 and bool(_FIELD.fullmatch(text.strip()))


def is_label(text: str) -> bool:
    """A field, told more loosely, where fields are looked for: ``Job title or capacity in which you respond (for example, …)``."""
    return is_field(text) or (len(text) < 200 and bool(_LABELS.match(text.strip())) and not _FILLED.search(text))


def is_filled(text: str) -> bool:
    """Whether words say how to reach somebody: then what stands before them is no field."""
    return bool(_FILLED.search(text))
