"""The tests of the same name on PostgreSQL 15."""

from tests.database.test_departures import *  # noqa: F403 - the same tests, another server
