"""The words that documents have of themselves (Figure, Contents, Page 1 of 3), their dates and quotation marks, by language.

What stands in no table here is printed in English, and a finding says so; workspace.yaml may give the words under ``words``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field

from toolkit.model.span import Frozen
from toolkit.model.values import long_date

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_NAMES = {"welsh": "cy", "cymraeg": "cy", "french": "fr", "français": "fr", "english": "en-GB", "arabic": "ar", "hebrew": "he"}


def _language(tag: str) -> str:
    if not _TAG.fullmatch(tag):
        meant = _NAMES.get(tag.strip().lower(), "cy for Welsh or fr for French")
        raise ValueError(f"should be a language tag: {meant}")
    return tag.replace("_", "-")


LanguageTag = Annotated[str, AfterValidator(_language)]
"""A language, and where it matters the country: ``cy``, ``en-GB``."""


class Wording(Frozen):
    """Words that are printed and that nobody writes into a text; English unless said otherwise."""

    figure: str = Field("Figure", description="Before the number of a chart")
    table: str = Field("Table", description="Before the number of a table")
    source: str = Field("Source", description="Below charts and tables")
    joint: str = Field("and", description="Between two authors below a chart")
    others: str = Field("and others", description="For authors who are not named there")
    no_date: str = Field("no date", description="For a source that has none")
    summary: str = Field("Summary", description="Heading of the summary")
    recommendation: str = Field("Recommendation", description="Before the number of a recommendation")
    summary_of_recommendations: str = Field("Summary of recommendations", description="Heading of the recommendations at the front")
    contents: str = Field("Contents", description="Heading of the table of contents")
    notes: str = Field("Notes", description="Heading of notes at the end")
    references: str = Field("References", description="Heading of the bibliography")
    part: str = Field("Part", description="Before the number of a part of a guide")
    in_short: str = Field("In short", description="At the head of the key points of a briefing")
    template_letter: str = Field("Template letter", description="At the head of a letter to copy")
    page: str = Field("Page {page} of {pages}", description="At the foot of each page")
    confidential: str = Field("Confidential", description="Marks what is not for publication")
    personal_data: str = Field("Personal data", description="Marks what tells of a person, and is not for publication")
    withheld: str = Field("withheld", description="Stands for words in a sentence that a public version leaves out")
    not_public: str = Field("not in the public version", description="Stands, behind 'Confidential', for paragraphs that it leaves out")
    end_of_part: str = Field("End of what is confidential", description="Behind a confidential part, where no rule in the margin shows it")
    confidential_version: str = Field("Confidential version: not for publication", description="At the head of a copy with all parts")
    confidential_annex: str = Field("Confidential annex: not for publication", description="At the head of a copy with those parts alone")
    public_version: str = Field("Public version: confidential parts are left out", description="At the head of a copy that lacks some")
    embargoed_until: str = Field("Embargoed until {moment}", description="At the head of what may not be shown yet")
    contact_details: str = Field("Contact details", description="Heading of the page that has them")
    cover_sheet: str = Field("Cover sheet", description="Heading of the first page, where a body asks for one")
    consultation: str = Field("Consultation", description="On the cover sheet: what is answered")
    addressee: str = Field("To", description="On the cover sheet: the body")
    reference: str = Field("Reference", description="On the cover sheet: the body's number")
    respondent: str = Field("Respondent", description="On the cover sheet: who answers")
    date: str = Field("Date", description="On the cover sheet")
    contact: str = Field("Contact", description="On the cover sheet: who can be asked")
    confidentiality: str = Field("Confidentiality", description="On the cover sheet")
    nothing_confidential: str = Field("Nothing in this response is confidential.", description="On the cover sheet")
    parts_confidential: str = Field("These parts are confidential, and are not for publication: {parts}.", description="On the cover sheet")


ENGLISH = Wording()
WORDINGS: Mapping[str, Wording] = {
    "en": ENGLISH,
    "cy": Wording(
        figure="Ffigur",
        table="Tabl",
        source="Ffynhonnell",
        joint="a",
        others="ac eraill",
        no_date="dim dyddiad",
        summary="Crynodeb",
        recommendation="Argymhelliad",
        summary_of_recommendations="Crynodeb o\u2019r argymhellion",
        contents="Cynnwys",
        part="Rhan",
        in_short="Yn gryno",
        template_letter="Llythyr enghreifftiol",
        notes="Nodiadau",
        references="Cyfeiriadau",
        page="Tudalen {page} o {pages}",
        confidential="Cyfrinachol",
        personal_data="Data personol",
        withheld="wedi\u2019i ddal yn \u00f4l",
        not_public="nid yw yn y fersiwn cyhoeddus",
        end_of_part="Diwedd y rhan gyfrinachol",
        confidential_version="Fersiwn cyfrinachol: nid i\u2019w gyhoeddi",
        confidential_annex="Atodiad cyfrinachol: nid i\u2019w gyhoeddi",
        public_version="Fersiwn cyhoeddus: mae rhannau cyfrinachol wedi\u2019u hepgor",
        embargoed_until="Dan embargo tan {moment}",
        contact_details="Manylion cyswllt",
        cover_sheet="Taflen glawr",
        consultation="Ymgynghoriad",
        addressee="At",
        reference="Cyfeirnod",
        respondent="Ymatebydd",
        date="Dyddiad",
        contact="Cyswllt",
        confidentiality="Cyfrinachedd",
        nothing_confidential="Nid oes dim yn yr ymateb hwn yn gyfrinachol.",
        parts_confidential="Mae\u2019r rhannau hyn yn gyfrinachol, ac nid ydynt i\u2019w cyhoeddi: {parts}.",
    ),
    "fr": Wording(
        figure="Figure",
        table="Tableau",
        source="Source\u00a0",  # a colon follows
        joint="et",
        others="et al.",
        no_date="s. d.",
        summary="R\u00e9sum\u00e9",
        recommendation="Recommandation",
        summary_of_recommendations="R\u00e9sum\u00e9 des recommandations",
        contents="Table des mati\u00e8res",
        part="Partie",
        in_short="En bref",
        template_letter="Mod\u00e8le de lettre",
        notes="Notes",
        references="R\u00e9f\u00e9rences",
        page="Page {page} sur {pages}",
        confidential="Confidentiel",
        personal_data="Donn\u00e9es personnelles",
        withheld="non publi\u00e9",
        not_public="ne figure pas dans la version publique",
        end_of_part="Fin de la partie confidentielle",
        confidential_version="Version confidentielle\u00a0: ne pas publier",
        confidential_annex="Annexe confidentielle\u00a0: ne pas publier",
        public_version="Version publique\u00a0: les parties confidentielles sont omises",
        embargoed_until="Sous embargo jusqu\u2019au {moment}",
        contact_details="Coordonn\u00e9es",
        cover_sheet="Page de garde",
        consultation="Consultation",
        addressee="Destinataire",
        reference="R\u00e9f\u00e9rence",
        respondent="R\u00e9pondant",
        date="Date",
        contact="Contact",
        confidentiality="Confidentialit\u00e9",
        nothing_confidential="Cette r\u00e9ponse ne contient rien de confidentiel.",
        parts_confidential="Les parties suivantes sont confidentielles et ne doivent pas \u00eatre publi\u00e9es\u00a0: {parts}.",
    ),
}


class Marks(NamedTuple):
    """Quotation marks: outer ones and those within them, with the spaces that belong inside."""

    double: tuple[str, str] = ("\u201c", "\u201d")
    single: tuple[str, str] = ("\u2018", "\u2019")


_GUILLEMETS = Marks(("\u00ab", "\u00bb"), ("\u201c", "\u201d"))
_MARKS = {
    "fr": Marks(("\u00ab\u00a0", "\u00a0\u00bb"), ("\u201c", "\u201d")),
    "de": Marks(("\u201e", "\u201c"), ("\u201a", "\u2018")),
    "pl": Marks(("\u201e", "\u201d"), ("\u201a", "\u2019")),
    **dict.fromkeys(("es", "it", "pt", "ru", "uk", "no", "nb", "nn"), _GUILLEMETS),
}
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def spoken(tag: str) -> str:
    """The language without the country: ``cy`` for ``cy-GB``."""
    return re.split(r"[-_]", tag, maxsplit=1)[0].lower()


def is_english(tag: str) -> bool:
    return spoken(tag) == "en"


def is_right_to_left(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return spoken(tag) in _RIGHT_TO_LEFT


def wording_of(tag: str, own: Mapping[str, Wording]) -> Wording:
    """The words of a language; English ones where it has none.

    :param own: words that a workspace gives, by language; those of a country go before those of its language.
    """
    wording = WORDINGS.get(spoken(tag), ENGLISH)
    for given in (own.get(spoken(tag)), own.get(tag)):
        if given is not None:
            wording = wording.model_copy(update={name: getattr(given, name) for name in given.model_fields_set})
    return wording


def is_worded(tag: str, own: Mapping[str, Wording]) -> bool:
    """Whether documents in a language have words of that language."""
    return spoken(tag) in WORDINGS or bool({tag, spoken(tag)} & own.keys())


def quotation_marks(tag: str) -> Marks:
    return _MARKS.get(spoken(tag), Marks())


def day_in(tag: str, day: datetime.date | None) -> str:
    """A date as it is written in a language: ``1 March 2017``, ``1 Mawrth 2017``, ``1er mars 2017``; empty for None."""
    if day is None or is_english(tag):
        return long_date(day)
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - few documents are not in English
    from babel.dates import format_date  # noqa: PLC0415

    try:
        written = format_date(day, "long", Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return long_date(day)
    return re.sub(r"^1 ", "1er ", written) if spoken(tag) == "fr" else written


def language_name(tag: str) -> str:
    """What a language is called in English; the tag itself where nobody knows."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return Locale.parse(spoken(tag)).get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag
