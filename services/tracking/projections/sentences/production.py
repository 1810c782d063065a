"""In which sentences are the facts of the making of the key said?"""

from services.tracking.projections.labels import label
from services.tracking.values import production
from services.tracking.values.text import Text


def say(step: production.ProductionStep) -> Text:
    """The sentence, in Chinese and English."""
    match step:
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
        case production.CertificateExpired(serial=serial):
            return Text(zh=f"证书{serial}已到期。", en=f"Certificate {serial} expired.")
        case production.TokenSpoiled(token_serial=token, attempt=n):
            return Text(zh=f"介质{token}已作废（第{n}次）。", en=f"Token {token} was spoiled (attempt {n}).")
        case production.SealMade(seal_id=seal):
            return Text(zh=f"电子签章{seal}已制作。", en=f"The electronic seal {seal} was made.")
        case production.KeyProduced(token_serial=token, attempt=n):
            return Text(zh=f"钥匙已制作（介质{token}，第{n}次）。", en=f"The key was produced (token {token}, attempt {n}).")
        case production.KeyDispatched(body=body, waybill=waybill):
            return Text(zh=f"钥匙已快递至{body}（运单{waybill}）。", en=f"The key was sent to {body} (waybill {waybill}).")
