"""Whom do tracking's tests tell of? A few journeys, told by five producers in the order in which they happened."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from chassis.actor import Actor, service_actor
from chassis.heard import Envelope
from chassis.policy import SHANGHAI
from chassis.published import Announcement
from contracts import application, delivery, production, registration, verification

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HERON = UUID(int=1)
CASE = UUID(int=100)
NUMBER = "EK-0123456789AB"
V1 = Actor(kind="staff", account_id=UUID(int=71), person_id=UUID(int=91), body="ZJ", roles=frozenset({"verifier", "supervisor"}))
WINDOW_12 = application.PickUpPoint(
    name_zh="服务中心12号窗口", name_en="Service Centre, window 12", address_zh="杭州", address_en="Hangzhou"
)


@dataclass(frozen=True, kw_only=True)
class Message:
    """An announcement with its envelope."""

    heard: Announcement
    envelope: Envelope


@dataclass
class Journey:
    """Messages in the order in which they happened; each producer numbers its own, an hour passes between them."""

    case_id: UUID = CASE
    number: str = NUMBER
    account_id: UUID = HERON
    kind: application.CaseKind = "first"
    body: str = "ZJ"
    login_name: str = "bh0001"
    start: datetime = MONDAY
    told: list[Message] = field(default_factory=list[Message])
    now: datetime | None = None
    positions: Counter[str] = field(default_factory=Counter[str])

    @property
    def at(self) -> datetime:
        return self.now or self.start + timedelta(hours=len(self.told))

    def on(self, text: str) -> "Journey":
        """What follows happens at this instant in Shanghai (`02-11 23:50` of 2026)."""
        self.now = datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI).astimezone(UTC)
        return self

    def tell(self, *heard: Announcement, actor: Actor | None = None) -> "Journey":
        for message in heard:
            producer = type(message).__module__.rsplit(".", 1)[-1]
            self.positions[producer] += 3  # other cases' facts lie between
            envelope = Envelope(
                producer=producer,
                type=type(message).__name__,
                key=message.key,
                epoch=1,
                position=self.positions[producer],
                at=self.at,
                actor=actor or service_actor(producer),
                correlation=UUID(int=5),
                causation=f"http:{UUID(int=6)}",
            )
            self.told.append(Message(heard=message, envelope=envelope))
        return self

    # ── the steps, as their services tell them ──

    def registered(self) -> "Journey":
        self.tell(registration.RegistrationStarted(account_id=self.account_id, started_at=self.at))
        return self.tell(
            registration.AccountActivated(
                account_id=self.account_id,
                credit_code="91330100MA0EXA015R",
                enterprise_name="Blue Heron Trading",
                activated_at=self.at,
            )
        )

    def drafted(self) -> "Journey":
        return self.tell(
            application.DraftOpened(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                enterprise_name="Blue Heron Trading",
                credit_code="91330100MA0EXA015R",
                kind=self.kind,
                earlier_key="K-11" if self.kind == "reissue" else "",
                opened_at=self.at,
            )
        )

    def submitted(self, revision: int = 1) -> "Journey":
        return self.tell(
            application.SubmissionConfirmed(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                revision=revision,
                issuing_body=self.body,
                licence_kinds=("automatic_import",),
                login_name=self.login_name,
                login_name_rule="retained" if self.kind == "reissue" else "assigned",
                confirmed_at=self.at,
            )
        )

    def printed(self, revision: int = 1) -> "Journey":
        documents: tuple[application.DocumentDownloaded, ...] = tuple(
            application.DocumentDownloaded(case_id=self.case_id, revision=revision, document=document, downloaded_at=self.at)
            for document in ("application_form", "signature_confirmation_letter")
        )
        return self.tell(*documents)

    def uploaded(self, *slots: str) -> "Journey":
        return self.tell(*(application.ScanUploaded(case_id=self.case_id, slot=s, flags=(), uploaded_at=self.at) for s in slots))

    def confirmed(self, round: int = 1, revision: int = 1) -> "Journey":
        self.tell(
            application.MaterialsConfirmed(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                enterprise_name="Blue Heron Trading",
                credit_code="91330100MA0EXA015R",
                kind=self.kind,
                round=round,
                revision=revision,
                issuing_body=self.body,
                pick_up_point=WINDOW_12,
                preference="collect",
                licence_kinds=("automatic_import",),
                login_name=self.login_name,
                items=(application.Item(item="slot:business_licence", fingerprint="ab"),),
                enterprise_persons=(UUID(int=900),),
                policy_profile="2022",
                policy_version="2022-abc",
                confirmed_at=self.at,
            )
        )
        return self.task("verification", round)

    def task(self, stage: verification.Stage, round: int) -> "Journey":
        body = self.body if stage == "verification" else "P"
        return self.tell(
            verification.TaskOpened(
                case_id=self.case_id, application_number=self.number, stage=stage, round=round, body=body, opened_at=self.at
            )
        )

    def claimed(self, stage: verification.Stage, round: int = 1) -> "Journey":
        return self.tell(
            verification.TaskClaimed(
                case_id=self.case_id, application_number=self.number, stage=stage, round=round, fence=round, claimed_at=self.at
            ),
            actor=V1,
        )

    def verified(self, round: int = 1) -> "Journey":
        self.claimed("verification", round)
        self.tell(
            verification.VerificationPassed(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                round=round,
                body=self.body,
                passed_at=self.at,
            ),
            actor=V1,
        )
        return self.task("review", round)

    def failed(self, stage: verification.Stage, round: int, *items: tuple[str, str]) -> "Journey":
        kind = verification.VerificationFailed if stage == "verification" else verification.ReviewFailed
        self.tell(
            kind(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                round=round,
                failed=tuple(verification.FailedItem(item=item, reason_code=code) for item, code in items),
                failed_at=self.at,
            )
        )
        return self.mailed("correction_needed")

    def mailed(self, purpose: registration.MailPurpose) -> "Journey":
        return self.tell(
            registration.MailSent(
                case_id=self.case_id,
                application_number=self.number,
                purpose=purpose,
                message_id=f"<{len(self.told)}@ekey>",
                sent_at=self.at,
            )
        )

    def approved(self, round: int = 1) -> "Journey":
        self.claimed("review", round)
        self.tell(
            verification.ReviewPassed(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                enterprise_name="Blue Heron Trading",
                credit_code="91330100MA0EXA015R",
                kind=self.kind,
                round=round,
                issuing_body=self.body,
                login_name=self.login_name,
                licence_kinds=("automatic_import",),
                policy_profile="2022",
                policy_version="2022-abc",
                passed_at=self.at,
            )
        )
        return self.ordered(1)

    def ordered(self, attempt: int) -> "Journey":
        return self.tell(
            production.OrderOpened(case_id=self.case_id, application_number=self.number, attempt=attempt, opened_at=self.at)
        )

    def suspended(self, serial: str, reason: production.SuspensionReason) -> "Journey":
        return self.tell(
            production.CertificateSuspended(
                case_id=self.case_id, serial=serial, login_name=self.login_name, reason=reason, suspended_at=self.at
            )
        )

    def revoked(self, serial: str, reason: str = "superseded") -> "Journey":
        return self.tell(
            production.CertificateRevoked(
                case_id=self.case_id, serial=serial, login_name=self.login_name, reason=reason, revoked_at=self.at
            )
        )

    def produced(self, attempt: int = 1) -> "Journey":
        self.tell(
            production.CertificateIssued(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                attempt=attempt,
                serial=f"C{attempt}",
                login_name=self.login_name,
                certificate_pem="PEM",
                not_before=self.at,
                not_after=self.at + timedelta(days=1095),
                issued_at=self.at,
            )
        )
        self.tell(
            production.SealMade(case_id=self.case_id, seal_id=f"S{attempt}", certificate_serial=f"C{attempt}", made_at=self.at)
        )
        return self.tell(
            production.KeyProduced(
                case_id=self.case_id,
                application_number=self.number,
                attempt=attempt,
                token_serial=f"T{attempt}",
                certificate_serial=f"C{attempt}",
                seal_id=f"S{attempt}",
                produced_at=self.at,
            )
        )

    def dispatched(self, attempt: int = 1) -> "Journey":
        content = production.Content(case_id=self.case_id, application_number=self.number, token_serial=f"T{attempt}")
        self.tell(
            production.ConsignmentDispatched(
                consignment_id=UUID(int=300), body=self.body, waybill=f"W{attempt}", contents=(content,), dispatched_at=self.at
            )
        )
        return self.tell(
            production.KeyDispatched(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                consignment_id=UUID(int=300),
                body=self.body,
                waybill=f"W{attempt}",
                token_serial=f"T{attempt}",
                certificate_serial=f"C{attempt}",
                dispatched_at=self.at,
            )
        )

    def arrived(self, attempt: int = 1) -> "Journey":
        return self.tell(
            delivery.KeyScannedIn(
                case_id=self.case_id,
                application_number=self.number,
                body=self.body,
                token_serial=f"T{attempt}",
                scanned_at=self.at,
            )
        )

    def notified(self) -> "Journey":
        self.tell(
            delivery.EnterpriseNotified(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                pick_up_zh="",
                pick_up_en="",
                notified_at=self.at,
            )
        )
        return self.mailed("ready_to_collect")

    def prefers(self, preference: delivery.Preference) -> "Journey":
        return self.tell(delivery.PreferenceChanged(case_id=self.case_id, preference=preference, changed_at=self.at))

    def posted(self, waybill: str) -> "Journey":
        self.tell(
            delivery.KeyPosted(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                waybill=waybill,
                posted_at=self.at,
            )
        )
        return self.mailed("posted")

    def handed_over(self, *, old_key_returned: bool = False) -> "Journey":
        return self.tell(
            delivery.KeyHandedOver(
                case_id=self.case_id,
                application_number=self.number,
                old_key_returned=old_key_returned,
                handed_over_at=self.at,
            )
        )

    def received(self, attempt: int = 1) -> "Journey":
        self.tell(
            delivery.ReceiptConfirmed(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                token_serial=f"T{attempt}",
                certificate_serial=f"C{attempt}",
                confirmed_at=self.at,
            )
        )
        return self.tell(
            production.CertificateActivated(
                case_id=self.case_id,
                account_id=self.account_id,
                serial=f"C{attempt}",
                login_name=self.login_name,
                activated_at=self.at,
            )
        )

    def bound(self, attempt: int = 1) -> "Journey":
        return self.tell(
            delivery.KeyBound(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                certificate_serial=f"C{attempt}",
                bound_at=self.at,
            )
        )

    def key_lost(self, token: str) -> "Journey":
        return self.tell(
            delivery.KeyLossConfirmed(
                case_id=self.case_id,
                application_number=self.number,
                token_serial=token,
                certificate_serial="C1",
                confirmed_at=self.at,
            )
        )

    def spoiled(self, attempt: int) -> "Journey":
        return self.tell(
            production.TokenSpoiled(
                case_id=self.case_id,
                application_number=self.number,
                attempt=attempt,
                token_serial=f"T{attempt}",
                spoiled_at=self.at,
            )
        )

    def refused(self, stage: verification.Stage, round: int = 1) -> "Journey":
        return self.tell(
            verification.CaseRefused(
                case_id=self.case_id,
                application_number=self.number,
                account_id=self.account_id,
                stage=stage,
                round=round,
                reason_code="forged",
                refused_at=self.at,
            )
        )

    def withdrawal_requested(self) -> "Journey":
        return self.tell(
            application.WithdrawalRequested(case_id=self.case_id, application_number=self.number, requested_at=self.at)
        )

    def withdrawn(self) -> "Journey":
        return self.tell(application.CaseWithdrawn(case_id=self.case_id, application_number=self.number, withdrawn_at=self.at))


def to_the_desk() -> Journey:
    """Registered, filled in, printed, uploaded, confirmed."""
    journey = Journey().registered().drafted().submitted().printed()
    return journey.uploaded("business_licence", "id_card_front").confirmed()


def ordinary_first() -> Journey:
    """E01."""
    return to_the_desk().verified().approved().produced().dispatched().arrived().notified().handed_over().received().bound()


def by_post() -> Journey:
    """E02: post, collect, and post again before it is posted."""
    journey = to_the_desk().prefers("post").verified().approved().produced().dispatched().arrived()
    return journey.prefers("collect").notified().prefers("post").posted("SF-2").received().bound()


def three_rounds() -> Journey:
    """E09."""
    journey = to_the_desk().claimed("verification")
    journey.failed("verification", 1, ("slot:business_licence", "illegible"), ("slot:id_card_back", "expired"))
    journey.uploaded("business_licence", "id_card_back").confirmed(2).verified(2)
    journey.failed("review", 2, ("slot:signature_confirmation_letter", "not_the_users_signature"))
    journey.uploaded("signature_confirmation_letter").confirmed(3).verified(3).approved(3)
    return journey.produced().dispatched().arrived().notified().handed_over().received().bound()


def reissue_lost() -> Journey:
    """E11: the earlier certificate K-11 is suspended, revoked, and only then is the new one activated."""
    journey = Journey(kind="reissue", login_name="srt01").registered().drafted().submitted()
    journey.tell(
        application.ReissueDeclared(
            case_id=CASE,
            application_number=NUMBER,
            account_id=HERON,
            login_name="srt01",
            earlier_key="K-11",
            loss="lost",
            declared_at=journey.at,
        )
    )
    journey.suspended("K-11", "reissue").printed().uploaded("id_card_front").confirmed().verified().approved()
    return journey.revoked("K-11").produced().dispatched().arrived().notified().handed_over().received().bound()


def over_spring_festival() -> Journey:
    """E25."""
    journey = Journey(body="NB").on("02-09 09:00").registered().drafted().submitted().printed().uploaded("business_licence")
    journey.on("02-09 10:00").confirmed().on("02-11 23:50").verified().on("02-12 11:00").approved().produced().dispatched()
    journey.on("02-13 09:00").arrived().on("02-25 16:00").notified()
    return journey.on("02-26 10:00").handed_over().received().bound()


def withdrawn_while_claimed() -> Journey:
    """E16."""
    journey = to_the_desk().claimed("verification").withdrawal_requested()
    journey.tell(
        verification.TaskWithdrawn(
            case_id=CASE, application_number=NUMBER, stage="verification", round=1, withdrawn_at=journey.at
        )
    )
    return journey.withdrawn()


def lost_on_the_way() -> Journey:
    """The first key is written off and replaced in the same case."""
    journey = to_the_desk().verified().approved().produced().dispatched().suspended("C1", "loss").revoked("C1", "lost")
    journey.ordered(2).produced(2).dispatched(2).arrived(2).notified().handed_over().received(2)
    return journey.bound(2)


def corrected_form() -> Journey:
    """A form section failed: revision 2 is submitted and printed while the case is being corrected."""
    journey = to_the_desk().failed("verification", 1, ("form:enterprise", "differs_from_licence"))
    journey.tell(application.FormReopened(case_id=CASE, revision=2, reopened_at=journey.at))
    return journey.submitted(2).printed(2).confirmed(2, revision=2).verified(2)


def replaced_after_a_loss() -> Journey:
    """The parcel is lost, its loss confirmed, the key made again; the first replacement token is spoiled."""
    journey = to_the_desk().verified().approved().produced().dispatched()
    journey.key_lost("T1").ordered(2).spoiled(2).ordered(3).produced(3).dispatched(3).arrived(3).notified()
    return journey.handed_over().received(3).bound(3)


JOURNEYS: Sequence[Callable[[], Journey]] = (
    ordinary_first,
    by_post,
    three_rounds,
    reissue_lost,
    withdrawn_while_claimed,
    lost_on_the_way,
    corrected_form,
    over_spring_festival,
    replaced_after_a_loss,
)
