"""The attacks of ``test_attacks_hints`` on PostgreSQL 15."""

from tests.database.test_attacks_hints import *  # noqa: F403 - the same tests, on the older server
