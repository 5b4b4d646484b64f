"""``ejournal report journal-copy``: the paper copy of a class's journal as a PDF file (RPT-1)."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Engine

from ejournal_desktop.app.sign_in import signed_in
from ejournal_desktop.domain.classes import parse_class
from ejournal_desktop.domain.errors import RefusedError, ReportFailedError
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.reports.journal_copy import draw_journal_copy
from ejournal_desktop.services import reporting


def run(options: argparse.Namespace) -> int:
    """Draw the copy, register it and write the file; the file is whole or not there."""
    with signed_in(options) as (_session, engine):
        class_id = _class_id(engine, options.class_name)
        period_id = _period_id(engine, class_id, options.period)
        chosen = _course_ids(reporting.courses_of_class(engine, class_id), options.course)
        copy = reporting.read_journal_copy(engine, class_id, period_id, chosen)
        report = draw_journal_copy(copy, _progress, None)
        _write(options.out, report.pdf)
        number = reporting.note_journal_copy(engine, report, class_id, period_id, chosen)
    print(f"\n{options.out}: {report.pages} с., в реестре распечаток № {number}")  # noqa: T201 - the command's answer
    return 0


def _class_id(engine: Engine, name: str) -> int:
    wanted = parse_class(name)
    classes = reporting.classes(engine)
    for each in classes:
        if parse_class(each.name) == wanted:
            return each.class_id
    raise RefusedError("no-such-class", {"name": name, "known": _listed(each.name for each in classes)})


def _period_id(engine: Engine, class_id: int, number: int) -> int:
    periods = reporting.periods_of_class(engine, class_id)
    for each in periods:
        if each.number == number:
            return each.period_id
    raise RefusedError("no-such-period", {"number": number, "known": _listed(str(each.number) for each in periods)})


def _course_ids(courses: tuple[Course, ...], subject: str | None) -> list[int] | None:
    if subject is None:
        return None
    chosen = [course.course_id for course in courses if course.subject.casefold() == subject.casefold()]
    if not chosen:
        raise RefusedError(
            "no-such-course", {"name": subject, "known": _listed({course.subject for course in courses})}
        )
    return chosen


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _write(target: Path, pdf: bytes) -> None:
    part = target.with_name(f"{target.name}.part")
    try:
        part.write_bytes(pdf)
        part.replace(target)
    except OSError as error:
        raise ReportFailedError("file", {"file": str(target), "reason": error.strerror or str(error)}) from error


def _progress(done: int, total: int) -> None:
    print(f"\r{done} из {total}", end="", file=sys.stderr, flush=True)  # noqa: T201 - progress in the terminal
