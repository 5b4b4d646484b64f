"""Rules of period marks as dated norms; the reasons of final marks."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0012", "0011"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0012_finals.sql")
