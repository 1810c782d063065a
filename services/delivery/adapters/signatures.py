"""How is a signature checked? As ECDSA with SHA-256 under the certificate's own public key."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256


class EcdsaSignatures:
    """Signatures in DER form (RFC 3279 §2.2.3), by keys on a curve that the certificate names."""

    def holds(self, *, certificate_pem: str, signed: bytes, signature: bytes) -> bool:
        try:
            key = x509.load_pem_x509_certificate(certificate_pem.encode()).public_key()
        except (ValueError, UnsupportedAlgorithm):
            return False
        if not isinstance(key, EllipticCurvePublicKey):
            return False
        try:
            key.verify(signature, signed, ECDSA(SHA256()))
        except InvalidSignature:
            return False
        return True
