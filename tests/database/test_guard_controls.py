"""Every refusal of the judges with its control: the same act passes once exactly that refusal is silenced."""

import re

import psycopg
import pytest

from tests.database.test_access_controls import ACCESS_REFUSALS

CREATE = "select api.create_account(%s, %s, %s, %s, true)"
VERIFIER = "SCRAM-SHA-256$4096:" + "A" * 22 + "==$" + "B" * 43 + "=:" + "C" * 43 + "="
# Refusals with another defence under them (row security, keys, rights) or with a control of their own elsewhere.
ELSEWHERE = {
    "who also manages writes by the approved load (test_managers_who_teach.py)": {"the load is not approved"},
    "requests, their answers and their ends, each with its control (test_unlock_windows.py)": {
        "a refusal says why",
        "an unlock is short",
        "it is not closed",
        "it is settled",
        "it was asked for",
        "too many requests in a day",
    },
    "row security stands under the window (test_windows.py, test_guard_windows.py)": {
        "not your lesson",
        "not a work of that lesson",
        "not yours to write",
        "not your course",
        "not your course on that date",
        "neither your class nor your courses",
        "no such page of that class",
        "no such class",
        "not your class",
    },
    "keys and rights of PostgreSQL stand under it (test_identity.py, test_save_cells.py)": {
        "not a group of this school",
        "no such person",
        "the login is taken",
        "not a kind of work",
        "not an entry of attendance",
        "the operation id is taken",
    },
    "the trigger gives back nothing: dropped as a whole below": {
        "the record is only added to",
        "nothing that happened is deleted",
    },
    "a conflict or an import writes nothing (test_save_cells.py, test_imports.py, test_demo_history.py)": {
        "changed by another",
        "the batch has another content",
        "the import does not fit: ",
        "the history does not fit: ",
        "the history loader is closed",
        "the client is too old",
    },
    "refused over real connections (test_letting_in.py, test_access_codes.py, test_sessions.py)": {
        "a second person has to confirm",
        "no such account",
        "not a name of a code",
        "not of this class",
        "not what the code was issued for",
        "the account has no role left",
        "the account is not what the code was issued for",
        "the code has ended",
        "the name is taken",
        "the person has no account",
        "the person is not of these roles",
    },
    "row security stands under the window (test_diary.py, test_families.py)": {
        "not a diary of yours",
        "not a pupil of your class",
    },
    "test_council.py": {
        "a decision has a protocol",
        "a supplement waits for its signature",
        "later than the one it follows",
        "no decision of this grade",
        "not a pupil of that year",
        "that is decided already",
    },
    "test_whole_model_acts.py": {"another order changes a result of a closed year"},
    "test_psychologist.py": {"a session that was held stands"},
    "test_attacks_days.py": {"not a day of a school"},
    "test_attacks_floods.py": {"too many codes in a day"},
    "test_attacks_two_people.py": {"who recorded a debt does not settle it", "confirmed for other days"},
    "test_attacks_reopening.py": {"pages of the group are closed"},
    "test_mark_notices.py": {"a mark that stays is explained"},
    "test_families.py": {"not a family of your class", "a membership does not move"},
    "test_rules_courses.py": {
        "marks of another scale stand",
        "the page of the course holds entries",
        "pages of the course are handed over",
        "the period is of another year",
        "the zone of the school moves every border",
        "not a pupil of the course in that period",
    },
    "test_approvals.py, test_finals_orders.py": {
        "approved by an order",
        "an order has a number and a title",
        "an order has been issued",
        "changed since it was proposed",
        "it is decided",
        "no such proposal",
        "not an order for finals",
        "not to be proposed so",
        "not what was approved",
        "older than what it approves",
        "returned with a reason",
        "several of one kind",
        "the order is in use",
        "the same is waiting",
        "there is such an order",
        "two people give a role",
        "why so early",
    },
    "test_ending_roles.py": {"two people end a role"},
    "test_departures.py": {
        "nobody leaves before she came",
        "who leaves, leaves by an order",
        "who watches leaves when the day is over",
    },
    "test_mark_notes.py": {
        "a note for oneself is written by oneself",
        "the note was there before the substitution",
    },
    "each with its control in test_access_controls.py": ACCESS_REFUSALS,
    "test_rules_reverse.py": {"the timetable is not yours"},
    "a constraint stands under it (test_whole_model_unlocks.py)": {"two people open a window"},
    "row security and the common shape of the refusal (test_whole_model_notices.py)": {"not a mark of yours"},
    "test_lesson_card.py, test_lesson_plans.py": {
        "due before the lesson",
        "not a topic of the plan of that course",
        "an absent pupil is not briefed",
        "not an entry of that lesson",
        "not a file of your lessons",
        "the plan is not waiting",
        "a plan is returned with a reason",
        "a plan of another subject or year",
    },
    "test_finals_windows.py": {
        "a debt ends after it arose",
        "finals are missing",
        "not a value of the norm",
        "why not attested",
    },
    "test_whole_model_controls.py": {
        "what was written stands",
        "a norm is set under an order",
        "works of that kind stand",
        "a teacher asks for herself",
        "the teacher does not hold the course",
        "the deputy has not agreed",
        "a closed period is opened by an order",
        "an unlock ends in the future",
        "there is no mark to sit again",
        "a notice of that mark is waiting",
        "the quota of files is used up",
        "not your file",
        "not the file that was announced",
        "not a pupil of your class on that date",
        "there is no such consent",
        "what a session was about is closed",
        "lessons of that kind of course stand",
        "not a session of yours",
        "never a pupil of the course",
        "a decision has been taken",
        "a delegation is given by an order",
        "the pupil was not in that class",
        "not a proposal of yours",
        "the lesson is of another course",
        "a duty is checked when its day has come",
        "only what is published occupies",
        "not a plan of yours",
        "the plan is approved",
        "results are set under an order that names them",
    },
}


