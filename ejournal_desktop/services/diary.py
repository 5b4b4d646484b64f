"""What a family does: reads its diary, gives notice of a wrong mark."""

from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.database.queries import diary as queries
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.diary import Diary, DiaryFinal, DiaryWeek


def my_diaries(engine: Engine) -> tuple[Diary, ...]:
    """One's own diary and those of one's own children."""
    with transaction(engine) as connection:
        return queries.my_diaries(connection)


def diary_week(engine: Engine, pupil_id: int, monday: date) -> DiaryWeek:
    """A week of one's own child.

    Raises:
        RefusedError: another's child.
    """
    with transaction(engine) as connection:
        return queries.diary_week(connection, pupil_id, monday)


def diary_finals(engine: Engine, pupil_id: int) -> tuple[DiaryFinal, ...]:
    """Marks of periods, of the year and of exams."""
    with transaction(engine) as connection:
        return queries.diary_finals(connection, pupil_id)


def diary_file(engine: Engine, attachment_id: int) -> bytes:
    """The bytes of one file of homework; never opened by the program itself.

    Raises:
        RefusedError: a file of no diary of hers.
    """
    with transaction(engine) as connection:
        return queries.diary_file(connection, attachment_id)


def send_mark_notice(engine: Engine, work_id: int, message: str) -> int:
    """Tell the teacher of a wrong mark of one's own.

    Raises:
        RefusedError: no set mark of hers.
        RuleBrokenError: an earlier notice of that mark is waiting.
    """
    with transaction(engine) as connection:
        return queries.send_mark_notice(connection, work_id, message)
