"""In which sentences are the facts of the account, and of the mails sent said?"""

from services.tracking.projections.labels import label
from services.tracking.values import registration
from services.tracking.values.text import Text


def say(step: registration.AccountStep | registration.MailStep) -> Text:
    """The sentence, in Chinese and English."""
    match step:
        case registration.RegistrationStarted():
            return Text(zh="企业开始注册。", en="The enterprise began to register.")
        case registration.AccountActivated():
            return Text(zh="企业账户已激活。", en="The enterprise account was activated.")
        case registration.RegistrationRejected():
            return Text(zh="注册被拒绝：信用代码已被占用。", en="The registration was rejected: the credit code is taken.")
        case registration.RegistrationLapsed():
            return Text(zh="注册逾期未激活，已失效。", en="The registration lapsed, unactivated.")
        case registration.AccountReleased(reason=reason):
            return Text(zh=f"账户已关闭（{label(reason).zh}）。", en=f"The account was closed ({label(reason).en}).")
        case registration.MailSent(purpose=purpose):
            return Text(zh=f"已发送邮件（{label(purpose).zh}）。", en=f"A mail was sent ({label(purpose).en}).")
        case registration.MailFailed(purpose=purpose):
            return Text(zh=f"邮件无法送达（{label(purpose).zh}）。", en=f"A mail could not be delivered ({label(purpose).en}).")