def silence(stage, *sentences):
    """Take exactly these refusals away until the rollback."""
    known = ", ".join("'" + sentence.replace("'", "''") + "'" for sentence in sentences)
    stage.owner(
        "create or replace function sec.refuse(refusal_code text, sentence text, facts jsonb) returns void"
        " language plpgsql set search_path = pg_catalog, pg_temp as $$ begin"
        f" if sentence <> all (array[{known}]) then"
        " raise exception using errcode = refusal_code, message = sentence, detail = facts::text; end if; end $$"
    )


def window_rights(stage, login, table):
    """What a broken window would give: its rights on the table and no row security."""
    api = stage.school.database.role("api")
    stage.owner(f'grant {api} to "{stage.school.role(login)}"; grant select, insert, update on {table} to {api}')
    stage.owner(f"create policy hole on {table} to {api} using (true) with check (true)")


def owner(statement):
    return lambda stage: stage.owner(statement.format(**ids(stage)))


def person(login, statement, table=None):
    def act(stage):
        if table:
            window_rights(stage, login, table)
        return stage.as_person(login, statement.format(**ids(stage)))

    return act


def saved(login, entry, *arguments, **more):
    return lambda stage: stage.save(login, getattr(stage, entry)(*arguments, **more))


def work(login, day, **operation):
    def act(stage):
        return [
            stage.save_work(
                login,
                **{
                    "lesson_id": stage.school.lessons["math", day],
                    "work_id": stage.school.works["math", day],
                    "work_kind_id": stage.school.kinds[operation.get("kind", "тест")],
                    "seen": stage.owner(f"select version from journal.works where work_id = {ids(stage)['work']}")[0][
                        0
                    ],
                    "action": "change",
                }
                | operation,
            )
        ]

    return act


def account(**change):
    def act(stage):
        made = {"person": ids(stage)["abramov_mother"], "role": stage.school.role("new"), "verifier": VERIFIER}
        made |= {"roles": ["inspector"]} | change
        return stage.as_person("administrator", CREATE, *made.values())

    return act


