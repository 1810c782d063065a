"""What is delivery, put together? From a dispatched consignment to a key bound at the Single Window."""

from collections.abc import Sequence

from chassis.blueprint import Blueprint
from chassis.door import Door
from chassis.doors import Doors
from chassis.timer import Timer
from contracts.application import Application
from contracts.delivery import Delivery
from contracts.production import Production
from services.delivery.adapters import EcdsaSignatures
from services.delivery.announcements import announce
from services.delivery.api import routes
from services.delivery.commands.certificate import RecordExpiry
from services.delivery.consequences import follow
from services.delivery.ports import Histories
from services.delivery.projections import BindingRow, bindings, keys, parcels
from services.delivery.reactions import react

DEFAULT_ORIGIN = "http://localhost:8000"


def build(doors: Doors) -> Blueprint:
    """The service. Setting `single_window` is the origin that challenges are made for (else `portal`)."""
    histories = Histories(doors.keyed)
    origin = doors.settings.get("single_window") or doors.settings.get("portal") or DEFAULT_ORIGIN
    return Blueprint(
        name="delivery",
        aggregates=[histories.key, histories.consignment, histories.certificate],
        announce=announce,
        tells=Delivery,
        routes=lambda door: routes(door, histories, EcdsaSignatures(), origin),
        follow=follow,
        hears={"application": Application, "production": Production},
        react=react,
        views=[parcels, keys, bindings],
        timers=timers,
    )


def timers(door: Door) -> Sequence[Timer[BindingRow]]:
    """A bound certificate is unbound once its validity ends (`docs/domain.md §7`)."""

    async def expire(row: BindingRow) -> Sequence[object]:
        return [RecordExpiry(certificate_serial=row.certificate_serial, at=door.doors.clock.now())]

    return [Timer(view=bindings, perform=expire)]


if __name__ == "__main__":
    from chassis.process import run

    run(build, "delivery")
