"""The part of a fake desk that knows the schedule of control works."""

from dataclasses import dataclass, field
from datetime import date

from ejournal_desktop.domain.control_schedule import ControlSchedule, ControlWork


def control_work(day, subject="Физика", class_name="7А", **changes):
    values = {
        "held_on": day,
        "course_id": 900,
        "subject": subject,
        "group_name": class_name,
        "is_whole_class": True,
        "class_names": (class_name,),
        "kind": "контрольная работа",
    }
    return ControlWork(**{**values, **changes})


@dataclass
class FakeControlScheduleDesk:
    """Answers with the works it was given, of the days that were asked about."""

    controls: tuple = field(default=(), kw_only=True)
    controls_asked: list = field(default_factory=list, kw_only=True)

    def control_works(self, course_id, since, until):
        self.controls_asked.append((course_id, since, until))
        works = tuple(work for work in self.controls if since <= work.held_on <= until)
        return ControlSchedule(date(2026, 9, 25), works)

    def control_works_sheet(self, found, since, until, *, progress, cancelled):
        from ejournal_desktop.exchange.control_schedule_sheet import control_schedule_workbook  # noqa: PLC0415 - openpyxl

        return control_schedule_workbook(found, since, until, progress, cancelled)
