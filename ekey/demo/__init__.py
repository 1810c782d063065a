"""How are the examples played on a running system? `run_demo` plays a folder, `write_world` writes what the services read of it."""

from ekey.demo.format import WrongFile, read_examples, write_world
from ekey.demo.run import run_demo

__all__ = ["WrongFile", "read_examples", "run_demo", "write_world"]
