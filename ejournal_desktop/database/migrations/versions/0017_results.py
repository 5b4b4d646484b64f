"""Orders for results of the year, exams and re-sits; a later decision of the council is a signed supplement."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0017", "0016"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0017_results.sql")
