"""What does registration need to know from outside? Which bodies there are."""

from typing import Protocol

from services.registration.values import BodyKind


class Bodies(Protocol):
    """The register of bodies (docs/domain.md §1)."""

    def kind_of(self, body: str) -> BodyKind | None:
        """What the body of this code is, or None if there is none."""
        ...
