"""Hands that propose and decide on a stage, and the acts that attacks are made of."""

import json
from typing import Any

PROPOSE = "select api.propose(%s, %s::jsonb, %s)"
APPROVE = "select api.approve(%s, %s, %s, %s)"
RETURN = "select api.return_approval(%s, %s)"


class Approvals:
    """Acts of people of the hand-made school on its stage."""

    def __init__(self, stage) -> None:
        self.stage = stage
        self.today = stage.school.today

    def propose(self, login: str, subject: str, note: str = "", **asked: Any) -> int:
        [(head,)] = self.stage.as_person(login, *self.proposal(subject, note, **asked))
        return head["approval_id"]

    def proposal(self, subject: str, note: str = "", **asked: Any) -> tuple[Any, ...]:
        return PROPOSE, subject, json.dumps(asked, default=str), note

    def approve(self, login: str, *approvals: int, number: str | None = "61-к", **more: Any) -> dict[str, Any]:
        return self.stage.as_person(login, *self.approval(*approvals, number=number, **more))[0][0]

    def approval(self, *approvals: int, number: str | None = "61-к", day: int = 0, resolution: str = "") -> Any:
        return APPROVE, list(approvals), number, self.stage.school.day(day), resolution

    def finals(self, **change: Any) -> dict[str, Any]:
        """An order for the finals of 7А in the running period, open today."""
        school = self.stage.school
        asked = {"period_id": school.period, "class_ids": [school.classes["7А"]]}
        return asked | {"opens_on": school.day(-1), "closes_on": school.day(15)} | change

    def finals_order(self, **change: Any) -> int:
        """The order, approved by the director."""
        number = change.pop("number", "52")
        note = change.pop("note", "")
        approval = self.propose("deputy", "finals", note, **self.finals(**change))
        return self.approve("director", approval, number=number)["order_id"]
