"""Is every message of every producer kept, in its own words, with its envelope?"""

from datetime import datetime
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from chassis.aggregate import members
from chassis.published import Announcement
from contracts import application, delivery, production, registration, verification
from services.tracking.commands import HearAccountFact, HearCaseFact
from services.tracking.events import AccountFactHeard, CaseFactHeard
from services.tracking.projections.sentences import say
from services.tracking.reactions import react
from services.tracking.values.told import Place
from tests.tracking.cast import CASE, HERON, MONDAY, NUMBER, V1, WINDOW_12, Journey, Message, to_the_desk

CONTRACTS = (
    registration.Registration,
    application.Application,
    verification.Verification,
    production.Production,
    delivery.Delivery,
)
ALL: list[type[Announcement]] = [cls for union in CONTRACTS for cls in members(union)]
OF_NO_CASE = (production.ConsignmentDispatched, delivery.KeyQuarantined, delivery.KeyRerouted, delivery.KeyDestroyed)
KEPT = [cls for cls in ALL if cls not in OF_NO_CASE]
VALUES: dict[str, object] = {
    "case_id": CASE,
    "account_id": HERON,
    "application_number": NUMBER,
    "consignment_id": UUID(int=3),
    "kind": "first",
    "round": 1,
    "revision": 1,
    "attempt": 1,
    "fence": 1,
    "stage": "review",
    "loss": "lost",
    "leg": "to_enterprise",
    "reminder": 1,
    "written_off": False,
    "preference": "post",
    "purpose": "posted",
    "document": "application_form",
    "login_name_rule": "assigned",
    "suspended": False,
    "old_key_returned": True,
    "pick_up_point": WINDOW_12,
    "items": (),
    "enterprise_persons": (),
    "contents": (),
    "licence_kinds": (),
    "flags": ("same_bytes",),
    "failed": (verification.FailedItem(item="slot:id_card_back", reason_code="expired"),),
}
REASONS = {
    "RegistrationRejected": "code_taken",
    "KeyMissing": "parcel_lost",
    "CertificateSuspended": "loss",
    "SuspensionLifted": "loss",
}


def example(cls: type[Announcement]) -> Message:
    """A message of this type, its fields filled by their names."""
    fields = {name: VALUES.get(name, f"a {name}") for name, info in cls.model_fields.items() if info.is_required()}
    fields |= {name: MONDAY for name, info in cls.model_fields.items() if info.annotation is datetime}
    fields |= {"reason": REASONS.get(cls.__name__, "a reason")} if "reason" in cls.model_fields else {}
    return Journey().tell(cls.model_validate(fields), actor=V1).told[0]


@pytest.mark.parametrize("cls", KEPT, ids=lambda c: c.__name__)
def test_a_message_is_kept_in_its_own_words_with_time_place_and_cause(cls: type[Announcement]) -> None:
    message = example(cls)
    [command] = react(message.heard, message.envelope)  # type: ignore[arg-type]
    assert command.told.step.type == cls.__name__
    assert command.told.at == MONDAY
    assert command.told.place == Place(producer=message.envelope.producer, epoch=1, position=3)
    assert command.cause.agent.person_id == V1.person_id
    assert command.cause.agent.roles == ("supervisor", "verifier")
    assert command.cause.correlation == UUID(int=5)
    assert command.cause.causation.startswith("http:")
    match command:
        case HearCaseFact(case_id=id):
            assert id == CASE
        case HearAccountFact(account_id=id):
            assert id == HERON


@pytest.mark.parametrize("cls", KEPT, ids=lambda c: c.__name__)
def test_what_is_kept_can_be_stored_and_read_again_and_said_in_both_languages(cls: type[Announcement]) -> None:
    message = example(cls)
    [command] = react(message.heard, message.envelope)  # type: ignore[arg-type]
    kind: type = CaseFactHeard if isinstance(command, HearCaseFact) else AccountFactHeard
    of = {"case_id": command.case_id} if isinstance(command, HearCaseFact) else {"account_id": command.account_id}
    event: object = kind(**of, told=command.told, cause=command.cause)
    adapter: TypeAdapter[object] = TypeAdapter(kind)
    assert adapter.validate_json(adapter.dump_json(event)) == event
    said = say(command.told.step)
    assert said.zh.endswith("。")
    assert said.en.endswith(".")


@pytest.mark.parametrize("cls", OF_NO_CASE, ids=lambda c: c.__name__)
def test_what_names_no_case_is_heard_by_the_cases_it_concerns_and_not_kept_itself(cls: type[Announcement]) -> None:
    message = example(cls)
    assert react(message.heard, message.envelope) == []  # type: ignore[arg-type]


def test_remarks_items_and_persons_of_the_materials_are_not_kept() -> None:
    [confirmed] = [m for m in to_the_desk().told if isinstance(m.heard, application.MaterialsConfirmed)]
    [command] = react(confirmed.heard, confirmed.envelope)  # type: ignore[arg-type]
    assert str(UUID(int=900)) not in TypeAdapter(HearCaseFact).dump_json(command).decode()
