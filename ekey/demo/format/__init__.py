"""How is an example written down, and is it written rightly? (The format is described in `examples/README.md`.)"""

from ekey.demo.format.acts import Act, Answers, Expect, Finding
from ekey.demo.format.example import Application, Enterprise, Example, Expected
from ekey.demo.format.folder import Examples, read_examples, unfolded, write_world
from ekey.demo.format.reading import WrongFile
from ekey.demo.format.world import Member, World

__all__ = [
    "Act",
    "Answers",
    "Application",
    "Enterprise",
    "Example",
    "Examples",
    "Expect",
    "Expected",
    "Finding",
    "Member",
    "World",
    "WrongFile",
    "read_examples",
    "unfolded",
    "write_world",
]
