"""Which enterprises does a file invent that only says how many?"""

from collections.abc import Iterator, Sequence
from typing import Final

from ekey.demo.codes import credit_code, resident_id
from ekey.demo.format.example import Enterprise, Example, Family, Handler, Name
from ekey.demo.format.world import Body, World

_BIRDS: Final = (
    ("白鹤", "White Crane"), ("金丝雀", "Canary"), ("翠鸟", "Kingfisher"), ("云雀", "Skylark"), ("信天翁", "Albatross"),
    ("红隼", "Kestrel"), ("夜莺", "Nightingale"),
)  # fmt: skip
_TRADES: Final = (("食品", "Foods"), ("机械", "Machinery"), ("纺织", "Textiles"))
_FAMILIES: Final = "赵钱孙李周吴郑王冯陈"
_GIVEN: Final = ("若水", "思源", "景行", "知秋", "怀瑾", "望舒", "清和")


def generated(family: Family, world: World, *, key: str, name: str) -> Iterator[Example]:
    """The examples of a family: same file, same enterprises, always."""
    variants = family.generate.variants
    cycling = [label for label in variants if label not in set(family.generate.others.values())] or list(variants)
    for number in range(1, family.generate.count + 1):
        body = _body(world, family.generate.bodies[(number - 1) % len(family.generate.bodies)])
        variant = variants[family.generate.others.get(number, cycling[(number - 1) % len(cycling)])]
        yield Example(
            key=f"{key}.{number:02}",
            name=name,
            body=body.code,
            about=family.about,
            enterprise=_enterprise(body, key, number),
            application=variant.application,
            acts=variant.acts,
            expected=family.expected,
        )


def _body(world: World, code: str) -> Body:
    return next(body for body in world.bodies if body.code == code)


def _enterprise(body: Body, key: str, number: int) -> Enterprise:
    bird, trade = _pick(_BIRDS, number), _pick(_TRADES, number // len(_BIRDS))
    division = body.division or "000000"
    return Enterprise(
        code=credit_code(f"91{division}MA0GEN{number:03}"),
        name=Name(zh=f"{bird[0]}{trade[0]}第{number}有限公司", en=f"{bird[1]} {trade[1]} No. {number} Co., Ltd."),
        address=f"{body.zh.removesuffix('商务厅')}样本路{number}号",
        legal_representative=_person(number + 3),
        handler=Handler(
            name=_person(number), id_number=resident_id(f"3301021900{number % 12 + 1:02}{number % 28 + 1:02}{number:03}")
        ),
        email=f"{key.lower()}-{number:02}@enterprises.example",
    )


def _pick(words: Sequence[tuple[str, str]], number: int) -> tuple[str, str]:
    return words[number % len(words)]


def _person(number: int) -> str:
    return _FAMILIES[number % len(_FAMILIES)] + _GIVEN[number % len(_GIVEN)]
