"""What the keeper does with the chosen account: roles with dates, sessions, the lock."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.people_access import AccessPerson, RoleGrant
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.access_questions import confirmed
from ejournal_desktop.gui.pages.role_dialogs import EndRoleDialog, GrantRoleDialog
from ejournal_desktop.gui.pages.staff_dialogs import DepartureDialog
from ejournal_desktop.gui.roles import role_name
from ejournal_desktop.gui.session_port import Workplace

STAFF_ROLES: Final[tuple[Role, ...]] = (
    "teacher", "class_teacher", "psychologist", "secretary", "deputy", "director", "administrator",
)  # fmt: skip


class CardActs(QObject):
    """Asks, does it in a lane, says what was refused; ``refresh`` reads the list again."""

    def __init__(
        self,
        workplace: Workplace,
        page: QWidget,
        say: Callable[[str], None],
        tell: Callable[[str], None],
        refresh: Callable[[], None],
    ) -> None:
        """``say`` shows a refusal, ``tell`` what went well and waits for another."""
        super().__init__(page)
        self._workplace, self._page, self._say, self._tell, self._refresh = workplace, page, say, tell, refresh

    def act(self, name: str, person: AccessPerson, grant: RoleGrant | None) -> None:
        """What was pressed on the card of a person with an account."""
        account_id, desk = person.account_id, self._workplace.desk
        if name == "end_sessions":
            self._do(desk.end_sessions, account_id, done=lambda _count: self._refresh())
        elif name == "lock":
            words = "Сеансы завершатся, войти будет нельзя. Вернуть доступ можно новым кодом."
            if confirmed(self._page, f"Заблокировать: {person.full_name}?", words, "Заблокировать"):
                self._do(desk.lock_account, account_id, done=lambda _count: self._refresh())
        elif name == "grant":
            self.ask_role(person)
        elif name == "end_role" and grant is not None:
            self.ask_end(person, grant)
        elif name == "departure":
            self.ask_departure(person)

    def ask_role(self, person: AccessPerson) -> GrantRoleDialog:
        """Open the form of a new role."""
        roles = [role for role in STAFF_ROLES if role not in person.roles]
        dialog = GrantRoleDialog(person, roles, self._today(), self._page)
        dialog.accepted.connect(lambda: self.grant(person, *dialog.answer()))
        dialog.open()
        return dialog

    def ask_end(self, person: AccessPerson, grant: RoleGrant) -> EndRoleDialog:
        """Open the form of the end of a role."""
        dialog = EndRoleDialog(grant, person.full_name, self._today(), self._page)
        end = self._workplace.desk.end_role

        def done(ended: bool) -> None:
            waits = f"Снятие роли «{role_name(grant.role)}» ждёт согласия второго человека: запрос в «Согласованиях»."
            self._tell("" if ended else waits)
            self._refresh()

        dialog.accepted.connect(lambda: self._do(end, grant.role_grant_id, dialog.answer(), done=done))
        dialog.open()
        return dialog

    def ask_departure(self, person: AccessPerson) -> DepartureDialog:
        """Open the form of a departure."""
        dialog = DepartureDialog(person, self._today(), self._page)
        leave = self._workplace.desk.set_departure
        dialog.accepted.connect(
            lambda: self._do(leave, person.person_id, *dialog.answer(), done=lambda _none: self._refresh())
        )
        dialog.open()
        return dialog

    def grant(self, person: AccessPerson, role: Role, starts_on: date, ends_on: date | None) -> None:
        """Give a role; one of the management goes to a second person."""

        def done(given: bool) -> None:
            self._tell("" if given else f"Роль «{role_name(role)}» ждёт согласия второго человека: запрос у директора.")
            self._refresh()

        self._do(self._workplace.desk.grant_role, person, role, starts_on, ends_on, done=done)

    def _today(self) -> date:
        return self._workplace.desk.session.server_time.date()

    def _do(self, job: Callable[..., Any], *arguments: object, done: Callable[[Any], None]) -> None:
        self._say("")
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *arguments, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self._say(error_text(error).sentence)
