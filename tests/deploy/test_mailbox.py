"""Does the mailbox keep every mail as it was sent, and show it as its reader sees it?"""

import asyncio
import sys
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import aiosmtplib
import httpx
import pytest

from deploy.local.mailbox import Addresses, Mailbox, serving
from deploy.local.processes import Processes
from deploy.local.ready import read_ready

SUBJECT = (
    "商务部电子钥匙注册激活 Activation of your registration, with a subject that is so long that its header has to be folded"
)


def mail(*, to: str = "Ada@Example.com", message_id: str = "<1@ekey>") -> EmailMessage:
    message = EmailMessage()
    message["Message-ID"] = message_id
    message["From"] = "电子钥匙 <noreply@ekey.example>"
    message["To"] = to
    message["Subject"] = SUBJECT
    message["Date"] = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    message.set_content("请点击链接 Click Here: https://ekey.example/activate?token=abc\n")
    message.add_alternative("<p>请点击链接</p>", subtype="html")
    return message


async def send(addresses: Addresses, message: EmailMessage) -> None:
    await aiosmtplib.send(message, hostname="127.0.0.1", port=addresses.smtp_port)


async def mails(addresses: Addresses, to: str | None = None) -> list[dict[str, object]]:
    async with httpx.AsyncClient(base_url=addresses.http, trust_env=False) as client:
        answer = await client.get("/mails", params={} if to is None else {"to": to})
    return cast("list[dict[str, object]]", answer.raise_for_status().json())


@pytest.fixture
async def addresses(tmp_path: Path) -> AsyncGenerator[Addresses]:
    async with serving(Mailbox(tmp_path)) as listening:
        yield listening


async def test_a_mail_with_a_long_chinese_subject_is_read_as_it_was_written(addresses: Addresses) -> None:
    await send(addresses, mail())
    assert await mails(addresses) == [
        {
            "message_id": "<1@ekey>",
            "from": "电子钥匙 <noreply@ekey.example>",
            "to": ["Ada@Example.com"],
            "subject": SUBJECT,
            "date": "2024-05-06T07:08:09Z",
            "text": "请点击链接 Click Here: https://ekey.example/activate?token=abc\n",
            "html": "<p>请点击链接</p>\n",
        }
    ]


async def test_mails_are_asked_for_by_address_in_any_case_of_letters(addresses: Addresses) -> None:
    await send(addresses, mail())
    await send(addresses, mail(to="bob@example.com", message_id="<2@ekey>"))
    assert [one["message_id"] for one in await mails(addresses, "ada@example.com")] == ["<1@ekey>"]
    assert await mails(addresses, "nobody@example.com") == []


async def test_the_same_message_sent_twice_is_kept_twice_and_the_newest_is_last(addresses: Addresses) -> None:
    for message_id in ("<1@ekey>", "<1@ekey>", "<2@ekey>"):
        await send(addresses, mail(message_id=message_id))
    assert [one["message_id"] for one in await mails(addresses)] == ["<1@ekey>", "<1@ekey>", "<2@ekey>"]


async def test_a_cleared_mailbox_is_empty(addresses: Addresses) -> None:
    await send(addresses, mail())
    async with httpx.AsyncClient(base_url=addresses.http, trust_env=False) as client:
        assert (await client.delete("/mails")).status_code == 204
    assert await mails(addresses) == []


async def test_a_mailbox_over_the_same_folder_has_the_same_mails(addresses: Addresses, tmp_path: Path) -> None:
    await send(addresses, mail())
    assert [one.model_dump() for one in Mailbox(tmp_path).mails("ada@example.com")] == [
        one.model_dump() for one in Mailbox(tmp_path).mails()
    ]
    assert Mailbox(tmp_path).mails()[0].subject == SUBJECT


async def test_as_a_process_it_tells_both_addresses_and_ends_at_sigterm(tmp_path: Path) -> None:
    ready_file = tmp_path / "ready.json"

    async def ready() -> bool:
        return read_ready(ready_file) is not None

    async with Processes(tmp_path) as processes:
        await processes.start(
            "mailbox", [sys.executable, "-m", "deploy.local.mailbox", "--ready-file", str(ready_file)], ready=ready
        )
        told = cast("dict[str, str]", read_ready(ready_file))
        addresses = Addresses(smtp_port=int(told["smtp"].split(":")[1]), http_port=int(told["http"].rsplit(":", 1)[1]))
        await asyncio.wait_for(send(addresses, mail()), 5)
        assert len(await mails(addresses)) == 1
        assert await processes.end("mailbox") == 0
