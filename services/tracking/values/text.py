"""How is something said to people? In Chinese and in English."""

from chassis.messages import value


@value
class Text:
    """The same thing said twice."""

    zh: str
    en: str
