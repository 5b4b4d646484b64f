"""Builds the demo's database: provisioned, migrated, then through the importers under an administrator's sign-in."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Engine

from ejournal_desktop.database.connection import ServerProfile, connect
from ejournal_desktop.database.embedded import RunningServer
from ejournal_desktop.database.history import load_history
from ejournal_desktop.database.migrate import upgrade
from ejournal_desktop.database.provision import provision
from ejournal_desktop.services.demo import approvals
from ejournal_desktop.services.demo.accounts import ADMINISTRATOR, DEPUTY, PSYCHOLOGIST, TEACHER, DemoAccount
from ejournal_desktop.services.demo.chronicle import Past, write_past
from ejournal_desktop.services.demo.facts import read_facts
from ejournal_desktop.services.demo.files import DemoPlans
from ejournal_desktop.services.demo.lesson_plans import write_lesson_plans
from ejournal_desktop.services.demo.own_rules import write_own_rules
from ejournal_desktop.services.demo.topics import read_topic_lists
from ejournal_desktop.services.imports import apply_import
from ejournal_desktop.services.school_setup import (
    Credentials,
    School,
    create_account,
    create_first_director,
    set_up_school,
)

Progress = Callable[[str], None]
DATABASE = "ejdemo"
SCHOOL_NAME = "МБОУ «Ключевская СШ»"
_FULL_NAME = "Муниципальное бюджетное общеобразовательное учреждение «Ключевская средняя школа»"
_CITY = "пгт Ключевой"
_SEED = 20260901
_FILLED = (  # what the first pages read; the rest is the autovacuum's
    "journal.lessons, journal.works, journal.marks, journal.attendance, journal.final_marks, journal.handovers,"
    " journal.people, journal.group_memberships, journal.class_memberships, journal.courses, journal.course_holders"
)
_STEPS = {
    "calendar": "Учебный год, каникулы…",
    "bells": "Звонки…",
    "staff": "Сотрудники…",
    "pupils": "Ученики и родители…",
    "curriculum": "Учебный план…",
    "load": "Нагрузка…",
    "groups": "Подгруппы…",
    "timetable": "Расписание…",
}


@dataclass(frozen=True, slots=True)
class DemoBuild:
    """What a build needs to know."""

    server: RunningServer
    folder: Path
    today: date
    plans: Future[DemoPlans]


def build(demo: DemoBuild, profile: ServerProfile, accounts: Sequence[DemoAccount], progress: Progress) -> None:
    """Make the database anew; a half-built one is thrown away first."""
    drop(demo.server)
    progress("База данных…")
    conninfo = provision(demo.server.conninfo(), DATABASE)
    upgrade(conninfo)
    administrator = next(a for a in accounts if a.roles == ADMINISTRATOR.roles)
    school = School(_FULL_NAME, SCHOOL_NAME, _CITY, local_zone_name(), is_demo=True)
    set_up_school(conninfo, profile, school, _credentials(administrator))
    engine = connect(profile, administrator.login, administrator.password)
    try:
        plans = _import_files(engine, demo, progress)
        progress("Уроки года и учётные записи…")
        director = next(a for a in accounts if "director" in a.roles)
        create_first_director(conninfo, profile, _credentials(director), director.roles)
        people = [account for account in accounts if account not in (administrator, director)]
        with ThreadPoolExecutor(3) as workers:  # the server works on two of the halves at once
            entered = workers.submit(_create_accounts, engine, profile, people, director, demo.today)
            for _counts in workers.map(lambda plan: apply_import(engine, plan), plans.lessons):
                pass
            entered.result()
    finally:
        engine.dispose()
    progress("Отметки, посещаемость и темы прошедших недель…")
    _load_past(conninfo, demo, plans)
    # before the orders of past finals close what was taught under them
    keepers = {"psychologist": PSYCHOLOGIST.full_name, "teacher": TEACHER.full_name}
    write_own_rules(conninfo, demo.today, {role: _person(conninfo, name) for role, name in keepers.items()})
    approvals.cover_past_finals(conninfo)
    _agree_on_the_year(profile, accounts, demo.today)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(f"analyze {_FILLED}")


def _create_accounts(
    engine: Engine, profile: ServerProfile, people: Sequence[DemoAccount], director: DemoAccount, today: date
) -> None:
    signed_in = connect(profile, director.login, director.password)
    try:
        approvals.confirm_roles(engine, signed_in, people, today)
    finally:
        signed_in.dispose()
    for person in people:
        create_account(engine, profile, _credentials(person), person.roles)


def _agree_on_the_year(profile: ServerProfile, accounts: Sequence[DemoAccount], today: date) -> None:
    deputy, director = (
        connect(profile, account.login, account.password)
        for role in ("deputy", "director")
        for account in accounts
        if role in account.roles
    )
    try:
        approvals.agree_on_the_year(deputy, director, today)
    finally:
        deputy.dispose()
        director.dispose()


def _credentials(account: DemoAccount) -> Credentials:
    last, first, middle = account.full_name.split()
    return Credentials(last, first, middle, account.login, account.password)


def drop(server: RunningServer) -> None:
    """Remove the demo's database and the sign-ins of its people, if there are any."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(DATABASE)))
        people = connection.execute("select rolname from pg_roles where rolname like %s", (f"{DATABASE}\\_u\\_%",))
        for (role,) in people.fetchall():
            connection.execute(sql.SQL("drop role {}").format(sql.Identifier(role)))


def local_zone_name() -> str:
    """This computer's offset as a POSIX zone («<+03>-3»): the demo's today is the day on this computer's clock."""
    offset = datetime.now(UTC).astimezone().utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // 60
    sign, hours, rest = "-" if minutes < 0 else "+", abs(minutes) // 60, abs(minutes) % 60
    shown = f"{sign}{hours:02}{f'{rest:02}' if rest else ''}"
    return f"<{shown}>{'+' if minutes < 0 else '-'}{hours}{f':{rest:02}' if rest else ''}"


def _import_files(engine: Engine, demo: DemoBuild, progress: Progress) -> DemoPlans:
    progress("Файлы школы…")
    plans = demo.plans.result()
    for plan in plans.plans:
        progress(_STEPS[plan.kind])
        apply_import(engine, plan)
    return plans


def _load_past(conninfo: str, demo: DemoBuild, plans: DemoPlans) -> None:
    facts = read_facts(conninfo)
    now = datetime.now(UTC)
    offset = datetime.now(UTC).astimezone().utcoffset() or timedelta()
    zone = timezone(offset)
    past = Past(
        facts=facts,
        today=min(demo.today, now.astimezone(zone).date()),
        now=now,
        zone=zone,
        seed=_SEED,
        topic_lists=read_topic_lists(demo.folder),
        plans=plans.lesson_plans,
        shown_teacher=_person(conninfo, TEACHER.full_name),
    )
    write_lesson_plans(conninfo, plans.lesson_plans, facts.courses, _person(conninfo, DEPUTY.full_name))
    load_history(conninfo, write_past(past), sha256(f"demo {_SEED}".encode()).digest())


def _person(conninfo: str, full_name: str) -> int:
    with psycopg.connect(conninfo) as connection:
        key = full_name.lower().replace("ё", "е")
        row = connection.execute("select p.person_id from journal.people as p where p.sort_key = %s", (key,)).fetchone()
        if row is None:
            raise LookupError(full_name)
        return int(row[0])
