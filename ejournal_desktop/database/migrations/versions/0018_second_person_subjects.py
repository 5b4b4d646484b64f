"""What two people decide of a class and of a role that ends, beside the orders for results."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0018", "0017"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0018_second_person_subjects.sql")
