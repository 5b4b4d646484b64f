"""Proposing, approving, returning: one mechanism for loads, curricula, finals, unlocks and roles."""

from collections.abc import Sequence

from sqlalchemy import Engine

from ejournal_desktop.database.queries import approvals as windows
from ejournal_desktop.database.transaction import one_statement, transaction
from ejournal_desktop.domain.approvals import Approval, ApprovalHead, OrderEntry, Proposal


def propose(engine: Engine, proposal: Proposal) -> ApprovalHead:
    """Put a proposal before who decides; the server assembles what is approved.

    Raises:
        RefusedError: not one whom this person may propose.
        RuleBrokenError: it makes no sense as things stand, or the same is waiting.
    """
    with transaction(engine) as connection:
        return windows.propose(connection, proposal)


def waiting(engine: Engine) -> tuple[ApprovalHead, ...]:
    """What waits for a decision, oldest first: the director sees all, others their own and what they may decide."""
    with one_statement(engine) as connection:
        return windows.approvals(connection, decided=False)


def decided(engine: Engine) -> tuple[ApprovalHead, ...]:
    """What was decided or withdrawn, newest first."""
    with one_statement(engine) as connection:
        return windows.approvals(connection, decided=True)


def approval(engine: Engine, approval_id: int) -> Approval:
    """One in full, beside the version approved before it."""
    with one_statement(engine) as connection:
        return windows.approval(connection, approval_id)


def approve(engine: Engine, approval_ids: Sequence[int], order: OrderEntry | None = None, resolution: str = "") -> str:
    """Approve several of one subject at once and apply them; return «№ 52 от 21.10.2026», empty without an order.

    Raises:
        RefusedError: this person does not decide it.
        RuleBrokenError: it is decided, stale, or the order does not fit.
    """
    with transaction(engine) as connection:
        return windows.approve(connection, approval_ids, order, resolution)


def return_approval(engine: Engine, approval_id: int, reason: str) -> None:
    """Give it back with a reason that its proposer reads.

    Raises:
        RuleBrokenError: no reason, or it is decided already.
    """
    with transaction(engine) as connection:
        windows.return_approval(connection, approval_id, reason)


def withdraw(engine: Engine, approval_id: int) -> None:
    """Take one's own proposal back before it is decided."""
    with transaction(engine) as connection:
        windows.withdraw_approval(connection, approval_id)
