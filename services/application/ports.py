"""What does application need from outside its rules? Other systems, a printer, an examiner of scans, and the histories of its wishes."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID, uuid5

from chassis.aggregate import Aggregate
from chassis.keyed import Keyed, normal
from chassis.messages import value
from services.application.commands.account import AccountCommand
from services.application.commands.case import CaseCommand
from services.application.commands.keys import KeyCommand
from services.application.commands.names import NameCommand
from services.application.commands.open_keys import OpenKeyCommand
from services.application.commands.reading import ReadingCommand
from services.application.commands.slots import SlotCommand
from services.application.decider import account, case, keys, names, open_keys, reading, slots
from services.application.decider.case.states import Dossier
from services.application.decider.case.states import State as CaseState
from services.application.events.account import AccountEvent
from services.application.events.case import CaseEvent
from services.application.events.keys import KeyEvent
from services.application.events.names import NameEvent
from services.application.events.open_keys import OpenKeyEvent
from services.application.events.reading import ReadingEvent
from services.application.events.slots import SlotEvent
from services.application.values.codes import Document, ScanFormat
from services.application.values.form import Body, EarlierKey, Shown


@value
class Printed:
    """A printed document: PDF, and the short hash in its code."""

    content: bytes
    mark: str


class CannotPrint(Exception):
    """Paper cannot show it: `characters` without a glyph, or (none) too much for one page."""

    def __init__(self, *characters: str) -> None:
        super().__init__(f"{len(characters)} characters" if characters else "more than one page")
        self.characters = characters


class Printer(Protocol):
    """Prints the documents that the applicant signs and seals."""

    async def print(self, document: Document, dossier: Dossier, frozen_at: datetime) -> Printed:
        """The document of the form as it is in this dossier. Raises CannotPrint."""
        ...


@value
class Examined:
    """An acceptable scan; `size` in bytes, `width` and `height` in pixels, `sha256` of the bytes as received."""

    format: ScanFormat
    size: int
    width: int
    height: int
    shown: tuple[Shown, ...]
    sha256: str


class Unacceptable(Exception):
    """Not a scan that may be stored: `empty`, `too_large`, `not_an_image`, `undecodable`, `too_many_pixels`."""

    def __init__(self, code: str, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en


class Examiner(Protocol):
    """Judges an upload by its bytes."""

    async def examine(self, content: bytes, *, size_below: int) -> Examined:
        """What the file holds. Raises Unacceptable; `size_below` is the first size refused, in bytes."""
        ...


class NameRegister(Protocol):
    """The electromechanical import system: which user name belongs to which enterprise."""

    async def owner(self, login_name: str) -> str:
        """The credit code that has this name, compared in its normal form; empty for none."""
        ...


class NameAssigner(Protocol):
    """The business system platform: which login name a case gets."""

    async def candidate(self, case_id: UUID, attempt: int) -> str:
        """The same for the same case and attempt (from 0); the next attempt when a name is taken."""
        ...


class EarlierKeys(Protocol):
    """The register of the keys from before this system."""

    async def find(self, key: str) -> EarlierKey | None:
        """By the serial of its certificate."""
        ...

    async def of(self, credit_code: str) -> tuple[EarlierKey, ...]:
        """All keys of an enterprise."""
        ...

    async def named(self, login_name: str) -> EarlierKey | None:
        """The key that carries this login name, compared in its normal form."""
        ...


class Bodies(Protocol):
    """The authorities, and which of them serves where."""

    def all(self) -> tuple[Body, ...]:
        """Every body that is known."""
        ...

    def serving(self, division: str, on: date) -> tuple[Body, ...]:
        """The issuing bodies that serve this division on this day, the one in charge first; a closed one's successor serves for it."""
        ...

    def in_charge(self, code: str, on: date) -> str:
        """The code of the body that has this one's cases on this day: itself, or its successor once it is closed."""
        ...

    def find(self, code: str) -> Body | None:
        """The body with this code."""
        ...


class Profiles(Protocol):
    """Which profile of the policy is for whom."""

    def of(self, credit_code: str, issuing_body: str) -> str:
        """The profile for a case of this enterprise at this body (may be empty: not chosen yet); empty for the policy's own default."""
        ...


@value
class Outside:
    """Everything outside that the doors of this service use."""

    printer: Printer
    examiner: Examiner
    name_register: NameRegister
    name_assigner: NameAssigner
    earlier_keys: EarlierKeys
    bodies: Bodies
    profiles: Profiles


class Histories:
    """The seven kinds of history, and the stream of each; streams of a value are found by its normal form."""

    def __init__(self, keyed: Keyed) -> None:
        self._keyed = keyed
        self.case: Aggregate[CaseCommand, CaseState, CaseEvent] = Aggregate(
            name="case",
            decider=case.case,
            commands=CaseCommand,
            events=CaseEvent,
            stream=lambda command: command.case_id,
        )
        self.account: Aggregate[AccountCommand, account.State, AccountEvent] = Aggregate(
            name="account",
            decider=account.account,
            commands=AccountCommand,
            events=AccountEvent,
            stream=lambda command: command.account_id,
        )
        self.slots: Aggregate[SlotCommand, slots.Slots, SlotEvent] = Aggregate(
            name="slots",
            decider=slots.slots,
            commands=SlotCommand,
            events=SlotEvent,
            stream=lambda command: self.slots_stream(command.account_id),
        )
        self.name: Aggregate[NameCommand, names.State, NameEvent] = Aggregate(
            name="name",
            decider=names.name,
            commands=NameCommand,
            events=NameEvent,
            stream=lambda command: self.name_stream(command.name),
        )
        self.key: Aggregate[KeyCommand, keys.State, KeyEvent] = Aggregate(
            name="key",
            decider=keys.key,
            commands=KeyCommand,
            events=KeyEvent,
            stream=lambda command: self.key_stream(command.key),
        )
        self.open_key: Aggregate[OpenKeyCommand, open_keys.State, OpenKeyEvent] = Aggregate(
            name="open_key",
            decider=open_keys.open_key,
            commands=OpenKeyCommand,
            events=OpenKeyEvent,
            stream=lambda command: keyed.id("open_key", normal(command.earlier_key)),
        )
        self.reading: Aggregate[ReadingCommand, reading.State, ReadingEvent] = Aggregate(
            name="reading",
            decider=reading.reading,
            commands=ReadingCommand,
            events=ReadingEvent,
            stream=lambda command: command.read_id,
        )

    def case_stream(self, application_number: str) -> UUID:
        """The case with this number; also its id."""
        return self._keyed.id("case", application_number)

    def slots_stream(self, account_id: UUID) -> UUID:
        """The key slots of this account's enterprise."""
        return uuid5(account_id, "slots")

    def key_stream(self, serial: str) -> UUID:
        """What has become of the key with this certificate."""
        return self._keyed.id("key", normal(serial))

    def name_stream(self, login_name: str) -> UUID:
        """The history of a login name, however it is written."""
        return self._keyed.id("login_name", normal(login_name))
