"""Whose mailbox an e-mail address is: that of a person, or of a list, a role or a machine.

An address is a person's where it is made of a name (``jane.smith``, ``jsmith``, ``jane``), where the host gives mailboxes to anybody, or
where a person is spoken of beside it. Anything else, such as ``ftpmaster`` or ``debian-devel``, is nobody's.
"""

from __future__ import annotations

import re

from toolkit.english.phrase import phrase

_GIVEN_NAMES = """
aaron abdul abigail adam adrian agnes ahmed aisha alan albert alex alexander alexandra ali alice alison amanda amelia amir amy andrea
andrew angela ann anna anne annie anthony antonia arthur asha barbara beatrice ben benjamin beth bethany brian bridget bruce camilla carl
carol caroline cath catherine charles charlie charlotte chloe chris christina christine christopher claire clare claudia colin craig daisy
dan daniel darren dave david dawn dean deborah denise dennis derek diana diane dominic donald donna dorothy duncan eddie edith edward
eileen elaine eleanor elizabeth ella ellen ellie emily emma eric erica esther eva eve fatima felicity fiona frances francis frank fred
freya gareth gary gavin geoff geoffrey george georgia gerald gillian glenn gordon grace graham greg hamish hannah harriet harry hassan
hazel heather helen henry hilary holly howard hugh hussain ian imran ingrid irene iris isaac isabel isabella jack jackie jacob jacqueline
jake james jamie jan jane janet janice jasmine jason jean jeff jen jennifer jenny jeremy jess jessica jill jim joan joanna joanne joe john
jon jonathan joseph josephine joshua joy joyce judith julia julian julie justin karen kate katherine kathleen kathryn katie keith kelly
ken kenneth kevin khadija kim kirsty laura lauren lawrence leah lee leo leon lesley lewis liam linda lisa liz louis louise lucy luke lydia
lynn maggie malcolm marcus margaret maria marie marion martha martin mary matthew maureen megan melanie melissa michael michelle mike
miriam mohamed mohammed molly monica muhammad nadia naomi natalie natasha nathan neil nicholas nick nicola nigel noah norman oliver olivia
omar oscar owen pamela patricia patrick paul paula pauline peter phil philip philippa phoebe priya rachel raj rebecca rhys richard rita
robert robin roger roland ronald rosemary rosie ross roy ruby rupert russell ruth ryan sally sam samantha samuel sandra sara sarah sean
shamima sharon sheila shirley simon sophia sophie stella stephanie stephen steve steven stuart sue susan suzanne sylvia tanya tara teresa
terry theresa thomas tim timothy tina toby tom tony tracey tracy trevor valerie vanessa vera veronica victor victoria vincent vivien
walter wendy william yasmin yusuf yvonne zara zoe
"""
_GIVEN = frozenset(_GIVEN_NAMES.split())
_SURNAMES_NAMES = """
adams ahmed akhtar ali allen anderson andrews atkinson bailey baker ball barker barnes barrett begum bell bennett berry bradley brooks
brown burke burns burton butler byrne campbell carr carter chapman clark clarke cole collins cook cooper cox cunningham davidson davies
davis dawson dixon doyle edwards elliott ellis evans fisher fletcher foster fox fraser gibson gill gordon graham grant gray green
griffiths hall hamilton harper harris harrison harvey henderson hill holmes howard hughes hunt hunter hussain jackson james jenkins
johnson johnston jones kaur kelly kennedy khan king knight lawrence lawson lee lewis lloyd macdonald marshall martin mason matthews
mcdonald miller mills mitchell moore morgan morris morrison murphy murray nelson o'brien o'connor o'neill obrien oconnor oneill palmer
parker parsons patel payne pearce pearson phillips poole porter powell price reid reynolds richards richardson roberts robertson robinson
rogers rose ross russell ryan saunders scott shah sharma shaw simpson singh smith spencer stevens stewart stone sullivan taylor thomas
thompson thomson turner walker walsh ward watson watts webb wells west white wilkinson williams williamson wilson wood woods wright young
"""
_SURNAMES = frozenset(_SURNAMES_NAMES.split())
_FREE = phrase(
    r"(?:^|\.)(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|btopenworld|sky|talktalk|virginmedia|ntlworld|"
    r"tiscali|gmx|protonmail|proton|pm|fastmail|tutanota|zoho|mail)\.(?:com|co\.uk|net|me|de|fr|org|ie)$"
)
_LISTS = phrase(r"^(?:lists?|bugs|packages|groups|googlegroups|alerts|notifications)\.|\.(?:lists?|bugs)\.")
_NO_PERSON = re.compile(
    r"^(?:user|users|owner|request|list|lists|master|leader|secretary|manager|director|chair|chairman|president|treasurer|board|council|unit|desk"
    r"|group|department|dept|division|service|services|centre|center|hub|project|programme|customer|customers|account|accounts|billing|sales|"
    r"security|abuse|postmaster|hostmaster|root|daemon|bot|test|example|name|first|last|your|you|someone|somebody|anyone|maint|devel|announce|"
    r"society|trust|association|federation|union|network|forum|coalition|alliance|institute|college|school|university|library|archive|museum|"
    r"charity|foundation|human|resources|justice|health|social|care|housing|education|transport|planning|licensing|finance|equality|welfare|"
    r"policing|crime|drugs|safety|environment|energy|digital|science|business|trade|work|labour|home|local|national|central|city|county|borough|"
    r"stop|search|drug|police|aid|law|rights|children|youth|families|women|web|online|front|back|duty|"
    r"london|england|wales|scotland|north|south|east|west|uk|the|and|of|for)$"
)
_SPOKEN_OF = phrase(r"\b(?:[Hh]er|[Hh]is|[Mm]y|client|client's|witness|patient|tenant|mother|father|daughter)\b[^.;]{0,48}$")
_NAME = re.compile(r"\b[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?\b")


def is_persons(local: str, domain: str, before: str, after: str) -> bool:
    """Whether a mailbox is that of a person, by its two parts in small letters and what stands before and behind it."""
    if _LISTS.search(domain):
        return False
    if _FREE.search(domain) or _SPOKEN_OF.search(before):
        return True
    bare = local.rstrip("0123456789")
    parts = [part for part in re.split(r"[._]+", bare) if part]
    if any(_NO_PERSON.search(part) for part in re.split(r"[._-]+", bare)):
        return False
    if len(parts) in (2, 3) and all(part.replace("-", "").replace("'", "").isalpha() for part in parts) and len(parts[-1]) > 1:
        return True
    return _is_name(bare) or _is_of(bare, domain, f"{before} {after}")


def _is_name(bare: str) -> bool:
    """jane, jsmith, janesmith, jane-smith."""
    first = bare.partition("-")[0]
    return (
        first in _GIVEN
        or (len(bare) > 3 and (bare[1:] in _SURNAMES or bare[2:] in _SURNAMES))
        or any(bare[:cut] in _GIVEN and bare[cut:] in _SURNAMES for cut in range(3, len(bare) - 2))
    )


def _is_of(bare: str, domain: str, around: str) -> bool:
    """Whether a name that stands beside an address is in it: Mrs Okonkwo … (aokonkwo@…)."""
    letters = re.sub(r"[^a-z]", "", bare)
    for name in _NAME.findall(around):
        small = re.sub(r"[^a-z]", "", name.lower())
        if len(small) > 3 and small not in domain and letters.startswith(small) | letters.endswith(small) and len(letters) - len(small) < 3:
            return not _NO_PERSON.search(small)
    return False
