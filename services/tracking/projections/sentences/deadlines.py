"""In which sentences are deadlines said?"""

from datetime import datetime, timedelta
from typing import Literal

from services.tracking.policies import ROWS
from services.tracking.values.limits import LimitId
from services.tracking.values.text import Text
from services.tracking.values.working_days import day_of


def say_recorded(kind: Literal["reminded", "missed", "voided"], limit: LimitId, due_instant: datetime) -> Text:
    """What the clock did, with the limit's name and due date."""
    _, _, name = ROWS[limit.name]
    due = day_of(due_instant - timedelta(days=1)).isoformat()
    match kind:
        case "reminded":
            return Text(zh=f"提醒：{name.zh}今日（{due}）届满。", en=f"Reminder: {name.en} is due today ({due}).")
        case "missed":
            return Text(zh=f"{name.zh}已逾期（应于{due}前完成）。", en=f"{name.en.capitalize()} was missed (due {due}).")
        case "voided":
            return Text(zh=f"{name.zh}（{due}）的逾期记录已撤销。", en=f"The miss of {name.en} (due {due}) was taken back.")