def ids(stage):
    school = stage.school
    return {
        "math": school.courses["math"],
        "orkse_lesson": school.lessons["orkse", -20],
        "lesson": school.lessons["math", -1],
        "today": school.lessons["math", 0],
        "future": school.lessons["math", 1],
        "work": school.works["math", -1],
        "period": school.period,
        "year": school.year,
        "abramov": school.pupils["Абрамов"],
        "belova": school.pupils["Белова"],
        "abramov_mother": stage.owner(
            "insert into journal.people (last_name, first_name) values ('Новая', 'Ольга') returning person_id"
        )[0][0],
        **{login: school.people[login] for login in ("petrova", "sidorov", "deputy")},
        "petrova_account": school.accounts["petrova"],
        "sidorov_account": school.accounts["sidorov"],
    }


def nothing(stage):
    """No preparation."""


def marked(stage):
    stage.owner_mark(-1, "Абрамов", "4")


def absent_today(stage):
    stage.owner_attendance(0, "Абрамов", "absent")


def handed_over(stage):
    stage.hand_over(on_day=0)


SUBSTITUTED = "insert into journal.substitutions (lesson_id, person_id) values ({today}, {sidorov})"


def substituted(stage):
    stage.owner_mark(0, "Абрамов", "4", entered=-1)
    stage.owner_attendance(0, "Белова", "late")
    stage.owner("update journal.attendance set fact = 'late'")
    owner(SUBSTITUTED)(stage)


