"""Application alone in memory: its real doors, the others' words said for them."""

import io
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pypdfium2
import yaml
from PIL import Image

from chassis.actor import Actor
from chassis.clock import Clock
from chassis.testing import MemoryWorld, enterprise, memory_world, say, staff
from contracts import registration
from services.application.main import build
from services.application.values.codes import Slot
from tests.application.cast import DOCUMENTS, SIX, monday

ACCOUNT = UUID(int=11)
STRANGER = UUID(int=12)
IMPORTER = UUID(int=13)
LOSER = UUID(int=14)
TURBINES, HOIST, LINGANG, NORDLICHT, STEEL = (UUID(int=number) for number in range(21, 26))
PLUM, CRANE, COFFEE, PEARL, COOPERATIVE, FERRY = (UUID(int=number) for number in range(31, 37))

ENTERPRISES = {
    ACCOUNT: ("91330100MA0EXA015R", "蓝鹭贸易有限公司"),
    STRANGER: ("91330200MA0EXA090P", "东海塑料有限公司"),
    IMPORTER: ("91330100MA0EXA031F", "旋铣机床进口有限公司"),
    LOSER: ("91330100MA0EXA1113", "丝路木业有限公司"),
    TURBINES: ("91330200MA0EXA04XC", "宁波汽轮机配件有限公司"),
    HOIST: ("91330200MA0EXA058C", "起重机械厂"),
    LINGANG: ("91310000MA0EXA066L", "临港果品有限公司"),
    NORDLICHT: ("91310000MA0EXA074F", "北极光食品（中国）有限公司"),
    STEEL: ("91310000MA0EXA082A", "外高桥钢铁有限公司"),
    PLUM: ("91330100MA0EXA12XT", "梅花纺织有限公司"),
    CRANE: ("91330200MA0EXA1380", "宁波鹤进口有限公司"),
    COFFEE: ("91310000MA0EXA1468", "海港咖啡有限公司"),
    PEARL: ("91310000MA0EXA1543", "珍珠化工有限公司"),
    COOPERATIVE: ("N2330100MB0EXA2382", "南湖农业专业合作社"),
    FERRY: ("91310000MA0EXA242H", "云渡物流有限公司"),
}

BODIES = [
    {"code": "MOFCOM", "kind": "ministry", "zh": "商务部", "en": "Ministry of Commerce"},
    {"code": "P", "kind": "provider", "zh": "电子钥匙服务商", "en": "Provider", "parent": "MOFCOM"},
    {"code": "ZJ", "kind": "issuing", "zh": "浙江省商务厅", "en": "Zhejiang", "division": "330000", "parent": "MOFCOM"},
    {
        "code": "NB",
        "kind": "issuing",
        "zh": "宁波市商务局",
        "en": "Ningbo",
        "division": "330200",
        "parent": "MOFCOM",
        "pick_up": {"name_zh": "服务中心", "name_en": "Service Hall", "address_zh": "东路二百号", "address_en": "200 East Road"},
    },
    {"code": "SH", "kind": "issuing", "zh": "上海市商务委员会", "en": "Shanghai", "division": "310000", "parent": "MOFCOM"},
]
EARLIER = {
    "K-11": ("91330100MA0EXA1113", "srt01"),
    "K-12": ("91330100MA0EXA12XT", "plum"),
    "K-13": ("91330200MA0EXA1380", "cr-7"),
    "K-14": ("91310000MA0EXA1468", "coffee"),
    **{f"K-15{letter}": ("91310000MA0EXA1543", f"pearl-{letter}") for letter in "abc"},
}
KEYS = [
    {"key": key, "credit_code": code, "login_name": name, "expires_at": "2099-05-06T09:00:00+08:00"}
    for key, (code, name) in EARLIER.items()
]
USERS = [
    {"credit_code": "91330100MA0EXA031F", "login_name": "lathe.spindle"},
    {"credit_code": "91330200MA0EXA1380", "login_name": "crane.nb"},
    {"credit_code": "91310000MA0EXA1468", "login_name": "harbour"},
]

SITUATION = {
    "registered_operator": True,
    "electromechanical_importer": False,
    "free_trade_zone": False,
    "registered_with_local_commerce": False,
    "foreign_invested_on_licence": False,
}


