"""What is production, put together? From an approved case to a key on its way."""

from collections.abc import Sequence

from chassis.blueprint import Blueprint
from chassis.door import Door
from chassis.doors import Doors
from chassis.timer import Timer
from contracts.application import Application
from contracts.delivery import Delivery
from contracts.production import Production
from contracts.registration import Registration
from contracts.verification import Verification
from services.production.adapters.authority import X509Authority
from services.production.adapters.token_writer import FileTokenWriter
from services.production.announcements import announce
from services.production.api import routes
from services.production.commands.certificates import ExpireCertificate
from services.production.consequences import follow
from services.production.ports import Histories
from services.production.projections import CertificateRow, certificates, consignments, orders, stock, tokens
from services.production.reactions import react


def build(doors: Doors) -> Blueprint:
    """The service. Software tokens lie in `tokens/` of the service's folder; the authority follows from the master secret."""
    histories = Histories(doors.keyed)
    authority = X509Authority(doors.keyed)
    writer = FileTokenWriter(doors.folder / "tokens")
    return Blueprint(
        name="production",
        aggregates=[histories.order, histories.certificates, histories.token, histories.consignment, histories.account],
        announce=announce,
        tells=Production,
        routes=lambda door: routes(door, histories, authority, writer),
        follow=follow,
        hears={"verification": Verification, "application": Application, "delivery": Delivery, "registration": Registration},
        react=react,
        views=[orders, tokens, stock, certificates, consignments],
        timers=timers,
    )


def timers(door: Door) -> Sequence[Timer[CertificateRow]]:
    """A certificate expires wherever its key is (docs/states.md §7, 34)."""

    async def expire(row: CertificateRow) -> Sequence[object]:
        at = row.not_after or door.doors.clock.now()
        return [ExpireCertificate(login_name=row.login_name, serial=row.serial, at=at)]

    return [Timer(view=certificates, perform=expire)]


if __name__ == "__main__":
    from chassis.process import run

    run(build, "production")
