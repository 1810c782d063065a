"""What is said at the door of verification? Bodies of requests and answers."""

from services.verification.api.models.refusals import (
    DeskCount,
    ProposedRefusal,
    RefusalReasonWords,
    Transferred,
    Waiting,
    desk_count,
    proposed_refusal,
    refusal_reason_words,
    waiting,
)
from services.verification.api.models.remarks import RoundRemarks, final_remarks, round_remarks
from services.verification.api.models.tasks import (
    Claimed,
    Done,
    Queued,
    ReasonWords,
    TaskDetail,
    queued,
    reason_words,
    task_detail,
)
from services.verification.api.models.wishes import ITEM_LENGTH, Checks, Decision, Failure, ProposalBody, TransferBody, UnderClaim

__all__ = [
    "ITEM_LENGTH",
    "Checks",
    "Claimed",
    "Decision",
    "DeskCount",
    "Done",
    "Failure",
    "ProposalBody",
    "ProposedRefusal",
    "Queued",
    "ReasonWords",
    "RefusalReasonWords",
    "RoundRemarks",
    "TaskDetail",
    "TransferBody",
    "Transferred",
    "UnderClaim",
    "Waiting",
    "desk_count",
    "final_remarks",
    "proposed_refusal",
    "queued",
    "reason_words",
    "refusal_reason_words",
    "round_remarks",
    "task_detail",
    "waiting",
]
