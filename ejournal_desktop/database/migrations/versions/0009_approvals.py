"""What is approved: scopes of finals orders, rows of the approved load and curriculum."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0009", "0008"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0009_approvals.sql")
