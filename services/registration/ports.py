"""What does registration need to know from outside? Which bodies there are."""

from typing import Protocol

from services.registration.values import BodyKind, Closing


class Bodies(Protocol):
    """The register of bodies (docs/domain.md §1)."""

    def kind_of(self, body: str) -> BodyKind | None:
        """What the body of this code is, or None if there is none."""
        ...

    def closing(self, body: str) -> Closing | None:
        """When it closes and who succeeds it, or None for a body that stays."""
        ...