FINAL = "insert into journal.final_marks (course_id, period_id, pupil_id, value, entered_by) values "
HANDOVER = "insert into journal.handovers values ({math}, {period}, clock_timestamp(), {petrova})"
NORM = "insert into journal.edit_windows (valid_from, kind, source) values (current_date - 9, 'never', 'приказ')"
YEAR_CLOSED = owner("update journal.school_years set closed_at = clock_timestamp()")
LOCK = owner("update private.accounts set state = 'locked' where account_id = {petrova_account}")
MUST_CHANGE = owner("update private.accounts set must_change_password = true where account_id = {petrova_account}")
NO_ROLE = owner("update private.role_grants set during = 'empty' where account_id = {petrova_account}")
COURSES = person("petrova", "select api.my_courses()")
MARK = saved("petrova", "mark", -1, "Абрамов", "5")
CASES = {
    "no active account": ("EJ001", LOCK, COURSES),
    "the password must be changed first": ("EJ004", MUST_CHANGE, COURSES),
    "not for this role": ("EJ002", NO_ROLE, COURSES),
    "an unknown format of operations": ("EJ003", nothing, person("petrova", "select api.save_cells(2, '[]')")),
    "not a name of an account": ("EJ050", nothing, account(role="ejournal_anybody")),
    "not a SCRAM-SHA-256 verifier": ("EJ050", nothing, account(verifier="open text")),
    "an account needs a role": ("EJ050", nothing, account(roles=[])),
    "the person has an account": ("EJ020", nothing, lambda s: account(person=s.school.people["sidorov"])(s)),
    "accounts are the administrator's": (
        "EJ002",
        nothing,
        person(
            "petrova",
            "insert into private.role_grants (account_id, school_role) values ({sidorov_account}, 'secretary')",
            "private.role_grants",
        ),
    ),
    "the lesson has not been held yet": ("EJ012", nothing, saved("petrova", "mark", 1, "Абрамов", "5")),
    "the lesson is cancelled": (
        "EJ016",
        owner("update journal.lessons set state = 'cancelled' where lesson_id = {lesson}"),
        MARK,
    ),
    "the page is handed over": ("EJ011", handed_over, MARK),
    "the school year is closed": ("EJ018", YEAR_CLOSED, MARK),
    "the edit window is over": (
        "EJ010",
        lambda s: s.owner_mark(-40, "Абрамов", "3"),
        saved("petrova", "mark", -40, "Абрамов", "5", seen=1),
    ),
    "not a member of the group on that date": ("EJ013", nothing, saved("petrova", "mark", -11, "Волков", "5")),
    "not a value of the scale": ("EJ014", nothing, saved("petrova", "mark", -1, "Абрамов", "6")),
    "absent on that day": ("EJ015", absent_today, saved("petrova", "mark", 0, "Абрамов", "5")),
    "a mark of that day stands there": (
        "EJ015",
        lambda s: s.owner_mark(0, "Абрамов", "4"),
        saved("petrova", "attendance", 0, "Абрамов", "н"),
    ),
    "the course takes no marks": ("EJ017", nothing, saved("petrova", "mark", -20, "Абрамов", "5", course="orkse")),
    "the work is voided": ("EJ020", owner("update journal.works set voided_at = now() where work_id = {work}"), MARK),
    "a mark does not move": ("EJ020", marked, owner("update journal.marks set pupil_id = {belova}")),
    "the mark was there before the substitution": (
        "EJ002",
        substituted,
        saved("sidorov", "mark", 0, "Абрамов", "5", seen=1),
    ),
    "it was there before the substitution": (
        "EJ002",
        substituted,
        saved("sidorov", "attendance", 0, "Белова", "осв", seen=2),
    ),
    "marks were there before the substitution": ("EJ002", substituted, work("sidorov", 0, action="void")),
    "attendance does not move": ("EJ020", absent_today, owner("update journal.attendance set pupil_id = {belova}")),
    "minutes of a pupil who was not late": (
        "EJ014",
        nothing,
        owner(
            "insert into journal.attendance (lesson_id, pupil_id, course_id, fact, minutes_late, entered_by)"
            " values ({lesson}, {abramov}, {math}, 'absent', 7, {petrova})"
        ),
    ),
    "the weight is set by the school": ("EJ014", nothing, work("petrova", -1, weight="5")),
    "not a text of the journal": ("EJ014", nothing, work("petrova", -1, title="т" * 201)),
    "marks stand in the work: say why it changes": (
        "EJ020",
        lambda s: s.owner_mark(-1, "Абрамов", "4"),
        work("petrova", -1, reason="  "),
    ),
    "a work does not move and does not come back": (
        "EJ020",
        owner("update journal.works set voided_at = now() where work_id = {work}"),
        work("petrova", -1, title="снова"),
    ),
    "two marks stand in the work": (
        "EJ020",
        lambda s: (
            s.owner(
                "update journal.works set work_kind_id = %s where work_id = %s",
                s.school.kinds["диктант"],
                s.school.works["math", -1],
            ),
            s.owner_mark(-1, "Абрамов", "4/5"),
        ),
        work("petrova", -1),
    ),
    "something was entered at the lesson": (
        "EJ020",
        owner("update journal.lessons set topic = 'Тема' where lesson_id = {orkse_lesson}"),
        owner("delete from journal.lessons where lesson_id = {orkse_lesson}"),
    ),
    "marks or attendance stand at the lesson": (
        "EJ020",
        marked,
        owner("update journal.lessons set held_on = held_on + 100 where lesson_id = {lesson}"),
    ),
    "the pupil has entries here": (
        "EJ020",
        marked,
        owner("delete from journal.group_memberships where pupil_id = {abramov}"),
    ),
    "not the holder who sets the finals": (
        "EJ002",
        nothing,
        person("sidorov", HANDOVER.replace("{petrova}", "{sidorov}"), "journal.handovers"),
    ),
    "finals are set under an order": (
        "EJ020",
        nothing,
        person("petrova", FINAL + "({math}, {period}, {abramov}, '5', {petrova})", "journal.final_marks"),
    ),
    "a final mark does not move": (
        "EJ020",
        owner(FINAL + "({math}, {period}, {abramov}, '5', {petrova})"),
        owner("update journal.final_marks set pupil_id = {belova}"),
    ),
    "open dots block the hand-over": ("EJ020", lambda s: s.owner_mark(-1, "Абрамов", "."), owner(HANDOVER)),
    "pages of the period are handed over": (
        "EJ020",
        handed_over,
        owner("update journal.periods set starts_on = starts_on + 40 where period_id = {period}"),
    ),
    "periods may not overlap": (
        "EJ020",
        nothing,
        owner("update journal.periods set starts_on = starts_on - 9 where period_id = {period}"),
    ),
    "a closed year stays closed": ("EJ018", YEAR_CLOSED, owner("update journal.school_years set closed_at = null")),
    "lessons would fall out of the year": (
        "EJ020",
        nothing,
        owner("update journal.school_years set starts_on = starts_on + 70"),
    ),
    "the year is over": (
        "EJ020",
        lambda s: (
            s.without_judge("journal.school_years"),
            s.owner("update journal.school_years set ends_on = %s", s.school.day(-1)),
            s.owner("alter table journal.school_years enable trigger judge"),
        ),
        owner("update journal.school_years set ends_on = ends_on + 99"),
    ),
    "the norm was in force": ("EJ020", nothing, owner("delete from journal.edit_windows")),
    "a norm is valid from tomorrow at the earliest": ("EJ020", nothing, owner(NORM)),
    "substitutions are not yours": ("EJ002", nothing, person("petrova", SUBSTITUTED, "journal.substitutions")),
    "not to oneself": (
        "EJ002",
        nothing,
        person("deputy", SUBSTITUTED.replace("{sidorov}", "{deputy}"), "journal.substitutions"),
    ),
    "the lesson was held before the substitution": (
        "EJ020",
        nothing,
        owner(SUBSTITUTED.replace("{today}", "{lesson}")),
    ),
}
# a course without marks has no scale either
SILENCED_TOGETHER = {
    "the course takes no marks": ["not a value of the scale"],
    "not the holder who sets the finals": ["finals are set under an order"],
}


