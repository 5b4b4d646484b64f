"""The attacks of ``test_attacks_load`` on PostgreSQL 15."""

from tests.database.test_attacks_load import *  # noqa: F403 - the same tests, on the older server
