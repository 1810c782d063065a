"""Whom must verification ask? Which body is the second desk."""

from typing import Protocol


class Bodies(Protocol):
    """The bodies that take part."""

    def provider(self) -> str:
        """The code of the electronic key service provider, who reviews."""
        ...
