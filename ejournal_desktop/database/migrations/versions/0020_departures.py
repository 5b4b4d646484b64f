"""Departures by an order, told to the director; who gives new access."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0020", "0019"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0020_departures.sql")
