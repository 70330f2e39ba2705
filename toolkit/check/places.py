"""Places of the United Kingdom by how much of it they are: enough to see when a statement reaches further than its evidence."""

from __future__ import annotations

import re

from toolkit.english.phrase import phrase

_WIDE = {
    "united kingdom": 4, "uk": 4, "great britain": 4, "britain": 4, "england and wales": 3, "england": 2, "wales": 2, "scotland": 2,
    "northern ireland": 2,
}  # fmt: skip
_LOCAL_NAMES = (
    "london|greater london|inner london|outer london|manchester|greater manchester|birmingham|west midlands|leeds|"
    "sheffield|liverpool|merseyside|bristol|newcastle|newcastle upon tyne|nottingham|leicester|coventry|bradford|"
    "hull|plymouth|derby|durham|county durham|york|north yorkshire|south yorkshire|west yorkshire|avon and somerset|"
    "somerset|devon|cornwall|devon and cornwall|kent|essex|sussex|surrey|hampshire|dorset|norfolk|suffolk|"
    "cambridgeshire|oxford|oxfordshire|thames valley|bedfordshire|hertfordshire|lancashire|cumbria|cheshire|"
    "staffordshire|derbyshire|nottinghamshire|leicestershire|lincolnshire|warwickshire|gloucestershire|wiltshire|"
    "northumbria|cleveland|humberside|west mercia|the north east|the north west|the south east|the south west|"
    "east of england|east midlands|glasgow|edinburgh|aberdeen|dundee|cardiff|swansea|gwent|dyfed-powys|belfast|"
    "barking and dagenham|barnet|bexley|brent|bromley|camden|croydon|ealing|enfield|greenwich|hackney|"
    "hammersmith and fulham|haringey|harrow|havering|hillingdon|hounslow|islington|kensington and chelsea|"
    "kingston upon thames|lambeth|lewisham|merton|newham|redbridge|richmond upon thames|southwark|sutton|"
    "tower hamlets|waltham forest|wandsworth|westminster"
)
_LOCAL = frozenset(_LOCAL_NAMES.split("|"))
_DEMONYMS = {
    "london": ("london", "metropolitan", "the met", "capital", "borough"), "scotland": ("scot",), "wales": ("wales", "welsh"),
    "england": ("england", "english"), "northern ireland": ("northern ir",), "england and wales": ("england and wales",),
}  # fmt: skip
_WIDER = phrase(
    r"(?i)\b(?:in|across|throughout|all over|for|of) (?:the whole of |all of |all )?(?:the )?"
    r"(?P<place>united kingdom|UK|great britain|britain|england and wales|england|wales|scotland|northern ireland)\b(?!'|’)"
    r"|\b(?P<people>(?:British|UK) (?=(?:adults|people|households|children|families|workers|women|men|pupils|prisoners|landlords"
    r"|tenants|voters|"
    r"patients|residents)\b))"
    r"|(?P<nation>\b(?:across|all over|throughout|up and down|around) the (?:whole |entire )?(?:country|nation)\b|\bnationally\b"
    r"|\bnationwide\b"
    r"|\bcountrywide\b|\bin every (?:part|corner) of the (?:country|nation)\b)"
)
_APART = phrase(
    r"(?i)\b(?:than|compared|rest of|elsewhere|average|unlike|outside|as in|bank of|university of|church of|"
    r"highest|lowest|largest|smallest|first|only|one of)\b"
)
"""Words with which the wider place is what something is compared with, or part of a name."""


def level(place: str) -> int:
    """How wide a place is, from 1 for a town or county to 4 for the whole kingdom; 0 for what is not known."""
    name = " ".join(place.lower().split()).removeprefix("the ")
    return _WIDE.get(name) or (1 if name in _LOCAL or f"the {name}" in _LOCAL else 0)


def _level(match: re.Match[str]) -> int:
    return level(match["place"]) if match["place"] else 4


def wider(words: str, place: str) -> re.Match[str] | None:
    """Where a text speaks of more of the kingdom than its place, and not of the place itself.

    :param place: one place or several with a semicolon between them; nothing is said where one of them is not known.
    """
    places = [each.strip() for each in re.split(r";|, ", place) if each.strip()]
    levels = [level(each) for each in places]
    if not places or not all(levels) or (len({*places}) > 1 and max(levels) > 1):
        return None
    known = [name for each in places for name in (each.lower(), *_DEMONYMS.get(each.lower(), ()))]
    small = words.lower()
    if any(name in small for name in known):
        small = _WIDER.sub(
            lambda each: " " if _level(each) > max(levels) else each[0], words
        ).lower()  # England is not named in "England and Wales"
        if any(name in small for name in known):
            return None
    if _APART.search(words):
        return None
    for match in _WIDER.finditer(words):
        if _level(match) > max(levels) and (max(levels) == 1 or not match["nation"]):
            return match
    return None
