"""In which sentences are the facts of the two desks said?"""

from collections.abc import Sequence

from services.tracking.projections.labels import label
from services.tracking.values import verification
from services.tracking.values.text import Text


def say(step: verification.VerificationStep) -> Text:
    """The sentence, in Chinese and English."""
    match step:
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
        case verification.CaseRefused(stage=stage, reason_code=code):
            return Text(zh=f"{label(stage).zh}不予批准（{code}）。", en=f"Refused for good at {label(stage).en} ({code}).")
        case verification.CaseTaken(former_body=former, body=body):
            return Text(zh=f"申请由{former}移交{body}。", en=f"The case went from {former} to {body}.")


def named_zh(failed: Sequence[verification.FailedItem]) -> str:
    """The items with their reason codes; the remarks themselves stay in verification."""
    return "、".join(f"{label(item.item).zh}（{item.reason_code}）" for item in failed)


def named_en(failed: Sequence[verification.FailedItem]) -> str:
    return ", ".join(f"{label(item.item).en} ({item.reason_code})" for item in failed)
