"""Which sentences state a fact that asks for evidence, and which only look so: asks, opinions, examples, references to what was said.

Figures are told by :mod:`toolkit.english.figures`; here it is told what a sentence does with one. Where that is doubtful, it is no
assertion.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.check.prose import Read
from toolkit.check.quoted import own_words
from toolkit.english.figures import Figure
from toolkit.english.phrase import Phrase, phrase
from toolkit.english.sentences import Sentence


class Assertion(NamedTuple):
    """The words ``[start:end]`` of a text that make it a statement of fact: a figure, or words such as "research shows"."""

    start: int
    end: int
    figure: Figure | None


def phrases(pattern: str) -> Phrase:
    """A pattern in which each blank stands for one white space and line ends stand for nothing."""
    return phrase("".join(line.strip("\n") for line in pattern.split("\n    ")).replace(" ", r"\s"), re.IGNORECASE)


RESEARCH = phrases(r"""
    \b(?:research|studies|evidence|statistics|data|figures|surveys|polls|polling|analys[ei]s|reviews|trials|experts|academics|scientists)
     (?:(?:in|from|by|into|on|of|across) [^,.;]{2,60}? )?(?:(?:has|have|had|also|now|clearly|consistently|repeatedly|long|strongly
    |still|all|already|often) ){0,3}
    (?:shows?|shown|showed|suggests?|suggested|finds?|found|demonstrates?|demonstrated|indicates?|indicated|confirms?|confirmed
    |reveals?|proves?
    |points? to|pointed to|agree|say) (?!(?:up|no sign of slowing|us nothing)\b)(?<! to find )
    |\bit (?:is|has) (?:(?:now|also|long|been|well|widely|generally|clearly)[\s-]){0,3}
    (?:established|documented|known|recognised|recognized|accepted|acknowledged|proven|proved|shown|estimated|demonstrated) that\b
    |\bthe (?:evidence|research) is (?:now |very |quite )?(?:clear|strong|overwhelming|compelling) that\b
    |\baccording to (?:the )?(?:(?:latest|official|government|national|police|recent|published) ){1,2}
    (?:statistics|figures|data|estimates)\b
    |\bthere is (?:now |also )?(?:strong|clear|good|ample|growing|overwhelming|considerable|substantial|compelling|robust|plenty of
    |solid|wide)
     (?:[a-z]+ )?evidence (?:that|to (?:show|suggest))\b""")
_REFERS = phrases(
    r"\b(?:this|these|those|that|such|our|their|his|her|its|no|little|any|more|further|what|which|same|own|better|whose|the) (?:\w+ )?$"
)
_THE = phrases(r"\bthe (?:\w+ )?$")
_INDIRECT = phrases(r"\b(?:where|when|what|how|as) (?:the )?$")

_CLAUSE = phrases(
    r"[;:\u2014] | \u2013 |, (?:but|and|yet|although|though|while|whereas|because|since|so) | (?:because|although|while|whereas) "
)
_STOP = phrases(r"[,;:\u2014)]| \u2013 | (?:and|but|while|whereas|because|although) ")
_ASKED = phrases(r"""
    \b(?:should|must|ought|shall|recommend(?:s|ed|ation)?|propos(?:e|es|ed|al|als|ing)|calls? (?:on|for)|called for|urges?
    |we (?:ask|want|seek|would like)
    |asks? (?:that|for|the)|needs? to|let us|wants?|seeks?|deserves?|aims? (?:to|of|at|for)|aiming|targets?|goals?|ambitions?|pledg(?:e|es
    |ed)|promis(?:e|es|ed)
    |commit(?:s|ted|ment|ments)?|set (?:a|at)|threshold|insist|expect the|at the very least)\b""")
_SUPPOSED = phrases(r"""
    \b(?:if|unless|whether|would|could|might|may|suppose|supposing|imagine|assum(?:e|es|ing)|picture|hypothetical(?:ly)?|say,
    |even one|until|were to|can|had (?:it|they|he|she)|as though|as if
    |for (?:example|instance),? (?:if|a|an|someone|somebody)|(?:take|consider) (?:a|an|the case)|were (?:it|they|he|she|we) to)\b
    |^(?:on|with|at|for) an? (?:\w+ )?(?:rent|income|salary|wage|bill|loan|mortgage|debt|pension|household|family|couple|claimant
    |worker|tenant|person|budget)\s
    |^say (?!that\b)
    |\byour (?:[\w-]+ ){0,4}(?:son|daughter|wife|husband|child|income|salary|taxes|wages)\b
    |^(?:for )?an? (?:\w+ )?(?:couple|family|person|household|claimant|tenant|worker|pensioner|parent|driver|teacher|nurse|student|farmer
    |carer|firm|business)
     (?:with|on|who|earning|of|aged|in|living|paying) """)
_OF_ONE_PERSON = phrases(r"\b(?:she|he|her|his|hers|(?-i:I)(?!\.))\b")
_OPINION = phrases(r"""
    \bin our (?:view|opinion|judgement|judgment|experience|submission|estimation)\b
    |\b(?:it seems to us|to our mind|as we see it|we cannot accept)\b
    |\bwe (?:(?:\w+ly|do not|also|cannot|would|therefore) ){0,2}(?:believe|think|consider|feel|suspect|hope|fear|doubt|argue
    |contend|submit|accept|agree|disagree
    |welcome|support|oppose|regret|share|object|ask|invite|are (?:glad|pleased|concerned|disappointed|sorry|worried))\b
    |\bour (?:view|opinion|belief|hope|fear|concern|position|preference) (?:is|remains)\b""")
_ELSEWHERE = phrases(r"""
    \b(?:quoted|cited|noted|mentioned|given|described|shown|set out|discussed|seen|said|reported|referred to|stated|explained
    |outlined|summarised|listed|presented)
     (?:here|above|below|earlier|already|before|previously|elsewhere|overleaf|in (?:section|chapter|part|table|figure|chart|annex
    |appendix|our (?:answer|response)
    |(?:the|this) (?:table|chart|figure|section|annex|appendix|previous|next|last)))
    |\b(?:above|below)[-\s](?:mentioned|cited|quoted)
    |\bas (?:above|we (?:say|said|saw|show|showed|note|noted|have|explain|explained|argue|set out|mention|mentioned))\b
    |\b(?:tables?|figures?|charts?|exhibits?|box|graph|map) (?:\d|[A-H]\b|above|below|overleaf|shows?\b)
    |\b(?:the|this|our|next|following) (?:table|chart|graph|exhibit|map|diagram)\b|\b(?:annex|appendix) (?:\d|[A-H]\b)
    |\bour (?:answer|response) to question\b|\bsee (?:section|question|paragraph|page)\b""")
_NAMES_LAW = phrases(r"""
    \b(?:sections?|ss?\.|regulations?|regs?\.?|articles?|schedules?) \d+\w*
    |\b(?:Act|Regulations|Order|Rules|Measure|Directive) (?:\([^)]*\) )?(?:1[5-9]|20)\d\d""")
_OF_LAW = phrases(r"""
    \b(?:allow|provid|permit|set|sets|impos|requir|fin(?:e|es|ed)\b|penalt|maximum|minimum|offen[cs]e|powers?|dut(?:y|ies)|liab
    |entitl|limit|exempt|defin
    |applies|apply|punish|sentence)""")
_RULE_OR_SUM = phrases(r"""
    \b(?:pursuant to|under) this (?:agreement|treaty|convention|constitution|act|section|order)\b
    |\b(?:is|are) (?:(?:generally|usually|often|commonly) )?defined as\b
    |\b(?:motion|resolution|amendment|veto|quorum|qualified majority)\b[^.;]*
    \b(?:is|are|be) (?:approved|passed|carried|required|overridden|needed)\b""")
_IN_A_SUM = phrases(r"\b(?:divided|multiplied) by $|\bsubtract(?:ed|ing)? (?:it |this )?from $|\bdeduct(?:ing|ion of) $")
_UP_TO_A_PART = phrases(r"\b(?:pays?|covers?|meets?|refunds?|reimburses?|contributes?) $")
_A_GROUP = phrases(r"\b(?:top|bottom|richest|poorest|wealthiest|next|lowest|highest|most deprived) $")
_OF_A_COUNT = phrases(r"""
    \b(?:(?:ris|fall|increas|decreas|declin|dropp|grow|reach|record|cut|los[est]|number|total|figure|count|rate|compare)\w*|rose|fell|grew|stood|against
    |from|was|were|are|is)\b""")
_FEW = 1000
_PERSONS_AND_CASES = """
    people persons children men women boys girls staff police officers patients pupils students families households respondents residents
    workers employees victims offenders prisoners detainees refugees clients callers witnesses deaths murders killings suicides injuries
    cases complaints arrests searches charges convictions homes jobs crimes offences incidents accidents fires votes
    schools hospitals prisons
