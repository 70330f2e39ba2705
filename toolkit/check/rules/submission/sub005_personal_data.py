"""Personal data in a version that anybody may read.

What: in a public version, an e-mail address or telephone number of a person (not a role's mailbox, a mailing list, a public body's
address, a helpline or a contact with 'public: true'), a National Insurance or NHS number, a date of birth, a home address. A mailbox is a
person's if it is made of a name, if its host gives mailboxes to anybody, or if a person is spoken of beside it. In the built files, their
properties, links and pictures included: address, number or full name of a contact who is not public. Who signs and is not public is told
for information, since the public version prints what they are and not their name.

Why: answers are published with everything in them, and what a search engine has read cannot be taken back. It is the organisation that
answers for it under the data protection law.

Bad (text):

    Our client, who was born on 3 May 1990, can be reached through jane.smith@example.org.

Good (text):

    Our client, who was then 26, can be reached through policy@example.org.

Fix: take it out, or give the role's mailbox. A contact who agrees to be named gets 'public: true' in workspace.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.check.built import Damaged, as_compared, told
from toolkit.check.persons import is_persons
from toolkit.check.rule import Artefact, Facts, Rule, Submission
from toolkit.check.written import pieces, written
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.workspace import Contact

RULE = Rule("SUB005", "personal-data", "error", "draft", also=("artefact",))

_NUMBERED = phrase(r"\d\d[\s)-]{0,2}\d\d[\s)-]{0,2}\d\d")
"""In every number that is looked for."""
_BIRTH = ("born on", "birth", "Birth", "DOB", "dob", "D.O.B", "d.o.b")
_HOMES = ("Flat ", "flat ", "partment ", "live", "Live", "living", "resid", "home ", "Home ", "Mr", "Ms ", "Miss ")
_MAIL = phrase(r"[A-Za-z0-9][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_ROLES = re.compile(
    r"(?i)(?:^|[._+-])(?:info|policy|press|media|enquir(?:y|ies)|inquir(?:y|ies)|contact|contactus|admin|office|hello|mail|team|feedback|research|"
    r"help|helpline|helpdesk|support|advice|ask|complaints?|foi|data|dpo|privacy|legal|news|events|membership|general|reception|secretariat|"
    r"clerk|committee|evidence|submissions?|consultations?|responses?|publications?|webmaster|noreply|no-reply|jobs|volunteering|campaigns?|"
    r"parliament|public|communications|comms|correspondence)(?:$|[._+\d-])|consultation|enquir|committee|inquiry|evidence|submission|policy|response"
)
_PUBLIC_BODY = phrase(
    r"(?i)@lists?\.|[@.](?:gov\.[a-z]{2,}|gov|parliament\.[a-z]{2,}|police\.uk|europa\.eu|nhs\.uk|mod\.uk|judiciary\.uk|gc\.ca|gov\.[a-z]{2})$"
)
_PHONE = phrase(r"(?<![\w.,/=&+-])(?:\+44\s?(?:\(0\)\s?)?|\(?0)(?=[127])(?:\d[\s()-]{0,2}){8,9}\d(?![\d/]|[.,]\d)")
_CALLING = phrase(r"(?i)\b(?:call|ring|phone|telephone|tel|contact|mobile|reach(?:ed)?)\b")
_ANYBODYS = phrase(
    r"(?i)\b(?:helpline|advice line|switchboard|office|enquir(?:y|ies)|reception|press|charity|free of charge|freephone|organisation)\b"
)
_INSURANCE = phrase(r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b")
_HEALTH = phrase(r"(?i)\bNHS\b[^.;]{0,40}?(?<!\d)(\d{3}[ -]?\d{3}[ -]?\d{4})(?!\d)")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?,?\s+(?:19[3-9]\d|20\d\d)|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})\b)"
_BORN = phrase(
    r"(?P<who>\b\w+\s+)?\b(?:(?P<born>born\s+on\s+(?:the\s+)?)|(?i:date of birth|DOB|D\.O\.B\.)\s*(?:is|was|of)?\s*[:,(]?\s*)"
    rf"{_DAY}(?!\s+(?:or|and)\s+(?:later|after|before|earlier))"
)
_ANYBODY = phrase(r"(?i)\b(?:people|persons?|anyone|anybody|those|everyone|men|women|children|individuals|claimants|somebody|someone)\s*$")
_POSTCODE = r"(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})"
_ROAD = r"(?:Street|Road|Avenue|Lane|Close|Drive|Way|Gardens|Crescent|Terrace|Court|Place|Grove|Walk|Rd|St|Ave)"
_HOME = phrase(
    rf"(?:\b(?i:flat|apartment)\s+\d+[A-Za-z]?,?\s+(?:\d+[A-Za-z]?,?\s+)?(?:[A-Z][\w'’-]+,?\s+){{1,4}}?.{{0,60}}?\b{_POSTCODE}\b"
    rf"|\b(?i:lives?|lived|living|resid(?:es|ed|ing)|home address(?: is| was)?|home)\s*(?:at|:)?"
    rf"\s*\d+[A-Za-z]?,?\s+(?!Downing)(?:[A-Z][\w'’-]+\s+){{1,3}}{_ROAD}\b"
    rf"|\b(?:Mr|Mrs|Ms|Miss)\.?\s+[A-Z][\w'’-]*,?\s+(?:of\s+)?\d+[A-Za-z]?,?\s+(?!Downing)(?:[A-Z][\w'’-]+\s+){{1,3}}{_ROAD}\b)"
)


def check(subject: Submission | Artefact, facts: Facts) -> Iterator[Finding]:
    if subject.response.outline.version == "public":
        yield from _in_file(subject, facts) if isinstance(subject, Artefact) else _in_text(subject, facts)


def _in_file(artefact: Artefact, facts: Facts) -> Iterator[Finding]:
    """What a built file tells of contacts who are not public."""
    try:
        shown, besides = told(artefact.output, artefact.data)
    except Damaged:
        return  # SUB006 tells
    known = "" if RULE.code in artefact.told else shown
    for id_, contact in facts.workspace.configuration.contacts.items():
        if contact.public:
            continue
        for what, value in (("e-mail address", contact.email), ("telephone number", contact.phone), ("name", _full(contact.name))):
            wanted = as_compared(value or "")
            number = _digits(wanted) if what == "telephone number" else ""
            if wanted and (wanted in besides or wanted in known or (number and number in re.sub(r"[\s()-]", "", known))):
                yield RULE.finding(
                    artefact.span(),
                    f"This file holds the {what} of '{id_}', a contact who is not public.",
                    "Build it anew; or take it out of the text. Somebody who agrees gets 'public: true' in workspace.yaml.",
                )


def _full(name: str) -> str:
    """A name by which somebody is known: one word alone may be any word."""
    return name if len(name.split()) > 1 else ""


def _in_text(submission: Submission, facts: Facts) -> Iterator[Finding]:
    outline, known = submission.response.outline, facts.workspace.configuration.contacts
    for place, id_ in enumerate(outline.sign_off):
        if id_ in known and not known[id_].public:
            instead = known[id_].role or facts.workspace.configuration.organisation.name
            yield RULE.finding(
                outline.origin.span(f"sign_off.{place}"),
                f"'{id_}' signs and is not public, so that the public version prints '{instead}' and no name.",
                "Write 'public: true' for them in workspace.yaml where they agree to be named.",
                level="information",
            )
    contacts = known.values()
    for text in pieces(submission.open):
        for start, end, what in sorted({*_numbers(text.words), *_reached(text.words, contacts)}):
            yield RULE.finding(
                written(text, start, end, facts),
                f"{what} would be published: {text.words[start:end]}.",
                "Take it out, or give a role's mailbox; a contact who agrees gets 'public: true' in workspace.yaml.",
            )


def _reached(words: str, contacts: Iterable[Contact]) -> Iterator[tuple[int, int, str]]:
    """Addresses and telephone numbers of persons."""
    if "@" not in words and not _NUMBERED.search(words):
        return
    public = {each.casefold() for contact in contacts if contact.public for each in (contact.email or "", _digits(contact.phone or ""))}
    hidden = {each.casefold() for contact in contacts if not contact.public for each in (contact.email or "", _digits(contact.phone or ""))}
    for match in _MAIL.finditer(words) if "@" in words else ():
        mail = match[0].casefold()
        local, _, domain = mail.partition("@")
        generic = _ROLES.search(local) or _PUBLIC_BODY.search(mail) or local == domain.split(".")[0]
        beside = words[max(0, match.start() - 80) : match.start()], words[match.end() : match.end() + 60]
        if mail not in public and (mail in hidden or (not generic and is_persons(local, domain, *beside))):
            yield match.start(), match.end(), "The e-mail address of a person"
    for match in _PHONE.finditer(words) if _NUMBERED.search(words) else ():
        digits = _digits(match[0])
        if (
            digits in public
            or len(digits) not in ((11,) if digits[:2] == "07" else (10, 11))
            or words[: match.start()].rpartition(" ")[2].count("/")
        ):
            continue
        around = words[max(0, match.start() - 80) : match.end() + 40]
        if digits in hidden or digits.startswith("07") or (_CALLING.search(around) and not _ANYBODYS.search(around)):
            yield match.start(), match.end(), "A telephone number"


def _numbers(words: str) -> Iterator[tuple[int, int, str]]:
    """What the state knows somebody by, days of birth and home addresses."""
    numbered = _NUMBERED.search(words) is not None
    for match in _INSURANCE.finditer(words) if numbered else ():
        yield match.start(), match.end(), "A National Insurance number"
    for match in _HEALTH.finditer(words) if numbered else ():
        if _adds_up(_digits(match[1])):
            yield match.start(1), match.end(1), "An NHS number"
    for match in _BORN.finditer(words) if any(hint in words for hint in _BIRTH) else ():
        if not (match["born"] and _ANYBODY.search(match["who"] or "")):
            yield match.end("who") if match["who"] else match.start(), match.end(), "A date of birth"
    for match in _HOME.finditer(words) if any(hint in words for hint in _HOMES) else ():
        yield match.start(), match.end(), "A home address"


def _digits(written: str) -> str:
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    return f"0{digits[2:]}" if digits.startswith("44") and len(digits) > 11 else digits


def _adds_up(digits: str) -> bool:
    """Whether ten digits are an NHS number: the last one checks the nine before it."""
    total = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if total == 11 else total) == int(digits[9])
