"""The attacks of ``test_attacks_group_rights`` on PostgreSQL 15."""

from tests.database.test_attacks_group_rights import *  # noqa: F403 - the same tests, on the older server
