"""A large workspace around the worked example: what an organisation's library looks like after ten years, made anew the same each time.

python benchmarks/library.py FOLDER --sources 20000 --claims 10000 --responses 200
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path
from random import Random
from textwrap import fill

REPOSITORY = Path(__file__).parents[1]
CLAIMS_IN_A_FILE = 100

BODIES = (
    "Department for Work and Pensions", "Ministry of Justice", "Home Office", "Office for National Statistics", "Crown Prosecution Service",
    "Ministry of Housing, Communities and Local Government", "Metropolitan Police Service", "National Audit Office", "NHS England",
    "House of Commons Home Affairs Committee", "Mayor's Office for Policing and Crime", "College of Policing", "Legal Aid Agency",
    "Equality and Human Rights Commission", "Advisory Council on the Misuse of Drugs", "Joint Committee on Human Rights",
)  # fmt: skip
SURNAMES = (
    "Eastwood", "Shiner", "Bear", r'M{\"u}ller', r"Gon{\c{c}}alves", "O'Brien", r"Fern{\'a}ndez", "Okonkwo", "Patel", "Nowak", "Smith",
    "de Vries", r'Sj{\"o}berg', r"Zieli{\'n}ski", "Ahmed", "Connelly", "Sanders", "Magson", "Bradford", r"{\O}degaard", r"Lef{\`e}vre",
    "Begum", "Murphy", "Lloyd",
)  # fmt: skip
GIVEN = (
    "Niamh",
    "Michael",
    "Daniel",
    "Ana",
    r"J{\'e}r{\^o}me",
    "Aisha",
    "Priya",
    "Zofia",
    "Lucy",
    "Teela",
    "Ben",
    "Chidi",
    "Hanna",
    "Owen",
)
SUBJECTS = (
    "stop and search", "drug treatment", "youth custody", "legal aid", "housing benefit", "school exclusion", "needle exchange",
    "sentencing", "policing by consent", "universal credit", "rough sleeping", "probation", "diversion schemes", "racial disparity",
    "overdose prevention",
)  # fmt: skip
PLACES = ("London", "England", "England and Wales", "Scotland", "Wales", "Greater Manchester", "Leeds", "Lambeth", "Durham", "Bristol")
JOURNALS = (
    "British Journal of Criminology",
    "Journal of Social Policy",
    "Drugs: Education, Prevention \\& Policy",
    "Addiction",
    "The Lancet",
)
PLEAS = (
    "An Enquiry into",
    "Trends in",
    "The Cost of",
    "Learning from",
    "Fair Treatment in",
    "A Review of",
    "Public Attitudes to",
    "Beyond",
)
PURPOSES = (
    "the number of people affected",
    "the length of time people wait",
    "how often decisions are overturned",
    "who is offered help first",
)
LOCATORS = ("p. {}", "p. {}", "pp. {}-{}", "para. {}", "p. {}, para. {}", "ch. {}", "s. {}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sources", type=int, default=20_000)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--responses", type=int, default=0)
    parser.add_argument("--sent", type=int, default=0, help="how many of the responses are sent")
    arguments = parser.parse_args()
    make(arguments.folder, arguments.sources, arguments.claims, arguments.responses, arguments.sent)


def make(root: Path, sources: int, claims: int, responses: int = 0, sent: int = 0) -> Path:
    """Copy the worked example to `root` and put `sources` entries, `claims` claims and `responses` responses beside its own.

    :param sent: how many of these responses are sent, from the first on.
    """
    example(root)
    chance = Random(f"{sources} sources and {claims} claims")
    keys = write_sources(root / "bibliography.bib", sources, chance)
    write_claims(root / "evidence", claims, keys, chance)
    for number in range(responses):
        write_response(root / "responses" / f"large-{number:04d}", number, claims, keys, chance)
    send(root, sent)
    return root


def send(root: Path, count: int) -> None:
    """Mark the first of the large responses as sent."""
    for number in range(count):
        outline = root / "responses" / f"large-{number:04d}" / "outline.yaml"
        outline.write_text(f"status: sent\n{outline.read_text(encoding='utf-8')}", encoding="utf-8")


def example(root: Path) -> Path:
    """A copy of this repository's own workspace as it was before anything was sent, without what was built from it."""
    for name in ("evidence", "responses"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("sent"))
    for name in ("workspace.yaml", "bibliography.bib"):
        shutil.copyfile(REPOSITORY / name, root / name)
    for outline in sorted((root / "responses").glob("*/outline.yaml")):
        text = outline.read_text(encoding="utf-8")
        outline.write_text(re.sub(r"(?m)^status: sent\b.*$", "status: draft", text), encoding="utf-8")
    return root


