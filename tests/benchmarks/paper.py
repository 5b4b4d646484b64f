"""The paper copy of a class: about 30 pages."""

import time

from ejournal_desktop.reports.journal_copy import draw_journal_copy
from ejournal_desktop.services import reporting
from ejournal_desktop.services.accounts import sign_in
from tests.benchmarks.measure import Row
from tests.benchmarks.school import PASSWORD, School


def rows(school: School) -> list[Row]:
    _session, engine = sign_in(school.profile, school.deputy, PASSWORD)
    class_id = reporting.classes(engine)[0].class_id
    period_id = reporting.periods_of_class(engine, class_id)[0].period_id
    started = time.perf_counter()
    copy = reporting.read_journal_copy(engine, class_id, period_id)
    read = time.perf_counter() - started
    draw_journal_copy(copy, None, None)  # fonts are read once a process
    started = time.perf_counter()
    report = draw_journal_copy(copy, None, None)
    drawn = time.perf_counter() - started
    engine.dispose()
    size = len(report.pdf) / 1_000_000
    return [
        Row(f"paper copy of a class, {report.pages} pages", f"{read + drawn:.2f} s", f"read {read:.2f} s", "", "≤ 1 s",
            read + drawn <= 1),
        Row("paper copy of a class, size", f"{size:.2f} MB", "peer 6 MB", "", "≤ 0.6 MB", size <= 0.6),
    ]  # fmt: skip
