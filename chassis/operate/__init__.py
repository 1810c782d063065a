"""What may an operator see and do? The doors of `ekey lag parked replay resync rehear rebuild`."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from chassis.actor import Actor
from chassis.door import Door
from chassis.operate.acting import rebuild, rehear, resync_shard, the_parked
from chassis.operate.telling import tell_history, tell_oddity, tell_parked, tell_progress, tell_trial
from chassis.operate.works import Works

__all__ = ["Works", "operate_routes"]


class Resync(BaseModel):
    """The operator's word for a stopped shard."""

    model_config = ConfigDict(extra="forbid")
    producer: str = Field(max_length=40)
    shard: int = Field(ge=0, lt=1024)


class Skip(BaseModel):
    """Why a parked message is given up."""

    model_config = ConfigDict(extra="forbid")
    reason: str = Field(min_length=3, max_length=500)


def operate_routes(door: Door, works: Works) -> APIRouter:
    """For operators; auditors may read."""
    router = APIRouter(prefix="/operate", tags=["operate"])
    reader = Depends(door.staff("operator", "auditor"))
    operator = door.staff("operator")

    @router.get("/progress", summary="进度 / progress", dependencies=[reader])
    async def progress() -> dict[str, Any]:
        return await tell_progress(works)

    @router.get("/parked", summary="搁置的消息 / parked messages", dependencies=[reader])
    async def parked(producer: str = "", key: str = "") -> list[dict[str, Any]]:
        return [tell_parked(p) for p in await works.database.inbox.parked(producer=producer, key=key)]

    @router.post("/parked/{producer}/{epoch}/{position}/retry", summary="重试 / retry one")
    async def retry(producer: str, epoch: int, position: int, who: Annotated[Actor, Depends(operator)]) -> dict[str, bool]:
        return {"freed": await works.retry.retry(await the_parked(works, producer, epoch, position))}

    @router.post("/parked/{producer}/{epoch}/{position}/skip", summary="跳过 / skip one, with the reason")
    async def skip(
        producer: str, epoch: int, position: int, body: Skip, who: Annotated[Actor, Depends(operator)]
    ) -> dict[str, bool]:
        laid = await the_parked(works, producer, epoch, position)
        return {"freed": await works.retry.skip(laid, "skipped", f"by {who.account_id}: {body.reason}")}

    @router.get("/parked/{producer}/{epoch}/{position}", summary="试算 / what one would do now", dependencies=[reader])
    async def dry_run(producer: str, epoch: int, position: int) -> dict[str, Any]:
        laid = await the_parked(works, producer, epoch, position)
        return {**tell_parked(laid), "would": tell_trial(await works.retry.trial(laid))}

    @router.post("/rehear", summary="重新收听 / hear again what was of an unknown type", dependencies=[Depends(operator)])
    async def hear_again() -> dict[str, int]:
        return {"reheard": await rehear(works)}

    @router.post("/views/{table}/rebuild", summary="重建视图 / a step of a view's rebuild", dependencies=[Depends(operator)])
    async def rebuild_view(table: str) -> dict[str, Any]:
        return asdict(await rebuild(works, table))

    @router.get("/oddities", summary="异常记录 / oddities", dependencies=[reader])
    async def oddities(limit: Annotated[int, Query(ge=1)] = 100) -> list[dict[str, Any]]:
        return [tell_oddity(o) for o in await works.database.inbox.oddities(limit=min(limit, 1000))]

    @router.post("/resync", summary="重新同步 / let a stopped shard go on")
    async def resync(body: Resync, who: Annotated[Actor, Depends(operator)]) -> dict[str, int]:
        return {"to": await resync_shard(works, body.producer, body.shard, who)}

    @router.get("/streams/{stream}", summary="历史 / a stream as stored", dependencies=[reader])
    async def history(stream: UUID) -> dict[str, Any]:
        return await tell_history(works, stream)

    return router
