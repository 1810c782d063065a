"""Which mails were sent, and to whom? (An SMTP server that delivers nothing, keeps all, and shows it over HTTP.)

As a process: `python -m deploy.local.mailbox --smtp-port 0 --http-port 0 --folder FOLDER --ready-file FILE` writes
`{"smtp": "127.0.0.1:PORT", "http": "http://127.0.0.1:PORT"}` when it can be used and ends at SIGTERM.
"""

import argparse
import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field

from deploy.local.ready import fail, say_ready, told_to_stop


class Mail(BaseModel):
    """A mail as its reader sees it: headers decoded and unfolded, `to` as the envelope says it."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    message_id: str
    sender: str = Field(serialization_alias="from")
    to: list[str]
    subject: str
    date: datetime | None
    text: str
    html: str


def read_mail(content: bytes, recipients: list[str]) -> Mail:
    """Parse what came over SMTP; a header that is missing is empty."""
    message = BytesParser(EmailMessage, policy=default).parsebytes(content)
    return Mail(
        message_id=_header(message, "message-id"),
        sender=_header(message, "from"),
        to=recipients,
        subject=_header(message, "subject"),
        date=_date(_header(message, "date")),
        text=_body(message.get_body(("plain",))),
        html=_body(message.get_body(("html",))),
    )


def _header(message: EmailMessage, name: str) -> str:
    return "".join(str(message.get(name, "")).splitlines()).encode(errors="replace").decode()


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def _body(part: MIMEPart | None) -> str:
    return "" if part is None else str(part.get_content()).replace("\r\n", "\n").encode(errors="replace").decode()


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Where the mailbox listens, on the loopback address."""

    smtp_port: int
    http_port: int

    @property
    def smtp(self) -> str:
        return f"127.0.0.1:{self.smtp_port}"

    @property
    def http(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"


class Mailbox:
    """All mails that came, in memory and, if a folder is given, each as a file there. A mail that comes twice is kept twice."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._mails: list[Mail] = []
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._mails = [_read_file(path) for path in sorted(folder.glob("*.eml"))]

    def mails(self, to: str | None = None) -> list[Mail]:
        """The mails for one address (in any case of letters), or all; the newest last."""
        return [mail for mail in self._mails if to is None or to.casefold() in {one.casefold() for one in mail.to}]

    def keep(self, content: bytes, recipients: list[str]) -> None:
        """Keep one mail."""
        if self._folder is not None:
            path = self._folder / f"{len(self._mails) + 1:06}.eml"
            path.write_bytes(b"".join(b"X-Envelope-To: %s\r\n" % one.encode() for one in recipients) + content)
        self._mails.append(read_mail(content, recipients))

    def clear(self) -> None:
        """Forget all mails."""
        self._mails.clear()
        if self._folder is not None:
            for path in self._folder.glob("*.eml"):
                path.unlink()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd calls it so)
        """Take a mail from SMTP."""
        content = envelope.content or b""
        self.keep(content.encode() if isinstance(content, str) else content, [str(one) for one in envelope.rcpt_tos])
        return "250 Message accepted for delivery"


def _read_file(path: Path) -> Mail:
    content = path.read_bytes()
    message = BytesParser(EmailMessage, policy=default).parsebytes(content, headersonly=True)
    return read_mail(content, [str(one) for one in message.get_all("x-envelope-to", [])])


def pages(mailbox: Mailbox) -> FastAPI:
    """The HTTP side: `GET /mails?to=`, `DELETE /mails`."""
    app = FastAPI(title="Mailbox 邮箱", openapi_url="/openapi.json", docs_url=None, redoc_url=None)

    async def read(to: str | None = None) -> list[Mail]:
        """The mails for one address, or all; the newest last."""
        return mailbox.mails(to)

    async def forget() -> None:
        """Forget all mails."""
        mailbox.clear()

    app.add_api_route("/mails", read, methods=["GET"])
    app.add_api_route("/mails", forget, methods=["DELETE"], status_code=204)
    return app


class _Pages(uvicorn.Server):
    """A server that leaves the signals of its process alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


@contextlib.asynccontextmanager
async def serving(mailbox: Mailbox, *, smtp_port: int = 0, http_port: int = 0) -> AsyncGenerator[Addresses]:
    """Serve the mailbox in this process (port 0: a free one). Raises `OSError` for a port that is taken."""
    loop = asyncio.get_running_loop()
    smtp = await loop.create_server(
        lambda: SMTP(mailbox, loop=loop, hostname="mailbox", enable_SMTPUTF8=True), "127.0.0.1", smtp_port
    )
    listener = socket.create_server(("127.0.0.1", http_port))
    http = _Pages(uvicorn.Config(pages(mailbox), log_level="warning", lifespan="off"))
    answering = asyncio.create_task(http.serve(sockets=[listener]))
    try:
        while not http.started:
            await asyncio.sleep(0.01)
        yield Addresses(smtp_port=smtp.sockets[0].getsockname()[1], http_port=listener.getsockname()[1])
    finally:
        smtp.close()
        http.should_exit = True
        await answering
        listener.close()


async def run(folder: Path | None, *, smtp_port: int, http_port: int, ready_file: Path | None) -> None:
    """Serve until SIGTERM or SIGINT."""
    async with serving(Mailbox(folder), smtp_port=smtp_port, http_port=http_port) as addresses:
        say_ready(ready_file, {"smtp": addresses.smtp, "http": addresses.http})
        await told_to_stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.local.mailbox", description="An SMTP server that keeps all mails.")
    parser.add_argument("--smtp-port", type=int, default=0, help="0: a free one, told by the ready file")
    parser.add_argument("--http-port", type=int, default=0, help="0: a free one, told by the ready file")
    parser.add_argument("--folder", type=Path, help="keeps each mail as a file")
    parser.add_argument("--ready-file", type=Path)
    told = parser.parse_args()
    try:
        asyncio.run(run(told.folder, smtp_port=told.smtp_port, http_port=told.http_port, ready_file=told.ready_file))
    except OSError as error:
        fail(error)


if __name__ == "__main__":
    main()
