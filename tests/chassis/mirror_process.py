"""The mirror as a process of its own."""

from chassis.process import run
from tests.chassis.counting import mirroring

if __name__ == "__main__":
    run(mirroring, "mirror")