def code_of(stage, act):
    """The code of a refusal, None when the act passed."""
    try:
        with stage.connection.transaction():
            rows = act(stage)
    except psycopg.Error as error:
        return error.sqlstate
    return rows[0].get("code") if rows and isinstance(rows[0], dict) else None


@pytest.mark.parametrize("sentence", CASES)
def test_a_refusal_holds_and_without_it_the_same_act_passes(stage, sentence):
    code, prepare, act = CASES[sentence]
    prepare(stage)

    refused = code_of(stage, act)
    silence(stage, sentence, *SILENCED_TOGETHER.get(sentence, []))

    assert (refused, code_of(stage, act)) == (code, None)


def test_every_refusal_of_the_guard_has_its_case_or_its_reason(stage):
    """A new refusal without a control fails here."""
    sources = stage.owner("select prosrc from pg_proc where pronamespace::regnamespace::text !~ '^(pg_|public)'")
    raised = {
        sentence.replace("''", "'")
        for (source,) in sources
        for sentence in re.findall(r"refuse\(\s*'EJ\d{3}',\s*'((?:[^']|'')+)'", source)
    }

    assert raised == set(CASES) | set().union(*ELSEWHERE.values())


@pytest.mark.parametrize(
    ("trigger", "table", "act"),
    [
        ("no_delete", "journal.marks", "delete from journal.marks"),
        ("no_delete", "journal.attendance", "delete from journal.attendance"),
        ("no_delete", "private.role_grants", "delete from private.role_grants"),
        ("insert_only", "audit.events", "update audit.events set ground = 'course:1'"),
        ("insert_only", "audit.events", "delete from audit.events"),
    ],
)
def test_what_happened_is_deleted_only_without_its_trigger(stage, trigger, table, act):
    marked(stage)
    absent_today(stage)

    refused = code_of(stage, owner(act))
    stage.owner(f"alter table {table} disable trigger {trigger}")
    rows = stage.owner(act)[0][0]

    assert refused == "EJ020"
    assert rows > 0
