"""What the demo's management has agreed on: roles, the curriculum, the load, finals orders, and what still waits."""

from collections.abc import Sequence
from datetime import date

import psycopg
from psycopg import sql
from sqlalchemy import Engine, text

from ejournal_desktop.database.tokens import role_of
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.approvals import OrderEntry, Proposal
from ejournal_desktop.services import approvals
from ejournal_desktop.services.demo.accounts import DemoAccount
from ejournal_desktop.services.school_setup import find_staff

OF_TWO = frozenset({"administrator", "deputy", "director"})
# Finals that the school brings along were set under an order: what it covered, from its day until the next period:
# somebody who tries the program in the holidays wants to write.
_PAST_SCOPES = """
    insert into journal.finals_scopes (order_id, class_id, period_id, opens_on, closes_on)
    select distinct o.order_id, k.class_id, p.period_id, least(o.issued_on, p.ends_on), coalesce((
        select min(q.starts_on) - 1 from journal.periods as q
        where q.school_year_id = p.school_year_id and q.kind = p.kind and q.starts_on > p.ends_on
    ), p.ends_on)
    from journal.final_marks as f
    join journal.orders as o on o.order_id = f.order_id
    join journal.periods as p on p.period_id = f.period_id
    join journal.school_classes as k
        on k.school_year_id = p.school_year_id and k.grade between p.grade_from and p.grade_to
"""
# The local act of the school: its borders were in force when the year began.
_RULE = """
    with act as (
        insert into journal.orders (number, issued_on, kind, title)
        select '31-о', y.starts_on - 4, 'other', 'О порядке выставления отметок' from journal.school_years as y
        order by y.starts_on desc limit 1
        returning order_id, issued_on
    )
    insert into journal.norms (kind, value, grade_from, grade_to, valid_from, source, order_id)
    select n.kind, n.value, n.grade_from, 11, act.issued_on + 4, 'приказ № 31-о', act.order_id
    from act, (values
        ('threshold-5', 4.60, 2), ('threshold-4', 3.60, 2), ('threshold-3', 2.60, 2), ('disputed', 0.10, 2),
        ('least-marks', 3, 2), ('year-tie', 1, 2), ('control-decides', 1, 2), ('exam-weight', 1, 2),
        ('half-years', 1, 11)
    ) as n (kind, value, grade_from)
"""
_RUNNING = text(
    "select p.period_id, p.starts_on, p.ends_on, array_agg(k.class_id) from journal.periods as p"
    " join journal.school_classes as k on k.school_year_id = p.school_year_id"
    " and k.grade between p.grade_from and p.grade_to"
    " where p.ends_on >= :today group by p.period_id, p.starts_on, p.ends_on order by p.ends_on, p.period_id limit 1"
)


def confirm_roles(administrator: Engine, director: Engine, people: Sequence[DemoAccount], today: date) -> None:
    """The administrator proposes, the director confirms whoever gets a role that takes two people."""
    for person in people:
        for role in OF_TWO.intersection(person.roles):
            asked = {"person_id": find_staff(administrator, person.full_name), "school_role": role}
            head = approvals.propose(administrator, Proposal("role", asked, "Приказ о назначении"))
            approvals.approve(director, [head.approval_id], OrderEntry(f"{40 + head.approval_id}-л", today))


def agree_on_the_year(deputy: Engine, director: Engine, today: date) -> None:
    """Curriculum and load approved; the order for the finals of the running period waits for the director."""
    for proposal, number in ((Proposal("curriculum"), "60-о"), (Proposal("load"), "61-к")):
        head = approvals.propose(deputy, proposal)
        approvals.approve(director, [head.approval_id], OrderEntry(number, today), "Утвердить.")
    with transaction(deputy) as connection:
        running = connection.execute(_RUNNING, {"today": today}).fetchone()
    if running is not None:
        period_id, starts_on, ends_on, class_ids = running
        opens_on = max(today, starts_on)  # once the director has signed it, the end of a period can be tried at once
        asked = {"period_id": period_id, "class_ids": class_ids, "opens_on": opens_on, "closes_on": ends_on}
        approvals.propose(deputy, Proposal("finals", asked))


def cover_past_finals(conninfo: str) -> None:
    """Give the orders of past finals their scope and the year its rule, on the server's host, as the migrator."""
    with psycopg.connect(conninfo) as connection:
        migrator = sql.Identifier(role_of(connection.info.dbname, "migrator"))
        connection.execute(sql.SQL("set local session authorization {}").format(migrator))
        connection.execute(_PAST_SCOPES)
        connection.execute(_RULE)
