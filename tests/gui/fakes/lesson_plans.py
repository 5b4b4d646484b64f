"""The part of a fake desk that keeps lesson plans: one plan in memory, with versions, as the server would."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_plan import Correction, PlannedLesson, PlanTopic
from ejournal_desktop.domain.lesson_plan_book import PlanBook, PlanCourse, PlanDecision, PlanHead, PlanSummary
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.services.lesson_plans import read_plan_file

TODAY = date(2026, 9, 25)
FIRST = date(2026, 9, 1)


def plan_lessons(count=20, *, cancelled=(), held=()):
    texts = dict(enumerate(held))
    return tuple(
        PlannedLesson(500 + n, FIRST + timedelta(days=7 * n), 3, n in cancelled, texts.get(n, "")) for n in range(count)
    )


def plan_topics(*texts):
    return tuple(PlanTopic(number, "Раздел", text) for number, text in enumerate(texts, start=1))


def plan_book(*texts, state="draft", is_mine=True, lessons=None, corrections=(), **more):
    head = PlanHead(7, "Алгебра", 7, "Алгебра, 7А", "Петрова А. В.", is_mine, state, 1, "2026/27", **more)
    return PlanBook(
        head=head if texts else None,
        topics=plan_topics(*texts),
        courses=(PlanCourse(1, "7А"),),
        lessons=plan_lessons() if lessons is None else lessons,
        corrections=corrections,
        today=TODAY,
        school="МБОУ «Ключевская СШ»",
        course_id=1,
        subject="Алгебра",
        group_name="7А",
        teacher="Петрова А. В.",
    )


def plan_summary(**changes):
    values = {
        "lesson_plan_id": 7,
        "subject": "Алгебра",
        "grade": 7,
        "title": "Алгебра, 7А",
        "author": "Петрова А. В.",
        "is_mine": True,
        "state": "draft",
        "version": 1,
        "year": "2026/27",
        "is_current": True,
        "topics": 3,
        "courses": (PlanCourse(1, "7А"),),
    }
    return PlanSummary(**{**values, **changes})


@dataclass
class FakeLessonPlanDesk:
    """Keeps one plan; ``plan_outcome`` stands instead of a save that works."""

    plan: PlanBook = field(default_factory=plan_book, kw_only=True)
    plan_list: tuple = field(default=(), kw_only=True)
    plan_outcome: object = field(default=None, kw_only=True)
    plan_saves: list = field(default_factory=list, kw_only=True)
    plan_refusals: dict = field(default_factory=dict, kw_only=True)
    plan_acts: list = field(default_factory=list, kw_only=True)

    def lesson_plans(self):
        return self.plan_list

    def open_lesson_plan(self, lesson_plan_id, course_id):
        self.plan_acts.append(("open", lesson_plan_id, course_id))
        return self.plan

    def save_lesson_plan(self, operation):
        self.plan_saves.append(operation)
        if self.plan_outcome is not None:
            return self.plan_outcome
        topics = tuple(replace(topic, topic_id=topic.topic_id or 100 + at) for at, topic in enumerate(operation.topics))
        head = self.plan.head or plan_book("x").head
        self.plan = replace(self.plan, head=replace(head, version=head.version + 1), topics=topics)
        return Outcome(operation.operation_id, "saved", version=head.version + 1, entry_id=7)

    def assign_lesson_plan(self, course_id, lesson_plan_id):
        self.plan_acts.append(("assign", course_id, lesson_plan_id))

    def decide_lesson_plan(self, lesson_plan_id, seen, act, reason):
        self.plan_acts.append((act, lesson_plan_id, seen, reason))
        states = {"submit": "waiting", "approve": "approved"}
        self.plan = replace(self.plan, head=replace(self.plan.head, state=states.get(act, "draft")))

    def decide_lesson_plans(self, plans, act, reason):
        self.plan_acts.append((act, plans, reason))
        return tuple(PlanDecision(key, self.plan_refusals.get(key)) for key, _seen in plans)

    def correct_lesson_plan(self, correction):
        made = Correction(
            1, correction.kind, correction.topic_id, correction.until_place, correction.on_date, correction.reason
        )
        self.plan = replace(self.plan, corrections=(*self.plan.corrections, made))
        return 1

    def void_correction(self, course_id, correction_id):
        self.plan_acts.append(("void", course_id, correction_id))

    def read_lesson_plan_file(self, file, year_starts_on, columns, *, progress, cancelled):
        return read_plan_file(file, year_starts_on, Watch(cancelled, progress), columns)

    def correction_sheet_pdf(self, book, *, progress, cancelled):
        from ejournal_desktop.reports.correction_sheet import draw_correction_sheet  # noqa: PLC0415 - fonts, once wanted
        from ejournal_desktop.services.lesson_plans import correction_sheet  # noqa: PLC0415 - as above

        return draw_correction_sheet(correction_sheet(book), progress, cancelled)
