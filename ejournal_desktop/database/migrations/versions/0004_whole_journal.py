"""The tables of the whole journal."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0004_whole_journal.sql")