def answers(**changes: Any) -> dict[str, Any]:
    return {
        "situation": SITUATION,
        "licence_kinds": ["automatic_import"],
        "enterprise": {
            "name_zh": "蓝鹭贸易有限公司",
            "name_en": "Blue Heron Trading",
            "address": "杭州市样本街15号",
            "legal_representative": "温如玉",
        },
        "authorised_user": {
            "name": "蓝晓鹭",
            "id_type": "resident_id",
            "id_number": "11010519491231002X",
            "phone": "13800000001",
        },
        "preference": "collect",
    } | changes


@asynccontextmanager
async def applying(folder: Path, clock: Clock | None = None, **settings: str) -> AsyncGenerator[MemoryWorld]:
    """The service with bodies, registers and the active accounts of all enterprises."""
    written = {"bodies": {"bodies": BODIES}, "earlier_keys": {"keys": KEYS}, "electromechanical": {"users": USERS}}
    for name, content in written.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    paths = {name: str(folder / f"{name}.yaml") for name in written}
    async with memory_world({"application": build}, settings=paths | settings, clock=clock, twice=True) as world:
        activated = [
            registration.AccountActivated(account_id=account, credit_code=code, enterprise_name=name, activated_at=monday)
            for account, (code, name) in ENTERPRISES.items()
        ]
        await say(world, "registration", *activated)
        await world.settle()
        yield world


def user(world: MemoryWorld, account: UUID = ACCOUNT) -> httpx.AsyncClient:
    return world.client("application", enterprise(account))


def member(world: MemoryWorld, *roles: str, body: str = "ZJ") -> httpx.AsyncClient:
    return world.client("application", staff(*roles, body=body))


def anyone(world: MemoryWorld, actor: Actor | None = None) -> httpx.AsyncClient:
    return world.client("application", actor)


async def ok(answer: httpx.Response) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.headers["content-type"].startswith("application/json") else answer.content


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert said["type"] == f"urn:ekey:problem:{code}", said
    assert said["zh"]
    assert said["en"]
    return said


def scan_of(pdf: bytes) -> bytes:
    """The page as a scanner would see it."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=120 / 72).to_pil()
    target = io.BytesIO()
    page.save(target, "JPEG", quality=60)
    return target.getvalue()


def picture(slot: str, shade: int = 0) -> bytes:
    """A small PNG, another one for every slot and shade."""
    target = io.BytesIO()
    Image.new("RGB", (60, 40), (sum(slot.encode()) % 256, shade, 9)).save(target, "PNG")
    return target.getvalue()


async def put(client: httpx.AsyncClient, number: str, slot: str, content: bytes, page: int = 1) -> httpx.Response:
    path = f"/cases/{number}/scans/{slot}?page={page}"
    return await client.put(path, files={"file": ("scan.bin", content, "application/octet-stream")})


async def open_filled(client: httpx.AsyncClient, form: dict[str, Any] | None = None, **body: Any) -> str:
    """A draft, filled in; its number."""
    opened = await ok(await client.post("/cases", json={"kind": "first"} | body))
    await ok(await client.put(f"/cases/{opened['number']}/form", json=form or answers()))
    return str(opened["number"])


async def freeze(client: httpx.AsyncClient, number: str) -> dict[str, bytes]:
    """Confirm Submission, and both documents saved."""
    await ok(await client.post(f"/cases/{number}/confirm-submission"))
    return {document: await ok(await client.get(f"/cases/{number}/documents/{document}")) for document in DOCUMENTS}


async def hand_in(client: httpx.AsyncClient, number: str, papers: dict[str, bytes], slots: tuple[Slot, ...] = SIX) -> Any:
    """All scans, and Confirm Upload."""
    for slot in slots:
        content = scan_of(papers[slot]) if slot in papers else picture(slot)
        await ok(await put(client, number, slot, content))
    return await ok(await confirm(client, number))


async def confirm(client: httpx.AsyncClient, number: str) -> httpx.Response:
    return await client.post(f"/cases/{number}/confirm-upload", json={"scanned_from_originals": True, "correct": True})


async def applied(client: httpx.AsyncClient) -> str:
    """An application at the issuing body's desk; its number."""
    number = await open_filled(client)
    await ok(await client.post(f"/cases/{number}/login-name/assigned"))
    await hand_in(client, number, await freeze(client, number))
    return number


async def told(world: MemoryWorld) -> list[str]:
    """The types of everything that application announced, in order."""
    found = await world.services["application"].ports.database.store.announcements(after=0, limit=100)
    return [one.type for one in found]
