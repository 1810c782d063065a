"""When does a lost key count again? Found before the next one is issued, and its issuing body says so (docs/states.md §7, 6)."""

from collections.abc import Sequence

from chassis.decider import Refused
from services.production.commands.certificates import NoteIssuingBody, RecoverLostKey
from services.production.decider.certificates.states import Certificates, Ended, Live
from services.production.decider.certificates.using import released, unknown
from services.production.events.certificates import CertificatesEvent, IssuingBodyNoted


def note(command: NoteIssuingBody, state: Certificates) -> Sequence[CertificatesEvent]:
    """The newest word counts."""
    known = state.entrusted
    if known and (known.case_id, known.body) == (command.case_id, command.body):
        return []
    return [IssuingBodyNoted(login_name=command.login_name, case_id=command.case_id, body=command.body, noted_at=command.at)]


def recover(command: RecoverLostKey, state: Certificates) -> Sequence[CertificatesEvent]:
    """Only the reason `loss` falls away: another one still stands."""
    entrusted = state.entrusted
    if entrusted is None or entrusted.body != command.body:
        raise Refused("another_body", zh="该电子钥匙由另一发证机构办理", en="another issuing body is in charge of this key")
    match state.find(command.serial):
        case Live(reasons=reasons) as one if "loss" in reasons:
            return released(one, "loss", state, login_name=command.login_name, case_id=entrusted.case_id, at=command.at)
        case Live():
            return []
        case Ended():
            raise Refused(
                "too_late", zh="证书已注销或过期，旧钥匙须销毁", en="the certificate has ended: the old key must be destroyed"
            )
        case None:
            raise unknown()
