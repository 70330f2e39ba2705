"""Other words for the same thing, for a search that somebody broadens on purpose: put into every search they were measured to hurt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from toolkit.library.words import key

_POLICY = """
drug consumption room = safe injection facility = supervised injection site = overdose prevention centre = safer consumption facility
needle exchange = needle and syringe programme = syringe exchange
take-home naloxone = overdose reversal
opioid substitution = methadone = buprenorphine = substitute prescribing
drug treatment = recovery service = substance misuse service
substance misuse = drug misuse = drug use = addiction = dependence
decriminalisation = depenalisation = removal of criminal penalties
diversion = out-of-court disposal = deferred prosecution = community resolution = caution
possession = personal use
drug-related death = fatal overdose = drug poisoning death
heroin = opiate = opioid
stop and search = body search = frisk
black and minority ethnic = ethnic minority = BAME = racialised
disproportionality = racial disparity = discrimination
prison = custody = jail = gaol = imprisonment = incarceration
prisoner = inmate = offender
young offender = child in conflict with the law = youth justice
child = young person = minor = juvenile = youth
remand = pre-trial detention
probation = supervision in the community = community sentence
reoffending = recidivism = reconviction
legal aid = publicly funded legal help = legal assistance
lawyer = solicitor = legal representative = counsel
homelessness = rough sleeping = temporary accommodation
tenant = renter = private renter
eviction = possession order = repossession
social housing = council housing = social rent
landlord = letting agent
benefit = social security = universal credit = welfare
sanction = benefit cut = deduction
benefit claimant = recipient
poverty = deprivation = low income = hardship
asylum seeker = refugee = person seeking asylum
trafficking = modern slavery = exploitation
county lines = criminal exploitation
domestic abuse = domestic violence = violence against women
sex work = prostitution
mental health = mental illness = psychiatric
suicide = self-inflicted death
general practitioner = GP = family doctor = primary care
waiting time = delay = backlog
school exclusion = permanent exclusion = expulsion
local authority = council = local government
employment = job = work
discrimination = unequal treatment
disabled = disability
guidance = statutory guidance = code of practice
inspection = inspectorate
funding = budget = spending = investment
cost = saving = value for money
increase = rise = growth
decrease = fall = reduction = decline
alcohol = drinking
smoking = tobacco = vaping
surveillance = monitoring
facial recognition = biometric
data protection = privacy
"""
_SPELLINGS = """
programme = program
centre = center
defence = defense
offence = offense
licence = license
practise = practice
behaviour = behavior
labour = labor
colour = color
neighbour = neighbor
neighbourhood = neighborhood
harbour = harbor
favour = favor
honour = honor
rumour = rumor
judgement = judgment
enrolment = enrollment
fulfil = fulfill
paediatric = pediatric
anaesthetic = anesthetic
gaol = jail
grey = gray
cheque = check
ageing = aging
counselling = counseling
counsellor = counselor
travelling = traveling
modelling = modeling
sceptical = skeptical
foetus = fetus
"""


def others(own: Iterable[Sequence[str]] = (), abbreviations: Iterable[tuple[str, str]] = ()) -> Callable[[str], Sequence[str]]:
    """What may stand for a word or phrase: words of the same meaning, of this list and of one's own, and other spellings.

    :param own: groups of words and phrases that mean the same in one workspace.
    :param abbreviations: short and long forms; what means the same as one of them means the same as the other.
    """
    groups: dict[str, list[str]] = {}
    listed = [[each.strip() for each in line.split("=")] for line in (_POLICY + _SPELLINGS).splitlines() if line]
    for group in (*listed, *own, *abbreviations):
        for each in group:
            groups.setdefault(key(each), []).extend(other for other in group if key(other) != key(each))
    return lambda words: tuple(dict.fromkeys((*groups.get(key(words), ()), *_spelt(words))))


def _spelt(words: str) -> tuple[str, ...]:
    """The other spelling of a word that ends as in organise or organisation."""
    for british, american in (("isation", "ization"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("yse", "yze")):
        for one, other in ((british, american), (american, british)):
            if len(words) > len(one) + 2 and words.casefold().endswith(one):
                return (words[: -len(one)] + other,)
    return ()
