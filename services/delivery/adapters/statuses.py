"""What does the issuer say of a certificate? It is asked by HTTP, and its silence is told as such."""

from typing import Literal
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError

from services.delivery.values import CertificateStatus

SECONDS = 2.0


class Said(BaseModel):
    """The part of production's answer that counts here."""

    status: Literal["inactive", "good", "suspended", "revoked", "expired"]


class AskedStatuses:
    """Asks production at its address; whatever goes wrong is `unknown`."""

    def __init__(self, url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._url = url.rstrip("/")
        self._transport = transport

    async def status(self, certificate_serial: str) -> CertificateStatus:
        try:
            async with httpx.AsyncClient(timeout=SECONDS, transport=self._transport) as client:
                answer = await client.get(f"{self._url}/certificates/{quote(certificate_serial, safe='')}")
                answer.raise_for_status()
                said = Said.model_validate_json(answer.content)
        except (httpx.HTTPError, ValidationError):
            return "unknown"
        return "good" if said.status == "good" else "not_good"


class OwnRecords:
    """For a delivery that knows no address of production: what was heard of the certificate has to do."""

    async def status(self, certificate_serial: str) -> CertificateStatus:
        return "good"
