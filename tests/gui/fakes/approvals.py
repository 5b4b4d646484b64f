"""The part of a fake desk that proposes and decides: keeps what was asked, answers what it was given."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from ejournal_desktop.domain.approvals import (
    Approval,
    ApprovalHead,
    ApprovedBefore,
    Check,
    FinalsScope,
    Holder,
    LoadRow,
    Order,
    WriteRight,
)

MOSCOW = timezone(timedelta(hours=3))
AT = datetime(2026, 9, 24, 16, 40, tzinfo=MOSCOW)


def head(approval_id=1, **changes):
    values = {
        "approval_id": approval_id,
        "subject": "load",
        "title": "Педагогическая нагрузка, 2026/27",
        "summary": "курсов 2, часов в неделю 9",
        "note": "Сидорова Е. П. на больничном",
        "proposed_by": "Смирнова О. Л.",
        "proposed_at": AT,
        "is_mine": False,
        "state": "waiting",
        "decided_by": "",
        "decided_at": None,
        "reason": "",
        "order": "",
        "may_decide": True,
        "order_need": "required",
    }
    return ApprovalHead(**values | changes)


def load(*rows):
    return tuple(
        LoadRow(number, "6Б", subject, Decimal(hours), (Holder(number, teacher, None, None),))
        for number, (subject, hours, teacher) in enumerate(rows, start=1)
    )


def load_approval(approval_head, *, is_stale=False):
    """Mathematics goes to another teacher."""
    before = load(("Математика", 5, "Сидорова Е. П."), ("Кружок", 1, "Ким Р. С."))
    after = load(("Математика", 5, "Петрова А. В."))
    checks = (
        Check(is_well=True, name="load-vacant", facts={"names": []}),
        Check(is_well=False, name="load-heavy", facts={"names": ["Петрова А. В. — 38 ч"], "most": 36}),
    )
    return Approval(approval_head, after, ApprovedBefore(AT, "", before), is_stale, checks)


def finals_approval(approval_head):
    scope = FinalsScope("7А, 7Б", "", date(2026, 10, 20), date(2026, 10, 25), date(2026, 10, 25))
    return Approval(approval_head, scope, None, False, ())


@dataclass(kw_only=True)
class FakeApprovalDesk:
    """Heads wait until they are decided; ``stale``: ids whose content has changed, ``same``: without a difference."""

    waiting: list = field(default_factory=list)
    decided: list = field(default_factory=list)
    stale: set = field(default_factory=set)
    rights: list = field(default_factory=list)
    register: list = field(default_factory=list)
    acting: list = field(default_factory=list)
    same: set = field(default_factory=set)

    def propose(self, proposal):
        self._answer(("propose", proposal), None)
        made = head(
            90 + len(self.waiting), subject=proposal.subject, note=proposal.note, is_mine=True, may_decide=False
        )
        self.waiting.append(made)
        return made

    def approvals(self, *, decided):
        return self._answer(("approvals", decided), tuple(self.decided if decided else self.waiting))

    def approval(self, approval_id):
        found = next(each for each in (*self.waiting, *self.decided) if each.approval_id == approval_id)
        self._answer(("approval", approval_id), None)
        if found.subject == "finals":
            return finals_approval(found)
        shown = load_approval(found, is_stale=approval_id in self.stale)
        return replace(shown, content=shown.previous.content) if approval_id in self.same else shown

    def approve(self, approval_ids, order, resolution):
        self._answer(("approve", tuple(approval_ids), order, resolution), None)
        self._settle(approval_ids, "approved", resolution)
        return f"№ {order.number}" if order else ""

    def return_approval(self, approval_id, reason):
        self._answer(("return", approval_id, reason), None)
        self._settle([approval_id], "returned", reason)

    def withdraw_approval(self, approval_id):
        self._answer(("withdraw", approval_id), None)
        self._settle([approval_id], "withdrawn", "")

    def orders(self):
        return self._answer("orders", tuple(self.register))

    def enter_order(self, kind, entry, title):
        self._answer(("enter_order", kind, entry, title), None)
        self.register.append(Order(9, kind, entry.number, entry.issued_on, title, AT, False))
        return 9

    def delegations(self):
        return self._answer("delegations", tuple(self.acting))

    def change_order(self, order_id, entry, title):
        self._answer(("change_order", order_id, entry, title), None)
        mended = {"number": entry.number, "issued_on": entry.issued_on, "title": title}
        self.register = [replace(each, **mended) if each.order_id == order_id else each for each in self.register]

    def end_delegation(self, delegation_id):
        self._answer(("end_delegation", delegation_id), None)
        self.acting = [each for each in self.acting if each.delegation_id != delegation_id]

    def delegate(self, person_id, acts_as, days, entry):
        return self._answer(("delegate", person_id, acts_as, days, entry), 1)

    def write_rights(self):
        return self._answer("write_rights", tuple(self.rights))

    def see_write_rights(self, rights):
        self._answer(("see", tuple(right.row_id for right in rights)), None)
        self.rights = [right for right in self.rights if right not in rights]
        return len(rights)

    def pupils_of_class(self, class_id):
        return self._answer(("pupils_of_class", class_id), ((11, "Абрамов Игорь"), (12, "Белова Анна")))

    def staff(self):
        return self._answer("staff", ((1, "Ким Руслан Сергеевич"), (2, "Петрова Анна Викторовна")))

    def _settle(self, approval_ids, state, reason):
        gone = [each for each in self.waiting if each.approval_id in approval_ids]
        self.waiting = [each for each in self.waiting if each not in gone]
        self.decided += [replace(each, state=state, reason=reason, may_decide=False) for each in gone]


def right(row_id=1, kind="substitution"):
    day = date(2026, 9, 26)
    return WriteRight(kind, row_id, "Петрова А. В.", "6Б", "Математика", day, day, "Смирнова О. Л.")
