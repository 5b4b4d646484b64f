"""What the windows need to propose, to decide and to keep the register of orders."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, Protocol

from ejournal_desktop.domain.approvals import (
    Approval,
    ApprovalHead,
    Delegation,
    Order,
    OrderEntry,
    OrderKind,
    Proposal,
    WriteRight,
)


class ApprovalDesk(Protocol):
    """Orders and approvals of a signed-in person; every method waits and belongs into a lane."""

    def propose(self, proposal: Proposal) -> ApprovalHead:
        """Put a proposal before who decides."""

    def approvals(self, *, decided: bool) -> tuple[ApprovalHead, ...]:
        """What waits, or what is decided."""

    def approval(self, approval_id: int) -> Approval:
        """One in full."""

    def approve(self, approval_ids: Sequence[int], order: OrderEntry | None, resolution: str) -> str:
        """Approve and apply; the words of the order."""

    def return_approval(self, approval_id: int, reason: str) -> None:
        """Give it back with a reason."""

    def withdraw_approval(self, approval_id: int) -> None:
        """Take one's own back."""

    def orders(self) -> tuple[Order, ...]:
        """The register."""

    def enter_order(self, kind: OrderKind, entry: OrderEntry, title: str) -> int:
        """Add an order."""

    def change_order(self, order_id: int, entry: OrderEntry, title: str) -> None:
        """Mend an order that nothing refers to."""

    def delegations(self) -> tuple[Delegation, ...]:
        """Who acts for whom."""

    def delegate(
        self, person_id: int, acts_as: Literal["director", "deputy"], days: tuple[date, date], entry: OrderEntry
    ) -> int:
        """Let a person act for the director or a deputy."""

    def end_delegation(self, delegation_id: int) -> None:
        """Let a person act for another no longer than today."""

    def write_rights(self) -> tuple[WriteRight, ...]:
        """What gives write access and was not seen."""

    def see_write_rights(self, rights: Sequence[WriteRight]) -> int:
        """Note as seen by the director."""

    def pupils_of_class(self, class_id: int) -> tuple[tuple[int, str], ...]:
        """Pupils for a choice."""

    def staff(self) -> tuple[tuple[int, str], ...]:
        """The staff for a choice."""
