"""What the windows need for access: the first sign-in, one's own password and sessions, people and their accounts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ejournal_desktop.domain.accounts import CodeNotice, OpenSession
from ejournal_desktop.domain.approvals import OrderEntry
from ejournal_desktop.domain.passwords import Judgement
from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.people_access import AccessKeeper, AccessNotice, AccessPerson, AccountCard


@dataclass(frozen=True, slots=True)
class SlipFile:
    """Slips to cut out; the codes stand here and nowhere else.

    Attributes:
        refused: «Завучева А. О.: …» of each who got none.
    """

    pdf: bytes
    pages: int
    title: str
    count: int
    refused: tuple[str, ...] = ()


class PasswordJudge(Protocol):
    """Judges a password while it is typed; takes some milliseconds, so it belongs into a lane."""

    def __call__(self, password: str, login: str, names: Sequence[str]) -> Judgement:
        """What speaks against it, and how strong it is."""


class AccessDesk(Protocol):
    """Access as a signed-in person may keep it; every method waits and belongs into a lane."""

    @property
    def login(self) -> str:
        """The login of the person."""

    def change_password(self, present: str, password: str) -> None:
        """Change one's own password; raises ``SignInFailedError`` when the present one is wrong."""

    def prove_password(self, password: str) -> None:
        """Sign in once more to see that it is she; raises ``SignInFailedError``; nothing is kept."""

    def judge_password(self, password: str, login: str, names: Sequence[str]) -> Judgement:
        """What speaks against a password."""

    def my_sessions(self) -> tuple[OpenSession, ...]:
        """Where the person is signed in."""

    def end_session(self, pid: int) -> bool:
        """End another session of one's own."""

    def report_own_account(self, password: str) -> None:
        """Lock one's own account at once; raises ``SignInFailedError`` when the password is wrong."""

    def not_me(self) -> None:
        """«Это не я»: lock the account that a code has just made."""

    def access_notices(self) -> tuple[AccessNotice, ...]:
        """What the person must know and has not read."""

    def acknowledge_access_notice(self, access_event_id: int) -> None:
        """Say that a notice was read."""

    def people_and_access(self) -> tuple[AccessPerson, ...]:
        """Everybody whom the person lets in."""

    def account_card(self, account_id: int) -> AccountCard:
        """An account in full."""

    def issued_codes(self) -> tuple[CodeNotice, ...]:
        """Who let whom in, and what became of each code, newest first."""

    def grant_role(self, person: AccessPerson, role: Role, starts_on: date, ends_on: date | None) -> bool:
        """Give a role; ``False``: it was proposed and waits for a second person."""

    def end_role(self, role_grant_id: int, last_day: date | None) -> bool:
        """End a role with a day, or at once; ``False``: it was proposed and waits for a second person."""

    def set_departure(self, person_id: int, last_day: date | None, order: OrderEntry | None) -> None:
        """Let one of the staff leave with a last day, by an order; ``None`` takes it back."""

    def access_keeper(self) -> AccessKeeper:
        """Who gives new access."""

    def save_access_keeper(self, keeper: AccessKeeper) -> None:
        """Say who gives new access."""

    def lock_account(self, account_id: int) -> int:
        """Lock an account; how many sessions were ended."""

    def end_sessions(self, account_id: int) -> int:
        """End the sessions of an account; how many there were."""

    def ask_to_reissue(self, person_id: int) -> None:
        """Propose a new password of the management to a second person."""

    def access_slips_pdf(
        self,
        people: tuple[AccessPerson, ...],
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> SlipFile:
        """Issue codes and draw their slips."""

    def recovery_slip_pdf(
        self, person: AccessPerson, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> SlipFile:
        """Issue the sealed code of an administrator and draw it."""
