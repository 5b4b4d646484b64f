"""Access by hand: a door that knows one living code, a desk that remembers what was asked of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from ejournal_desktop.domain.accounts import OpenSession
from ejournal_desktop.domain.errors import RuleBrokenError, SignInFailedError
from ejournal_desktop.domain.people_access import AccessKeeper, AccessPerson, AccountCard, RoleGrant, SessionOfAccount
from ejournal_desktop.gui.ports.access import SlipFile
from ejournal_desktop.services.accounts import judge_password

CODE = "7K3M-PX9A-CDEF-HJKL"
GOOD = "тихий лис у реки 7"
AT = datetime(2026, 9, 24, 16, 12, tzinfo=UTC)


def access_person(person_id, full_name, *kinds, **changes):
    values = {
        "positions": (),
        "class_name": "",
        "children": (),
        "kinds": frozenset(kinds or ("staff",)),
        "is_here": True,
    }
    return AccessPerson(person_id, full_name, **{**values, **changes})


@dataclass(kw_only=True)
class FakeAccessDesk:
    """Own access and that of others."""

    login: str = "petrova.av"
    present_password: str = "Весна-2026"
    sessions: tuple = (
        OpenSession(11, AT, "10.0.0.5", "ejournal-desktop 0.1 #a1f3", is_this=True),
        OpenSession(12, AT, "10.0.0.9", "ejournal-desktop 0.1 #77b0", is_this=False),
    )
    notices: tuple = ()
    people: tuple = ()
    codes: tuple = ()
    account: object = None
    keeper: AccessKeeper = field(default_factory=AccessKeeper)
    waits: bool = False
    slips: object = field(default_factory=lambda: SlipFile(b"%PDF-1.7", 1, "Коды доступа", 1))
    refusals: dict = field(default_factory=dict)

    def change_password(self, present, password):
        self._do("change_password", present, password)
        if present != self.present_password:
            raise SignInFailedError("28P01")
        self.present_password = password

    def prove_password(self, password):
        self._do("prove_password", password)
        if password != self.present_password:
            raise SignInFailedError("28P01")

    def judge_password(self, password, login, names):
        return judge_password(password, login, names)

    def my_sessions(self):
        return self.sessions

    def end_session(self, pid):
        self._do("end_session", pid)
        self.sessions = tuple(each for each in self.sessions if each.pid != pid)
        return True

    def report_own_account(self, password):
        self._do("report_own_account", password)
        if password != self.present_password:
            raise SignInFailedError("28P01")

    def not_me(self):
        self._do("not_me")

    def access_notices(self):
        return self.notices

    def acknowledge_access_notice(self, access_event_id):
        self._do("acknowledge_access_notice", access_event_id)
        self.notices = tuple(each for each in self.notices if each.access_event_id != access_event_id)

    def people_and_access(self):
        self._do("people_and_access")
        return self.people

    def account_card(self, account_id):
        self._do("account_card", account_id)
        return self.account or AccountCard(
            account_id,
            "active",
            AT,
            AT,
            (RoleGrant(5, "teacher", None, None, AT, "Админов А. О."),),
            (SessionOfAccount(AT, "10.0.0.9", "ejournal-desktop 0.1"),),
        )

    def issued_codes(self):
        return self.codes

    def grant_role(self, person, role, starts_on, ends_on):
        self._do("grant_role", person.person_id, role, starts_on, ends_on)
        return not self.waits

    def end_role(self, role_grant_id, last_day):
        self._do("end_role", role_grant_id, last_day)
        return not self.waits

    def set_departure(self, person_id, last_day, order):
        self._do("set_departure", person_id, last_day, order)

    def access_keeper(self):
        return self.keeper

    def save_access_keeper(self, keeper):
        self._do("save_access_keeper", keeper)
        self.keeper = keeper

    def lock_account(self, account_id):
        self._do("lock_account", account_id)
        return 1

    def end_sessions(self, account_id):
        self._do("end_sessions", account_id)
        return 1

    def ask_to_reissue(self, person_id):
        self._do("ask_to_reissue", person_id)

    def access_slips_pdf(self, people, *, progress, cancelled):
        self._do("access_slips_pdf", tuple(person.person_id for person in people))
        progress(0, 1)
        return None if cancelled() else self.slips

    def recovery_slip_pdf(self, person, *, progress, cancelled):
        self._do("recovery_slip_pdf", person.person_id)
        progress(0, 1)
        return None if cancelled() else self.slips

    def _do(self, name, *arguments):
        self.asked.append((name, *arguments))
        if name in self.refusals:
            raise self.refusals[name]


@dataclass(kw_only=True)
class FakeAccessDoor:
    """Knows one code; ``taken`` are logins that others have."""

    taken: tuple = ()
    registered: list = field(default_factory=list)
    reported: list = field(default_factory=list)

    def try_code(self, _server, code):
        if code != CODE:
            raise SignInFailedError("code-refused")

    def register(self, server, code, login, password):
        self.try_code(server, code)
        if login in self.taken:
            raise RuleBrokenError("EJ050", {"reason": "taken"})
        self.registered.append((login, password))
        return self.desk

    def judge_password(self, password, login, names):
        return judge_password(password, login, names)

    def report_own_account(self, _server, login, password):
        if self.error:
            raise self.error
        self.reported.append((login, password))
