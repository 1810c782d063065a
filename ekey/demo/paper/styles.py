"""How is each kind of invented document laid out?"""

from dataclasses import dataclass
from typing import Final, Literal

Slot = Literal[
    "business_licence",
    "operator_registration_form",
    "id_card_front",
    "id_card_back",
    "authorisation_letter",
    "subscriber_agreement",
    "passport",
]
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one kind of document is laid out; sizes in pixels."""

    title: str
    title_en: str
    size: tuple[int, int]
    paper: Colour
    accent: Colour
    ornament: bool = False
    table: bool = False
    portrait: bool = False
    emblem: bool = False
    sealed: bool = False
    signed: bool = False


PAGE: Final = (1240, 1754)
_LANDSCAPE: Final = (1540, 1088)
CARD: Final = (1400, 883)
STYLES: Final[dict[Slot, Style]] = {
    "business_licence": Style(
        title="营 业 执 照", title_en="Business Licence", size=_LANDSCAPE, paper=(253, 250, 240), accent=(168, 40, 36),
        ornament=True, sealed=True,
    ),
    "operator_registration_form": Style(
        title="对外贸易经营者备案登记表", title_en="Foreign Trade Operator Registration Form", size=PAGE,
        paper=(252, 252, 250), accent=(60, 70, 90), table=True, sealed=True, signed=True,
    ),
    "id_card_front": Style(
        title="", title_en="Resident identity card: front", size=CARD, paper=(238, 246, 250), accent=(70, 140, 190),
        ornament=True, portrait=True,
    ),
    "id_card_back": Style(
        title="居 民 身 份 证", title_en="Resident identity card: back", size=CARD, paper=(244, 242, 248),
        accent=(170, 110, 150), ornament=True, emblem=True,
    ),
    "authorisation_letter": Style(
        title="授 权 委 托 书", title_en="Authorisation Letter", size=PAGE, paper=(252, 252, 250), accent=(40, 40, 40),
        sealed=True, signed=True,
    ),
    "subscriber_agreement": Style(
        title="电子认证服务用户协议", title_en="Subscriber Agreement", size=PAGE, paper=(252, 252, 250),
        accent=(40, 60, 90), sealed=True, signed=True,
    ),
    "passport": Style(
        title="护 照", title_en="Passport: data page", size=CARD, paper=(246, 244, 234), accent=(110, 60, 110),
        ornament=True, portrait=True,
    ),
}  # fmt: skip
