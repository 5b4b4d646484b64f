"""The attacks of ``test_attacks_unseen`` on PostgreSQL 15."""

from tests.database.test_attacks_unseen import *  # noqa: F403 - the same tests, on the older server
