"""What does each field look like in life? One invented reissue, from registration to a bound key, field by field."""

from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.actor import Actor
from chassis.published import Announcement

CASE = "3f0c6f5e-9d51-4c55-8c0e-52a1c2b6d7e4"
ACCOUNT = "8a4b1f1c-24a3-4d0f-9f0e-6f3b2a7d9c10"
CONSIGNMENT = "b7d2f6a0-5e3c-4a91-8f7d-0c9e1b2a3d45"
NUMBER = "EK-7H3KQ2M9XW4C"
SERIAL = "4D1F08A2B36C57E9"
TOKEN = "T-000417"
CORRELATION = UUID("5d7e9a1b-3c2f-4e6d-8a9b-0c1d2e3f4a5b")
ACTOR = Actor(kind="enterprise", account_id=UUID(ACCOUNT), person_id=UUID("c1d2e3f4-a5b6-4c7d-8e9f-0a1b2c3d4e5f"))

CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBIjCByaADAgECAghNHwiis2xX6TAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFF
eGFtcGxlIEF1dGhvcml0eTAeFw0yNjAzMTIwNzAwMDBaFw0yOTAzMTEwNzAwMDBa
MBMxETAPBgNVBAMMCE5CMjA0OTE3MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
nQ4sQDkLfewCJLhJTiMBK4JoPLT24q/CnAE/GCvvEkwpcksE6ZiXKKOiXMLK9N2C
Z4KQD9GtDUYpAeUiHGAXSjAKBggqhkjOPQQDAgNIADBFAiEA/NRQZWCfTtN+rFgN
bet0v24RvWOdu8i/USGrQgGYhbkCIEuheZcv7nbTWR5SLsCwC6AKWrSWFfAx+YMw
mMUCpaEn
-----END CERTIFICATE-----
"""

ITEMS: list[dict[str, Any]] = [
    {
        "item": "slot:business_licence",
        "fingerprint": "9f2c4e6a8b0d1f3759c1e3a5b7d9f102",
        "reason": "always",
        "zh": "营业执照",
        "en": "business licence",
        "clause": "docs/domain.md §3",
        "flags": ["low_resolution"],
    },
    {
        "item": "waiver:operator_registration_form",
        "fingerprint": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "reason": "free_trade_zone",
        "zh": "自由贸易试验区企业免交",
        "en": "waived in a pilot free trade zone",
        "clause": "docs/domain.md §3",
        "flags": [],
    },
]

FIELDS: dict[str, Any] = {
    "account_id": ACCOUNT,
    "application_number": NUMBER,
    "attempt": 1,
    "body": "NB",
    "calendar": "chinesecalendar 1.11.0, to 2026",
    "case_id": CASE,
    "certificate_pem": CERTIFICATE,
    "certificate_serial": SERIAL,
    "clause": "source §2",
    "consignment_id": CONSIGNMENT,
    "contents": [{"case_id": CASE, "application_number": NUMBER, "token_serial": TOKEN}],
    "credit_code": "91330200MA0EXA090P",
    "document": "application_form",
    "due": "2026-03-05",
    "earlier_expires_at": "2027-06-30T16:00:00Z",
    "earlier_key": "K-11",
    "enterprise_name": "宁波样本进出口有限公司",
    "enterprise_persons": ["1e2d3c4b-5a69-8788-9a0b-1c2d3e4f5061", "2f3e4d5c-6b7a-8899-8b1c-2d3e4f506172"],
    "failed": [{"item": "slot:business_licence", "reason_code": "illegible"}],
    "fence": 2,
    "flags": ["low_resolution"],
    "former_body": "ZJ",
    "issuing_body": "NB",
    "items": ITEMS,
    "kind": "reissue",
    "licence_kinds": ["import", "automatic_import"],
    "leg": "to_enterprise",
    "limit": "verification",
    "login_name": "NB204917",
    "login_name_rule": "retained",
    "loss": "damaged",
    "message_id": "<b3f1c2d4-5e6f-8a7b-9c0d-1e2f3a4b5c6d@ekey.example>",
    "not_after": "2029-03-11T07:00:00Z",
    "not_before": "2026-03-12T07:00:00Z",
    "old_key_returned": True,
    "pick_up_en": "Ningbo City Service Hall, 200 Yangben East Road, Ningbo",
    "pick_up_point": {
        "name_zh": "宁波市行政服务中心",
        "name_en": "Ningbo City Service Hall",
        "address_zh": "宁波市样本东路二百号",
        "address_en": "200 Yangben East Road, Ningbo",
    },
    "pick_up_zh": "宁波市行政服务中心，宁波市样本东路二百号",
    "policy_profile": "2022",
    "provisional": False,
    "policy_version": "2022-0",
    "preference": "post",
    "purpose": "correction_needed",
    "reason": "reissue",
    "reason_code": "forged",
    "reminder": 1,
    "revision": 1,
    "round": 1,
    "seal_id": "ES-5C1D7E0A9B34F286",
    "serial": SERIAL,
    "slot": "business_licence",
    "stage": "verification",
    "state": "uploading",
    "suspended": False,
    "token_serial": TOKEN,
    "waybill": "SF1029384756",
    "working_days": 2,
    "written_off": False,
}

REASONS = {
    "RegistrationRejected": "code_taken",
    "MailFailed": "refused",
    "AccountReleased": "proven_foreign",
    "KeyMissing": "parcel_short",
    "CertificateRevoked": "replaced",
    "KeyUnbound": "revoked",
    "DeadlineMissVoided": "kept",
}

LIMIT_KINDS = {"ReminderDue": "limit", "DeadlineMissed": "limit"}

TIMES = {
    "RegistrationStarted": "2026-03-02T01:10:00Z",
    "AccountActivated": "2026-03-02T01:25:30Z",
    "RegistrationRejected": "2026-03-02T01:26:00Z",
    "RegistrationLapsed": "2026-03-09T01:10:00Z",
    "AccountReleased": "2026-04-01T06:00:00Z",
    "DraftOpened": "2026-03-02T02:00:00Z",
    "SubmissionConfirmed": "2026-03-02T02:40:12Z",
    "ReissueDeclared": "2026-03-02T02:40:12Z",
    "ReissueEnded": "2026-03-05T08:00:00Z",
    "DocumentDownloaded": "2026-03-02T02:45:00Z",
    "FormReopened": "2026-03-02T03:05:00Z",
    "ScanUploaded": "2026-03-03T00:50:00Z",
    "MaterialsConfirmed": "2026-03-03T01:15:45.250000Z",
    "WithdrawalRequested": "2026-03-05T07:59:00Z",
    "CaseWithdrawn": "2026-03-05T08:00:00Z",
    "WithdrawalDeclined": "2026-03-12T08:00:00Z",
    "CaseLapsed": "2026-06-02T02:00:00Z",
    "TaskOpened": "2026-03-03T01:15:45.250000Z",
    "TaskClaimed": "2026-03-03T02:30:00Z",
    "TaskWithdrawn": "2026-03-05T07:59:00Z",
    "VerificationFailed": "2026-03-03T03:20:00Z",
    "VerificationPassed": "2026-03-04T06:10:00Z",
    "ReviewFailed": "2026-03-06T02:00:00Z",
    "ReviewPassed": "2026-03-09T05:45:00Z",
    "CaseRefused": "2026-03-06T08:30:00Z",
    "CaseTaken": "2026-03-04T00:00:00Z",
    "OrderOpened": "2026-03-09T05:45:00Z",
    "OrderCancelled": "2026-03-09T06:00:00Z",
    "WithdrawalRefused": "2026-03-12T08:00:00Z",
    "CertificateIssued": "2026-03-12T07:00:00Z",
    "CertificateSuspended": "2026-03-02T02:40:12Z",
    "SuspensionLifted": "2026-03-05T08:00:00Z",
    "CertificateRevoked": "2026-03-20T03:00:00Z",
    "CertificateActivated": "2026-03-20T03:00:00Z",
    "CertificateExpired": "2029-03-11T07:00:00Z",
    "TokenSpoiled": "2026-03-12T07:20:00Z",
    "SealMade": "2026-03-12T07:00:00Z",
    "KeyProduced": "2026-03-12T07:00:00Z",
    "ConsignmentDispatched": "2026-03-13T09:30:00Z",
    "KeyDispatched": "2026-03-13T09:30:00Z",
    "KeyScannedIn": "2026-03-16T01:40:00Z",
    "PreferenceChanged": "2026-03-16T02:00:00Z",
    "EnterpriseNotified": "2026-03-16T02:30:00Z",
    "MailSent": "2026-03-03T03:20:02Z",
    "MailFailed": "2026-03-03T03:20:05Z",
    "KeyPosted": "2026-03-16T08:00:00Z",
    "KeyHandedOver": "2026-03-18T06:20:00Z",
    "ReceiptConfirmed": "2026-03-20T03:00:00Z",
    "KeyMissing": "2026-03-16T01:45:00Z",
    "KeyFound": "2026-03-17T02:00:00Z",
    "KeyLossConfirmed": "2026-03-23T06:00:00Z",
    "KeyUnclaimed": "2026-06-16T02:30:00Z",
    "KeyQuarantined": "2026-03-16T01:50:00Z",
    "KeyRerouted": "2026-03-17T02:00:00Z",
    "KeyDestroyed": "2026-03-17T02:10:00Z",
    "PickUpReminded": "2026-03-30T01:00:00Z",
    "LostParcelSuspected": "2026-03-30T01:05:00Z",
    "OldKeyDeclaredLost": "2026-03-16T03:30:00Z",
    "ReminderDue": "2026-03-05T01:00:00Z",
    "DeadlineMissed": "2026-03-05T16:00:00Z",
    "DeadlineMissVoided": "2026-03-05T16:00:02Z",
    "KeyBound": "2026-03-20T03:12:00Z",
    "KeyUnbound": "2029-03-11T07:00:00Z",
}


def example(model: type[Announcement]) -> Announcement:
    """An announcement with every field filled. Raises LookupError for a field that has no example here."""
    return model.model_validate(
        {name: _value(model.__name__, name, field.annotation) for name, field in model.model_fields.items()}
    )


def _value(kind: str, name: str, annotation: Any) -> Any:
    if name == "reason" and kind in REASONS:
        return REASONS[kind]
    if name == "kind" and kind in LIMIT_KINDS:
        return LIMIT_KINDS[kind]
    if name in FIELDS:
        return FIELDS[name]
    if annotation is datetime and kind in TIMES:
        return TIMES[kind]
    raise LookupError(f"deploy/contracts/examples.py has no example for `{name}` of {kind}")
