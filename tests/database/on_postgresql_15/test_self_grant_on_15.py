"""The rules of ``test_self_grant`` on PostgreSQL 15."""

from tests.database.test_self_grant import *  # noqa: F403 - the same tests, on the older server
