"""What is application, put together? From a draft to materials that the desks can check."""

from collections.abc import Sequence

from chassis.blueprint import Blueprint
from chassis.door import Door
from chassis.doors import Doors
from chassis.settings import Misconfigured
from chassis.timer import Timer
from contracts.application import Application
from contracts.delivery import Delivery
from contracts.production import Production
from contracts.registration import Registration
from contracts.verification import Verification
from services.application.adapters.examining import ThreadedExaminer
from services.application.adapters.lapses import Lapses
from services.application.adapters.printing import ThreadedPrinter
from services.application.adapters.registers import (
    KeyedNameAssigner,
    bodies_from,
    earlier_keys_from,
    name_register_from,
    profiles_from,
)
from services.application.announcements import announce
from services.application.api import routes
from services.application.consequences import follow
from services.application.ports import Histories, Outside
from services.application.projections import Waiting, cases, waiting
from services.application.reactions import react


def build(doors: Doors) -> Blueprint:
    """The service. Settings `bodies`, `earlier_keys`, `electromechanical`, `profiles` name YAML files (none: empty), `policy_profile` a profile."""
    histories, outside = Histories(doors.keyed), outside_of(doors)
    lapses = Lapses(doors, outside.profiles)
    idle = waiting(lapses.lapses_at)

    def timers(door: Door) -> Sequence[Timer[Waiting]]:
        return [Timer(view=idle, perform=lapses.lapse)]

    return Blueprint(
        name="application",
        aggregates=[
            histories.case,
            histories.account,
            histories.slots,
            histories.name,
            histories.key,
            histories.open_key,
            histories.reading,
        ],
        announce=announce,
        tells=Application,
        routes=lambda door: routes(door, histories, outside),
        follow=follow,
        hears={
            "registration": Registration,
            "verification": Verification,
            "production": Production,
            "delivery": Delivery,
        },
        react=react,
        views=[cases, idle],
        timers=timers,
    )


def outside_of(doors: Doors) -> Outside:
    """The adapters that the settings choose. Raises Misconfigured for a file that cannot be read or a profile that nobody wrote."""
    settings = doors.settings
    profile = settings.get("policy_profile", "")
    if profile and profile not in doors.policy.profiles:
        raise Misconfigured(f"EKEY_POLICY_PROFILE: {profile!r} is none of {', '.join(doors.policy.profiles)}")
    try:
        bodies = bodies_from(settings.get("bodies", ""))
        names = name_register_from(settings.get("electromechanical", ""))
        keys = earlier_keys_from(settings.get("earlier_keys", ""))
        profiles = profiles_from(settings.get("profiles", ""), profile, doors.policy.profiles)
    except (ValueError, OSError) as error:
        raise Misconfigured(str(error)) from error
    return Outside(
        printer=ThreadedPrinter(bodies),
        examiner=ThreadedExaminer(),
        name_register=names,
        name_assigner=KeyedNameAssigner(doors.keyed),
        earlier_keys=keys,
        bodies=bodies,
        profiles=profiles,
    )


if __name__ == "__main__":
    from chassis.process import run

    run(build, "application")