def write_sources(path: Path, count: int, chance: Random) -> list[str]:
    """Append `count` entries; their keys, without those of the collections that chapters inherit from."""
    keys, entries, collections = [], ['@string{hmso = "Her Majesty\'s Stationery Office"}'], []
    kinds = (report, online, article, book, chapter, act)
    for number in range(count):
        kind = chance.choices(kinds, weights=(35, 30, 20, 5, 5, 5))[0]
        key = f"{kind.__name__}{1990 + number % 34}n{number}"
        keys.append(key)
        if kind is chapter and (not collections or chance.random() < 0.3):
            collections.append(f"collection{number}")
        parent = chance.choice(collections) if kind is chapter else ""
        entries.append(entry(key, *kind(chance, number, parent)))
    # BibTeX wants a parent after the entries that inherit from it.
    entries += [
        entry(key, "book", {"title": title(chance), "editor": people(chance), "year": "2009", "publisher": "{Hart}"}) for key in collections
    ]
    with path.open("a", encoding="utf-8") as bibliography:
        bibliography.write("\n" + "\n\n".join(entries) + "\n")
    return keys


Fields = dict[str, str]


def report(chance: Random, number: int, _: str) -> tuple[str, Fields]:
    body = chance.choice(BODIES)
    fields = {"author": f"{{{body}}}" if chance.random() < 0.9 else body, "title": title(chance), "date": date(chance), "institution": body}
    if chance.random() < 0.3:
        fields |= {"number": f"HC {number % 1900}", "publisher": "hmso"}
    return "report", fields | web(chance, number) | extras(chance)


def online(chance: Random, number: int, _: str) -> tuple[str, Fields]:
    return "online", {"author": f"{{{chance.choice(BODIES)}}}", "title": title(chance), "date": date(chance)} | web(chance, number)


def article(chance: Random, number: int, _: str) -> tuple[str, Fields]:
    first = chance.randrange(1, 700)
    fields = {"author": people(chance), "title": title(chance), "journaltitle": chance.choice(JOURNALS), "date": date(chance)[:4]}
    fields |= {"volume": str(chance.randrange(1, 60)), "number": str(chance.randrange(1, 5)), "pages": f"{first}--{first + 17}"}
    return "article", fields | {"doi": f"10.1093/bjc/azw{number:05d}"} | extras(chance)


def book(chance: Random, number: int, _: str) -> tuple[str, Fields]:
    digits = f"978019{number:06d}"
    isbn = f"978-0-19-{number:06d}-{-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10}"
    return "book", {"author": people(chance), "title": title(chance), "publisher": "Oxford University Press", "year": "2012", "isbn": isbn}


def chapter(chance: Random, number: int, parent: str) -> tuple[str, Fields]:
    return "incollection", {
        "author": people(chance),
        "title": title(chance),
        "pages": f"{number % 300}--{number % 300 + 20}",
        "crossref": parent,
    }


def act(chance: Random, number: int, _: str) -> tuple[str, Fields]:
    year = 1971 + number % 50
    address = f"https://www.legislation.gov.uk/ukpga/{year}/{number % 60 + 1}"
    return "legislation", {"title": f"{chance.choice(SUBJECTS).title()} Act {year}", "url": address, "urldate": "2024-03-01"}


def title(chance: Random) -> str:
    start, subject, place = chance.choice(PLEAS), chance.choice(SUBJECTS).title(), chance.choice(PLACES)
    tail = chance.choice(
        ("", ": Evidence from {NHS} Records", " 2010/11", ": What 63\\% of People Say", " -- A Second Look", " \\& Beyond")
    )
    return f"{start} {subject} in {place}{tail}"


def people(chance: Random) -> str:
    return " and ".join(f"{chance.choice(SURNAMES)}, {chance.choice(GIVEN)}" for _ in range(chance.randrange(1, 4)))


def date(chance: Random) -> str:
    return f"{chance.randrange(1995, 2025)}-{chance.randrange(1, 13):02d}" + (
        f"-{chance.randrange(1, 29):02d}" if chance.random() < 0.5 else ""
    )


def web(chance: Random, number: int) -> Fields:
    address = chance.choice(
        ("https://www.gov.uk/government/publications/paper_{}", "https://data.example.org/views#!/vizhome/Report{}/Summary")
    )
    return {"url": address.format(number), "urldate": "2024-03-01"}


def extras(chance: Random) -> Fields:
    """What reference managers write beside what anybody cites."""
    if chance.random() < 0.6:
        return {}
    abstract = " ".join(
        f"This study looks at {chance.choice(SUBJECTS)} in {chance.choice(PLACES)} and asks what changed." for _ in range(8)
    )
    return {"abstract": abstract, "keywords": ", ".join(chance.sample(SUBJECTS, 3)), "langid": "british"}


