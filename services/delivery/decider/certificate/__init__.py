"""What is allowed with a certificate and its binding at the Single Window?

One history holds both, so that "active at this instant" and "bound" are one decision (`docs/states.md §7`, 36).
"""

from chassis.decider import Decider
from services.delivery.commands.certificate import CertificateCommand
from services.delivery.decider.certificate.rules import decide
from services.delivery.decider.certificate.states import Bound, Ended, Standing, State, Unbound, Unrecorded, evolve
from services.delivery.events.certificate import CertificateEvent

certificate: Decider[CertificateCommand, State, CertificateEvent] = Decider(
    decide=decide, evolve=evolve, initial=Unrecorded(standing=Standing())
)

__all__ = ["Bound", "Ended", "Standing", "State", "Unbound", "Unrecorded", "certificate"]
