"""What may anybody know? The authority's certificate, and the status of one by its serial."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel

from chassis import problem
from chassis.door import Door
from services.production.ports import Authority
from services.production.projections import certificates
from services.production.projections.certificates import Status


class CertificateStatus(BaseModel):
    """The status at the instant of asking; whose certificate it is stands in the certificate, not here."""

    serial: str
    status: Status
    since: datetime
    at: datetime


def routes(door: Door, authority: Authority) -> APIRouter:
    router = APIRouter(tags=["certificates"])

    @router.get("/certificates/{serial}", summary="证书状态 / Status of a certificate")
    async def status(serial: Annotated[str, Path(max_length=64)]) -> CertificateStatus:
        row = await door.get(certificates, serial)
        if row is None:
            raise problem.not_found()
        now = door.doors.clock.now()
        return CertificateStatus(serial=row.serial, status=row.status(now), since=row.changed_at, at=now)

    @router.get("/authority.pem", summary="签发机构证书 / Certificate of the authority", response_class=PlainTextResponse)
    async def issuer() -> PlainTextResponse:
        return PlainTextResponse(authority.pem, media_type="application/x-pem-file")

    return router
