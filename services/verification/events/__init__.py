"""What has happened in verification? The facts of a case, over all rounds and both stages, and those of transfers."""

from typing import TypeAlias

from services.verification.events.refusal import CaseRefused, RefusalDeclined, RefusalEvent, RefusalProposed
from services.verification.events.review import (
    CaseClosed,
    CaseTaken,
    ClaimRenewed,
    DeskEvent,
    ItemsChecked,
    MaterialsReceived,
    RemarksRead,
    ReviewFailed,
    ReviewPassed,
    TaskClaimed,
    TaskOpened,
    TaskWithdrawn,
    VerificationFailed,
    VerificationPassed,
)
from services.verification.events.transfer import CasesTransferred, TransferEvent

CaseEvent: TypeAlias = DeskEvent | RefusalEvent
Event: TypeAlias = CaseEvent | TransferEvent

__all__ = [
    "CaseClosed",
    "CaseEvent",
    "CaseRefused",
    "CaseTaken",
    "CasesTransferred",
    "ClaimRenewed",
    "DeskEvent",
    "Event",
    "ItemsChecked",
    "MaterialsReceived",
    "RefusalDeclined",
    "RefusalEvent",
    "RefusalProposed",
    "RemarksRead",
    "ReviewFailed",
    "ReviewPassed",
    "TaskClaimed",
    "TaskOpened",
    "TaskWithdrawn",
    "TransferEvent",
    "VerificationFailed",
    "VerificationPassed",
]
