"""In which sentences are the facts of the case while the applicant holds it said?"""

from collections.abc import Sequence

from services.tracking.projections.labels import label
from services.tracking.values import application
from services.tracking.values.text import Text


def say(step: application.ApplicationStep) -> Text:
    """The sentence, in Chinese and English."""
    match step:
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
        case application.CaseLapsed():
            return Text(zh="申请逾期未办，已失效。", en="The case lapsed: nobody acted on it in time.")


def noted_zh(flags: Sequence[str]) -> str:
    return f"（{'、'.join(label(flag).zh for flag in flags)}）" if flags else ""


def noted_en(flags: Sequence[str]) -> str:
    return f" ({', '.join(label(flag).en for flag in flags)})" if flags else ""
