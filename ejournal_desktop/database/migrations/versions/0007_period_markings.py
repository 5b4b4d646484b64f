"""Marking by course and period: no marks in the first quarter of grade 2, marks from the second."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0007_period_markings.sql")
