"""The attacks of ``test_attacks_foreign_things`` on PostgreSQL 15."""

from tests.database.test_attacks_foreign_things import *  # noqa: F403 - the same tests, on the older server
