"""What does a service's database look like? Numbered steps, taken by the service itself; none breaks the code of the step before."""

from pathlib import Path

from chassis.sql import Pool

LOCK = 7460
STEPS = Path(__file__).parent / "steps"


async def upgrade(pool: Pool) -> int:
    """Take every step that is missing, each in its own transaction, while others wait; answers the number of the last step.

    A step only adds (tables, columns with defaults, functions under a new name), so that a process of the version before goes on.
    """
    steps = sorted(STEPS.glob("*.sql"), key=lambda path: int(path.name.split("_", 1)[0]))
    for number, path in enumerate(steps, 1):
        async with pool.transaction() as session:
            await session.execute("select pg_advisory_xact_lock($1)", LOCK)
            await session.execute(
                "create table if not exists schema_steps (step integer primary key, taken_at timestamptz not null default clock_timestamp())"
            )
            if not await session.value("select 1 from schema_steps where step = $1", number):
                await session.execute(path.read_text(encoding="utf-8"))
                await session.execute("insert into schema_steps (step) values ($1)", number)
    return len(steps)
