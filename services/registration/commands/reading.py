"""How is a look at an address recorded?"""

from datetime import datetime

from chassis.messages import command
from services.registration.values import AccountId, ReadId


@command
class RecordAddressRead:
    read_id: ReadId
    account_id: AccountId
    body: str
    at: datetime