def entry(key: str, kind: str, fields: Fields) -> str:
    """One entry as people's programs write them; ``hmso`` stands for the @string."""
    lines = [f"  {name} = {value if value == 'hmso' else '{' + value + '}'}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def write_claims(folder: Path, count: int, keys: list[str], chance: Random) -> None:
    """Files of a hundred claims, one topic each."""
    for first in range(0, count, CLAIMS_IN_A_FILE):
        topic = SUBJECTS[first // CLAIMS_IN_A_FILE % len(SUBJECTS)]
        claims = [claim(number, topic, keys, chance) for number in range(first, min(first + CLAIMS_IN_A_FILE, count))]
        text = f"topic: {topic.capitalize()} {first // CLAIMS_IN_A_FILE + 1}\nclaims:\n" + "\n".join(claims)
        (folder / f"large-{first // CLAIMS_IN_A_FILE:04d}.yaml").write_text(text, encoding="utf-8")


def claim(number: int, topic: str, keys: list[str], chance: Random) -> str:
    """One claim as YAML, with one or two supports."""
    year, share, total = 2005 + number % 18, chance.randrange(2, 98), chance.randrange(1_000, 900_000)
    text = (
        f"In {year} the figures on {topic} in {chance.choice(PLACES)} showed {chance.choice(PURPOSES)}: "
        "{{ total }} in all, of whom {{ share }} waited longer than the target."
    )
    supports = "\n".join(support(chance.choice(keys), chance) for _ in range(chance.choice((1, 1, 1, 2))))
    body = fill(text, 100, initial_indent="      ", subsequent_indent="      ", break_long_words=False)
    limits = "    limits: Counts of events, not of people; one person may be counted more than once.\n" if number % 3 == 0 else ""
    kind = chance.choice(("statistic", "statistic", "finding"))
    return f"""\
  large-{number:06d}:
    kind: {kind}
    text: >-
{body}
    short: "{{{{ share }}}} waited too long."
    values: {{total: "{total:,}", share: {share} per cent}}
    support:
{supports}
    place: {chance.choice(PLACES)}
    period: {year}-04/{year + 1}-03
    tags: [{", ".join(topic.split())}]
{limits}    status: checked
    checked: 2024-03-01
    review_by: 2034-03-01
"""


def support(key: str, chance: Random) -> str:
    first = chance.randrange(1, 90)
    lines = [f"      - source: {key}"]
    if chance.random() < 0.8:
        lines.append(f"        locator: {chance.choice(LOCATORS).format(first, first + chance.randrange(1, 9))}")
    if chance.random() < 0.25:
        lines.append(f'        quote: "the proportion rose to {chance.randrange(2, 98)} per cent, which the department did not expect"')
    return "\n".join(lines)


def write_response(folder: Path, number: int, claims: int, keys: list[str], chance: Random) -> None:
    """A response of four sections and about 1,500 words, which places 24 claims and asks for two things."""
    (folder / "sections").mkdir(parents=True)
    body, subject, place = chance.choice(BODIES), chance.choice(SUBJECTS), chance.choice(PLACES)
    (folder / "consultation.yaml").write_text(
        f"title: {subject.title()} in {place}, call {number}\nbody: {body}\ncloses: 2034-03-01\n", encoding="utf-8"
    )
    sections = []
    for part in ("background", "evidence", "practice", "proposals"):
        placed = [f"large-{chance.randrange(claims):06d}" for _ in range(6)]
        paragraphs = [paragraph(claim, subject, keys, number, chance) for claim in placed]
        (folder / "sections" / f"{part}.md").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
        ask = f"      - {{id: {part}, text: Publish the figures on {subject} each year., rests_on: [{placed[0]}]}}\n"
        asks = f"    recommendations:\n{ask}" if part in ("practice", "proposals") else ""
        sections.append(f"  - id: {part}\n    heading: {part.capitalize()}\n    text: sections/{part}.md\n{asks}")
    head = f"title: Response on {subject}\ndate: 2034-02-0{1 + number % 9}\nsections:\n"
    (folder / "outline.yaml").write_text(head + "".join(sections), encoding="utf-8")


def paragraph(claim: str, subject: str, keys: list[str], number: int, chance: Random) -> str:
    """Some sentences of prose around a claim, with a citation of their own."""
    return "\n".join(
        (
            f"Those who meet {subject} in {chance.choice(PLACES)} for the first time, in call {number} as before, tell us the same.",
            f'{{{{ claim("{claim}") }}}}',
            f"We have said since {chance.randrange(2005, 2020)} that {chance.choice(PURPOSES)} ought to be published.",
            f"The report of that year came to the same view [@{chance.choice(keys)}, p. {chance.randrange(1, 90)}].",
            f"It is for those who decide on {subject} to say why nothing followed from it, and when something will.",
        )
    )


if __name__ == "__main__":
    main()
