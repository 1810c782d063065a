"""What may anybody know? The authority's certificate, and the status of one by its serial."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel

from chassis import problem
from chassis.actor import Actor
from chassis.door import Act, Door
from services.production.commands.certificates import RecoverLostKey
from services.production.ports import Authority, Histories
from services.production.projections import certificates
from services.production.values import Status


class CertificateStatus(BaseModel):
    """The status at the instant of asking; whose certificate it is stands in the certificate, not here."""

    serial: str
    status: Status
    since: datetime
    at: datetime


class Recovered(BaseModel):
    """The loss no longer suspends this certificate."""

    serial: str


class PemResponse(PlainTextResponse):
    """A certificate as text."""

    media_type = "application/x-pem-file"


def routes(door: Door, histories: Histories, authority: Authority) -> APIRouter:
    router = APIRouter(tags=["certificates"])

    @router.get("/certificates/{serial}", summary="证书状态 / Status of a certificate")
    async def status(serial: Annotated[str, Path(max_length=64)]) -> CertificateStatus:
        row = await door.get(certificates, serial)
        if row is None:
            raise problem.not_found()
        now = door.doors.clock.now()
        # whoever asks may have heard more than a view has seen yet
        known = await door.load(histories.certificates, histories.certificates_stream(row.login_name))
        one = known.find(row.serial)
        status = one.status(now) if one else row.status(now)
        return CertificateStatus(serial=row.serial, status=status, since=row.changed_at, at=now)

    @router.get("/authority.pem", summary="签发机构证书 / Certificate of the authority", response_class=PemResponse)
    async def issuer() -> PemResponse:
        return PemResponse(authority.pem)

    @router.post("/certificates/{serial}/recovery", summary="挂失的钥匙已找回 / A lost key was found again")
    async def recover(
        serial: Annotated[str, Path(max_length=64)],
        act: Annotated[Act, Depends(door.act)],
        who: Annotated[Actor, Depends(door.staff("receiver", "supervisor"))],
    ) -> Recovered:
        row = await door.get(certificates, serial)
        if row is None:
            raise problem.not_found()
        known = await door.load(histories.certificates, histories.certificates_stream(row.login_name))
        if known.entrusted is None or known.entrusted.body != who.body:
            raise problem.not_found()
        said = Recovered(serial=serial)
        await act(RecoverLostKey(login_name=row.login_name, serial=serial, body=who.body, at=act.at), answer=said)
        return said

    return router
