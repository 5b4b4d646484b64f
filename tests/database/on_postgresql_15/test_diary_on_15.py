"""The tests of the same name on PostgreSQL 15."""

from tests.database.test_diary import *  # noqa: F403 - the same tests, another server
