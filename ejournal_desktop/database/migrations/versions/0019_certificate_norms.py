"""Rules of the certificate and of «Математика» are dated norms."""

from ejournal_desktop.database.migrate import run_migration

revision, down_revision = "0019", "0018"


def upgrade() -> None:
    """Run the SQL of the same name."""
    run_migration("0019_certificate_norms.sql")
