"""Does the authority sign what the world accepts, and does a token keep what was written once?"""

import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from chassis.keyed import Keyed
from services.production.adapters.authority import X509Authority
from services.production.adapters.sealing import seal_image, verify_seal
from services.production.adapters.token_file import sign
from services.production.adapters.token_writer import FileTokenWriter
from services.production.ports import Contents
from services.production.values import Certificate, Subject
from tests.production import cast

HERON = Subject(enterprise_name="蓝鹭贸易 Blue Heron", credit_code="91330100MA0EXA015R", login_name=cast.NAME)
PIN = "01234567"
SECRET = Keyed(b"a secret of at least sixteen bytes")


@pytest.fixture
def authority() -> X509Authority:
    return X509Authority(SECRET)


@pytest.fixture
def writer(tmp_path: Path) -> FileTokenWriter:
    return FileTokenWriter(tmp_path)


async def certify(authority: X509Authority, writer: FileTokenWriter) -> Certificate:
    public_key = await writer.generate(token_serial=cast.TOKEN, reservation=1, pin=PIN)
    return await authority.certify(
        subject=HERON, public_key=public_key, purpose="case/1", at=cast.MONDAY, lifetime=timedelta(days=1095)
    )


def accepted(leaf: Path, root: Path, purpose: str) -> bool:
    """What the openssl command says, at its strictest."""
    moment = str(int(cast.TUESDAY.timestamp()))
    strict = ["openssl", "verify", "-x509_strict", "-attime", moment, "-CAfile", str(root), "-purpose", purpose]
    return subprocess.run([*strict, str(leaf)], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the openssl command is not installed")
async def test_openssl_accepts_the_chain_strictly(authority: X509Authority, writer: FileTokenWriter, tmp_path: Path) -> None:
    leaf, root = tmp_path / "leaf.pem", tmp_path / "root.pem"
    leaf.write_text((await certify(authority, writer)).pem)
    root.write_text(authority.pem)
    assert accepted(leaf, root, "sslclient")
    assert accepted(leaf, root, "smimesign")
    assert not accepted(leaf, root, "sslserver")


async def test_a_certificate_names_enterprise_code_and_login_name_and_no_person(
    authority: X509Authority, writer: FileTokenWriter
) -> None:
    signed = x509.load_pem_x509_certificate((await certify(authority, writer)).pem.encode())
    named = {attribute.oid: attribute.value for attribute in signed.subject}
    assert named == {
        NameOID.COUNTRY_NAME: "CN",
        NameOID.ORGANIZATION_NAME: HERON.enterprise_name,
        NameOID.SERIAL_NUMBER: HERON.credit_code,
        NameOID.COMMON_NAME: HERON.login_name,
    }
    usage = signed.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert set(usage) == {ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION}


async def test_a_certificate_is_valid_for_its_lifetime(authority: X509Authority, writer: FileTokenWriter) -> None:
    certificate = await certify(authority, writer)
    assert (certificate.not_before, certificate.not_after) == (cast.MONDAY, cast.IN_THREE_YEARS)


def test_replicas_with_one_secret_are_one_authority(authority: X509Authority) -> None:
    assert X509Authority(SECRET).pem == authority.pem
    assert X509Authority(Keyed(b"another secret, long enough")).pem != authority.pem


async def test_one_purpose_has_one_serial(authority: X509Authority, writer: FileTokenWriter) -> None:
    first, second = await certify(authority, writer), await certify(authority, writer)
    assert first == second


async def test_only_keys_on_p256_are_certified(authority: X509Authority) -> None:
    other = ec.generate_private_key(ec.SECP384R1()).public_key()
    pem = other.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    with pytest.raises(ValueError, match="P-256"):
        await authority.certify(subject=HERON, public_key=pem, purpose="x", at=cast.MONDAY, lifetime=timedelta(days=1))


async def test_a_changed_seal_statement_does_not_verify(authority: X509Authority, writer: FileTokenWriter) -> None:
    certificate = await certify(authority, writer)
    seal = await authority.seal(subject=HERON, certificate=certificate, at=cast.MONDAY)
    public_key = x509.load_pem_x509_certificate(authority.pem.encode()).public_key()
    assert isinstance(public_key, ec.EllipticCurvePublicKey)
    verify_seal(seal, public_key)
    assert certificate.sha256 in seal.statement
    with pytest.raises(InvalidSignature):
        verify_seal(replace(seal, statement=seal.statement.replace("Heron", "Crane")), public_key)
    with pytest.raises(ValueError, match="image"):
        verify_seal(replace(seal, image=seal.image.replace("Heron", "Crane")), public_key)


def test_a_seal_image_is_bilingual_and_takes_any_name() -> None:
    image = ET.fromstring(seal_image(Subject(enterprise_name="A & <B>", credit_code="1", login_name="x")))
    said = " ".join(image.itertext())
    assert "A & <B>" in said
    assert "电子印章" in said
    assert "ELECTRONIC SEAL" in said


async def test_a_key_pair_is_made_once_per_reservation(writer: FileTokenWriter) -> None:
    first = await writer.generate(token_serial=cast.TOKEN, reservation=1, pin=PIN)
    assert await writer.generate(token_serial=cast.TOKEN, reservation=1, pin=PIN) == first
    assert await writer.generate(token_serial=cast.TOKEN, reservation=2, pin=PIN) != first


async def test_an_earlier_reservation_may_not_write_any_more(writer: FileTokenWriter) -> None:
    await writer.generate(token_serial=cast.TOKEN, reservation=2, pin=PIN)
    with pytest.raises(ValueError, match="later reservation"):
        await writer.generate(token_serial=cast.TOKEN, reservation=1, pin=PIN)


async def test_what_was_installed_first_stays(writer: FileTokenWriter) -> None:
    await writer.generate(token_serial=cast.TOKEN, reservation=1, pin=PIN)
    first = Contents(certificate=cast.certificate, seal=cast.seal)
    second = Contents(certificate=cast.certificate_2, seal=cast.seal_2)
    assert await writer.read(token_serial=cast.TOKEN, reservation=1) is None
    assert await writer.install(token_serial=cast.TOKEN, reservation=1, contents=first) == first
    assert await writer.install(token_serial=cast.TOKEN, reservation=1, contents=second) == first
    assert await writer.read(token_serial=cast.TOKEN, reservation=1) == first


async def test_a_token_without_key_pair_takes_nothing(writer: FileTokenWriter) -> None:
    contents = Contents(certificate=cast.certificate, seal=cast.seal)
    with pytest.raises(ValueError, match="no key pair"):
        await writer.install(token_serial=cast.TOKEN, reservation=1, contents=contents)


async def test_a_wrong_pin_signs_nothing(writer: FileTokenWriter) -> None:
    await writer.generate(token_serial=cast.TOKEN, reservation=1, pin=PIN)
    token = writer.path(cast.TOKEN)
    assert sign(token, PIN, b"x")
    with pytest.raises(ValueError, match=r"(?i)password|decrypt|pin"):
        sign(token, "76543210", b"x")


async def test_only_its_owner_reads_a_token(writer: FileTokenWriter) -> None:
    await writer.generate(token_serial=cast.TOKEN, reservation=1, pin=PIN)
    assert writer.path(cast.TOKEN).stat().st_mode & 0o077 == 0
