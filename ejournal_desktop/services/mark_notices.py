"""Pupils' notices of wrong marks, the teacher's side (rulings 30)."""

from sqlalchemy import Engine

from ejournal_desktop.database.queries import mark_notices as queries
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.mark_notices import NoticeOfCourse


def mark_notices(engine: Engine) -> tuple[NoticeOfCourse, ...]:
    """What pupils wrote of marks of own courses, or of the class led; waiting ones first."""
    with transaction(engine) as connection:
        return queries.mark_notices(connection)


def answer_mark_notice(engine: Engine, mark_notice_id: int, answer: str, *, is_mended: bool) -> None:
    """Answer: the mark was mended, or it stays and why."""
    with transaction(engine) as connection:
        queries.answer_mark_notice(connection, mark_notice_id, answer, is_mended=is_mended)
