"""What a person entered for herself, and what two people decide of a class and of a role that ends."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0016", "0015"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0016_second_person.sql")
