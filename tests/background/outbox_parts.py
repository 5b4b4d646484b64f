"""What tests of the outbox share: quick vaults, operations, a server that keeps its promise of idempotence."""

import sqlite3
from uuid import uuid4

from ejournal_desktop.background.outbox.outbox_file import OutboxFile
from ejournal_desktop.config.vault import Hardness, make_vault, open_vault, vault_exists
from ejournal_desktop.domain.gradebook import CellOperation, LessonOperation, Outcome
from ejournal_desktop.domain.lesson_card import CardOperation
from ejournal_desktop.domain.work_operations import WorkOperation

PASSWORD = "тихий-омут-17"
QUICK = Hardness(passes=1, memory_kib=8, threads=1)


def vault_of(folder):
    return open_vault(folder, PASSWORD) if vault_exists(folder) else make_vault(folder, PASSWORD, QUICK)


def cell(value, pupil_id=1, *, work_id=13, lesson_id=3, seen=0, field="mark"):
    return CellOperation(str(uuid4()), lesson_id, work_id, pupil_id, field, seen, value)


def topic(value, lesson_id=3, seen=0):
    return LessonOperation(str(uuid4()), lesson_id, "topic", seen, value)


def new_work(lesson_id=3):
    return WorkOperation(str(uuid4()), "add", lesson_id, None, 2, None, "Степень", 0)


def note(text, pupil_id=1, lesson_id=3):
    return CardOperation(str(uuid4()), lesson_id, pupil_id, "note", 0, {"kind": "praise", "text": text})


def own_homework(text, pupil_id=1, lesson_id=3, seen=0):
    return CardOperation(str(uuid4()), lesson_id, pupil_id, "individual_homework", seen, text)


class IdempotentServer:
    """Judges as ``api.save_cells`` does: one id once, a stale version is a conflict; ``down`` is raised while set."""

    def __init__(self):
        self.values, self.applied, self.writes, self.batches = {}, {}, [], []
        self.down = None
        self.answer_lost = False
        self.refusals = {}
        self.asked, self.next_work = [], 500

    def send(self, _engine, operations):
        if self.down is not None and not self.answer_lost:
            raise self.down
        self.batches.append([getattr(operation, "value", "work") for operation in operations])
        outcomes = [self._judge(operation) for operation in operations]
        if self.down is not None:
            raise self.down
        return outcomes

    def unknown(self, _engine, operation_ids):
        if self.down is not None:
            raise self.down
        self.asked.append(len(operation_ids))
        return [name for name in operation_ids if name not in self.applied]

    def backup(self):
        return dict(self.values), dict(self.applied)

    def restore(self, backup):
        self.values, self.applied = dict(backup[0]), dict(backup[1])
        self.next_work += 100

    def _judge(self, operation):
        known = self.applied.get(operation.operation_id)
        if known is not None:
            return known[1] if known[0] == operation else Outcome(operation.operation_id, "repeated-with-other-content")
        if isinstance(operation, WorkOperation):
            outcome = Outcome(operation.operation_id, "saved", version=1, work_id=self.next_work, receipt=1)
            if "work" in self.refusals:
                return Outcome(operation.operation_id, "refused", code=self.refusals["work"])
        else:
            place = (operation.lesson_id, getattr(operation, "work_id", None), getattr(operation, "pupil_id", None))
            version, present = self.values.get(place, (0, None))
            if str(operation.value) in self.refusals:
                return Outcome(operation.operation_id, "refused", code=self.refusals[str(operation.value)])
            if operation.seen != version:
                return Outcome(operation.operation_id, "conflict", version=version, value=present, author="Орлов П. И.")
            self.values[place] = (version + 1, operation.value)
            self.writes.append((place, operation.value))
            outcome = Outcome(operation.operation_id, "saved", version=version + 1, receipt=len(self.writes))
        self.applied[operation.operation_id] = (operation, outcome)
        return outcome


class FullDisk(OutboxFile):
    """A file on a disk that takes nothing while ``is_full``."""

    is_full = False

    def write(self, edits, dropped=()):
        if FullDisk.is_full:
            raise sqlite3.OperationalError("database or disk is full")
        super().write(edits, dropped)
