"""Notes to marks: public and private ones; the reason of a change of a work."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0014", "0013"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0014_mark_notes.sql")
