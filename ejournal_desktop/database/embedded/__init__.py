"""The PostgreSQL that the program brings along."""

from ejournal_desktop.database.embedded.server import EmbeddedServer, RunningServer

__all__ = ["EmbeddedServer", "RunningServer"]
