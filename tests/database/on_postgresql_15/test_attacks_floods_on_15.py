"""The attacks of ``test_attacks_floods`` on PostgreSQL 15."""

from tests.database.test_attacks_floods import *  # noqa: F403 - the same tests, on the older server
