"""Orders and approvals on the services (``gui/ports/approvals.py``)."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from sqlalchemy import Engine

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
from ejournal_desktop.services import approvals, orders


class ApprovalServices:
    """The part of a desk that proposes, decides and keeps orders."""

    engine: Engine

    def propose(self, proposal: Proposal) -> ApprovalHead:
        """Put a proposal before who decides."""
        return approvals.propose(self.engine, proposal)

    def approvals(self, *, decided: bool) -> tuple[ApprovalHead, ...]:
        """What waits, or what is decided."""
        return approvals.decided(self.engine) if decided else approvals.waiting(self.engine)

    def approval(self, approval_id: int) -> Approval:
        """One in full."""
        return approvals.approval(self.engine, approval_id)

    def approve(self, approval_ids: Sequence[int], order: OrderEntry | None, resolution: str) -> str:
        """Approve and apply; the words of the order."""
        return approvals.approve(self.engine, approval_ids, order, resolution)

    def return_approval(self, approval_id: int, reason: str) -> None:
        """Give it back with a reason."""
        approvals.return_approval(self.engine, approval_id, reason)

    def withdraw_approval(self, approval_id: int) -> None:
        """Take one's own back."""
        approvals.withdraw(self.engine, approval_id)

    def orders(self) -> tuple[Order, ...]:
        """The register."""
        return orders.orders(self.engine)

    def enter_order(self, kind: OrderKind, entry: OrderEntry, title: str) -> int:
        """Add an order."""
        return orders.enter_order(self.engine, kind, entry, title)

    def change_order(self, order_id: int, entry: OrderEntry, title: str) -> None:
        """Mend an order that nothing refers to."""
        orders.change_order(self.engine, order_id, entry, title)

    def delegations(self) -> tuple[Delegation, ...]:
        """Who acts for whom."""
        return orders.delegations(self.engine)

    def delegate(
        self, person_id: int, acts_as: Literal["director", "deputy"], days: tuple[date, date], entry: OrderEntry
    ) -> int:
        """Let a person act for the director or a deputy."""
        return orders.delegate(self.engine, person_id, acts_as, days, entry)

    def end_delegation(self, delegation_id: int) -> None:
        """Let a person act for another no longer than today."""
        orders.end_delegation(self.engine, delegation_id)

    def write_rights(self) -> tuple[WriteRight, ...]:
        """What gives write access and was not seen."""
        return orders.write_rights(self.engine)

    def see_write_rights(self, rights: Sequence[WriteRight]) -> int:
        """Note as seen by the director."""
        return orders.see_write_rights(self.engine, rights)

    def pupils_of_class(self, class_id: int) -> tuple[tuple[int, str], ...]:
        """Pupils for a choice."""
        return orders.pupils_of_class(self.engine, class_id)

    def staff(self) -> tuple[tuple[int, str], ...]:
        """The staff for a choice."""
        return orders.staff(self.engine)
