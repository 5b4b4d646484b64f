"""The attacks of ``test_attacks_texts`` on PostgreSQL 15."""

from tests.database.test_attacks_texts import *  # noqa: F403 - the same tests, on the older server
