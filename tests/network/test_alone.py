"""Nothing else in the toolkit reaches the network."""

from __future__ import annotations

import ast

from tests.conftest import ROOT

NETWORK = {
    *("aiohttp", "asyncssh", "ftplib", "http.client", "http.server", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket"),
    *("socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc"),
}


def imports(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({node.module, *(f"{node.module}.{each.name}" for each in node.names)})
    return {name for name in found if any(name == each or name.startswith(f"{each}.") for each in NETWORK)}


def test_imports_of_the_network_are_seen_however_they_are_written() -> None:
    assert imports("import aiohttp.web\nfrom urllib import request\nfrom http.client import x\nfrom urllib.parse import quote") == {
        *("aiohttp.web", "urllib.request", "http.client", "http.client.x")
    }


def test_only_the_room_of_the_network_imports_what_reaches_it() -> None:
    elsewhere = {
        str(path.relative_to(ROOT)): found
        for path in sorted((ROOT / "toolkit").rglob("*.py"))
        if "network" not in path.relative_to(ROOT / "toolkit").parts[:1] and (found := imports(path.read_text(encoding="utf-8")))
    }
    assert elsewhere == {}
