"""What goes wrong between here and a server, told apart: a host that is gone, one that is down, and one that cannot be trusted."""

from __future__ import annotations

import errno
import socket
import ssl

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorError,
    ClientResponseError,
    ConnectionTimeoutError,
    InvalidURL,
    ServerDisconnectedError,
)
from aiohttp.http_exceptions import HttpProcessingError

from toolkit.network.answer import Failure, Reason
from toolkit.network.dialling import Blocked

_NO_HOST = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_EXPIRED = frozenset({9, 10})
"""X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED, of OpenSSL's x509_vfy.h."""
_WRONG_HOST = frozenset({62, 64})
"""X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH."""
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})


def failure_of(error: BaseException) -> Failure:
    """What an exception of asking means. Any exception is something: what is not known is a broken connection."""
    if isinstance(error, ClientConnectorCertificateError):
        error = error.certificate_error
    elif isinstance(error, ClientConnectorError):
        error = error.os_error
    if isinstance(error, Blocked):
        return Failure("blocked", f"{error} is an address of this machine or of a private network")
    if isinstance(error, socket.gaierror):
        return Failure("no-host", "") if error.errno in _NO_HOST else Failure("dns", error.strerror or "")
    if isinstance(error, InvalidURL):
        return Failure("address", "it is not written as an address")
    if isinstance(error, UnicodeError):  # a name that no encoding of host names has room for
        return Failure("no-host", "its name is too long or has signs in it that no host's has")
    if isinstance(error, ssl.SSLCertVerificationError):
        return Failure(_certificate(error), error.verify_message)
    if isinstance(error, ssl.SSLError):
        return Failure("tls", (error.reason or "").replace("_", " ").lower())
    if isinstance(error, ConnectionTimeoutError):
        return Failure("timeout", "it takes no connections")
    if isinstance(error, TimeoutError):
        return Failure("timeout", "")
    if isinstance(error, ClientResponseError | HttpProcessingError):
        return Failure("protocol", _first_line(error.message))
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, ServerDisconnectedError):
        return Failure("reset", "")
    return Failure("protocol", _first_line(str(error)))


def _certificate(error: ssl.SSLCertVerificationError) -> Reason:
    if error.verify_code in _EXPIRED:
        return "expired"
    return "wrong-host" if error.verify_code in _WRONG_HOST else "untrusted"


def _of_system(error: OSError) -> Failure:
    number = error.errno
    if number == errno.ECONNREFUSED:
        return Failure("refused", "")
    if number in _UNREACHABLE:
        return Failure("unreachable", "")
    if number == errno.ETIMEDOUT:
        return Failure("timeout", "")
    return Failure("reset", "")


def _first_line(said: str) -> str:
    return said.strip().partition("\n")[0].strip().rstrip(":")[:120]
