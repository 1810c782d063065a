"""What can be asked of verification? Which case bears a number, what lies on a desk, what waits for a supervisor, whose a case is."""

from services.verification.projections.custody import InCustody, custody, in_care_of
from services.verification.projections.numbers import Numbered, numbers
from services.verification.projections.refusals import RefusalRow, refusals, waiting_at
from services.verification.projections.tasks import TaskRow, desk, tasks

__all__ = [
    "InCustody",
    "Numbered",
    "RefusalRow",
    "TaskRow",
    "custody",
    "desk",
    "in_care_of",
    "numbers",
    "refusals",
    "tasks",
    "waiting_at",
]
