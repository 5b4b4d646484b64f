"""Indexes of the report of changed marks."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0003", "0001"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0003_changed_marks.sql")
