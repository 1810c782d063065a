"""What may an applicant choose from?"""

from collections.abc import Iterable

from fastapi import APIRouter

from services.application.api.counter import Counter
from services.application.api.shapes import BodyChoice, Choice, Choices, KindChoice, Limits, PickUp
from services.application.policies.rules import Rules, rules_of
from services.application.values.codes import (
    ID_TYPE_TEXT,
    KIND_TEXT,
    LICENCE_KIND_TEXT,
    OFFERED_KINDS,
    PREFERENCE_TEXT,
    SITUATION_TEXT,
    SLOT_TEXT,
    Text,
)
from services.application.values.form import Body


def routes(counter: Counter) -> APIRouter:
    router = APIRouter(tags=["选项 / choices"])

    @router.get("/choices", summary="可选内容与限制 / what may be chosen, and limits")
    async def choices() -> Choices:
        at = counter.doors.clock.now()
        policy = counter.policy(at)
        return Choices(
            situations=said(SITUATION_TEXT.items()),
            licence_kinds=said(LICENCE_KIND_TEXT.items()),
            kinds=[
                KindChoice(code=kind, zh=text.zh, en=text.en, offered=kind in OFFERED_KINDS) for kind, text in KIND_TEXT.items()
            ],
            bodies=[body_choice(body) for body in counter.outside.bodies.all() if body.kind == "issuing"],
            slots=said(SLOT_TEXT.items()),
            preferences=said(PREFERENCE_TEXT.items()),
            id_types=said(ID_TYPE_TEXT.items()),
            limits=limits(rules_of(policy), policy.number("scan.max_pixels")),
        )

    return router


def said(texts: Iterable[tuple[str, Text]]) -> list[Choice]:
    """A table of codes for people."""
    return [Choice(code=code, zh=text.zh, en=text.en) for code, text in texts]


def body_choice(body: Body) -> BodyChoice:
    """An issuing body, and where its keys are collected."""
    point = body.pick_up
    pick_up = (
        PickUp(name_zh=point.name_zh, name_en=point.name_en, address_zh=point.address_zh, address_en=point.address_en)
        if point
        else None
    )
    return BodyChoice(
        code=body.code,
        zh=body.zh,
        en=body.en,
        division=body.division,
        pick_up=pick_up,
        closes_on=body.closes_on,
        successor=body.successor,
    )


def limits(rules: Rules, max_pixels: int) -> Limits:
    """The numbers that matter before one tries."""
    return Limits(scan_size_below=rules.scan_size_below, scan_max_pixels=max_pixels, keys_per_enterprise=rules.key_limit)
