"""The index of «changes since»."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0006", "0005"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0006_changes_since.sql")
