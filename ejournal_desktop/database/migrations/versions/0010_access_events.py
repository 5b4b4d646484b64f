"""What people are told about access: notices until they are read, and the sealed code of recovery."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0010", "0009"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0010_access_events.sql")
