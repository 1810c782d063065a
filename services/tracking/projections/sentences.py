"""How is one fact said to people? In a sentence of each language, with what it carries."""

from collections.abc import Sequence

from services.tracking.projections.labels import label
from services.tracking.projections.words import Text
from services.tracking.values import application, delivery, production, registration, verification
from services.tracking.values.told import Step


def say(step: Step) -> Text:
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
        case registration.MailSent(purpose=purpose):
            return Text(zh=f"已发送邮件（{label(purpose).zh}）。", en=f"A mail was sent ({label(purpose).en}).")
        case registration.MailFailed(purpose=purpose):
            return Text(zh=f"邮件无法送达（{label(purpose).zh}）。", en=f"A mail could not be delivered ({label(purpose).en}).")
        case application.DraftOpened(kind=kind):
            return Text(zh=f"新建申请（{label(kind).zh}）。", en=f"A draft was opened ({label(kind).en}).")
        case application.SubmissionConfirmed(revision=n, login_name=name):
            return Text(zh=f"确认提交：第{n}版，登录名{name}。", en=f"“Confirm Submission”: revision {n}, login name {name}.")
        case application.ReissueDeclared(earlier_key=key, loss=loss):
            return Text(zh=f"声明原钥匙{key}{label(loss).zh}。", en=f"The earlier key {key} was declared {label(loss).en}.")
        case application.ReissueEnded(earlier_key=key):
            return Text(zh=f"补办结束，未制作新钥匙（原钥匙{key}）。", en=f"The reissue of {key} ended without a new key.")
        case application.DocumentDownloaded(document=document, revision=n):
            return Text(zh=f"已下载{label(document).zh}（第{n}版）。", en=f"{label(document).en} of revision {n} was downloaded.")
        case application.FormReopened(revision=n):
            return Text(zh=f"重新打开申请表（第{n}版）。", en=f"The form was reopened as revision {n}.")
        case application.ScanUploaded(slot=slot, flags=flags):
            return Text(
                zh=f"已上传{label(slot).zh}{noted_zh(flags)}。", en=f"A scan was uploaded to {label(slot).en}{noted_en(flags)}."
            )
        case application.MaterialsConfirmed(round=n):
            return Text(zh=f"确认上传：第{n}轮材料。", en=f"“Confirm Upload”: materials of round {n}.")
        case application.WithdrawalRequested():
            return Text(zh="企业请求撤回。", en="The enterprise asked to withdraw.")
        case application.CaseWithdrawn():
            return Text(zh="申请已撤回。", en="The case was withdrawn.")
        case application.WithdrawalDeclined():
            return Text(zh="撤回未获同意：钥匙已签发。", en="The withdrawal was declined: the key had been issued.")
        case verification.TaskOpened(stage=stage, round=n, body=body):
            return Text(
                zh=f"{body}收到{label(stage).zh}任务（第{n}轮）。", en=f"{body} has a {label(stage).en} task (round {n})."
            )
        case verification.TaskClaimed(stage=stage, round=n):
            return Text(zh=f"{label(stage).zh}任务已领取（第{n}轮）。", en=f"The {label(stage).en} task was claimed (round {n}).")
        case verification.VerificationPassed(round=n):
            return Text(zh=f"初审通过（第{n}轮）。", en=f"“verification passed” (round {n}).")
        case verification.VerificationFailed(round=n, failed=failed):
            return Text(
                zh=f"初审不通过（第{n}轮）：{named_zh(failed)}。", en=f"“verification failed” (round {n}): {named_en(failed)}."
            )
        case verification.ReviewPassed(round=n):
            return Text(zh=f"复审通过（第{n}轮）。", en=f"“review passed” (round {n}).")
        case verification.ReviewFailed(round=n, failed=failed):
            return Text(zh=f"复审不通过（第{n}轮）：{named_zh(failed)}。", en=f"“review failed” (round {n}): {named_en(failed)}.")
        case verification.TaskWithdrawn(stage=stage, round=n):
            return Text(
                zh=f"因撤回关闭{label(stage).zh}任务（第{n}轮）。",
                en=f"The {label(stage).en} task was closed by the withdrawal (round {n}).",
            )
        case production.OrderOpened(attempt=n):
            return Text(zh=f"制作任务已建立（第{n}次）。", en=f"The key is to be produced (attempt {n}).")
        case production.OrderCancelled():
            return Text(zh="制作已取消。", en="The production was cancelled.")
        case production.WithdrawalRefused():
            return Text(zh="证书已签发，不能撤回。", en="The certificate had been issued: the withdrawal was refused.")
        case production.CertificateIssued(serial=serial):
            return Text(zh=f"证书{serial}已签发（未启用）。", en=f"Certificate {serial} was issued, inactive.")
        case production.CertificateSuspended(serial=serial, reason=reason):
            return Text(
                zh=f"证书{serial}已冻结（{label(reason).zh}）。", en=f"Certificate {serial} was suspended ({label(reason).en})."
            )
        case production.SuspensionLifted(serial=serial, reason=reason):
            return Text(
                zh=f"证书{serial}解除冻结（{label(reason).zh}）。",
                en=f"A suspension of certificate {serial} was lifted ({label(reason).en}).",
            )
        case production.CertificateRevoked(serial=serial, reason=reason):
            return Text(
                zh=f"证书{serial}已吊销（{label(reason).zh}）。", en=f"Certificate {serial} was revoked ({label(reason).en})."
            )
        case production.CertificateActivated(serial=serial):
            return Text(zh=f"证书{serial}已启用。", en=f"Certificate {serial} was activated.")
        case production.SealMade(seal_id=seal):
            return Text(zh=f"电子签章{seal}已制作。", en=f"The electronic seal {seal} was made.")
        case production.KeyProduced(token_serial=token, attempt=n):
            return Text(zh=f"钥匙已制作（介质{token}，第{n}次）。", en=f"The key was produced (token {token}, attempt {n}).")
        case production.KeyDispatched(body=body, waybill=waybill):
            return Text(zh=f"钥匙已快递至{body}（运单{waybill}）。", en=f"The key was sent to {body} (waybill {waybill}).")
        case delivery.KeyScannedIn(body=body):
            return Text(zh=f"{body}已收到钥匙。", en=f"{body} received the key.")
        case delivery.PreferenceChanged(preference=wish):
            return Text(zh=f"领取方式改为{label(wish).zh}。", en=f"The enterprise now wants the key {label(wish).en}.")
        case delivery.EnterpriseNotified():
            return Text(zh="已通知企业领取。", en="The enterprise was notified to collect the key.")
        case delivery.KeyPosted(waybill=waybill):
            return Text(
                zh=f"钥匙已邮寄给企业（运单{waybill}）。", en=f"The key was posted to the enterprise (waybill {waybill})."
            )
        case delivery.KeyHandedOver(old_key_returned=returned):
            return Text(
                zh="钥匙已当面交付" + ("，原钥匙已交回。" if returned else "。"),
                en="The key was handed over" + (", the old key came back." if returned else "."),
            )
        case delivery.ReceiptConfirmed():
            return Text(zh="企业确认收到钥匙。", en="The enterprise confirmed receipt of the key.")
        case delivery.KeyBound(certificate_serial=serial):
            return Text(
                zh=f"钥匙已在“单一窗口”绑定（证书{serial}）。",
                en=f"The key was bound at the Single Window (certificate {serial}).",
            )
        case delivery.KeyUnbound(reason=reason):
            return Text(zh=f"钥匙已解除绑定（{label(reason).zh}）。", en=f"The key was unbound ({label(reason).en}).")


def named_zh(failed: Sequence[verification.FailedItem]) -> str:
    """The items with their reason codes; the remarks themselves stay in verification."""
    return "、".join(f"{label(item.item).zh}（{item.reason_code}）" for item in failed)


def named_en(failed: Sequence[verification.FailedItem]) -> str:
    return ", ".join(f"{label(item.item).en} ({item.reason_code})" for item in failed)


def noted_zh(flags: Sequence[str]) -> str:
    return f"（{'、'.join(label(flag).zh for flag in flags)}）" if flags else ""


def noted_en(flags: Sequence[str]) -> str:
    return f" ({', '.join(label(flag).en for flag in flags)})" if flags else ""
