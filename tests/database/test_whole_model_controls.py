"""Every refusal of the judges of the whole journal with its control: silenced, the same act passes."""

import hashlib
import re

import pytest

from ejournal_desktop.gui.error_sentences import BY_CODE
from tests.database.test_guard_controls import ELSEWHERE, code_of, silence
from tests.database.whole_model import WholeModel

DAY = "clock_timestamp() + interval '1 day'"
UNLOCK = "insert into journal.unlocks (course_id, lesson_id, person_id, open_until, reason) values "
PDF = b"%PDF-1.7 plan"
FILE = (
    "insert into journal.attachments (lesson_id, course_id, file_name, media_type, size, content_sha256, added_by)"
    " values ({lesson}, {math}, 'План.pdf', 'application/pdf', %d, '\\x%s', {petrova}) returning attachment_id"
)
FILE_OF_PLAN = FILE % (len(PDF), hashlib.sha256(PDF).hexdigest())
NOTICE = (
    "insert into journal.mark_notices (work_id, pupil_id, text, sent_by) values ({work}, {abramov}, 'Не то', {pupil})"
)
DOCUMENT = "insert into private.absence_documents (pupil_id, during, reason, kind, entered_by) values "
HEALTH = "insert into private.health_records (pupil_id, kind, content, consent_id, entered_by) values "
APPROVAL = (
    "insert into journal.approvals (subject, title, content, content_sha256, proposed_by)"
    " values ('load', 'Нагрузка', '{{}}', '', {deputy}) returning approval_id"
)
PLAN = (
    "insert into journal.lesson_plans (school_year_id, subject_id, grade, title, author_id, state)"
    " select {year}, subject_id, 7, 'План', {petrova}, '%s' from journal.courses where course_id = {math}"
    " returning lesson_plan_id"
)
VERSION = (
    "insert into journal.timetable_versions (school_year_id, name, valid_from, state)"
    " values ({year}, 'Осень', current_date, '%s') returning timetable_version_id"
)


def nothing(model):
    """No preparation."""


def made(name, statement):
    def prepare(model):
        model.ids[name] = model.make(statement)

    return prepare


def marked(model):
    model.stage.owner_mark(-1, "Абрамов", "4")


def both(*steps):
    def prepare(model):
        for step in steps:
            step(model)

    return prepare


def done(statement):
    return lambda model: model.stage.owner(statement.format(**model.ids))


def act(login, table, statement):
    return lambda model: model.act(login, table, statement)


def requested(scope, *, agreed=True):
    def prepare(model):
        model.ids["unlock"] = model.unlock(scope, agreed=agreed, opened=False)

    return prepare


def session(model):
    model.psychologist_course()


def held_attachment(model):
    model.ids["file"] = model.make(FILE_OF_PLAN)


