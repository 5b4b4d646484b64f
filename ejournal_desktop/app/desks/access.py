"""Access on the services (``gui/ports/access.py``)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.app.desks.drawing import Draw
from ejournal_desktop.app.strongbox import Strongbox
from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.domain.access_codes import qr_text
from ejournal_desktop.domain.accounts import CodeNotice, IssuedCode, OpenSession
from ejournal_desktop.domain.approvals import OrderEntry
from ejournal_desktop.domain.errors import ReportFailedError, RuleBrokenError
from ejournal_desktop.domain.logins import propose_login
from ejournal_desktop.domain.passwords import Judgement
from ejournal_desktop.domain.people import Role, Session
from ejournal_desktop.domain.people_access import AccessKeeper, AccessNotice, AccessPerson, AccountCard
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.ports.access import SlipFile
from ejournal_desktop.reports.access_slips import CodeSlip, draw_access_slips, draw_recovery_slip
from ejournal_desktop.services import accounts, people_access


class AccessServices:
    """The part of a desk that keeps access."""

    engine: Engine
    profile: ServerProfile
    login: str
    strongbox: Strongbox | None
    _draw: Draw
    _session: Session

    def change_password(self, present: str, password: str) -> None:
        """Change one's own password; the present one proves that it is she who asks."""
        accounts.check_password(self.profile, self.login, present)
        names = (self._session.last_name, self._session.first_name, self._session.middle_name)
        accounts.change_password(self.engine, self.login, password, names)
        if self.strongbox is not None:  # what waits on this disk is locked with the password of its owner
            self.strongbox.vault.use_password(password)

    def prove_password(self, password: str) -> None:
        """Sign in once more to see that it is she."""
        accounts.check_password(self.profile, self.login, password)

    def judge_password(self, password: str, login: str, names: Sequence[str]) -> Judgement:
        """What speaks against a password."""
        return accounts.judge_password(password, login, names)

    def my_sessions(self) -> tuple[OpenSession, ...]:
        """Where the person is signed in."""
        return accounts.my_sessions(self.engine)

    def end_session(self, pid: int) -> bool:
        """End another session of one's own."""
        return accounts.end_session(self.engine, pid)

    def report_own_account(self, password: str) -> None:
        """Lock one's own account at once."""
        accounts.report_own_account(self.profile, self.login, password)

    def not_me(self) -> None:
        """Lock the account that a code has just made."""
        people_access.not_me(self.engine)

    def access_notices(self) -> tuple[AccessNotice, ...]:
        """What the person must know and has not read."""
        return people_access.access_notices(self.engine)

    def acknowledge_access_notice(self, access_event_id: int) -> None:
        """Say that a notice was read."""
        people_access.acknowledge_access_notice(self.engine, access_event_id)

    def people_and_access(self) -> tuple[AccessPerson, ...]:
        """Everybody whom the person lets in."""
        return people_access.people_and_access(self.engine)

    def account_card(self, account_id: int) -> AccountCard:
        """An account in full."""
        return people_access.account_card(self.engine, account_id)

    def issued_codes(self) -> tuple[CodeNotice, ...]:
        """Who let whom in, newest first."""
        return accounts.issued_codes(self.engine)

    def grant_role(self, person: AccessPerson, role: Role, starts_on: date, ends_on: date | None) -> bool:
        """Give a role; one of the management is proposed, and waits for a second person."""
        if person.account_id is None:
            raise RuleBrokenError("EJ020", {"reason": "no-account"})
        try:
            people_access.grant_role(self.engine, person.account_id, role, starts_on, ends_on)
        except RuleBrokenError as error:
            if error.code != "EJ051":
                raise
            people_access.propose_role(self.engine, person.person_id, role, starts_on, ends_on)
            return False
        return True

    def end_role(self, role_grant_id: int, last_day: date | None) -> bool:
        """End a role with a day, or at once; one of the management is proposed, and waits for a second person."""
        try:
            people_access.end_role(self.engine, role_grant_id, last_day)
        except RuleBrokenError as error:
            if error.code != "EJ051":
                raise
            people_access.propose_role_end(self.engine, role_grant_id, last_day)
            return False
        return True

    def set_departure(self, person_id: int, last_day: date | None, order: OrderEntry | None) -> None:
        """Let one of the staff leave with a last day, by an order; ``None`` takes it back."""
        people_access.set_departure(self.engine, person_id, last_day, order)

    def access_keeper(self) -> AccessKeeper:
        """Who gives new access."""
        return people_access.access_keeper(self.engine)

    def save_access_keeper(self, keeper: AccessKeeper) -> None:
        """Say who gives new access."""
        people_access.save_access_keeper(self.engine, keeper)

    def lock_account(self, account_id: int) -> int:
        """Lock an account; how many sessions were ended."""
        return accounts.lock_account(self.engine, account_id)

    def end_sessions(self, account_id: int) -> int:
        """End the sessions of an account; how many there were."""
        return people_access.end_sessions(self.engine, account_id)

    def ask_to_reissue(self, person_id: int) -> None:
        """Propose a new password of the management to a second person."""
        people_access.propose_reissue(self.engine, person_id)

    def access_slips_pdf(
        self,
        people: tuple[AccessPerson, ...],
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> SlipFile:
        """Issue codes and draw their slips; the text of a code lives in this call, in the drawing and on paper."""
        issued, refused = people_access.issue_codes(self.engine, self.profile, people, progress, cancelled)
        reasons = tuple(f"{each.person.full_name}: {error_text(each.error).sentence}" for each in refused)
        if not issued:
            raise ReportFailedError("no-slips", {"names": list(reasons)})
        keeper = ", ".join(self.access_keeper().parts)
        slips = tuple(replace(self._slip(person, code), keeper=keeper) for person, code in issued)
        # once issued they have to reach paper: drawing is not cancelled
        pdf, pages = self._draw(draw_access_slips, slips, progress=progress, cancelled=_never)
        return SlipFile(pdf, pages, f"Коды доступа {self._today():%d.%m.%Y}", len(slips), reasons)

    def recovery_slip_pdf(
        self, person: AccessPerson, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> SlipFile:
        """Issue the sealed code of an administrator and draw it."""
        if cancelled():
            raise ReportFailedError("no-slips", {"names": []})
        code = people_access.issue_recovery_code(self.engine, self.profile, person.person_id)
        pdf, pages = self._draw(draw_recovery_slip, self._slip(person, code), progress=progress, cancelled=_never)
        return SlipFile(pdf, pages, "Код восстановления доступа", 1)

    def _slip(self, person: AccessPerson, code: IssuedCode) -> CodeSlip:
        login = propose_login(person.full_name)
        where = (self.profile.host, str(self.profile.port), self.profile.database, self.profile.salt)
        return CodeSlip(
            number=code.access_code_id,
            school=self._session.school_name,
            full_name=person.full_name,
            roles=person.roles or person.code_roles,
            class_name=person.class_name,
            children=person.children,
            code=code.text,
            login=login,
            server=self.profile.host,
            issued_on=self._today(),
            valid_until=code.valid_until.date(),
            issued_by=self._session.full_name,
            qr=qr_text(code.text, login, *where),
        )

    def _today(self) -> date:
        return self._session.server_time.date()


def _never() -> bool:
    return False
