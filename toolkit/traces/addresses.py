"""Addresses that only some can open: files of one machine, sites of an organisation's own network, mailboxes of persons."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import unquote, urlsplit

_DISK = re.compile(r"(?i)file:|[a-z]:[\\/]|\\\\|/(?:users|home)/")
_SHARED = re.compile(
    r"(?i)(?:^|\.)(?:sharepoint\.(?:com|de|us|cn)|onedrive\.live\.com|1drv\.ms|my\.box\.com|docs\.google\.com|drive\.google\.com"
    r"|dropbox\.com|teams\.microsoft\.com|teams\.live\.com|safelinks\.protection\.outlook\.com|notion\.so|slack\.com|basecamp\.com)$"
)
"""Hosts on which an organisation keeps its own files, and one that tells who was sent a link."""
_INSIDE = re.compile(r"(?i)(?:^|\.)(?:intranet|intra|internal|corp|local|lan|home|localhost|private|vpn)(?:\.|$)|^[a-z0-9-]+$")


def on_a_disk(address: str) -> bool:
    """Whether an address is the path of a file on somebody's machine."""
    return bool(_DISK.match(unquote(address)))


def private(address: str) -> str:
    """Why not everybody can open an address, or may have it, in a few words; empty where anybody can."""
    address = address.strip()
    if on_a_disk(address):
        return "a file on somebody's machine"
    parts = urlsplit(address)
    if parts.scheme.lower() == "mailto":
        return "somebody's mailbox"
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme.lower() not in ("http", "https", "ftp") or not host:
        return ""
    if parts.username:
        return "an address with a name or a password in it"
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        if _SHARED.search(host):
            return "a place where an organisation keeps its files"
        return "a site of an organisation's own network" if _INSIDE.search(host) else ""
    return "" if number.is_global else "a site of an organisation's own network"