CASES = {
    "what was written stands": (
        "EJ020",
        made(
            "remark",
            "insert into journal.remarks (course_id, text, made_by) values ({math}, 'Тема', {deputy})"
            " returning remark_id",
        ),
        act("deputy", "journal.remarks", "update journal.remarks set text = 'Всё хорошо' where remark_id = {remark}"),
    ),
    "a norm is set under an order": (
        "EJ020",
        nothing,
        act(
            "administrator",
            "journal.norms",
            "insert into journal.norms (kind, value, valid_from, source)"
            " values ('rounding', 0.6, current_date + 3, 'акт')",
        ),
    ),
    "works of that kind stand": (
        "EJ020",
        nothing,
        done("update journal.work_kinds set weight = 5 where work_kind_id = {kind}"),
    ),
    "a teacher asks for herself": (
        "EJ002",
        nothing,
        act("sidorov", "journal.unlocks", UNLOCK + f"({{math}}, {{lesson}}, {{petrova}}, {DAY}, 'ошибка')"),
    ),
    "the teacher does not hold the course": (
        "EJ002",
        nothing,
        act("sidorov", "journal.unlocks", UNLOCK + f"({{math}}, {{lesson}}, {{sidorov}}, {DAY}, 'ошибка')"),
    ),
    "the deputy has not agreed": (
        "EJ020",
        requested("lesson", agreed=False),
        act("administrator", "journal.unlocks", "update journal.unlocks set opened_by = {administrator}"),
    ),
    "a closed period is opened by an order": (
        "EJ020",
        requested("period"),
        act("deputy", "journal.unlocks", "update journal.unlocks set opened_by = {deputy}"),
    ),
    "an unlock ends in the future": (
        "EJ020",
        requested("lesson"),
        act(
            "administrator",
            "journal.unlocks",
            "update journal.unlocks set opened_by = {administrator}, open_until = clock_timestamp() - interval '1 s'",
        ),
    ),
    "there is no mark to sit again": (
        "EJ020",
        lambda model: model.stage.owner_mark(-1, "Абрамов", "."),
        act(
            "petrova",
            "journal.mark_attempts",
            "insert into journal.mark_attempts (work_id, pupil_id, course_id, attempt, value, set_on, entered_by)"
            " values ({work}, {abramov}, {math}, 2, '5', current_date, {petrova})",
        ),
    ),
    "a notice of that mark is waiting": (
        "EJ020",
        both(marked, act("pupil", "journal.mark_notices", NOTICE)),
        act("pupil", "journal.mark_notices", NOTICE),
    ),
    "the quota of files is used up": (
        "EJ020",
        done(
            "insert into journal.norms (kind, value, valid_from, source)"
            " values ('attachment-megabytes', 0, '2020-01-01', 'приказ')"
        ),
        act("petrova", "journal.attachments", FILE_OF_PLAN),
    ),
    "not your file": (
        "EJ002",
        held_attachment,
        act(
            "sidorov",
            "journal.attachment_contents",
            f"insert into journal.attachment_contents values ({{file}}, '\\x{PDF.hex()}')",
        ),
    ),
    "not the file that was announced": (
        "EJ014",
        held_attachment,
        act(
            "petrova",
            "journal.attachment_contents",
            "insert into journal.attachment_contents values ({file}, '\\x4d5a')",
        ),
    ),
    "not a pupil of your class on that date": (
        "EJ002",
        nothing,
        act(
            "kuznetsova",
            "private.absence_documents",
            DOCUMENT + "({zaitsev}, daterange(current_date - 3, current_date), 'ill', 'справка', {kuznetsova})",
        ),
    ),
    "there is no such consent": (
        "EJ020",
        made(
            "consent",
            "insert into private.consents (person_id, number, given_on, purpose, withdrawn_on)"
            " values ({abramov}, '9', '2026-01-01', 'данные о здоровье', '2026-02-01') returning consent_id",
        ),
        act(
            "kuznetsova",
            "private.health_records",
            HEALTH + "({abramov}, 'группа здоровья', 'вторая', {consent}, {kuznetsova})",
        ),
    ),
    "what a session was about is closed": (
        "EJ020",
        session,
        act(
            "psychologist",
            "journal.lessons",
            "update journal.lessons set topic = 'О страхах' where lesson_id = {session}",
        ),
    ),
    "lessons of that kind of course stand": (
        "EJ020",
        session,
        done("update journal.courses set kind = 'elective' where course_id = {sessions}"),
    ),
    "not a session of yours": (
        "EJ002",
        nothing,
        act(
            "petrova",
            "private.session_contents",
            "insert into private.session_contents (lesson_id, course_id, content, entered_by)"
            " values ({lesson}, {math}, 'Тайна', {petrova})",
        ),
    ),
    "never a pupil of the course": (
        "EJ013",
        nothing,
        act(
            "deputy",
            "journal.debts",
            "insert into journal.debts (course_id, pupil_id, arose_on, due_on, entered_by)"
            " values ({math}, {zaitsev}, current_date, current_date + 30, {deputy})",
        ),
    ),
    "a decision has been taken": (
        "EJ020",
        nothing,
        act(
            "deputy",
            "journal.council_decisions",
            "insert into journal.council_decisions"
            " (school_year_id, pupil_id, decision, protocol_number, decided_on, entered_by)"
            " values ({year}, {abramov}, 'переведён', '3', current_date + 9, {deputy})",
        ),
    ),
    "a delegation is given by an order": (
        "EJ020",
        nothing,
        act(
            "director",
            "journal.delegations",
            "insert into journal.delegations (person_id, acts_as, during, order_id)"
            " values ({deputy}, 'director', daterange(current_date - 1, current_date + 5), {other_order})",
        ),
    ),
    "the pupil was not in that class": (
        "EJ013",
        nothing,
        act(
            "secretary",
            "journal.movements",
            "insert into journal.movements (pupil_id, kind, happened_on, from_class_id)"
            " values ({zaitsev}, 'departure', current_date, {class})",
        ),
    ),
    "not a proposal of yours": (
        "EJ002",
        made("approval", APPROVAL),
        act("administrator", "journal.approvals", "update journal.approvals set state = 'withdrawn'"),
    ),
    "the lesson is of another course": (
        "EJ020",
        nothing,
        act(
            "deputy",
            "journal.remarks",
            "insert into journal.remarks (course_id, lesson_id, text, made_by)"
            " values ({math}, {foreign_lesson}, 'Нет темы', {deputy})",
        ),
    ),
    "a duty is checked when its day has come": (
        "EJ020",
        nothing,
        act(
            "director",
            "journal.duty_checks",
            "insert into journal.duty_checks (duty, person_id, for_day, outcome, basis, checked_by)"
            " values ('T8', {petrova}, current_date + 9, 'done', 'проверено', {director})",
        ),
    ),
    "only what is published occupies": (
        "EJ020",
        made("version", VERSION % "draft"),
        act(
            "administrator",
            "journal.timetable_occupancy",
            "insert into journal.timetable_occupancy (timetable_version_id, weekday, lesson_no, class_id, course_id)"
            " values ({version}, 1, 1, {class}, {math})",
        ),
    ),
    "not a plan of yours": (
        "EJ002",
        made("plan", PLAN % "draft"),
        act("sidorov", "journal.lesson_plans", "update journal.lesson_plans set title = 'Мой'"),
    ),
    "the plan is approved": (
        "EJ020",
        made("plan", PLAN % "approved"),
        act(
            "petrova",
            "journal.lesson_plan_topics",
            "insert into journal.lesson_plan_topics (lesson_plan_id, place, topic) values ({plan}, 1, 'Дроби')",
        ),
    ),
    # sentences of the first judges, at the new tables
    "the norm was in force": (
        "EJ020",
        made(
            "norm",
            "insert into journal.norms (kind, value, valid_from, source) values ('rounding', 0.6, '2020-01-01', 'акт')"
            " returning norm_id",
        ),
        act(
            "administrator",
            "journal.norms",
            "update journal.norms set value = 0.5, order_id = {other_order}, valid_from = current_date + 9",
        ),
    ),
    "a norm is valid from tomorrow at the earliest": (
        "EJ020",
        nothing,
        act(
            "administrator",
            "journal.norms",
            "insert into journal.norms (kind, value, valid_from, source, order_id)"
            " values ('rounding', 0.6, current_date - 30, 'акт', {other_order})",
        ),
    ),
    "not for this role": (
        "EJ002",
        nothing,
        act(
            "petrova",
            "journal.council_decisions",
            "insert into journal.council_decisions"
            " (school_year_id, pupil_id, decision, protocol_number, decided_on, entered_by)"
            " values ({year}, {abramov}, 'переведён', '3', current_date - 1, {petrova})",
        ),
    ),
    "not to oneself": (
        "EJ002",
        nothing,
        act(
            "director",
            "journal.duty_checks",
            "insert into journal.duty_checks (duty, person_id, for_day, outcome, basis, checked_by)"
            " values ('D6', {director}, current_date - 1, 'done', 'проверено', {director})",
        ),
    ),
    "results are set under an order that names them": (
        "EJ020",
        nothing,
        act(
            "petrova",
            "journal.year_marks",
            "insert into journal.year_marks (course_id, pupil_id, kind, value, entered_by)"
            " values ({math}, {abramov}, 'year', '4', {petrova})",
        ),
    ),
    "not the holder who sets the finals": (
        "EJ002",
        done(
            "insert into journal.results_scopes (order_id, class_id, result, opens_on, closes_on)"
            " values ({finals_order}, {class}, 'year', current_date - 9, current_date + 9)"
        ),
        act(
            "sidorov",
            "journal.year_marks",
            "insert into journal.year_marks (course_id, pupil_id, kind, value, order_id, entered_by)"
            " values ({math}, {abramov}, 'year', '4', {finals_order}, {sidorov})",
        ),
    ),
    "the school year is closed": (
        "EJ018",
        both(marked, done("update journal.school_years set closed_at = clock_timestamp()")),
        act("pupil", "journal.mark_notices", NOTICE),
    ),
}
# nothing of her own is closed to who asks in another's name
SILENCED_TOGETHER = dict.fromkeys(
    ("a teacher asks for herself", "the teacher does not hold the course"), "it is not closed"
)
OWN = set(CASES) - {
    "the norm was in force",
    "a norm is valid from tomorrow at the earliest",
    "not for this role",
    "not to oneself",
    "not the holder who sets the finals",
    "the school year is closed",
}


