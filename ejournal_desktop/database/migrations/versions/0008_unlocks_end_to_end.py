"""What an unlock needs when people go through it: when it was refused, who closed it early, one request at a time."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0008", "0007"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0008_unlocks_end_to_end.sql")
