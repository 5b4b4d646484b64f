"""The tables of the main job."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0001", None


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0001_main_job.sql")
