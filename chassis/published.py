"""What is an announcement? One message of the published language: it only grows, and names the field that is its key."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A value inside an announcement. Readers ignore what they do not know; writers set every field by name."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=False)


class Announcement(Part):
    """What one service tells the others. `key_field` names the field whose value orders it: facts of one key keep their order."""

    key_field: ClassVar[str] = ""

    def __init_subclass__(cls, *, key: str = "") -> None:
        super().__init_subclass__()
        if key:
            cls.key_field = key

    @property
    def key(self) -> str:
        """The message key on the topic."""
        return str(getattr(self, self.key_field))
