"""Who signs the certificates? An X.509 authority on P-256 whose key follows from the service's secret and is stored nowhere."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from chassis.keyed import Keyed
from services.production.adapters.sealing import make_seal
from services.production.values import Certificate, Seal, Subject

T = TypeVar("T")

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NAME = x509.Name(
    [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "电子钥匙服务商"),
        x509.NameAttribute(NameOID.COMMON_NAME, "Electronic Key Authority"),
    ]
)
FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
Extension = tuple[x509.ExtensionType, bool]


class X509Authority:
    """Every replica with the same secret is the same authority: key, serials and self-signed certificate are derived."""

    def __init__(self, keyed: Keyed) -> None:
        self._keyed = keyed
        scalar = int.from_bytes(hashlib.sha512(keyed.key("authority")).digest()) % (P256_ORDER - 1) + 1
        self._key = ec.derive_private_key(scalar, ec.SECP256R1())
        self._certificate = self_signed(self._key, serial=self._serial("authority"))

    @property
    def pem(self) -> str:
        """Its self-signed certificate."""
        return self._certificate.public_bytes(serialization.Encoding.PEM).decode()

    async def certify(self, *, subject: Subject, public_key: str, purpose: str, at: datetime, lifetime: timedelta) -> Certificate:
        """See `ports.Authority`. Raises ValueError for a public key that is not on P-256."""
        return await elsewhere(lambda: self._certify(subject, public_key, self._serial(purpose), at, lifetime))

    async def seal(self, *, subject: Subject, certificate: Certificate, at: datetime) -> Seal:
        """See `ports.Authority`."""
        return await elsewhere(lambda: make_seal(self._key, subject=subject, certificate=certificate, at=at))

    def _serial(self, purpose: str) -> int:
        """15 bytes: positive, and within the 20 octets of RFC 5280 §4.1.2.2."""
        return int.from_bytes(self._keyed.digest("certificate-serial", purpose.encode())[:15]) | 1

    def _certify(self, subject: Subject, public_key: str, serial: int, at: datetime, lifetime: timedelta) -> Certificate:
        key = serialization.load_pem_public_key(public_key.encode())
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
            raise ValueError("the public key is not on P-256")
        start = at.astimezone(UTC).replace(microsecond=0)
        signed = sign(
            subject=name(subject),
            key=key,
            serial=serial,
            start=start,
            end=start + lifetime,
            issuer=self._key,
            extensions=leaf_extensions(key, self._key.public_key()),
        )
        return described(signed)


def self_signed(key: ec.EllipticCurvePrivateKey, *, serial: int) -> x509.Certificate:
    """The authority's own certificate: may sign certificates and nothing below itself but leaves."""
    own = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    extensions: Sequence[Extension] = [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (usage(sign_certificates=True), True),
        (own, False),
        (x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own), False),
    ]
    return sign(subject=NAME, key=key.public_key(), serial=serial, start=FROM, end=UNTIL, issuer=key, extensions=extensions)


def leaf_extensions(key: ec.EllipticCurvePublicKey, issuer: ec.EllipticCurvePublicKey) -> Sequence[Extension]:
    """A key for signing in and signing documents, no authority (RFC 5280 §4.2.1)."""
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (usage(sign_certificates=False), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION]), False),
        (x509.SubjectKeyIdentifier.from_public_key(key), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer), False),
    ]


def usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        content_commitment=not sign_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def name(subject: Subject) -> x509.Name:
    """Enterprise, credit code and login name: no person (docs/domain.md §9)."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, subject.enterprise_name[:64]),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, subject.credit_code),
            x509.NameAttribute(NameOID.COMMON_NAME, subject.login_name[:64]),
        ]
    )


def sign(
    *,
    subject: x509.Name,
    key: ec.EllipticCurvePublicKey,
    serial: int,
    start: datetime,
    end: datetime,
    issuer: ec.EllipticCurvePrivateKey,
    extensions: Sequence[Extension],
) -> x509.Certificate:
    """The same input gives the same bytes: signatures are deterministic (RFC 6979)."""
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(NAME).public_key(key)
    builder = builder.serial_number(serial).not_valid_before(start).not_valid_after(end)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer, hashes.SHA256(), ecdsa_deterministic=True)


def described(signed: x509.Certificate) -> Certificate:
    return Certificate(
        serial=f"{signed.serial_number:x}",
        pem=signed.public_bytes(serialization.Encoding.PEM).decode(),
        sha256=signed.fingerprint(hashes.SHA256()).hex(),
        not_before=signed.not_valid_before_utc,
        not_after=signed.not_valid_after_utc,
    )


async def elsewhere(work: Callable[[], T]) -> T:
    """Off the event loop."""
    return await asyncio.to_thread(work)
