"""What do all answers have in common? They are read from values, and words come in two languages."""

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """Read from the values it is made of."""

    model_config = ConfigDict(from_attributes=True)


class Words(Answer):
    """Chinese and English."""

    zh: str
    en: str


class Coded(Words):
    """A stable code and its words."""

    code: str
