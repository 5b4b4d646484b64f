"""What tests of the whole journal stand on: orders of each kind, a psychologist's course and the broken window."""

from typing import Any


class WholeModel:
    """Acts on a stage; ``{names}`` in statements are ids of its school."""

    def __init__(self, stage) -> None:
        self.stage = stage
        school = stage.school
        self.ids: dict[str, Any] = {
            **{login: person for login, person in school.people.items() if login.isascii()},
            **school.courses,
            "lesson": school.lessons["math", -1],
            "old_lesson": school.lessons["math", -40],
            "today_lesson": school.lessons["math", 0],
            "future_lesson": school.lessons["math", 5],
            "foreign_lesson": school.lessons["math_b", -20],
            "work": school.works["math", -1],
            "old_work": school.works["math", -40],
            "period": school.period,
            "year": school.year,
            "abramov": school.pupils["Абрамов"],
            "belova": school.pupils["Белова"],
            "gusyeva": school.pupils["Гусева"],
            "zaitsev": school.pupils["Зайцев"],
            "class": school.classes["7А"],
            "class_b": school.classes["7Б"],
            "kind": school.kinds["ответ на уроке"],
        }
        for number, kind in enumerate(("unlock", "finals", "appointment", "movement", "other"), start=70):
            self.ids[f"{kind}_order"] = self.make(
                "insert into journal.orders (number, issued_on, kind, title)"
                f" values ('{number}', current_date, '{kind}', 'Приказ') returning order_id"
            )

    def make(self, statement: str, *arguments: Any) -> Any:
        """Run as the owner; the first value."""
        return self.stage.owner(statement.format(**self.ids), *arguments)[0][0]

    def broken_window(self, login: str, *tables: str) -> None:
        """Give the person what a broken window would: its rights on the tables and no row security."""
        api = self.stage.school.database.role("api")
        self.stage.owner(f'grant {api} to "{self.stage.school.role(login)}"')
        for table in tables:
            self.stage.owner(f"grant select, insert, update, delete on {table} to {api}")
            self.stage.owner(f"drop policy if exists hole on {table}")
            self.stage.owner(f"create policy hole on {table} to {api} using (true) with check (true)")

    def act(self, login: str, table: str, statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
        """Through a broken window: only the judges stand."""
        self.broken_window(login, table)
        return self.stage.as_person(login, statement.format(**self.ids), *arguments)

    def refusal(self, login: str, table: str, statement: str, *arguments: Any) -> tuple[str, dict[str, Any]]:
        """SQLSTATE and facts of the refusal through a broken window."""
        self.broken_window(login, table)
        return self.stage.refusal(login, statement.format(**self.ids), *arguments)

    def results(self, *results: str, order: str = "finals_order", pupil: str | None = None) -> None:
        """The order opens results of 7А these days; for one pupil where she is named."""
        for result in results:
            self.stage.owner(
                "insert into journal.results_scopes (order_id, class_id, result, pupil_id, opens_on, closes_on)"
                " values (%s, %s, %s, %s, %s, %s)",
                self.ids[order],
                self.ids["class"],
                result,
                self.ids[pupil] if pupil else None,
                self.stage.school.day(-9),
                self.stage.school.day(9),
            )

    def psychologist_course(self) -> None:
        """A course of sessions with one of today."""
        self.ids["sessions"] = self.make(
            "insert into journal.courses (school_year_id, subject_id, group_id, hours_per_week, marking, kind)"
            " select {year}, j.subject_id, c.group_id, 1, 'none', 'psychologist' from journal.courses as c,"
            " journal.subjects as j where c.course_id = {math} and j.name = 'Английский язык' returning course_id"
        )
        self.stage.owner(
            "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
            self.ids["sessions"],
            self.ids["psychologist"],
            self.stage.school.day(-80),
        )
        self.ids["session"] = self.make(
            "insert into journal.lessons (course_id, held_on, lesson_no)"
            " values ({sessions}, %s, 2) returning lesson_id",
            self.stage.school.today,
        )

    def unlock(self, scope: str, *, agreed: bool = True, opened: bool = True, until: str = "1 hour") -> int:
        """An unlock of Petrova's math: of the lesson 40 days ago (agreed by the deputy) or of the period (by order)."""
        of_lesson = scope == "lesson"
        scoped = "lesson_id, agreed_by, agreed_at" if of_lesson else "period_id"
        values = "{period}"
        if of_lesson:
            values = "{old_lesson}, " + ("{deputy}, clock_timestamp()" if agreed else "null, null")
        unlock = self.make(
            f"insert into journal.unlocks (course_id, person_id, open_until, reason, {scoped})"
            f" values ({{math}}, {{petrova}}, clock_timestamp() + interval '{until}', 'ошибка', {values})"
            " returning unlock_id"
        )
        if opened:
            opener = "administrator" if of_lesson else "deputy"
            self.make(
                f"update journal.unlocks set opened_by = {{{opener}}}, order_id = {{unlock_order}}"
                f" where unlock_id = {unlock} returning 1"
            )
        return unlock
