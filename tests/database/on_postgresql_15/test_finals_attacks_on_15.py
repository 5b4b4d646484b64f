"""The tests of the same name on PostgreSQL 15."""

from tests.database.test_finals_attacks import *  # noqa: F403 - the same tests, another server
