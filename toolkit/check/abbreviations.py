"""Abbreviations in prose: where they stand, which of them everybody knows, and the words that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.english.phrase import phrase

_LETTERS = r"(?P<letters>[A-Z](?:[A-Z0-9]|&(?=[A-Z])){0,6}[A-Z])"
_STANDING = re.compile(rf"(?<![\w&/@.#%$£€\\'\u2019-]){_LETTERS}(?:s|['\u2019]s)?(?![\w&/@\\=]|-[A-Z0-9]|\.\w|['\u2019]\w)")
_BEFORE = phrase(
    r"\((?:(?:the|an?|or|also|now|formerly|known as|called|abbreviated (?:to|as)|henceforth|here(?:in)?after|referred to as),? ){0,4}"
    rf"['\"\u2018\u201c]?{_LETTERS}s?['\"\u2019\u201d]?(?:\)|[;,] ?[^()]{{0,60}}\)| (?:or|and|for short)\b[^()]{{0,40}}\))"
)
_BESIDE = phrase(rf"\([^()]{{8,90}}[:,;\u2013-] ?(?:or |the )?{_LETTERS}s?\)")
_EXPLAINED = phrase(rf"(?<![\w&/@.-]){_LETTERS}s?(?=\s?\()")
_AFTER = phrase(r"\s?\((?:(?:the|an?|that is|i\.e\.|ie|or|short for),? ){0,2}(?P<long>[^()]{5,120})\)")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SMALL = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "its", "of", "on", "or", "the", "to", "with", "de", "del", "des", "du", "la")
)
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_SAME = (("organisation", "organization"), ("programme", "program"), ("centre", "center"), ("labour", "labor"))

_BODIES = """
UK GB EU EC EEC EEA US USA UN UAE USSR NI ROI NATO UNESCO UNICEF UNHCR WHO WTO IMF OECD OPEC BBC ITV CNN HMRC DVLA NHS FBI CIA NASA GCHQ
RAF RN IRA YMCA YWCA RSPCA NSPCC RNLI RSPB AA RAC TUC CBI BMA BT IBM BMW KPMG PWC HSBC UEFA FIFA LSE UCL MIT FTSE ICI GEC NBC CBS ABC
UPI GNU BSD MGM AFP FIBA UEFA NATO NAFTA SEATO TASS ASEAN APEC GATT EFTA OSCE PLO KGB PRC TWA BP GM GE SS SAS LA SNP DUP UKIP SDLP UUP
SDP ANC GOP CDU SPD
"""
"""Countries and their unions; bodies whose letters have become their name; parties."""
_PERSONS = """
MP MPS MSP MEP MS AM TD PM QC KC JP DI PC VIP CEO CFO COO CTO HR PR GP VC HM HRH HMS MBE OBE CBE KBE DBE KCB BA BSC MA MSC MPHIL PHD LLB
LLM MBA MD OAP NCO POW PA DJ
"""
"""Persons: offices, honours, degrees."""
_SCIENCE = """
HIV AIDS DNA RNA COVID SARS MRSA BSE CJD IVF IQ ADHD PTSD LSD MDMA THC CBD HPV TB MRI CT ECG BMI ASBO UV LED LCD AC DC KM KG MM CM ML MG
HZ KHZ MHZ GHZ KB MB GB TB KW MW GW KWH MWH GWH TWH DB BTU RPM MPH BC AD BCE CE GMT BST EST UTC AEST AEDT AM PM CFC GM GMO PVC DDT TNT
UFO ICBM
"""
"""Health, science and measures."""
_MONEY = """
GDP GNP VAT PAYE NI ISA ATM PIN PLC LTD LLP LLC INC CO USD GBP EUR CPI RPI IOU R&D B&B Q&A A&E P&L M&S AGM FAQ TBC GCSE BTEC NVQ UCAS QA
PE RE ICT STEM
"""
"""Money, trade and schools."""
_MEDIA = """
IT TV CCTV DVD CD VHS FM HD ID PDF HTML XHTML XML CSS CSV JSON YAML URL URI HTTP HTTPS FTP SSH SMS GPS GSM GPL POSIX DEL LGPL NFS USB
RAM ROM CPU GPU SQL API OS AI JPEG JPG PNG GIF SVG ASCII UTF DOC DOCX RTF TXT ZIP WWW DNS IP TCP SIM LAN VPN ISP IRC CV SOS WIFI IMAP
SMTP BIOS CDROM
"""
"""Technology and media."""
_REFERENCES = """
ISO BS EN IEEE RFC ISBN ISSN DOI HC HL SI SR CMD CP NO NOS PP VOL OK PS NB RIP AKA ASAP RSVP ETA EG IE LGBT LGBTQ BAME DIY SUV HGV BBQ
NW NE SW SE WWI WWII NY LA ST DR MR MRS
"""
"""Law, references and ordinary speech."""
_STRESSED = """
ABOUT ABOVE AFTER AGAIN ALL ALONE ALSO ALWAYS AND ANY ARE AS AT BE BEFORE BEST BOTH BUT BY CAN CANNOT COULD DID DO DOES DONE DRAFT EACH
EARLY END EVEN EVER EVERY FEW FINAL FIRST FOR FOUR FREE FROM FULL GET GO GOOD HAD HAS HAVE HE HER HERE HIM HIS HOW IF IN INTO IS ITS
JUST KEEP KEY LAST LATE LAW LESS LET LIKE LIVE LONG MAIN MANY MAY ME MORE MOST MUCH MUST MY NAME NEED NEVER NEW NEXT NONE NOT NOTE NOW
OF OFF OLD ON ONCE ONE ONLY OPEN OR OTHER OUGHT OUR OUT OVER OWN PART PEOPLE PLEASE POLICY PUBLIC REAL SAID SAME SAY SEE SHALL SHE
SHOULD SO SOME STILL STOP SUCH TEN THAN THAT THE THEIR THEM THEN THERE THESE THEY THIS THOSE THREE TIME TO TODAY TOO TRUE TWO UNDER
UNTIL UP UPON URGENT USE USED VERY WAR WAS WAY WE WERE WHAT WHEN WHERE WHICH WHILE WHO WHOM WHY WILL WITH WORD WORK WOULD YEAR YES YET
YOU YOUR
"""
"""Words that people type in capitals to stress them."""

KNOWN = frozenset(" ".join((_BODIES, _PERSONS, _SCIENCE, _MONEY, _MEDIA, _REFERENCES)).split())
"""What everybody knows, in capitals and without the s of a plural."""
_EMPHASIS = frozenset(_STRESSED.split())


class Standing(NamedTuple):
    """An abbreviation at ``words[start:end]``, without the s of its plural."""

    start: int
    end: int
    letters: str


class Definition(NamedTuple):
    """Where an abbreviation is said to stand for something."""

    at: int
    """Offset of the abbreviation."""
    letters: str
    long: str
    """The words for which it stands; empty where they were not made out."""


def abbreviations(words: str) -> Iterator[Standing]:
    """Every one in order, known or not; what is plainly a numeral or a code is left out."""
    for match in _STANDING.finditer(words):
        if not _ROMAN.fullmatch(match["letters"]):
            yield Standing(match.start(), match.end("letters"), match["letters"])


def definitions(words: str) -> Iterator[Definition]:
    """``Long Name (LN)``, ``Long Name (the 'LN')``, ``(Long Name: LN)`` and ``LN (Long Name)``, in no order."""
    if "(" not in words:
        return
    for match in (*_BEFORE.finditer(words), *_BESIDE.finditer(words)):
        yield Definition(
            match.start("letters"), match["letters"], _ending(words[max(0, match.start() - 160) : match.start()], match["letters"])
        )
    for match in _EXPLAINED.finditer(words):
        after = _AFTER.match(words, match.end())
        if after and _stands_for(after["long"], match["letters"]):
            yield Definition(match.start(), match["letters"], after["long"])


def everybody_knows(letters: str) -> bool:
    """Whether nobody needs to be told, or the letters are a word typed in capitals."""
    return letters in KNOWN or letters in _EMPHASIS


def stands_for(words: str, letters: str) -> bool:
    """Whether somewhere in the words a name in capitals begins with these letters, as ``National Crime Agency`` for NCA."""
    found = _WORD.findall(words.replace("-", " "))
    for initials in ([word[0] for word in found if word not in _SMALL], [word[0].upper() if word in _SMALL else word[0] for word in found]):
        if letters.replace("&", "") in "".join(initials):
            return True
    return False


def same_long(a: str, b: str) -> bool:
    """Whether two expansions are one name, whatever their capitals, hyphens, small words and plural."""
    first, second = _plain(a), _plain(b)
    return first == second or first.endswith(f" {second}") or second.endswith(f" {first}")


def _plain(long: str) -> str:
    long = long.lower().replace("\u2019", "'")
    for ours, theirs in _SAME:
        long = long.replace(theirs, ours) if ours not in long else long
    words = (word.removesuffix("'s").rstrip("s'") for word in _WORD.findall(long) if word not in _SMALL)
    return " ".join(words)


def _stands_for(long: str, letters: str) -> bool:
    found = _ending(long, letters)
    return bool(found) and long.strip().lower().startswith(found.lower())


def _ending(before: str, letters: str) -> str:
    """The words at the end of a stretch for which the letters stand; empty where there are none."""
    stretch = re.split(r"[.;:!?()]\s", before)[-1]
    words = list(_WORD.finditer(stretch))
    wanted = [letter.lower() for letter in letters if letter.isalpha()]
    at = len(words)
    for letter in reversed(wanted):
        at -= 1
        while at >= 0 and words[at][0][0].lower() != letter and words[at][0].lower() in _SMALL:
            at -= 1
        if at < 0 or words[at][0][0].lower() != letter:
            return _within(stretch, wanted)
    return stretch[words[at].start() :].strip()


def _within(stretch: str, wanted: list[str]) -> str:
    """As where letters stand inside words, as in tetrahydrocannabinol; the first letter begins a word."""
    low, at = stretch.lower(), len(stretch)
    for number, letter in enumerate(reversed(wanted)):
        first = number == len(wanted) - 1
        at = low.rfind(letter, 0, at)
        while first and at > 0 and low[at - 1].isalnum():
            at = low.rfind(letter, 0, at)
        if at < 0:
            return ""
    found = stretch[at:].strip()
    return found if len(found.split()) <= len(wanted) + 4 else ""
