"""In which words is a standing said? The source's own where it has them (docs/domain.md §2), in Chinese and English."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from services.tracking.projections.marks import State, Status
from services.tracking.values.text import Text

Who: TypeAlias = Literal["enterprise", "issuing_body", "provider", "courier", "nobody"]
Stage: TypeAlias = Literal["1", "2", "3", "4", "5a", "5b", "6", "7", "8"]


STATUSES: Mapping[Status, Text] = {
    "draft": Text(zh="草稿", en="draft"),
    "submission_confirmed": Text(zh="确认提交", en="Confirm Submission"),
    "uploading": Text(zh="上传（尚未确认）", en="Upload (not confirmed)"),
    "upload_confirmed": Text(zh="确认上传", en="Confirm Upload"),
    "verification_passed": Text(zh="初审通过", en="verification passed"),
    "verification_failed": Text(zh="初审不通过", en="verification failed"),
    "review_passed": Text(zh="复审通过", en="review passed"),
    "review_failed": Text(zh="复审不通过", en="review failed"),
    "key_produced": Text(zh="钥匙已制作", en="key produced"),
    "in_transit": Text(zh="钥匙寄送发证机构途中", en="key on its way to the issuing body"),
    "at_issuing_body": Text(zh="发证机构已收到钥匙", en="key received by the issuing body"),
    "ready_to_collect": Text(zh="可领取", en="ready to collect"),
    "posted": Text(zh="已邮寄", en="posted to the enterprise"),
    "completed": Text(zh="已办结", en="completed"),
    "withdrawn": Text(zh="已撤回", en="withdrawn"),
    "refused": Text(zh="不予批准", en="refused"),
    "lapsed": Text(zh="逾期失效", en="lapsed"),
    "unclaimed": Text(zh="逾期未领", en="unclaimed"),
}

STAGES: Mapping[Stage, Text] = {
    "1": Text(zh="注册", en="Register"),
    "2": Text(zh="填写", en="Fill in"),
    "3": Text(zh="打印", en="Print"),
    "4": Text(zh="上传", en="Upload"),
    "5a": Text(zh="初审", en="Verify"),
    "5b": Text(zh="复审", en="Review"),
    "6": Text(zh="制作", en="Produce"),
    "7": Text(zh="领取", en="Receive"),
    "8": Text(zh="绑定和使用", en="Bind and use"),
}

ENDED_EARLY: frozenset[State] = frozenset({"withdrawn", "refused", "lapsed", "unclaimed"})

STAGE_OF: Mapping[Status, Stage] = {
    "draft": "2",
    "submission_confirmed": "3",
    "uploading": "4",
    "upload_confirmed": "5a",
    "verification_passed": "5b",
    "verification_failed": "5a",
    "review_passed": "6",
    "review_failed": "5b",
    "key_produced": "6",
    "in_transit": "6",
    "at_issuing_body": "7",
    "ready_to_collect": "7",
    "posted": "7",
    "completed": "8",
    "withdrawn": "2",
    "refused": "5a",
    "lapsed": "2",
    "unclaimed": "7",
}

APPLY_AGAIN = Text(
    zh="本次申请已结束；企业可以重新申请。",
    en="This application has ended; the enterprise may apply again.",
)

NEXT: Mapping[State, Text] = {
    "draft": Text(
        zh="企业填写申请表，核对后点击“确认提交”。",
        en="The enterprise fills in the form, checks the answers and presses “Confirm Submission”.",
    ),
    "confirmed": Text(
        zh="企业下载申请表和电子签名确认函，打印、签字并盖章。",
        en="The enterprise downloads the application form and the electronic-signature confirmation letter, prints, signs and seals them.",
    ),
    "uploading": Text(
        zh="企业上传原件扫描件，并再次点击“确认上传”。",
        en="The enterprise uploads scans of the originals and then presses “Confirm Upload”.",
    ),
    "verifying": Text(
        zh="发证机构进行初审。",
        en="The issuing body carries out the preliminary review (verification).",
    ),
    "reviewing": Text(
        zh="电子钥匙服务商进行复审。",
        en="The electronic key service provider carries out the review.",
    ),
    "correcting": Text(
        zh="企业查看“备注”，更正所列各项后再次点击“确认上传”。",
        en="The enterprise reads the “remarks”, corrects the items named and presses “Confirm Upload” again.",
    ),
    "producing": Text(
        zh="服务商制作电子钥匙（含电子签章）。",
        en="The provider produces the electronic key, with its electronic seal.",
    ),
    "produced": Text(
        zh="服务商将钥匙快递至发证机构。",
        en="The provider sends the key by express to the issuing body.",
    ),
    "in_transit": Text(
        zh="发证机构收件并逐把扫描入库。",
        en="The issuing body receives the parcel and scans the key in.",
    ),
    "at_issuing_body": Text(
        zh="发证机构通知企业领取，或按企业要求邮寄。",
        en="The issuing body notifies the enterprise to collect the key, or posts it as the enterprise requires.",
    ),
    "ready_to_collect": Text(
        zh="企业携带原件领取钥匙。",
        en="The enterprise collects the key, bringing the originals.",
    ),
    "posted": Text(
        zh="企业收到钥匙后确认收讫，证书随即启用。",
        en="The enterprise confirms receipt once the key has arrived; the certificate is activated then.",
    ),
    "completed": Text(
        zh="企业在“单一窗口”绑定钥匙。",
        en="The enterprise binds the key at the Single Window.",
    ),
    "withdrawn": APPLY_AGAIN,
    "lapsed": APPLY_AGAIN,
    "unclaimed": Text(
        zh="钥匙已退回服务商，证书已吊销；企业可以重新申请。",
        en="The key went back to the provider and its certificate is revoked; the enterprise may apply again.",
    ),
    "refused": Text(
        zh="企业可按备注中的说明提出异议，或重新申请。",
        en="The enterprise may appeal as the remarks say, or apply again.",
    ),
}

HOLDERS: Mapping[Who, Text] = {
    "enterprise": Text(zh="企业", en="enterprise"),
    "issuing_body": Text(zh="发证机构", en="issuing body"),
    "provider": Text(zh="电子钥匙服务商", en="electronic key service provider"),
    "courier": Text(zh="快递", en="courier"),
    "nobody": Text(zh="无", en="nobody"),
}

ANSWER_WITHDRAWAL = Text(
    zh="企业已请求撤回；由当前经办方答复。",
    en="The enterprise has asked to withdraw; whoever holds the case answers.",
)
CONFIRM_RECEIPT = Text(
    zh="钥匙已交付；企业确认收讫后证书启用。",
    en="The key was handed over; the enterprise confirms receipt and the certificate is activated.",
)
USE_THE_KEY = Text(
    zh="钥匙已绑定；申报时须将钥匙插在计算机上。",
    en="The key is bound; keep it plugged in during a declaration.",
)


def collect_at(name_zh: str, name_en: str, address_zh: str, address_en: str) -> Text:
    """Where exactly to go."""
    return Text(
        zh=f"企业携带原件到{name_zh}（{address_zh}）领取钥匙。",
        en=f"The enterprise collects the key at {name_en} ({address_en}), bringing the originals.",
    )
