"""The attacks of ``test_attacks_two_people`` on PostgreSQL 15."""

from tests.database.test_attacks_two_people import *  # noqa: F403 - the same tests, on the older server
