"""Which facts does this service keep?"""

from typing import TypeAlias

from services.application.events.account import AccountEvent
from services.application.events.case import CaseEvent
from services.application.events.keys import KeyEvent
from services.application.events.names import NameEvent
from services.application.events.open_keys import OpenKeyEvent
from services.application.events.reading import ReadingEvent
from services.application.events.slots import SlotEvent

Event: TypeAlias = CaseEvent | AccountEvent | SlotEvent | NameEvent | KeyEvent | OpenKeyEvent | ReadingEvent
