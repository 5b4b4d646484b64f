"""The tests of the same name on PostgreSQL 15."""

from tests.database.test_access_codes import *  # noqa: F403 - the same tests, another server
