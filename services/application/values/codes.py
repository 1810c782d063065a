"""Which codes may stand in an application, and how are they said to people?"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, get_args

from chassis.messages import value

CaseKind: TypeAlias = Literal["first", "additional", "reissue", "renewal", "change", "unlock", "cancel"]
Loss: TypeAlias = Literal["lost", "damaged"]
Preference: TypeAlias = Literal["collect", "post"]
IdType: TypeAlias = Literal["resident_id", "passport", "travel_permit"]
LoginNameRule: TypeAlias = Literal["retained", "adopted", "assigned"]
KeyFate: TypeAlias = Literal["spoiled", "lost"]
KeyEnd: TypeAlias = Literal["revoked", "expired"]
Stage: TypeAlias = Literal["verification", "review", "production"]
Desk: TypeAlias = Literal["verification", "review"]
Document: TypeAlias = Literal["application_form", "signature_confirmation_letter"]
Section: TypeAlias = Literal["situation", "licence_kinds", "login_name", "enterprise", "authorised_user"]
ScanFormat: TypeAlias = Literal["jpeg", "png"]
Slot: TypeAlias = Literal[
    "application_form",
    "business_licence",
    "signature_confirmation_letter",
    "operator_registration_form",
    "id_card_front",
    "id_card_back",
    "authorisation_letter",
    "subscriber_agreement",
]
LicenceKind: TypeAlias = Literal[
    "import",
    "export",
    "automatic_import",
    "automatic_import_electromechanical",
    "dual_use",
    "agricultural_tariff_quota",
    "fertiliser_tariff_quota",
    "textile_certificate",
    "bulk_agricultural_report",
]

ELECTROMECHANICAL: Final = "automatic_import_electromechanical"
OFFERED_KINDS: Final[tuple[CaseKind, ...]] = ("first", "additional", "reissue")
DOCUMENTS: Final[tuple[Document, ...]] = get_args(Document)
SECTIONS: Final[tuple[Section, ...]] = get_args(Section)
SLOTS: Final[tuple[Slot, ...]] = get_args(Slot)
LICENCE_KINDS: Final[tuple[LicenceKind, ...]] = get_args(LicenceKind)
SITUATIONS: Final = (
    "registered_operator",
    "electromechanical_importer",
    "free_trade_zone",
    "registered_with_local_commerce",
    "foreign_invested_on_licence",
)


@value
class Text:
    """The same words in Chinese and English."""

    zh: str
    en: str


SECTION_TEXT: Final[Mapping[Section, Text]] = {
    "situation": Text(zh="企业情况", en="situation"),
    "licence_kinds": Text(zh="办理的许可证件种类", en="licence kinds"),
    "login_name": Text(zh="登录名", en="login name"),
    "enterprise": Text(zh="企业信息", en="enterprise"),
    "authorised_user": Text(zh="授权用户", en="authorised user"),
}

SLOT_TEXT: Final[Mapping[Slot, Text]] = {
    "application_form": Text(zh="申请表", en="application form"),
    "business_licence": Text(zh="营业执照", en="business licence"),
    "signature_confirmation_letter": Text(zh="电子签名申请确认书", en="electronic-signature confirmation letter"),
    "operator_registration_form": Text(zh="对外贸易经营者备案登记表", en="foreign trade operator registration form"),
    "id_card_front": Text(zh="授权用户身份证件（正面）", en="identity card of the authorised user, front"),
    "id_card_back": Text(zh="授权用户身份证件（反面）", en="identity card of the authorised user, back"),
    "authorisation_letter": Text(zh="授权书", en="authorisation letter"),
    "subscriber_agreement": Text(zh="订户协议", en="subscriber agreement"),
}

LICENCE_KIND_TEXT: Final[Mapping[LicenceKind, Text]] = {
    "import": Text(zh="进口许可证", en="import licence"),
    "export": Text(zh="出口许可证", en="export licence"),
    "automatic_import": Text(zh="自动进口许可证（非机电）", en="automatic import licence (not electromechanical)"),
    "automatic_import_electromechanical": Text(zh="自动进口许可证（机电）", en="automatic import licence (electromechanical)"),
    "dual_use": Text(zh="两用物项许可证", en="dual-use licence"),
    "agricultural_tariff_quota": Text(zh="农产品关税配额证", en="agricultural tariff quota certificate"),
    "fertiliser_tariff_quota": Text(zh="化肥关税配额证", en="fertiliser tariff quota certificate"),
    "textile_certificate": Text(zh="纺织品原产地证", en="textile certificate of origin"),
    "bulk_agricultural_report": Text(zh="大宗农产品进口报告", en="bulk agricultural import report"),
}

KIND_TEXT: Final[Mapping[CaseKind, Text]] = {
    "first": Text(zh="首次申请", en="first key"),
    "additional": Text(zh="增加钥匙", en="additional key"),
    "reissue": Text(zh="补发", en="reissue"),
    "renewal": Text(zh="延期", en="renewal"),
    "change": Text(zh="变更", en="change"),
    "unlock": Text(zh="解锁", en="unlock"),
    "cancel": Text(zh="注销", en="cancel"),
}

SITUATION_TEXT: Final[Mapping[str, Text]] = {
    "registered_operator": Text(zh="已办理对外贸易经营者备案登记", en="registered as a foreign trade operator"),
    "electromechanical_importer": Text(zh="机电产品进口企业", en="importer of electromechanical products"),
    "free_trade_zone": Text(zh="自由贸易试验区企业", en="enterprise in a free-trade zone"),
    "registered_with_local_commerce": Text(zh="已在当地商务主管部门备案", en="registered with the local commerce authority"),
    "foreign_invested_on_licence": Text(zh="营业执照载明外商投资", en="the business licence itself shows foreign investment"),
}

PREFERENCE_TEXT: Final[Mapping[Preference, Text]] = {
    "collect": Text(zh="自取", en="collect"),
    "post": Text(zh="邮寄", en="post"),
}

ID_TYPE_TEXT: Final[Mapping[IdType, Text]] = {
    "resident_id": Text(zh="居民身份证", en="resident identity card"),
    "passport": Text(zh="护照", en="passport"),
    "travel_permit": Text(zh="通行证", en="travel permit"),
}

LOSS_TEXT: Final[Mapping[Loss, Text]] = {
    "lost": Text(zh="遗失", en="lost"),
    "damaged": Text(zh="损坏", en="damaged"),
}

DOCUMENT_TEXT: Final[Mapping[Document, Text]] = {
    "application_form": SLOT_TEXT["application_form"],
    "signature_confirmation_letter": SLOT_TEXT["signature_confirmation_letter"],
}
