"""What does tracking tell? Nothing: it only listens."""

from services.tracking.events import AccountFactHeard, CaseFactHeard, Event


def announce(event: Event) -> None:
    """What was heard is not said again: its producer has told it already."""
    match event:
        case CaseFactHeard() | AccountFactHeard():
            return
