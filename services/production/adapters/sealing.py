"""What does an electronic seal look like, and what makes it this enterprise's? An image and a signed statement."""

import base64
import hashlib
import json
import unicodedata
from datetime import datetime
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from services.production.values import Certificate, Seal, Subject

ARC = 290
STAR = "0,-22 4.94,-6.8 20.92,-6.8 7.99,2.6 12.93,17.8 0,8.4 -12.93,17.8 -7.99,2.6 -20.92,-6.8 -4.94,-6.8"


def make_seal(key: ec.EllipticCurvePrivateKey, *, subject: Subject, certificate: Certificate, at: datetime) -> Seal:
    """The statement binds image and enterprise to the fingerprint of the certificate; the authority signs its exact bytes."""
    image = seal_image(subject)
    seal_id = "ES-" + hashlib.sha256(f"{certificate.sha256}|1".encode()).hexdigest()[:16].upper()
    said = {
        "seal_id": seal_id,
        "version": 1,
        "enterprise_name": subject.enterprise_name,
        "credit_code": subject.credit_code,
        "certificate_serial": certificate.serial,
        "certificate_sha256": certificate.sha256,
        "image_sha256": hashlib.sha256(image.encode()).hexdigest(),
        "valid_from": certificate.not_before.isoformat(),
        "valid_until": certificate.not_after.isoformat(),
        "made_at": at.isoformat(),
    }
    statement = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    signature = key.sign(statement.encode(), ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    return Seal(
        seal_id=seal_id,
        certificate_serial=certificate.serial,
        image=image,
        statement=statement,
        signature=base64.b64encode(signature).decode(),
    )


def verify_seal(seal: Seal, authority: ec.EllipticCurvePublicKey) -> None:
    """Raises cryptography's InvalidSignature unless the authority signed this statement, ValueError for another image."""
    authority.verify(base64.b64decode(seal.signature), seal.statement.encode(), ec.ECDSA(hashes.SHA256()))
    if hashlib.sha256(seal.image.encode()).hexdigest() not in seal.statement:
        raise ValueError("the image is not the one of the statement")


def seal_image(subject: Subject) -> str:
    """A round red seal as SVG, bilingual: the enterprise's name around a star, and that this is an electronic seal."""
    name, code = escape(subject.enterprise_name), escape(subject.credit_code)
    size = min(20, round(ARC / max(width(subject.enterprise_name), 1), 1))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -100 200 200" role="img">'
        f"<title>{name} 电子印章 Electronic seal</title>"
        '<g fill="none" stroke="#c8102e"><circle r="96" stroke-width="5"/></g>'
        '<path id="arc" d="M -62 42 A 75 75 0 1 1 62 42" fill="none"/>'
        '<g fill="#c8102e" text-anchor="middle" font-family="Noto Serif SC, serif">'
        f'<polygon points="{STAR}"/>'
        f'<text font-size="{size}"><textPath href="#arc" startOffset="50%">{name}</textPath></text>'
        '<text y="42" font-size="13">电子印章</text><text y="56" font-size="8">ELECTRONIC SEAL</text>'
        f'<text y="76" font-size="9">{code}</text></g></svg>'
    )


def width(text: str) -> float:
    """In ems: Chinese characters are square, Latin ones about half as wide."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.55 for character in text)
