"""What may an operator change? A stopped shard, a parked message, a type that was unknown, a view."""

from chassis import problem
from chassis.actor import Actor
from chassis.operate.works import Works
from chassis.plan import shard_of
from chassis.rebuild import Rebuilding
from chassis.store import ParkedMessage
from chassis.unit import Heard, Oddity, Park


async def resync_shard(works: Works, producer: str, shard: int, who: Actor) -> int:
    """The shard goes back to the last announcement that survived the restore; what was taken beyond it is recorded as phantom."""
    progress = (await works.database.inbox.progress([producer]))[producer]
    if shard not in progress.stopped:
        raise problem.Problem(409, "shard_not_stopped", zh="该分片没有停止", en="this shard is not stopped")
    survived = progress.survived.get(shard, 0)
    last, page = 0, await works.feed.announcements(producer, shard=shard, after=0, until=survived)
    while page:
        last = page[-1].position
        page = await works.feed.announcements(producer, shard=shard, after=last, until=survived)
    await works.database.inbox.record(
        [
            Oddity(
                producer=producer,
                kind="resync",
                detail=f"shard {shard} from {progress.done.get(shard, 0)} to {last} by {who.account_id}",
                epoch=progress.epoch,
            )
        ]
    )
    await works.database.inbox.resync(producer, shard, to=last)
    return last


async def the_parked(works: Works, producer: str, epoch: int, position: int) -> ParkedMessage:
    """The parked message at this place, or 404."""
    for laid in await works.database.inbox.parked(producer=producer, limit=10_000):
        if (laid.heard.epoch, laid.heard.position) == (epoch, position):
            return laid
    raise problem.not_found()


async def rehear(works: Works) -> int:
    """Every message that was recorded as of an unknown type and is known to this code now is parked and tried at once; answers how many."""
    count = 0
    for oddity in await works.database.inbox.oddities(limit=10_000):
        if oddity.kind == "unknown_type" and (heard := await fetch_again(works, oddity)):
            laid = Park(heard=heard, reason="heard again after an upgrade", retry_at=works.clock.now())
            count += await works.database.inbox.rehear(laid)
    return count


async def fetch_again(works: Works, oddity: Oddity) -> Heard | None:
    """The message that an oddity tells of, from its producer's feed; None if its type is still unknown or it is gone."""
    page = await works.feed.announcements(
        oddity.producer, shard=shard_of(oddity.key), after=oddity.position - 1, until=oddity.position
    )
    found = page[0] if page and page[0].epoch == oddity.epoch else None
    return found if found and works.hearing.knows(found) else None


async def rebuild(works: Works, table: str) -> Rebuilding:
    """A step of a view's rebuild, or 404."""
    if table not in works.rebuilds:
        raise problem.not_found()
    return await works.rebuilds[table].step()
