"""The counter as a process of its own."""

from chassis.process import run
from tests.chassis.counting import counting

if __name__ == "__main__":
    run(counting, "counter")
