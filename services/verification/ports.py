"""Whom must verification ask? Which body is the second desk, and which bodies close."""

from datetime import date
from typing import Protocol

from services.verification.values import Closing


class Bodies(Protocol):
    """The bodies that take part."""

    def provider(self) -> str:
        """The code of the electronic key service provider, who reviews."""
        ...

    def closing(self, body: str, on: date) -> Closing | None:
        """When this body closes, and who has its cases on that day; None for a body that stays, or that nobody knows."""
        ...
