"""The certificate of the page: made on first run and kept, or somebody's own.

A self-made one is no less secret, but no browser knows it: whoever opens the page compares the fingerprint once.
"""

from __future__ import annotations

import hashlib
import ipaddress
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from conclave_desk.errors import MachineFault, WrongUse
from conclave_desk.whole import whole_file

_LASTS = timedelta(days=397)
"""Browsers distrust certificates that last longer."""
_RENEWED = timedelta(days=14)
"""So long before its end a self-made one is made anew, so that it ends in no event."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A file with a certificate (and those that vouch for it) and its private key, in PEM."""

    path: Path
    fingerprint: str
    names: tuple[str, ...]
    made: bool = False


def given(path: Path) -> Certificate:
    """Somebody's own certificate; :class:`WrongUse` if the file is none, or lacks the key."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path)
        return _read(path)
    except (OSError, ssl.SSLError, ValueError) as fault:
        raise WrongUse(
            f"{path}: is no PEM file with a certificate and its private key ({getattr(fault, 'strerror', '') or fault})"
        ) from fault


def own(path: Path, hosts: Sequence[str], now: datetime) -> Certificate:
    """The self-made certificate at ``path``: made when there is none, when it ends soon, or when a host is another."""
    try:
        if path.exists():
            kept = _read(path)
            if set(hosts) <= set(kept.names) and _until(path) - now > _RENEWED:
                return kept
        with whole_file(path, private=True) as file:
            file.write(_pem(hosts, now))
        return Certificate(path, _read(path).fingerprint, tuple(hosts), made=True)
    except OSError as fault:
        raise MachineFault(f"{path}: cannot be written ({fault.strerror or fault})") from fault
    except ValueError as fault:
        raise WrongUse(f"{path}: is no certificate; move it away, and another will be made") from fault


def reached_at(host: str) -> str:
    """The address at which others on the network reach a server that listens at ``host``."""
    if host not in ("0.0.0.0", "::", ""):
        return host
    family, somewhere = (socket.AF_INET6, "2001:db8::1") if host == "::" else (socket.AF_INET, "192.0.2.1")
    with socket.socket(family, socket.SOCK_DGRAM) as asked:
        try:
            # Connecting a datagram socket sends nothing: the system only says by which of its addresses it would go.
            asked.connect((somewhere, 9))
            return str(asked.getsockname()[0])
        except OSError:
            return socket.gethostname()


def _read(path: Path) -> Certificate:
    first = x509.load_pem_x509_certificates(path.read_bytes())[0]
    try:
        found = first.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        names: tuple[str, ...] = ()
    else:
        addresses = map(str, found.get_values_for_type(x509.IPAddress))
        names = (*found.get_values_for_type(x509.DNSName), *addresses)
    return Certificate(path, _fingerprint(first), names)


def _fingerprint(certificate: x509.Certificate) -> str:
    digest = hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest().upper()
    return ":".join(digest[place : place + 2] for place in range(0, len(digest), 2))


def _until(path: Path) -> datetime:
    return x509.load_pem_x509_certificates(path.read_bytes())[0].not_valid_after_utc


def _pem(hosts: Sequence[str], now: datetime) -> bytes:
    from cryptography import x509

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "conclave-desk gate")])
    now = now.astimezone(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _LASTS - timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([_name(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + made.public_bytes(Encoding.PEM)


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