JUDGES = (
    "judge_norm",
    "judge_edit_window_order",
    "judge_unlock",
    "judge_unlock_step",
    "judge_unlock_opening",
    "judge_attempt",
    "judge_notice",
    "judge_attachment",
    "judge_attachment_content",
    "demand_consent",
    "demand_open_content",
    "judge_debt",
    "judge_decision",
    "judge_delegation",
    "judge_approval",
    "judge_duty_check",
    "judge_occupancy",
    "judge_lesson_plan",
    "judge_plan_topic",
    "judge_plan_decision",
    "judge_plan_course",
    "judge_lesson_card",
    "judge_briefing_pupil",
    "demand_only",
    "judge_order",
    "judge_finals_scope",
    "judge_proposal",
    "judge_decision_of",
    "judge_approved_row",
    "demand_confirmed_roles",
    "approve",
    "add_order",
    "decide_otherwise",
)


@pytest.mark.parametrize("sentence", CASES)
def test_a_refusal_holds_and_without_it_the_same_act_passes(stage, sentence):
    code, prepare, attempt = CASES[sentence]
    model = WholeModel(stage)
    prepare(model)

    refused = code_of(stage, lambda _stage: attempt(model))
    silence(stage, sentence, SILENCED_TOGETHER.get(sentence, sentence))

    assert (refused, code_of(stage, lambda _stage: attempt(model))) == (code, None)


def test_the_common_list_of_refusals_knows_exactly_these():
    assert ELSEWHERE["test_whole_model_controls.py"] == OWN


def test_every_reason_of_the_whole_journal_has_a_sentence_of_its_own(stage):
    """A person reads Russian: a reason without a sentence would fall back to a common one that misleads."""
    common = {"role", "not-holder", "class", "self-grant", "facts", "moved", "no-order"}
    sources = stage.owner(
        "select prosrc from pg_proc where pronamespace = 'sec'::regnamespace and proname = any (%s)",
        [*JUDGES],
    )

    reasons = {
        f"{code}/{reason}"
        for (source,) in sources
        for code, reason in re.findall(r"refuse\(\s*'(EJ\d{3})'[^;]*?'reason', '([a-z-]+)'", source)
        if reason not in common
    }

    assert reasons
    assert reasons <= set(BY_CODE)
