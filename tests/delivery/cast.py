"""Who plays in the scenes of delivery? Blue Heron of Zhejiang, its key, its parcel and its certificate."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.delivery.commands.certificate import (
    AnswerChallenge,
    OpenChallenge,
    RecordActivation,
    RecordCertificate,
    RecordExpiry,
    RecordLift,
    RecordRevocation,
    RecordSuspension,
    Unbind,
)
from services.delivery.commands.consignment import (
    CloseShort,
    ConfirmLoss,
    DeclareFound,
    DeclareLost,
    ExpectConsignment,
    ReportDamaged,
    ScanIn,
)
from services.delivery.commands.key import (
    AcceptKey,
    AnnounceKey,
    ChoosePreference,
    ConfirmKeyLoss,
    ConfirmReceipt,
    DeclareOldKeyLost,
    EndUnclaimed,
    ExpectKey,
    ExpireKey,
    FindKey,
    HandOverKey,
    MissKey,
    NoteMailFailure,
    NotifyEnterprise,
    PostKey,
    RemindEnterprise,
    SettleMailFailure,
    SuspectLoss,
)
from services.delivery.commands.quarantine import AdmitKey, ConfirmDisposal, ProposeDisposal, QuarantineKey
from services.delivery.events.certificate import (
    ActivationRecorded,
    CertificateRecorded,
    ChallengeFailed,
    ChallengeOpened,
    ChallengePassed,
    ExpiryRecorded,
    KeyBound,
    KeyUnbound,
    LiftRecorded,
    RevocationRecorded,
    SuspensionRecorded,
)
from services.delivery.events.consignment import (
    ConsignmentClosedShort,
    ConsignmentExpected,
    ConsignmentFound,
    ConsignmentLost,
    ConsignmentReceived,
    ConsignmentWrittenOff,
    ContentScannedIn,
    UnexpectedKeyScanned,
)
from services.delivery.events.key import (
    EnterpriseNotified,
    EnterpriseReminded,
    KeyAnnounced,
    KeyExpected,
    KeyExpired,
    KeyFound,
    KeyHandedOver,
    KeyLossConfirmed,
    KeyMissing,
    KeyPosted,
    KeyScannedIn,
    KeyUnclaimed,
    LossSuspected,
    MailFailureNoted,
    MailFailureSettled,
    OldKeyDeclaredLost,
    PreferenceChosen,
    ReceiptConfirmed,
)
from services.delivery.events.quarantine import DisposalProposed, KeyDestroyed, KeyQuarantined, KeyRerouted
from services.delivery.values import Case, Challenge, Collector, Content, Disposal, PickUpPoint, Shipment, Terms

monday = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
tuesday = monday + timedelta(days=1)
minute = timedelta(minutes=1)
five_minutes = timedelta(minutes=5)
three_years = monday + timedelta(days=1095)

heron = UUID(int=1)
stranger = UUID(int=2)
ada = UUID(int=3)
bo = UUID(int=4)
parcel_id = UUID(int=5)
other_parcel_id = UUID(int=6)

case = Case(case_id=UUID(int=10), application_number="EK-0000000000AA")
other_case = Case(case_id=UUID(int=11), application_number="EK-0000000000BB")

window_12 = PickUpPoint(
    name_zh="浙江政务服务中心12号窗口",
    name_en="Zhejiang Service Centre, window 12",
    address_zh="杭州市",
    address_en="Hangzhou",
)
terms = Terms(
    round=1,
    account_id=heron,
    enterprise_name="Blue Heron Trading",
    issuing_body="ZJ",
    kind="first",
    loss=None,
    pick_up_point=window_12,
    preference="collect",
    originals=("business_licence", "id_card_front"),
    persons=(ada,),
)
by_post = replace(terms, preference="post")
damaged = replace(terms, kind="reissue", loss="damaged")
shipment = Shipment(
    consignment_id=parcel_id,
    body="ZJ",
    waybill="SF1",
    account_id=heron,
    token_serial="T-1",
    certificate_serial="C-1",
    dispatched_at=monday,
)
other_shipment = replace(shipment, token_serial="T-9", certificate_serial="C-9")

announce = AnnounceKey(case=case, terms=terms, at=monday)
expect = ExpectKey(case=case, shipment=shipment, at=monday)
accept = AcceptKey(case=case, consignment_id=parcel_id, body="ZJ", token_serial="T-1", at=tuesday)
want_post = ChoosePreference(case=case, preference="post", at=tuesday)
want_collect = ChoosePreference(case=case, preference="collect", at=tuesday)
notify = NotifyEnterprise(case=case, at=tuesday)
post = PostKey(case=case, waybill="SF2", at=tuesday)
hand_over = HandOverKey(
    case=case,
    collector_id=ada,
    collector=Collector(name="Ada", id_number="11010519491231002X"),
    authorisation_letter=False,
    originals_checked=("business_licence", "id_card_front"),
    old_key_returned=False,
    at=tuesday,
)
receive = ConfirmReceipt(case=case, at=tuesday)

announced = KeyAnnounced(case=case, terms=terms, announced_at=monday)
announced_by_post = replace(announced, terms=by_post)
announced_damaged = replace(announced, terms=damaged)
expected = KeyExpected(case=case, shipment=shipment, expected_at=monday)
scanned_in = KeyScannedIn(case=case, body="ZJ", token_serial="T-1", scanned_at=tuesday)
chose_post = PreferenceChosen(case=case, preference="post", chosen_at=tuesday)
chose_collect = PreferenceChosen(case=case, preference="collect", chosen_at=tuesday)
notified = EnterpriseNotified(
    case=case,
    account_id=heron,
    pick_up_zh="浙江政务服务中心12号窗口，杭州市",
    pick_up_en="Zhejiang Service Centre, window 12, Hangzhou",
    notified_at=tuesday,
)
posted = KeyPosted(case=case, account_id=heron, waybill="SF2", posted_at=tuesday)
handed_over = KeyHandedOver(
    case=case,
    collector_id=ada,
    collector=Collector(name="Ada", id_number="11010519491231002X"),
    authorisation_letter=False,
    originals_checked=("business_licence", "id_card_front"),
    old_key_returned=False,
    handed_over_at=tuesday,
)
received = ReceiptConfirmed(case=case, account_id=heron, token_serial="T-1", certificate_serial="C-1", confirmed_at=tuesday)

content = Content(case_id=case.case_id, application_number=case.application_number, token_serial="T-1")
other_content = Content(case_id=other_case.case_id, application_number=other_case.application_number, token_serial="T-2")
expect_parcel = ExpectConsignment(
    consignment_id=parcel_id, body="ZJ", waybill="SF1", contents=(content, other_content), at=monday
)
scan_in = ScanIn(consignment_id=parcel_id, body="ZJ", token_serial="T-1", at=tuesday)
scan_in_other = replace(scan_in, token_serial="T-2")

parcel_expected = ConsignmentExpected(
    consignment_id=parcel_id, body="ZJ", waybill="SF1", contents=(content, other_content), dispatched_at=monday
)
content_found = ContentScannedIn(consignment_id=parcel_id, body="ZJ", content=content, scanned_at=tuesday)
other_found = replace(content_found, content=other_content)
parcel_received = ConsignmentReceived(consignment_id=parcel_id, body="ZJ", received_at=tuesday)

record = RecordCertificate(
    case=case, account_id=heron, certificate_serial="C-1", certificate_pem="PEM", not_after=three_years, at=monday
)
activate = RecordActivation(certificate_serial="C-1", at=monday)
suspend = RecordSuspension(certificate_serial="C-1", reason="loss", at=tuesday)
lift = RecordLift(certificate_serial="C-1", reason="loss", at=tuesday + minute)
revoke = RecordRevocation(certificate_serial="C-1", reason="reissue", at=tuesday)
expire = RecordExpiry(certificate_serial="C-1", at=three_years)
ask = OpenChallenge(
    certificate_serial="C-1",
    account_id=heron,
    challenge_id=UUID(int=20),
    origin="https://window.test",
    nonce="00ff",
    lifetime=five_minutes,
    at=tuesday,
)
answer = AnswerChallenge(
    certificate_serial="C-1", account_id=heron, challenge_id=UUID(int=20), signature_holds=True, at=tuesday + minute
)
wrong = replace(answer, signature_holds=False)
unbind = Unbind(certificate_serial="C-1", account_id=heron, at=tuesday + minute)

recorded = CertificateRecorded(
    case=case,
    account_id=heron,
    certificate_serial="C-1",
    certificate_pem="PEM",
    not_after=three_years,
    recorded_at=monday,
)
activated = ActivationRecorded(certificate_serial="C-1", activated_at=monday)
suspended = SuspensionRecorded(certificate_serial="C-1", reason="loss", suspended_at=tuesday)
lifted = LiftRecorded(certificate_serial="C-1", reason="loss", lifted_at=tuesday + minute)
revoked = RevocationRecorded(certificate_serial="C-1", reason="reissue", revoked_at=tuesday)
expired = ExpiryRecorded(certificate_serial="C-1", expired_at=three_years, case=case)
challenge = Challenge(
    challenge_id=UUID(int=20),
    origin="https://window.test",
    account_id=heron,
    purpose="bind",
    certificate_serial="C-1",
    nonce="00ff",
    expires_at=tuesday + five_minutes,
)
challenged = ChallengeOpened(case=case, challenge=challenge, opened_at=tuesday)
failed = ChallengeFailed(
    challenge_id=UUID(int=20), certificate_serial="C-1", failure="signature_wrong", failed_at=tuesday + minute
)
passed = ChallengePassed(challenge_id=UUID(int=20), certificate_serial="C-1", passed_at=tuesday + minute)
bound = KeyBound(case=case, account_id=heron, certificate_serial="C-1", expires_at=three_years, bound_at=tuesday + minute)
unbound = KeyUnbound(case=case, account_id=heron, certificate_serial="C-1", reason="by_enterprise", unbound_at=tuesday + minute)

# custody: a parcel that does not arrive as it should
wednesday = tuesday + timedelta(days=1)
thursday = tuesday + timedelta(days=2)

close_short = CloseShort(consignment_id=parcel_id, body="ZJ", at=wednesday)
declare_lost = DeclareLost(consignment_id=parcel_id, at=wednesday)
report_damaged = ReportDamaged(consignment_id=parcel_id, body="ZJ", at=wednesday)
declare_found = DeclareFound(consignment_id=parcel_id, at=thursday)
confirm_loss = ConfirmLoss(consignment_id=parcel_id, at=thursday)
scan_in_stray = replace(scan_in, token_serial="T-9")

closed_short = ConsignmentClosedShort(consignment_id=parcel_id, body="ZJ", missing=(other_content,), closed_at=wednesday)
parcel_lost = ConsignmentLost(
    consignment_id=parcel_id, body="ZJ", reason="parcel_lost", missing=(content, other_content), declared_at=wednesday
)
shortage_lost = replace(parcel_lost, reason="parcel_short", missing=(other_content,))
parcel_damaged = replace(parcel_lost, reason="parcel_damaged")
parcel_found = ConsignmentFound(consignment_id=parcel_id, body="ZJ", found=(content, other_content), found_at=thursday)
shortage_found = replace(parcel_found, found=(other_content,))
parcel_written_off = ConsignmentWrittenOff(
    consignment_id=parcel_id, body="ZJ", missing=(content, other_content), written_off_at=thursday
)
stray_scanned = UnexpectedKeyScanned(
    consignment_id=parcel_id, body="ZJ", token_serial="T-9", written_off=False, scanned_at=tuesday
)

# custody: a key that does not arrive as it should
miss = MissKey(case=case, token_serial="T-1", reason="parcel_lost", at=wednesday)
miss_by_post = replace(miss, reason="lost_on_second_leg")
find = FindKey(case=case, token_serial="T-1", second_leg=False, at=thursday)
find_by_post = replace(find, second_leg=True)
give_up = ConfirmKeyLoss(case=case, token_serial="T-1", second_leg=False, at=thursday)
give_up_by_post = replace(give_up, second_leg=True)
expire_key = ExpireKey(case=case, certificate_serial="C-1", at=three_years)
suspect_on_first_leg = SuspectLoss(case=case, leg="to_issuing_body", at=thursday)
suspect_on_second_leg = SuspectLoss(case=case, leg="to_enterprise", at=thursday)
remind = RemindEnterprise(case=case, reminder=1, at=thursday)
end_unclaimed = EndUnclaimed(case=case, at=thursday)
declare_old_key_lost = DeclareOldKeyLost(case=case, at=wednesday)
note_mail_failure = NoteMailFailure(case=case, purpose="ready_to_collect", at=wednesday)
settle_mail_failure = SettleMailFailure(case=case, at=thursday)
expect_next = ExpectKey(
    case=case,
    shipment=replace(shipment, token_serial="T-2", certificate_serial="C-2", dispatched_at=thursday),
    at=thursday,
)

key_missing = KeyMissing(case=case, token_serial="T-1", certificate_serial="C-1", reason="parcel_lost", missing_at=wednesday)
missing_by_post = replace(key_missing, reason="lost_on_second_leg")
key_found = KeyFound(case=case, token_serial="T-1", certificate_serial="C-1", found_at=thursday)
loss_confirmed = KeyLossConfirmed(case=case, token_serial="T-1", certificate_serial="C-1", confirmed_at=thursday)
key_expired = KeyExpired(case=case, token_serial="T-1", certificate_serial="C-1", expired_at=three_years)
suspected_on_first_leg = LossSuspected(case=case, leg="to_issuing_body", suspected_at=thursday)
suspected_on_second_leg = LossSuspected(case=case, leg="to_enterprise", suspected_at=thursday)
reminded = EnterpriseReminded(
    case=case,
    account_id=heron,
    reminder=1,
    pick_up_zh="浙江政务服务中心12号窗口，杭州市",
    pick_up_en="Zhejiang Service Centre, window 12, Hangzhou",
    reminded_at=thursday,
)
unclaimed = KeyUnclaimed(case=case, account_id=heron, token_serial="T-1", certificate_serial="C-1", unclaimed_at=thursday)
old_key_lost = OldKeyDeclaredLost(case=case, declared_at=wednesday)
mail_failed = MailFailureNoted(case=case, purpose="ready_to_collect", failed_at=wednesday)
mail_settled = MailFailureSettled(case=case, settled_at=thursday)

# custody: a key kept apart
quarantine_key = QuarantineKey(token_serial="T-1", body="ZJ", written_off=False, at=tuesday)
admit_key = AdmitKey(token_serial="T-1", at=wednesday)
to_ningbo = Disposal(action="reroute", body="NB", waybill="SF3")
propose_reroute = ProposeDisposal(token_serial="T-1", body="ZJ", disposal=to_ningbo, person_id=ada, at=wednesday)
propose_destruction = replace(propose_reroute, disposal=Disposal(action="destroy"))
confirm_disposal = ConfirmDisposal(token_serial="T-1", body="ZJ", person_id=bo, at=thursday)
confirm_alone = replace(confirm_disposal, person_id=ada)

quarantined = KeyQuarantined(token_serial="T-1", body="ZJ", written_off=False, quarantined_at=tuesday)
reroute_proposed = DisposalProposed(token_serial="T-1", body="ZJ", disposal=to_ningbo, proposed_by=ada, proposed_at=wednesday)
destruction_proposed = replace(reroute_proposed, disposal=Disposal(action="destroy"))
rerouted = KeyRerouted(
    token_serial="T-1",
    former_body="ZJ",
    body="NB",
    waybill="SF3",
    proposed_by=ada,
    confirmed_by=bo,
    rerouted_at=thursday,
)
destroyed = KeyDestroyed(token_serial="T-1", body="ZJ", proposed_by=ada, confirmed_by=bo, destroyed_at=thursday)
