"""What must tracking know from outside? Which bodies there are, and which of them stand above which."""

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

from chassis.messages import value

BodyKind: TypeAlias = Literal["issuing", "provider", "ministry"]


@value
class Body:
    """A body that takes part; `parent` is the code of the one above it, if any."""

    code: str
    kind: BodyKind
    zh: str
    en: str
    parent: str = ""


class Bodies(Protocol):
    """The register of bodies."""

    def find(self, code: str) -> Body | None:
        """The body of this code."""
        ...

    def below(self, code: str) -> Sequence[str]:
        """The codes of all its descendants (not itself)."""
        ...
