"""Which addresses may be asked: web addresses without credentials, on machines that are there for everybody.

An address in a bibliography, and even more one in the answer of a server, is somebody else's text. It must not make us ask machines of
our own network (server-side request forgery).
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from yarl import URL

_INSIDE = tuple(
    ip_network(each)
    for each in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32"),
        *("2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
)
"""IANA's registries of special addresses, and those that carry an IPv4 address in them: `is_global` of `ipaddress` passes some."""


def inside(address: str) -> bool:
    """Whether an IP address may belong to this machine or to a network of its own; also where it is none that can be read."""
    try:
        read = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    return not read.is_global or any(read in network for network in _INSIDE if network.version == read.version)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host of an address is written as, if it is."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def plain_host(host: str) -> str:
    """A host as it is compared: in small letters, without brackets and the last full stop."""
    return host.strip("[]").rstrip(".").lower()


def web_address(written: str) -> URL:
    """The address as it is asked for.

    :raises ValueError: where it is no address of the web, with the reason in an officer's words.
    """
    try:
        url = URL(written.strip())
        host, _ = url.host, url.port
    except ValueError:
        raise ValueError("it is not written as an address") from None
    if url.scheme not in ("http", "https"):
        raise ValueError(
            f"it begins with '{url.scheme}:', and only http: and https: lead to the web" if url.scheme else "it has no http://"
        )
    if not host:
        raise ValueError("it names no host")
    if url.user is not None or url.password is not None:
        raise ValueError("it holds a user name or a password")
    return url
