"""What may become of the certificates of a login name? Revoked before the next is active is one decision (docs/domain.md §7)."""

from collections.abc import Sequence

from chassis.decider import Decider
from services.production.commands.certificates import (
    ActivateCertificate,
    AdoptCertificate,
    CertificatesCommand,
    ExpireCertificate,
    IssueCertificate,
    LiftSuspension,
    NoteIssuingBody,
    RecoverLostKey,
    RevokeCertificate,
    SuspendCertificate,
)
from services.production.decider.certificates.ending import expire, revoke
from services.production.decider.certificates.issuing import adopt, issue
from services.production.decider.certificates.recovering import note, recover
from services.production.decider.certificates.states import Certificates, evolve
from services.production.decider.certificates.using import activate, lift, suspend
from services.production.events.certificates import CertificatesEvent


def decide(command: CertificatesCommand, state: Certificates) -> Sequence[CertificatesEvent]:
    """One rule per command."""
    match command:
        case AdoptCertificate():
            return adopt(command, state)
        case IssueCertificate():
            return issue(command, state)
        case SuspendCertificate():
            return suspend(command, state)
        case LiftSuspension():
            return lift(command, state)
        case ActivateCertificate():
            return activate(command, state)
        case RevokeCertificate():
            return revoke(command, state)
        case ExpireCertificate():
            return expire(command, state)
        case NoteIssuingBody():
            return note(command, state)
        case RecoverLostKey():
            return recover(command, state)


certificates: Decider[CertificatesCommand, Certificates, CertificatesEvent] = Decider(
    decide=decide, evolve=evolve, initial=Certificates(all=())
)
