"""How do our mails read? In Chinese first, then in English; subjects as docs/domain.md §2 has them."""

from chassis.messages import value
from services.registration.values import (
    CaseLapsed,
    CaseReference,
    CaseRefused,
    CorrectionNeeded,
    Notice,
    PickUpReminder,
    Posted,
    ReadyToCollect,
    Stage,
)

SUBJECT_ACTIVATION = (
    "请到商务部统一用户管理平台激活企业账户 / "
    "Calling the Ministry of Commerce’s Unified User Management Platform to Activate the Enterprise Account"
)
FAILED_ZH: dict[Stage, str] = {"verification": "初审不通过", "review": "复审不通过"}
FAILED_EN: dict[Stage, str] = {"verification": "verification failed", "review": "review failed"}


@value
class Text:
    """Subject and body."""

    subject: str
    body: str


def activation(link: str, enterprise_name: str, hours: int) -> Text:
    """The activation mail; the link stands on a line of its own."""
    zh, en = (f"{enterprise_name}：\n\n", f"{enterprise_name},\n\n") if enterprise_name else ("", "")
    return Text(
        subject=SUBJECT_ACTIVATION,
        body=(
            f"{zh}请在 {hours} 小时内打开下面的链接，激活企业账户：\n\n{link}\n\n"
            "如果您没有注册，请忽略本邮件。\n\n"
            f"{en}Open the link above within {hours} hours to activate the enterprise account.\n"
            "If you did not register, ignore this mail.\n"
        ),
    )


def known_address(portal: str) -> Text:
    """What the owner of an address reads when somebody registers with it again; nobody else learns of it."""
    return Text(
        subject="您的电子邮箱已有账户 / Your e-mail address has an account already",
        body=(
            f"有人用此邮箱再次注册。您已有账户，请直接登录：\n\n{portal}\n\n"
            "如果不是您本人操作，请忽略本邮件。\n\n"
            "Somebody registered again with this address. You have an account already: sign in at the address above.\n"
            "If that was not you, ignore this mail.\n"
        ),
    )


def notice(about: Notice, case: CaseReference, portal: str) -> Text:
    """The mail about a case."""
    number = case.application_number
    match about:
        case CorrectionNeeded():
            return correction_needed(about, number, portal)
        case ReadyToCollect():
            return ready_to_collect(about, number)
        case Posted():
            return posted(about, number, portal)
        case CaseRefused():
            return case_refused(number, portal)
        case CaseLapsed():
            return case_lapsed(number, portal)
        case PickUpReminder():
            return pick_up_reminder(about, number)


def correction_needed(about: CorrectionNeeded, number: str, portal: str) -> Text:
    """What failed is told by its number only; the remarks are read after signing in."""
    zh, en, count = FAILED_ZH[about.stage], FAILED_EN[about.stage], len(about.items)
    return Text(
        subject=f"申请 {number}：{zh}，请更正 / Application {number}: {en}, please correct",
        body=(
            f"您的申请 {number} 第 {about.round} 轮{zh}，有 {count} 项需要更正。\n"
            f"请登录查看备注，更正后重新提交：\n\n{portal}\n\n"
            f"Your application {number}, round {about.round}: {en}; items to correct: {count}.\n"
            "Sign in at the address above to read the remarks, correct them and submit again.\n"
        ),
    )


def ready_to_collect(about: ReadyToCollect, number: str) -> Text:
    return Text(
        subject=f"申请 {number}：电子钥匙可以领取 / Application {number}: your electronic key is ready to collect",
        body=(
            f"您的申请 {number} 的电子钥匙已到，请到以下地点领取：\n\n{about.pick_up_zh}\n\n"
            f"The electronic key of your application {number} has arrived. Collect it here:\n\n{about.pick_up_en}\n"
        ),
    )


def posted(about: Posted, number: str, portal: str) -> Text:
    return Text(
        subject=f"申请 {number}：电子钥匙已寄出 / Application {number}: your electronic key was posted",
        body=(
            f"您的申请 {number} 的电子钥匙已寄出，运单号：{about.waybill}\n"
            f"收到后请登录确认：\n\n{portal}\n\n"
            f"The electronic key of your application {number} was posted under waybill {about.waybill}.\n"
            "When you have it, sign in at the address above and confirm the receipt.\n"
        ),
    )


def case_refused(number: str, portal: str) -> Text:
    """Why, and how to appeal, is personal: it is read after signing in."""
    return Text(
        subject=f"申请 {number}：不予办理 / Application {number}: refused",
        body=(
            f"您的申请 {number} 经两人审核，决定不予办理。\n"
            f"请登录查看理由和申诉途径：\n\n{portal}\n\n"
            f"Your application {number} was refused for good, by two persons.\n"
            "Sign in at the address above to read why, and how to appeal.\n"
        ),
    )


def case_lapsed(number: str, portal: str) -> Text:
    return Text(
        subject=f"申请 {number}：逾期未办理，已终止 / Application {number}: lapsed",
        body=(
            f"您的申请 {number} 长时间未办理，已自动终止。如仍需要电子钥匙，请登录重新申请：\n\n{portal}\n\n"
            f"Nobody acted on your application {number} for a long time: it has ended.\n"
            "If you still need an electronic key, sign in at the address above and apply again.\n"
        ),
    )


def pick_up_reminder(about: PickUpReminder, number: str) -> Text:
    return Text(
        subject=f"申请 {number}：电子钥匙待领取（第 {about.number} 次提醒）/ Application {number}: your key waits (reminder {about.number})",
        body=(
            f"您的申请 {number} 的电子钥匙仍待领取，长期不领取将退回并吊销证书。领取地点：\n\n{about.pick_up_zh}\n\n"
            f"The electronic key of your application {number} still waits to be collected; if it is not, it goes back and its\n"
            f"certificate is revoked. Collect it here:\n\n{about.pick_up_en}\n"
        ),
    )
