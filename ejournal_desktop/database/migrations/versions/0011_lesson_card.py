"""The lesson card and lesson plans at work: safety briefings, decisions on plans, corrections."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0011", "0010"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0011_lesson_card.sql")
