"""Does everything add up at every position of every history? Random valid histories of three cases and their tokens."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.aggregate import Aggregate
from chassis.decider import Refused
from chassis.keyed import Keyed
from services.production.commands import Command
from services.production.commands.certificates import ActivateCertificate, ExpireCertificate, IssueCertificate, RevokeCertificate
from services.production.commands.consignment import DispatchConsignment, OpenConsignment
from services.production.commands.order import (
    CompleteKey,
    OpenOrder,
    PackKey,
    RecordFound,
    RecordLoss,
    RecordMissing,
    RecordReceipt,
    RecordUnclaimed,
    RecordWithdrawn,
    SpoilKey,
    StartProduction,
)
from services.production.commands.token import (
    ConfirmDestruction,
    PersonaliseToken,
    ProposeDestruction,
    QuarantineToken,
    RecordArrival,
    RecordDestruction,
    RerouteToken,
    StockToken,
)
from services.production.consequences import follow
from services.production.events import Event
from services.production.events.order import ProductionStarted
from services.production.ports import Histories
from services.production.projections import StockRow, certificates, orders, reconcile, stock, tokens
from services.production.projections.stock import ALL
from services.production.values import Certificate, Key, Order, Seal
from tests.production import cast
from tests.production.test_projections import shown

CASES = [UUID(int=n) for n in (1, 2, 3)]
TOKENS = [f"T-{n}" for n in range(1, 7)]
PARCEL = UUID(int=50)


class Ledger:
    """All histories in memory: a unit of commands with everything that follows, or nothing of it."""

    def __init__(self) -> None:
        histories = Histories(Keyed(bytes(32)))
        self._owner: dict[type, Aggregate[object, object, object]] = {}
        for aggregate in (histories.order, histories.certificates, histories.token, histories.consignment, histories.account):
            for kind in aggregate.command_types():
                self._owner[kind] = aggregate  # pyright: ignore[reportArgumentType]
        self._states: dict[UUID, object] = {}
        self.events: list[Event] = []

    def unit(self, *commands: Command) -> bool:
        """Whether it was done."""
        states, events = dict(self._states), list(self.events)
        try:
            for command in commands:
                self._do(command, states, events)
        except Refused:
            return False
        self._states, self.events = states, events
        return True

    def _do(self, command: Command, states: dict[UUID, object], events: list[Event]) -> None:
        aggregate = self._owner[type(command)]
        stream = aggregate.stream(command)
        for event in aggregate.decider.decide(command, states.get(stream, aggregate.decider.initial)):
            before = states.get(stream, aggregate.decider.initial)
            states[stream] = aggregate.decider.evolve(before, event)
            events.append(event)  # pyright: ignore[reportArgumentType]
            for next_one in follow(event):  # pyright: ignore[reportArgumentType]
                self._do(next_one, states, events)


def order_of(case_id: UUID) -> Order:
    return Order(
        case_id=case_id,
        application_number=f"EK-{case_id.int}",
        account_id=cast.HERON,
        enterprise_name="Blue Heron Trading",
        credit_code="91330100MA0EXA015R",
        kind="first",
        round=1,
        issuing_body="ZJ",
        login_name=f"name-{case_id.int}",
        earlier_key="",
        policy_profile="2022",
        policy_version="2022-0",
    )


def produced(case_id: UUID, attempt: int, token: str) -> Sequence[Command]:
    """The unit that the workshop wishes after a token was written."""
    order, serial = order_of(case_id), f"c-{case_id.int}-{attempt}"
    certificate = Certificate(serial=serial, pem="", sha256="", not_before=cast.MONDAY, not_after=cast.IN_THREE_YEARS)
    seal = Seal(seal_id=f"ES-{serial}", certificate_serial=serial, image="", statement="", signature="")
    key = Key(attempt=attempt, token_serial=token, certificate_serial=serial, seal_id=seal.seal_id)
    at, login_name = cast.MONDAY, order.login_name
    return [
        PersonaliseToken(
            token_serial=token, case_id=case_id, attempt=attempt, certificate_serial=serial, login_name=login_name, at=at
        ),
        IssueCertificate(
            login_name=login_name,
            case_id=case_id,
            application_number=order.application_number,
            account_id=order.account_id,
            attempt=attempt,
            kind="first",
            earlier_key="",
            certificate=certificate,
            seal=seal,
            at=at,
        ),
        CompleteKey(case_id=case_id, key=key, at=at),
    ]


def units(case_id: UUID, attempt: int, token: str) -> Sequence[Sequence[Command]]:
    """Everything that people and neighbours may wish of one case, one attempt and one token."""
    at, serial, login_name = cast.TUESDAY, f"c-{case_id.int}-{attempt}", f"name-{case_id.int}"
    parcel = UUID(int=PARCEL.int + attempt)
    number = f"EK-{case_id.int}"
    return [
        [OpenOrder(order=order_of(case_id), at=at)],
        [StartProduction(case_id=case_id, token_serial=token, at=at)],
        produced(case_id, attempt, token),
        [OpenConsignment(consignment_id=parcel, body="ZJ", at=at)],
        [PackKey(case_id=case_id, consignment_id=parcel, at=at)],
        [DispatchConsignment(consignment_id=parcel, waybill="SF1", at=at)],
        [RecordArrival(token_serial=token, body="ZJ", at=at)],
        [RecordReceipt(case_id=case_id, certificate_serial=serial, at=at)],
        [RecordMissing(case_id=case_id, certificate_serial=serial, reason="parcel_lost", at=at)],
        [RecordFound(case_id=case_id, certificate_serial=serial, at=at)],
        [RecordLoss(case_id=case_id, certificate_serial=serial, at=at)],
        [RecordUnclaimed(case_id=case_id, certificate_serial=serial, at=at)],
        [ExpireCertificate(login_name=login_name, serial=serial, at=cast.IN_THREE_YEARS)],
        [SpoilKey(case_id=case_id, reason="chip", at=at)],
        [RecordWithdrawn(case_id=case_id, application_number=number, at=at)],
        [QuarantineToken(token_serial=token, body="SH", written_off=False, at=at)],
        [RerouteToken(token_serial=token, body="ZJ", at=at)],
        [RecordDestruction(token_serial=token, at=at)],
        [ProposeDestruction(token_serial=token, person_id=cast.P1, at=at)],
        [ConfirmDestruction(token_serial=token, person_id=cast.P2, at=at)],
    ]


WISHES = st.tuples(st.sampled_from(CASES), st.integers(8, 40))


def step(ledger: Ledger, case_id: UUID, which: int) -> None:
    """What is wished (8 to 19) where it can happen to one of the case's attempts, else the next step of the straight way."""
    for wished in (which, *range(7, -1, -1)):
        for attempt in (1, 2, 3):
            for token in TOKENS if wished == 1 else tokens_of(ledger, case_id, attempt):
                before = len(ledger.events)
                all_of_it = units(case_id, attempt, token)
                if wished < len(all_of_it) and ledger.unit(*all_of_it[wished]) and len(ledger.events) > before:
                    return


