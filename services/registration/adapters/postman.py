"""How does a mail that was asked for get out? At least once, under an identity that stays the same."""

from collections.abc import Sequence

from chassis.door import Door
from chassis.doors import Letter, UndeliverableError
from chassis.messages import Erased
from services.registration.adapters import letters
from services.registration.adapters.letters import Text
from services.registration.adapters.links import token_of
from services.registration.commands import Command, RecordMailFailed, RecordMailSent
from services.registration.decider import ACCOUNTS, ADDRESSES, MAILS
from services.registration.decider.account import Active, Closed, Unactivated, Unregistered
from services.registration.decider.claims import AddressHeld
from services.registration.decider.mail import ActivationDue, Failed, NoticeDue, Sent, Unasked
from services.registration.policies import limits
from services.registration.projections import Outgoing
from services.registration.values import AccountId, EmailAddress

PORTAL = "http://localhost:8000"


class Postman:
    """Sends what is outgoing."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._portal = door.doors.settings.get("portal", PORTAL).rstrip("/")

    async def send(self, row: Outgoing) -> Sequence[Command]:
        """Send it, then tell what became of it. Raises OSError while the mail server cannot be reached."""
        state = await self._door.load(MAILS, row.mail_id)
        match state:
            case ActivationDue():
                return await self._deliver(row, state.to, await self._activation(state))
            case NoticeDue():
                to = await self._address(state.account_id)
                if to is None:
                    return [RecordMailFailed(mail_id=row.mail_id, reason="account_closed", at=self._door.doors.clock.now())]
                return await self._deliver(row, to, letters.notice(state.notice, state.case, self._portal))
            case Sent() | Failed() | Unasked():
                return []

    async def _deliver(self, row: Outgoing, to: EmailAddress | Erased, text: Text) -> Sequence[Command]:
        message_id = f"<{row.mail_id}@ekey>"
        if isinstance(to, Erased):
            return [RecordMailFailed(mail_id=row.mail_id, reason="address_erased", at=self._door.doors.clock.now())]
        try:
            await self._door.doors.mail.send(Letter(message_id=message_id, to=to, subject=text.subject, text=text.body))
        except UndeliverableError:
            return [RecordMailFailed(mail_id=row.mail_id, reason="address_refused", at=self._door.doors.clock.now())]
        return [RecordMailSent(mail_id=row.mail_id, message_id=message_id, at=self._door.doors.clock.now())]

    async def _activation(self, due: ActivationDue) -> Text:
        """The link; or, where the address belongs to another account, a word to its owner."""
        account = await self._door.load(ACCOUNTS, due.account_id)
        match account:
            case Unactivated() if await self._known(account):
                return letters.known_address(self._portal)
            case Unactivated() | Active():
                enterprise = account.enterprise_name
            case Closed() | Unregistered():
                enterprise = ""
        token = token_of(self._door.doors.keyed, due.account_id, due.mail_id)
        lifetime = limits(self._door.doors.policy.in_force(self._door.doors.clock.now())).link_lifetime
        return letters.activation(f"{self._portal}/activate?token={token}", enterprise, int(lifetime.total_seconds() // 3600))

    async def _known(self, account: Unactivated) -> bool:
        return isinstance(await self._door.load(ADDRESSES, account.address_id), AddressHeld)

    async def _address(self, account_id: AccountId) -> EmailAddress | Erased | None:
        account = await self._door.load(ACCOUNTS, account_id)
        match account:
            case Active():
                return account.user if isinstance(account.user, Erased) else account.user.email
            case Unactivated() | Closed() | Unregistered():
                return None
