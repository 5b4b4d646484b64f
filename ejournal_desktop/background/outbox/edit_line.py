"""The line of edits in memory: their order, who follows whom, what may travel next. Knows neither disk nor server."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from ejournal_desktop.background.outbox.sending import most_at_once
from ejournal_desktop.domain.gradebook import CellOperation, Outcome
from ejournal_desktop.domain.lesson_card import FileOperation
from ejournal_desktop.domain.outbox import (
    UNSETTLED,
    UNSOLVED,
    EditPlace,
    KeptEdit,
    KeptState,
    Operation,
    field_of,
    following,
    provisional_work_id,
)
from ejournal_desktop.domain.work_operations import WorkOperation


class EditLine:
    """Edits in the order they were made."""

    def __init__(self, edits: Iterable[KeptEdit] = ()) -> None:
        kept = {edit.operation_id: edit for edit in edits}
        self._edits = {name: edit for name, edit in kept.items() if edit.state in UNSETTLED | UNSOLVED}
        self._made: dict[int, int | None] = {}
        self._adding = {provisional_work_id(edit.operation_id) for edit in self.pending() if _adds_work(edit.operation)}
        self._saved = {field_of(edit.operation): edit for edit in kept.values() if edit.state == "saved"}
        self._last_of_field = {field_of(edit.operation): edit.operation_id for edit in self.pending()}
        self._catch_up(kept)

    def _catch_up(self, kept: dict[str, KeptEdit]) -> None:
        """The program may have died between writing a judgement and what follows from it."""
        for edit in kept.values():
            if edit.state not in UNSETTLED and edit.outcome is not None:
                for each in [each for each in self.pending() if each.after == edit.operation_id]:
                    self._follow(each, edit)
                self._made_work(edit)
        for edit in self.pending():
            if edit.after is not None and edit.after not in self._edits:
                self._put(replace(edit, after=None))

    def edit(self, operation_id: str) -> KeptEdit | None:
        """An edit by its id."""
        return self._edits.get(operation_id)

    def all(self) -> list[KeptEdit]:
        """What is not on the server or not dealt with, in order."""
        return list(self._edits.values())

    def saved(self, lesson_ids: frozenset[int]) -> list[KeptEdit]:
        """The last saved edit of each field of some lessons, as far as this computer knows."""
        return [edit for edit in self._saved.values() if edit.operation.lesson_id in lesson_ids]

    def pending(self) -> list[KeptEdit]:
        """What the server has not judged, in order."""
        return [edit for edit in self._edits.values() if edit.state in UNSETTLED]

    def unsolved(self) -> list[KeptEdit]:
        """Refusals and conflicts that the person has not dealt with."""
        return [edit for edit in self._edits.values() if edit.state in UNSOLVED]

    def in_state(self, state: KeptState) -> list[KeptEdit]:
        """Edits in a state, in order."""
        return [edit for edit in self._edits.values() if edit.state == state]

    def add(self, operation: Operation, place: EditPlace | None, made_at: datetime) -> KeptEdit:
        """Put an edit at the end; it follows the last unsettled one of the same field."""
        made = self._made.get(getattr(operation, "work_id", None) or 0)
        if made is not None:  # its page still knows the number that the work had before the server made it
            operation = replace(operation, work_id=made)  # type: ignore[arg-type]  # those that have one
        if _adds_work(operation):
            self._adding.add(provisional_work_id(operation.operation_id))
        field = field_of(operation)
        before = self._edits.get(self._last_of_field.get(field, ""))
        after = before.operation_id if before is not None and before.state in UNSETTLED else None
        edit = KeptEdit(operation, made_at, place, after)
        self._edits[edit.operation_id] = edit
        self._last_of_field[field] = edit.operation_id
        return edit

    def adopt(self, edits: Iterable[KeptEdit]) -> list[KeptEdit]:
        """Take over edits that were locked away with a former password; those that are known already are left out."""
        new = [edit for edit in edits if edit.operation_id not in self._edits and edit.state in UNSETTLED | UNSOLVED]
        return [self._put(replace(edit, after=None)) for edit in new]

    def revive(self, edits: Sequence[KeptEdit]) -> list[KeptEdit]:
        """Send again what a restored server does not know, before all that waits; return what is another one now.

        Numbers of works that it made then are not its numbers now: marks follow the act that makes the work anew.
        """
        works: dict[int, int | None] = {}
        revived: dict[str, KeptEdit] = {}
        last: dict[tuple[object, ...], str] = {}
        waiting = [edit for edit in self.pending() if edit.operation_id not in {one.operation_id for one in edits}]
        for edit in [*edits, *waiting]:
            operation, is_new = _renumbered(edit.operation, works), edit.state in UNSETTLED
            if edit.outcome is not None and edit.outcome.work_id is not None and not is_new:
                self._note_made(edit, edit.outcome.work_id, works)
            after = last.get(field_of(operation), edit.after if is_new else None)
            edit = replace(edit, operation=operation, after=after)  # noqa: PLW2901 - as it travels
            revived[edit.operation_id] = edit if is_new else replace(edit, state="waiting", outcome=None)
            last[field_of(operation)] = edit.operation_id
            self._saved.pop(field_of(operation), None)
        self._edits = revived | {name: edit for name, edit in self._edits.items() if name not in revived}
        self._last_of_field |= last
        return list(revived.values())

    def _note_made(self, edit: KeptEdit, work_id: int, works: dict[int, int | None]) -> None:
        """A work that an edit made: by its act it gets a number before the server's, by a first mark it has none."""
        if _adds_work(edit.operation):
            works[work_id] = provisional_work_id(edit.operation_id)
            self._adding.add(provisional_work_id(edit.operation_id))
            self._made.pop(provisional_work_id(edit.operation_id), None)
        elif isinstance(edit.operation, CellOperation) and edit.operation.work_id is None:
            works[work_id] = None

    def take_back(self, operation_id: str, *, waiting: bool = False) -> bool:
        """Remove an edit that is still held, or one that waits and that no other follows."""
        edit = self._edits.get(operation_id)
        followed = waiting and any(each.after == operation_id for each in self.pending())
        if edit is None or followed or edit.state not in ({"held", "waiting"} if waiting else {"held"}):
            return False
        del self._edits[operation_id]
        if edit.after is not None:
            self._last_of_field[field_of(edit.operation)] = edit.after
        return True

    def release(self, operation_id: str) -> tuple[KeptEdit, ...]:
        """Let a held edit go; empty when it has gone already."""
        edit = self._edits.get(operation_id)
        return (self._put(replace(edit, state="waiting")),) if edit is not None and edit.state == "held" else ()

    def release_all(self) -> list[KeptEdit]:
        """Let every held edit go."""
        return [each for edit in self.in_state("held") for each in self.release(edit.operation_id)]

    def is_kept(self, operation_id: str) -> bool:
        """The disk has an edit; tell whether that is news of one that waits."""
        edit = self._edits.get(operation_id)
        if edit is None or edit.is_kept:
            return False
        self._put(replace(edit, is_kept=True))
        return edit.state in UNSETTLED

    def dismiss(self, operation_id: str) -> tuple[KeptEdit, ...]:
        """A refusal or conflict is dealt with."""
        edit = self._edits.get(operation_id)
        if edit is None or edit.state not in UNSOLVED:
            return ()
        del self._edits[operation_id]
        return (replace(edit, state="dismissed"),)

    # Sending

    def next_batch(self, most: int) -> list[KeptEdit]:
        """What may travel now: one kind, in order; an edit that follows another waits for its judgement.

        Files are heavy and nothing hangs on them: they go when nothing else waits.
        """
        batch: list[KeptEdit] = []
        waiting = self.in_state("waiting")
        light = [edit for edit in waiting if not isinstance(edit.operation, FileOperation)]
        for edit in light or waiting:
            if edit.after is not None or self._waits_for_work(edit.operation):
                break
            if batch and (type(edit.operation) is not type(batch[0].operation) or len(batch) >= most):
                break
            batch.append(edit)
            if len(batch) >= min(most, most_at_once(edit.operation)):
                break
        return batch

    def judge(self, operation_id: str, outcome: Outcome) -> tuple[KeptEdit, list[KeptEdit]]:
        """Note an outcome; return the judged edit and the others that are other ones now."""
        edit = self._edits[operation_id]
        state: KeptState = {"saved": "saved", "conflict": "conflict"}.get(outcome.result, "refused")  # type: ignore[assignment]
        judged = replace(edit, state=state, outcome=outcome)
        followers = [each for each in self.pending() if each.after == operation_id]
        if followers and state in UNSOLVED:
            judged = replace(judged, state="dismissed")  # the newer edit of the field is judged in its place
        if judged.state == "saved":
            self._saved[field_of(judged.operation)] = judged
        if judged.state in UNSOLVED:
            self._put(judged)
        else:
            del self._edits[operation_id]
        changed = [self._follow(each, judged) for each in followers]
        return judged, changed + self._made_work(judged)

    def _follow(self, edit: KeptEdit, before: KeptEdit) -> KeptEdit:
        return self._put(replace(edit, operation=following(edit.operation, before, before.operation), after=None))

    def _waits_for_work(self, operation: Operation) -> bool:
        return isinstance(operation, CellOperation | WorkOperation) and (operation.work_id or 0) in self._adding

    def _made_work(self, judged: KeptEdit) -> list[KeptEdit]:
        """Marks for a work that was made offline learn its number; of a refused work they are refused with it."""
        made = judged.outcome
        if not _adds_work(judged.operation) or made is None:
            return []
        provisional = provisional_work_id(judged.operation_id)
        self._adding.discard(provisional)
        if made.result == "saved":
            self._made[provisional] = made.work_id
        of_work = [edit for edit in self.pending() if getattr(edit.operation, "work_id", None) == provisional]
        if made.result != "saved":
            refusals = [(edit, Outcome(edit.operation_id, "refused", code="work-refused")) for edit in of_work]
            return [self._put(replace(edit, state="refused", outcome=outcome)) for edit, outcome in refusals]
        changed = [self._put(_for_work(edit, made.work_id)) for edit in of_work]
        self._last_of_field |= {field_of(edit.operation): edit.operation_id for edit in changed}
        return changed

    def _put(self, edit: KeptEdit) -> KeptEdit:
        self._edits[edit.operation_id] = edit
        return edit


def _adds_work(operation: Operation) -> bool:
    return isinstance(operation, WorkOperation) and operation.action == "add"


def _renumbered(operation: Operation, works: dict[int, int | None]) -> Operation:
    number = getattr(operation, "work_id", None)
    return replace(operation, work_id=works[number]) if number in works else operation  # type: ignore[arg-type]  # those that have one


def _for_work(edit: KeptEdit, work_id: int | None) -> KeptEdit:
    return replace(edit, operation=replace(edit.operation, work_id=work_id))  # type: ignore[arg-type]  # those that have one
