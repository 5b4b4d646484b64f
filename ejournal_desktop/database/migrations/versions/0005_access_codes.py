"""What an access code opens: a new account, or one whose password was forgotten."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0005_access_codes.sql")
