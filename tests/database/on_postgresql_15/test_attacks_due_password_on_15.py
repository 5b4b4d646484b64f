"""The attacks of ``test_attacks_due_password`` on PostgreSQL 15."""

from tests.database.test_attacks_due_password import *  # noqa: F403 - the same tests, on the older server
