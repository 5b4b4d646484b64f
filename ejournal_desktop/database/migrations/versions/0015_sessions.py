"""Sessions of a psychologist: their length for who sees all, whom they were with for her alone."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0015", "0014"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0015_sessions.sql")
