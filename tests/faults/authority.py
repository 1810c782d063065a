"""Who vouches for the servers of these tests? A certificate authority made for one test run."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, kw_only=True)
class Authority:
    """A P-256 key and the certificate by which others know it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def write(self, path: Path) -> Path:
        """What a client trusts: the authority's certificate, as PEM."""
        path.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return path

    def server(self, path: Path) -> Path:
        """A server's private key and its certificate for 127.0.0.1, as PEM in one file that only its owner reads."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = (
            _certificate("server", key, self.certificate.subject)
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
            .sign(self.key, SHA256())
        )
        path.touch(mode=0o600)
        path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + made.public_bytes(Encoding.PEM))
        return path


def new_authority(name: str) -> Authority:
    """An authority that nobody knows yet; valid for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        _certificate(name, key, _named(name))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    return Authority(key=key, certificate=made)


def _certificate(name: str, key: ec.EllipticCurvePrivateKey, issuer: x509.Name) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
