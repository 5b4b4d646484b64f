"""``python -m tests.benchmarks``: builds the school and prints one table; figures, not tests."""

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks import clients, hundred_clients, journal_page, palette, paper, reports, saving, today
from tests.benchmarks.measure import print_table
from tests.benchmarks.school import school_of_1000


def main() -> int:
    started = time.perf_counter()
    with school_of_1000() as school:
        with school.superuser() as connection:
            counts = connection.execute(
                "select (select count(*) from journal.pupils), (select count(*) from journal.school_classes),"
                " (select count(*) from journal.marks), (select count(*) from journal.attendance),"
                " current_setting('server_version')"
            ).fetchone()
        print("pupils {}, classes {}, marks {}, attendance {}, PostgreSQL {}".format(*counts), end="; ")
        print(f"built in {time.perf_counter() - started:.0f} s\n")
        rows = [
            *journal_page.rows(school),
            *reports.rows(school),
            *today.rows(school),
            *saving.rows(school),
            *clients.rows(school),
            *hundred_clients.rows(school),
            *paper.rows(school),
            *palette.rows(),
        ]
    print_table(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