def tokens_of(ledger: Ledger, case_id: UUID, attempt: int) -> Sequence[str]:
    """The tokens that were taken for this attempt, or any for what needs none yet."""
    taken = [
        event.token_serial
        for event in ledger.events
        if isinstance(event, ProductionStarted) and (event.case_id, event.attempt) == (case_id, attempt)
    ]
    return taken or TOKENS[:1]


def discrepancies(events: Sequence[Event]) -> Sequence[object]:
    counted = shown(stock, *events).get(ALL, StockRow())
    return reconcile(
        list(shown(tokens, *events).values()),
        list(shown(certificates, *events).values()),
        list(shown(orders, *events).values()),
        counted,
    )


@settings(max_examples=60, deadline=timedelta(seconds=10), derandomize=True, database=None)
@given(st.lists(WISHES, min_size=20, max_size=60))
def test_everything_adds_up_after_every_unit_of_every_history(wishes: list[tuple[UUID, int]]) -> None:
    """docs/states.md §3."""
    ledger = Ledger()
    ledger.unit(*(StockToken(token_serial=serial, at=cast.MONDAY) for serial in TOKENS))
    for case_id, which in wishes:
        step(ledger, case_id, which)
        assert discrepancies(ledger.events) == []


@settings(max_examples=60, deadline=timedelta(seconds=5), derandomize=True, database=None)
@given(st.sampled_from(CASES), st.lists(st.integers(6, 19), max_size=12))
def test_everything_adds_up_whatever_happens_to_a_dispatched_key(case_id: UUID, choices: list[int]) -> None:
    ledger = dispatched(case_id, 1, "T-1")
    for which in choices:
        if ledger.unit(*units(case_id, 1, "T-1")[which]):
            assert discrepancies(ledger.events) == []


def dispatched(case_id: UUID, attempt: int, token: str) -> Ledger:
    ledger = Ledger()
    ledger.unit(*(StockToken(token_serial=serial, at=cast.MONDAY) for serial in TOKENS))
    for which in range(6):
        assert ledger.unit(*units(case_id, attempt, token)[which])
    return ledger


def test_the_whole_way_through_a_loss_adds_up_and_ends_with_one_live_certificate() -> None:
    case_id = CASES[0]
    ledger = dispatched(case_id, 1, "T-1")
    for attempt, token, steps in ((1, "T-1", (8, 10)), (2, "T-2", (1, 2, 3, 4, 5, 6, 7))):
        for which in steps:
            assert ledger.unit(*units(case_id, attempt, token)[which])
            assert discrepancies(ledger.events) == []
    live = [row.serial for row in shown(certificates, *ledger.events).values() if row.phase == "active"]
    assert live == ["c-1-2"]


def test_a_revocation_that_nobody_recorded_as_an_end_is_found() -> None:
    ledger = dispatched(CASES[0], 1, "T-1")
    ledger.unit(RevokeCertificate(login_name="name-1", serial="c-1-1", case_id=CASES[0], reason="mistake", at=cast.FRIDAY))
    assert [str(getattr(d, "finding", "")) for d in discrepancies(ledger.events)] == ["case_without_certificate"]
    assert not ledger.unit(ActivateCertificate(login_name="name-1", serial="c-1-1", case_id=CASES[0], at=cast.FRIDAY))
