"""How is an application played: act by act, each answer judged?"""

from ekey.demo.calendar import move
from ekey.demo.calls import Disappointed, Person, Refusal
from ekey.demo.ending import Ending, ending
from ekey.demo.format import Act, Example, Expect, unfolded
from ekey.demo.format.acts import role_of
from ekey.demo.players import DOES
from ekey.demo.stage import Play, Stage, judge


async def play_example(example: Example, stage: Stage) -> Ending:
    """Play all acts, each at its instant, then look how it ended. Whatever goes wrong is the play's failure, told with the act."""
    play = Play(example=example, stage=stage, applicant=Person(stage.clients, f"{example.key} applicant"))
    for act in unfolded(stage.world, example.acts):
        if act.at is not None and stage.clock is not None:
            move(stage.clock, act.at)
        try:
            await _perform(play, act)
        except (Disappointed, Refusal, OSError, ValueError) as error:
            play.failure = f"act {play.done + 1}, {act.who}: {act.does}: {error}"
            break
        play.done += 1
    return await _ended(play)


async def _perform(play: Play, act: Act) -> None:
    expect = act.expect or Expect()
    play.expecting = expect.refused
    try:
        told = await DOES[role_of(act.who)][act.does](play, act)
    except Refusal as refusal:
        _judge_refusal(expect, refusal)
        return
    if expect.refused:
        raise Disappointed(f"expected to be refused with `{expect.refused}`, but it was done")
    judge(expect, told)


def _judge_refusal(expect: Expect, refusal: Refusal) -> None:
    if expect.refused != refusal.reply.code:
        raise refusal
    missing = [name for name in expect.names if name not in refusal.reply.names]
    if missing:
        raise Disappointed(f"the refusal does not name {', '.join(missing)}, but {', '.join(refusal.reply.names) or 'nothing'}")


async def _ended(play: Play) -> Ending:
    try:
        return await ending(play)
    except (Disappointed, Refusal) as error:
        play.failure = play.failure or f"the end: {error}"
        return Ending(play=play, status={}, trail=(), findings=())
