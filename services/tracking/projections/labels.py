"""What do the codes in facts mean to people? Kinds, slots, items, mails, reasons; a code without a label is shown as it is."""

from collections.abc import Mapping

from services.tracking.values.text import Text

LABELS: Mapping[str, Text] = {
    "first": Text(zh="首次申请", en="first key"),
    "additional": Text(zh="增办", en="additional key"),
    "reissue": Text(zh="补办", en="reissue"),
    "renewal": Text(zh="延期", en="renewal"),
    "change": Text(zh="变更", en="change"),
    "unlock": Text(zh="解锁", en="unlock"),
    "cancel": Text(zh="注销", en="cancel"),
    "application_form": Text(zh="申请表", en="application form"),
    "business_licence": Text(zh="营业执照", en="business licence"),
    "signature_confirmation_letter": Text(zh="电子签名确认函", en="electronic-signature confirmation letter"),
    "operator_registration_form": Text(zh="对外贸易经营者备案登记表", en="registration form for foreign trade operators"),
    "id_card_front": Text(zh="身份证正面", en="ID card, front"),
    "id_card_back": Text(zh="身份证背面", en="ID card, back"),
    "authorisation_letter": Text(zh="授权书", en="authorisation letter"),
    "subscriber_agreement": Text(zh="订户协议", en="subscriber agreement"),
    "situation": Text(zh="企业情况", en="situation"),
    "licence_kinds": Text(zh="许可证种类", en="licence kinds"),
    "login_name": Text(zh="用户登录名", en="user login name"),
    "enterprise": Text(zh="企业信息", en="enterprise"),
    "authorised_user": Text(zh="授权用户", en="authorised user"),
    "activation": Text(zh="账户激活", en="activation"),
    "correction_needed": Text(zh="需要更正", en="correction needed"),
    "ready_to_collect": Text(zh="可领取", en="ready to collect"),
    "posted": Text(zh="已邮寄", en="posted"),
    "refused": Text(zh="不予批准", en="refused"),
    "lapsed": Text(zh="逾期失效", en="lapsed"),
    "reminder": Text(zh="领取提醒", en="reminder"),
    "lost": Text(zh="遗失", en="lost"),
    "damaged": Text(zh="损坏", en="damaged"),
    "loss": Text(zh="遗失", en="loss"),
    "parcel": Text(zh="快件异常", en="parcel"),
    "parcel_lost": Text(zh="快件遗失", en="parcel lost"),
    "parcel_short": Text(zh="快件短少", en="parcel short"),
    "parcel_damaged": Text(zh="快件破损", en="parcel damaged"),
    "lost_on_second_leg": Text(zh="邮寄企业途中遗失", en="lost on its way to the enterprise"),
    "to_issuing_body": Text(zh="寄往发证机构", en="on its way to the issuing body"),
    "to_enterprise": Text(zh="寄往企业", en="on its way to the enterprise"),
    "proven_foreign": Text(zh="经查证为冒用", en="proven foreign"),
    "discrepancy": Text(zh="核对不符", en="discrepancy"),
    "collect": Text(zh="自取", en="collected"),
    "post": Text(zh="邮寄", en="posted"),
    "verification": Text(zh="初审", en="verification"),
    "review": Text(zh="复审", en="review"),
    "code_taken": Text(zh="信用代码已被占用", en="the credit code is taken"),
    "same_bytes": Text(zh="与另一项图像相同", en="the same image as in another slot"),
    "old_revision": Text(zh="旧版表格", en="of an older revision"),
    "qr_unreadable": Text(zh="二维码无法识读", en="QR code unreadable"),
}


def label(code: str) -> Text:
    """The label of a code; of an item (`slot:business_licence`), that of what it names."""
    return LABELS.get(code) or LABELS.get(code.rpartition(":")[2]) or Text(zh=code, en=code)
