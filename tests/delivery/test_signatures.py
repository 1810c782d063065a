"""Is a signature held to be right exactly when it is?"""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from services.delivery.adapters import EcdsaSignatures
from services.delivery.values import signed_bytes
from tests.delivery.cast import challenge, monday

SAID = signed_bytes(challenge)


def certificate_of(key: CertificateIssuerPrivateKeyTypes) -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "heron")])
    built = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),  # pyright: ignore[reportArgumentType]
        serial_number=1,
        not_valid_before=monday,
        not_valid_after=monday + timedelta(days=1),
    )
    return built.sign(key, SHA256()).public_bytes(Encoding.PEM).decode()


@pytest.fixture(scope="module")
def own() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def test_the_own_key_over_the_exact_bytes_holds(own: ec.EllipticCurvePrivateKey) -> None:
    signature = own.sign(SAID, ec.ECDSA(SHA256()))
    assert EcdsaSignatures().holds(certificate_pem=certificate_of(own), signed=SAID, signature=signature)


def test_one_byte_more_does_not_hold(own: ec.EllipticCurvePrivateKey) -> None:
    signature = own.sign(SAID, ec.ECDSA(SHA256()))
    assert not EcdsaSignatures().holds(certificate_pem=certificate_of(own), signed=SAID + b" ", signature=signature)


def test_another_key_does_not_hold(own: ec.EllipticCurvePrivateKey) -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    signature = other.sign(SAID, ec.ECDSA(SHA256()))
    assert not EcdsaSignatures().holds(certificate_pem=certificate_of(own), signed=SAID, signature=signature)


@pytest.mark.parametrize("signature", [b"", b"no DER", b"\x30\x06\x02\x01\x00\x02\x01\x00"])
def test_what_is_no_signature_does_not_hold(own: ec.EllipticCurvePrivateKey, signature: bytes) -> None:
    assert not EcdsaSignatures().holds(certificate_pem=certificate_of(own), signed=SAID, signature=signature)


def test_a_certificate_that_cannot_be_read_holds_nothing() -> None:
    assert not EcdsaSignatures().holds(certificate_pem="PEM", signed=SAID, signature=b"")


def test_a_key_of_another_kind_holds_nothing() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert not EcdsaSignatures().holds(certificate_pem=certificate_of(key), signed=SAID, signature=b"")