"""
_COUNTED = frozenset(_PERSONS_AND_CASES.split())
"""What is counted in statistics, so that even a small number of them wants a source."""
_SMALL_SUM = 1000
"""Pounds, dollars or euros: what is below is mostly a price or a fee."""
_OF_COSTS = phrases(r"""
    \b(?:average|median|mean|typical|costs?|costing|spen[dt]\w*|ris(?:es|en|ing)|rose|fell|fallen|falls|increas\w+|cut|gr[eo]w\w*|lost|los[es]\w*|paid
    |pays|earn\w*|rais(?:es|ed|ing)|lower\w*|reduc\w*|charg(?:es|ed|ing)|sav(?:es|ed|ing)|worth|total\w*)\b""")
_OF_WHAT = phrases(
    r" (?:of|the|all|these|those|its|their|our|have|had|were|are|said|say|do|did|live|lived|report\w*|wait\w*|more|less|fewer)\b|\s*[,.;)]"
)
_TWICE_WHAT = phrases(
    r" as |  ?the (?:rate|number|size|average|level|share|proportion|national|amount|cost|rest|likel)| that | those | what "
)
_DISTANCES = frozenset(("mile", "miles", "km", "kilometre", "kilometres", "metre", "metres", "yards", "feet", "acre", "acres"))
_LIMITED = phrases(r"\b(?:is|are|be) (?:limited|restricted|confined) to (?:at most )?$")
_PRICED = phrases(r"\b(?:available|on sale|obtainable|obtained|sold) (?:free or )?(?:for|at) $")
_OWN_EXPERIENCE = phrases(r"""
    \bwe (?!(?:(?:now|also|all|already|still|do|have) )?(?:know|knew|find|found|learn|learnt|read|are told|were told|been told
    |estimate|calculate|reckon|spend|lose
    |imprison|lock up|waste|import|throw|face)\b)|\bus\b
    |\bour (?!(?:\w+ )?(?:country|nation|society|prisons|rivers|roads|schools|hospitals|towns|cities|streets|police|economy|planet
    |seas|communities
    |health service|nhs|courts|laws?|children|young people|population|parliament|government|system|time|age|democracy|forests
    |waters|soils|coasts?)\b)
    |\b(?:people|families|those|women|men|children|patients) (?:whom |who |that )?we (?:help|see|advise|support|house|serve|work
    |saw|helped|advised|supported|spoke|met)
    |\bthe (?:trust|society|charity|union|college|association|federation|institute|foundation|network|coalition|alliance|campaign
    |centre|institution)
     (?:has|represents|speaks for|brings together|is|runs)\b[^.;]{0,60}\b(?:members|branches|supporters|centres|volunteers|staff
    |charities|organisations)\b""")
_OWN_RESEARCH = phrases(r"""
    \bour (?:(?!members|clients|callers|staff)\w+ ){0,3}(?:research|stud(?:y|ies)|surveys?|polls?|polling|reports?|analysis|review
    |data|figures|evidence
    |findings)\b""")
_ANSWERED = phrases(r"""
    \d (?:\w+ ){0,3}(?:replied|responded|answered|took part|were asked|were interviewed|filled in|people|members|respondents|adults
    |carers|clients|parents)\b
    |\b(?:survey(?:ed)?|poll|interviews?|replies|responses|answers) (?:of|with|from) (?:\w+ )?\d""")
_IDIOM = phrases(r"""
    \b(?:one |a )?(?:100|hundred|110|1000)\s?(?:per\s?cent|%) (?:sure|certain|committed|safe|secure|behind|right|clear|accurate
    |effective|of the time)\b
    |\b(?:nine|99|ninety-nine|9) times out of (?:ten|a hundred|100|10)\b|\bfifty-fifty\b|\b50[-/:]50\b|\bone in a (?:million|thousand)\b
    |\ba (?:million|thousand) (?:miles|words|cuts|times|years)\b|\bhalf (?:of )?(?:the )?(?:battle|story|picture|truth|measures?
    |problem|answer)\b|\b24/7\b
    |\btwice (?:over|as hard|the trouble)\b|\bmillion-dollar\b|\bdouble (?:standard|edged|jeopardy|counting)""")
_KNOWN_SET = phrases(r"""
    \b(?:the|these|those|all|all of the|our|its|their|each of the|every one of the|both|london's|england's|britain's|scotland's
    |wales's) (?:\w+ )?$""")
_INHABITED = phrases(r"""
    \b(?:city|town|country|county|borough|district|region|continent|island|village|nation|population|estate|school|university|force
    |company|hamlet|settlement|suburb|community|parish) of (?:(?:over|some|about|nearly) )?$""")
_DETERMINED = phrases(r"\b(?:the|this|that|these|its|their|a|an|proposed|new|extra|additional) $|\w['\u2019]s $")
_INSTRUMENT = phrases(r"""
    [\s-](?:a (?:week|month|year|day) )?(?:per \w+ )?(?:\w+ )?(?:fees?|charges?|royalt(?:y|ies)|surcharges?|tolls?|premiums?
    |funds?|lev(?:y|ies)|caps?|uplift|cuts?|fines?|deposits?|limits?|thresholds?|grants?|programmes?|schemes?|packages?|budgets?
    |targets?|goals?|penalt(?:y|ies)|discounts?|tax|rate|rule|test|quota|pledge|commitment|increase|boost|investment|loans?
    |contracts?|allowance|bonus|reduction)\b""")
_DESCRIBES = phrases(r"""
    \b(?:earning|earns?|incomes?(?: (?:of|below|under|over|above))?|worth|costing|priced|valued(?: at)?|turnover (?:of|above|over|below)
    |smaller than|larger than)
     (?:(?:less|more) than |under |over |up to |below |above )?$""")
_IMPERATIVE = phrases(r"""
    (?:and |then |to )?(?:publish|increase|reduce|set|ensure|introduce|raise|cut|make|end|require|commit|fund|provide|give|invest
    |extend|restore|build|create|establish
    |double|halve|treble|appoint|train|allow|let|bring|keep|hold|put|move|stop|start|offer|pay|review|repeal|amend|replace|lower
    |limit|cap|spend|allocate|guarantee
    |support|improve|develop|adopt|abolish|ban|scrap|maintain|protect|record|report|work|use|enable|ring-?fence|remove|write|have
    |recruit|house|deliver|expand
    |strengthen|aim|inspect|plant|treat|test|meet|open|close|double|share|collect|measure)\b""")


_PLANNED = phrases(r"""
    (?:publish|increase|reduce|ensure|introduce|raise|require|provide|invest|extend|restore|build|create|establish|double|halve|complete
    |appoint|train|allocate|improve|develop|adopt|abolish|maintain|remove|recruit|deliver|expand|strengthen|plant|construct|protect)
     (?:the|a|an|all|every|each|these|those|its|their|our|at least|up to|more than|about|some|another|[\d£]|\w+ (?:to|and) )""")


def assertion(read: Read, sentence: Sentence) -> Assertion | None:
    """What in a sentence asks for evidence; None where it states no fact about the world, or where that is doubtful."""
    figures = [figure for figure in read.figures_in(sentence) if figure.weighty]
    words = sentence.words
    if not figures and RESEARCH.search(words) is None:
        return None
    if words.endswith("?") or _OPINION.search(words) or is_told_elsewhere(words):
        return None
    if figures and (_RULE_OR_SUM.search(words) or _PLANNED.match(words)):
        return None
    if figures and ((_NAMES_LAW.search(words) and _OF_LAW.search(words)) or _OF_ONE_PERSON.search(words)):
        return None
    own = own_words(read.text.words)
    for figure in figures:
        if own[figure.start : figure.end].strip() and not _only_looks_so(read.text.words, sentence, figure):
            return Assertion(figure.start, figure.end, figure)
    return _by_research(own, sentence)


def is_weak(words: str, found: Assertion) -> bool:
    """Whether a figure is of a kind that often names or places a thing, and nothing beside it says that something was counted."""
    figure = found.figure
    if figure is None or figure.qualifier:
        return False
    near, after = words[max(0, figure.start - 60) : figure.end + 12], words[figure.end : figure.end + 16]
    match figure.kind:
        case "number" if not figure.unit:
            return figure.text.isdigit() and _OF_A_COUNT.search(near) is None
        case "number":
            return figure.high < _FEW and figure.unit not in _COUNTED
        case "money":
            return figure.high < _SMALL_SUM and _OF_COSTS.search(near) is None
        case "fraction":
            return _OF_WHAT.match(after) is None and " " not in figure.text.replace("-", " ").strip()
        case "multiple":
            return figure.text.lower() == "twice" and _TWICE_WHAT.match(after) is None
        case "measure":
            return figure.unit in _DISTANCES
        case _:
            return False


def is_asked(words: str) -> bool:
    """Whether a sentence asks for something or gives a view, as one may that brings in a list of asks."""
    return _ASKED.search(words) is not None or _OPINION.search(words) is not None


def is_told_elsewhere(words: str) -> bool:
    """Whether a sentence refers back or forward: "quoted above", "as Table 2 shows"."""
    return _ELSEWHERE.search(words) is not None


def is_own_experience(words: str, own_name: str = "") -> bool:
    """Whether a sentence says who the organisation is, or what it did and counted itself: casework, whose rules are others.

    Its research is not that, unless the sentence says how many were asked: it is published somewhere, or can be, and a reader wants to
    find it.

    :param own_name: of the organisation, which speaks of itself by it or as "we".
    """
    if own_name and own_name in words:
        words = words.replace(f"The {own_name}", own_name).replace(f"{own_name}'s", "our").replace(own_name, "we")
    if _OWN_RESEARCH.search(words):
        return _ANSWERED.search(words) is not None
    return _OWN_EXPERIENCE.search(words) is not None


def is_command(words: str) -> bool:
    """Whether a sentence begins with a verb, as the items of a list of asks do."""
    return _IMPERATIVE.match(words) is not None


def refers_to_evidence(words: str, found: Assertion) -> bool:
    """Whether "the evidence shows" may speak of what was cited before."""
    return found.figure is None and _THE.search(words[max(0, found.start - 30) : found.start]) is not None


def _by_research(own: str, sentence: Sentence) -> Assertion | None:
    found = RESEARCH.search(sentence.words)
    if found is None:
        return None
    before, rest = sentence.words[: found.start()], sentence.words[found.end() :]
    if _REFERS.search(before) and not _THE.search(before):
        return None
    clause = _clause(before)
    if _ASKED.search(clause) or _SUPPOSED.search(clause) or _SUPPOSED.match(rest) or _INDIRECT.search(before):
        return None
    start = sentence.start + found.start()
    words = found[0].rstrip()
    return Assertion(start, start + len(words), None) if own[start : start + len(words)].strip() else None


def _clause(before: str) -> str:
    """The last clause of the words before something."""
    return before[max((cut.end() for cut in _CLAUSE.finditer(before)), default=0) :]


def _only_looks_so(words: str, sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is asked for, supposed, an idiom, or part of how something known is named."""
    before, after = words[sentence.start : figure.start], words[figure.end : sentence.end]
    stop = _STOP.search(after)
    near = _clause(before) + figure.text + (after[: stop.start()] if stop else after)
    if _ASKED.search(near) or (_SUPPOSED.search(near) and not RESEARCH.search(before)):
        return True
    start, end = figure.start - sentence.start, figure.end - sentence.start
    if any(idiom.start() <= end and start <= idiom.end() for idiom in _IDIOM.finditer(sentence.words)):
        return True
    if _IN_A_SUM.search(before) or (figure.kind in {"fraction", "percentage"} and _A_GROUP.search(before)):
        return True
    if figure.kind == "number":
        return _INHABITED.search(before) is not None or (figure.high < 1000 and _KNOWN_SET.search(before) is not None)
    if (figure.qualifier == "under" and _UP_TO_A_PART.search(before)) or (
        figure.kind in {"fraction", "percentage"} and _LIMITED.search(before)
    ):
        return True  # the scheme pays up to half of the cost
    if figure.kind == "money" and _PRICED.search(before):
        return True
    if figure.kind in {"money", "percentage"} and _DETERMINED.search(before) and _INSTRUMENT.match(after):
        return True
    return figure.kind == "money" and _DESCRIBES.search(before) is not None
