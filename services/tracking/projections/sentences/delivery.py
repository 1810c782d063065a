"""In which sentences are the facts of the key's way into the enterprise's hands, and its binding said?"""

from services.tracking.projections.labels import label
from services.tracking.values import delivery
from services.tracking.values.text import Text


def say(step: delivery.DeliveryStep) -> Text:
    """The sentence, in Chinese and English."""
    match step:
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
        case delivery.KeyMissing(token_serial=token, reason=reason):
            return Text(zh=f"钥匙{token}去向不明（{label(reason).zh}）。", en=f"Key {token} is missing ({label(reason).en}).")
        case delivery.KeyFound(token_serial=token):
            return Text(zh=f"钥匙{token}已找到。", en=f"Key {token} was found.")
        case delivery.KeyLossConfirmed(token_serial=token):
            return Text(zh=f"钥匙{token}确认遗失，将重新制作。", en=f"Key {token} is lost for good; it will be made again.")
        case delivery.KeyUnclaimed(token_serial=token):
            return Text(zh=f"钥匙{token}逾期未领，退回服务商。", en=f"Key {token} was never collected and goes back.")
        case delivery.PickUpReminded(reminder=n):
            return Text(zh=f"已提醒企业领取（第{n}次）。", en=f"The enterprise was reminded to collect the key (reminder {n}).")
        case delivery.LostParcelSuspected(leg=leg):
            return Text(zh=f"快件是否遗失？（{label(leg).zh}）。", en=f"Is the parcel lost? ({label(leg).en}).")
        case delivery.OldKeyDeclaredLost():
            return Text(zh="损坏的原钥匙无法交回，按遗失处理。", en="The damaged old key cannot be returned and counts as lost.")
