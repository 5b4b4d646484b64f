from sqlalchemy import text

from ejournal_desktop.database import migrate
from tests.database import school_database


def test_a_second_upgrade_changes_nothing(fresh_database):
    result = school_database.upgrade_for_tests(fresh_database.conninfo)

    assert result == migrate.UpgradeResult(migrate.newest_revision(), migrate.newest_revision(), objects_replayed=False)


def test_a_person_signs_in_with_a_real_password(database):
    role = database.add_login("ivanova", "пароль Ёжик №5")

    with database.engine(role, "пароль Ёжик №5").connect() as connection:
        assert connection.scalar(text("select session_user")) == role
