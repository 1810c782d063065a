"""A database in memory: the four ports over one server."""

from chassis.store import Database
from chassis.store.memory.inbox import MemoryInbox
from chassis.store.memory.server import MemoryServer
from chassis.store.memory.store import MemoryStore
from chassis.store.memory.views import MemoryLeases, MemoryViews

__all__ = ["MemoryInbox", "MemoryLeases", "MemoryServer", "MemoryStore", "MemoryViews", "memory_database"]


def memory_database(server: MemoryServer | None = None) -> Database:
    """A database over this server (a new one by default)."""
    chosen = server or MemoryServer()
    return Database(store=MemoryStore(chosen), inbox=MemoryInbox(chosen), views=MemoryViews(chosen), leases=MemoryLeases(chosen))
