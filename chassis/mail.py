"""How does a letter leave? Over SMTP, with a stable Message-ID, so that sending twice can be noticed."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import aiosmtplib

from chassis.doors import Letter, UndeliverableError

SENDER = Address("电子钥匙 / Electronic key", "no-reply", "ekey.example")


class SmtpMail:
    """The mail port over an SMTP server at `host:port`."""

    def __init__(self, place: str) -> None:
        host, _, port = place.rpartition(":")
        self._host = host or "127.0.0.1"
        self._port = int(port)

    async def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises UndeliverableError for a refused address, OSError when the server is away."""
        message = message_of(letter)
        try:
            await aiosmtplib.send(message, hostname=self._host, port=self._port, start_tls=False, timeout=20)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise UndeliverableError("the address was refused") from error
        except aiosmtplib.SMTPException as error:
            raise OSError(f"SMTP: {type(error).__name__}") from error


def message_of(letter: Letter) -> EmailMessage:
    """The letter as RFC 5322 bytes would have it."""
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["Message-ID"] = letter.message_id
    message["From"] = SENDER
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message.set_content(letter.text, charset="utf-8", cte="base64")
    return message


class MemoryMail:
    """A mailbox in memory; addresses at `.invalid` are refused, as a real server would."""

    def __init__(self) -> None:
        self.sent: list[Letter] = []

    async def send(self, letter: Letter) -> None:
        if letter.to.endswith(".invalid"):
            raise UndeliverableError("the address was refused")
        self.sent.append(letter)
