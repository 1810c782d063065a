"""Which wishes does this service decide on?"""

from typing import TypeAlias

from services.application.commands.account import AccountCommand
from services.application.commands.case import CaseCommand
from services.application.commands.keys import KeyCommand
from services.application.commands.names import NameCommand
from services.application.commands.open_keys import OpenKeyCommand
from services.application.commands.reading import ReadingCommand
from services.application.commands.slots import SlotCommand

Command: TypeAlias = CaseCommand | AccountCommand | SlotCommand | NameCommand | KeyCommand | OpenKeyCommand | ReadingCommand
