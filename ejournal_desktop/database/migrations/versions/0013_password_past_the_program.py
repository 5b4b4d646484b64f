"""A notice of a password that was changed past the program."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0013", "0012"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0013_password_past_the_program.sql")
