"""What comes of asking for an address, as a value: whatever the web does, nothing is raised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

PERMANENT, TEMPORARY = frozenset({301, 308}), frozenset({302, 303, 307})

Reason = Literal[
    "address",  # not an address of the web, or one with credentials in it
    "blocked",  # an address of this machine or of a private network
    "no-host",  # the domain name system knows no such host
    "dns",  # the domain name system could not be asked
    "refused",  # the host takes no connections there
    "unreachable",  # no way to the host
    "timeout",
    "reset",  # the connection was closed before an answer
    "expired",  # the certificate's days are over, or have not begun
    "wrong-host",  # the certificate is that of another host
    "untrusted",  # the certificate is signed by nobody whom this machine trusts
    "tls",  # anything else that is wrong with encryption
    "protocol",  # what came is no HTTP, or its heads are too large
    "loop",  # redirects lead back to where they came from
    "redirects",  # too many of them
]
TLS = frozenset({"expired", "wrong-host", "untrusted", "tls"})

Cut = Literal["", "limit", "time", "connection", "encoding"]
"""Why a body is not whole: larger than the limit, too slow, cut off, or not packed as its head says."""


class Failure(NamedTuple):
    """Why there is no answer."""

    reason: Reason
    said: str
    """More about it, for people; may be empty."""


class Hop(NamedTuple):
    """One redirect that was followed."""

    url: str
    """The address that redirects."""
    status: int


class Limits(NamedTuple):
    """How much one address may cost."""

    body: int = 2 * 1024 * 1024
    """Bytes, as they come and unpacked; the connection is closed behind them."""
    seconds: float = 20
    """For each redirect and for the answer, from dialling to the end of the body."""
    dialling: float = 10
    """Seconds in which a host must take a connection."""
    redirects: int = 10
    wait: float = 10
    """Longest wait, in seconds, that a server may ask for (Retry-After) and get."""
    tries: int = 3
    """How often an address is asked for where the server says that it is busy, or the connection breaks."""


@dataclass(frozen=True)
class Answer:
    """What an address gave. Either `failure` or `status` is there; after a failure `url` is the address that failed."""

    asked: str
    url: str
    """The last address, behind all redirects, with the fragment."""
    at: datetime
    """When, in UTC."""
    seconds: float
    """From the first to the last, waiting included."""
    hops: tuple[Hop, ...] = ()
    tries: int = 1
    """How often the last address was asked for."""
    failure: Failure | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """As sent, in order."""
    body: bytes = b""
    """Unpacked; as much of it as the limits allow."""
    cut: Cut = ""

    @property
    def whole(self) -> bool:
        """Whether the body is all that the server has."""
        return not self.cut

    @property
    def ok(self) -> bool:
        """Whether there is what was asked for: a status from 200 to 299."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def moved_for_good(self) -> bool:
        """Whether there were redirects, and every one of them is permanent."""
        return bool(self.hops) and all(hop.status in PERMANENT for hop in self.hops)

    def header(self, name: str) -> str:
        """The value of a head, several of one name joined by commas; empty where there is none."""
        return ", ".join(value for each, value in self.headers if each.lower() == name.lower())

    @property
    def kind(self) -> str:
        """The media type that the server gives, in small letters, without parameters; empty where it gives none."""
        return self.header("content-type").partition(";")[0].strip().lower()
