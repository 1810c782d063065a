"""What can be wished of the keys that sign sessions?"""

from datetime import datetime

from chassis.messages import command


@command
class RotateSigningKey:
    """`number` is the one after the present key's, `key_id` the thumbprint of its public half."""

    number: int
    key_id: str
    at: datetime
