"""Nothing that was typed is lost or doubled: the outbox on a real disk, a server that goes away."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.background.outbox import outbox as outbox_module
from ejournal_desktop.background.outbox import sending
from ejournal_desktop.background.outbox.codec import edit_bytes, read_edit
from ejournal_desktop.background.outbox.outbox import Outbox
from ejournal_desktop.background.outbox.outbox_file import OutboxFile
from ejournal_desktop.background.outbox.sealed_files import SealedFiles
from ejournal_desktop.background.outbox.sending import Sender
from ejournal_desktop.background.outbox.writer import OutboxWriter
from ejournal_desktop.domain.errors import RefusedError, ServerUnavailableError
from ejournal_desktop.domain.gradebook import CellOperation, LessonOperation, Outcome
from ejournal_desktop.domain.lesson_card import FileOperation
from ejournal_desktop.domain.outbox import CellDraft, EditPlace, KeptEdit, provisional_work_id
from ejournal_desktop.services import lesson_card
from tests.background.outbox_parts import (
    FullDisk,
    IdempotentServer,
    cell,
    new_work,
    note,
    own_homework,
    topic,
    vault_of,
)

AWAY = ServerUnavailableError()


class Program:
    """One run of the program of one person; ``die`` is what kill -9 leaves behind."""

    def __init__(self, folder, server, qtbot, make_file=OutboxFile):
        self.qtbot, self.server, self.lanes = qtbot, server, Lanes()
        self.writer = OutboxWriter(vault_of(folder), make_file)
        ask = getattr(server, "unknown", None)
        self.box = Outbox(self.lanes, None, self.writer, self.writer.start(), send=server.send, ask_unknown=ask)
        self.settled = []
        self.box.edit_settled.connect(self.settled.append)

    def type(self, *operations):
        for operation in operations:
            self.box.hold(operation)
            self.box.release(operation.operation_id)

    def kept(self):
        self.qtbot.waitUntil(lambda: self.box.standing.unkept == 0)

    def quiet(self):
        self.qtbot.waitUntil(lambda: self.box.standing.pending == 0)

    def offline(self):
        self.qtbot.waitUntil(lambda: self.box.standing.is_offline)

    def die(self):
        self.box._timer.stop()
        self.box.flush(5)
        self.lanes.close()
        self.writer.close()


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(outbox_module, "RETRY_MS", (20,))
    monkeypatch.setattr(outbox_module, "BATCH_MS", 5)
    return IdempotentServer()


@pytest.fixture
def run(tmp_path, server, qtbot):
    running = []

    def start(folder="petrova", **options):
        running.append(Program(tmp_path / folder, server, qtbot, **options))
        return running[-1]

    yield start
    for program in running:
        if program.writer._thread.is_alive():
            program.die()


def test_edits_of_one_moment_travel_in_one_batch_and_in_their_order(run, server):
    program = run()
    program.type(*(cell(value, pupil) for pupil, value in enumerate("543")))
    program.quiet()
    assert [value for _, value in server.writes] == ["5", "4", "3"]
    assert len(server.batches) == 1


def test_what_was_typed_without_a_server_is_sent_by_the_next_run(run, server):
    server.down = AWAY
    first = run()
    first.type(cell("5", 1), topic("Одночлены"), cell("4", 2))
    first.kept()
    first.die()
    server.down = None
    run().quiet()
    assert [value for _, value in server.writes] == ["5", "Одночлены", "4"]


def test_an_edit_held_in_its_cell_survives_as_well(run, server):
    first = run()
    first.box.hold(cell("5"))
    first.kept()
    assert server.writes == []
    first.die()
    run().quiet()
    assert [value for _, value in server.writes] == ["5"]


def test_a_held_edit_that_was_taken_back_never_leaves(run, server):
    program = run()
    slip = cell("2")
    program.box.hold(slip)
    program.box.take_back(slip.operation_id)
    program.die()
    again = run()
    assert again.box.standing.pending == 0
    assert server.writes == []


def test_an_answer_that_was_lost_doubles_nothing(run, server):
    server.down, server.answer_lost = AWAY, True
    program = run()
    program.type(cell("5"))
    program.offline()
    program.die()
    server.down = None
    run().quiet()
    assert [value for _, value in server.writes] == ["5"]


def test_control_a_new_id_at_each_try_would_double_it(run, server, monkeypatch):
    honest = server.send

    def forgetful(engine, operations):
        copies = [replace(one, operation_id=str(uuid4()), seen=0) for one in operations]
        outcomes = zip(operations, honest(engine, copies), strict=True)
        return [replace(outcome, operation_id=one.operation_id) for one, outcome in outcomes]

    server.down, server.answer_lost = AWAY, True
    monkeypatch.setattr(server, "send", forgetful)
    program = run()
    program.type(cell("5"))
    program.offline()
    server.down = None
    program.qtbot.waitUntil(lambda: bool(program.settled))
    assert program.settled[0].outcome.result == "conflict"  # with herself: the first copy was written


def test_two_edits_of_one_cell_without_a_server_both_arrive_and_meet_no_conflict(run, server):
    server.down = AWAY
    first = run()
    first.type(cell("5"), cell("4"), cell("3"))
    first.kept()
    first.die()
    server.down = None
    second = run()
    second.quiet()
    assert [value for _, value in server.writes] == ["5", "4", "3"]
    assert second.box.standing.conflicts == 0


def test_after_a_conflict_only_the_last_of_her_edits_is_asked_about(run, server):
    server.values[3, 13, 1] = (4, "2")
    program = run()
    program.type(cell("5"), cell("4"))
    program.quiet()
    assert [edit.operation.value for edit in program.box.line.in_state("conflict")] == ["4"]


def test_marks_of_a_work_made_offline_follow_it(run, server):
    server.down = AWAY
    first, work = run(), new_work()
    first.type(work, cell("5", work_id=provisional_work_id(work.operation_id)))
    first.kept()
    first.die()
    server.down = None
    run().quiet()
    assert server.writes == [((3, 500, 1), "5")]


def test_a_page_that_still_knows_the_work_by_its_first_number_holds_nothing_up(run, server):
    program, work = run(), new_work()
    program.type(work)
    program.quiet()
    program.type(cell("5", work_id=provisional_work_id(work.operation_id)))
    program.quiet()
    assert server.writes == [((3, 500, 1), "5")]


def test_marks_of_a_work_that_was_refused_are_kept_with_that_reason(run, server):
    server.refusals["work"] = "EJ011"
    program, work = run(), new_work()
    program.type(work, cell("5", work_id=provisional_work_id(work.operation_id)))
    program.quiet()
    assert [edit.outcome.code for edit in program.box.line.in_state("refused")] == ["EJ011", "work-refused"]


def test_a_refusal_stays_over_a_restart_until_it_is_dealt_with(run, server):
    server.refusals["5"] = "EJ010"
    first = run()
    first.type(cell("5"))
    first.quiet()
    first.die()
    second = run()
    (refused,) = second.box.line.in_state("refused")
    assert (refused.operation.value, refused.outcome.code) == ("5", "EJ010")
    second.box.dismiss(refused.operation_id)
    second.die()
    assert run().box.line.in_state("refused") == []


def test_one_edit_that_fails_as_a_whole_takes_no_neighbour_along(run, server, monkeypatch):
    honest = server.send

    def picky(engine, operations):
        if any(operation.value == "2" for operation in operations):
            raise RefusedError("22023")
        return honest(engine, operations)

    monkeypatch.setattr(server, "send", picky)
    program = run()
    program.type(cell("5", 1), cell("2", 2), cell("4", 3))
    program.quiet()
    assert [value for _, value in server.writes] == ["5", "4"]
    assert [edit.operation.value for edit in program.box.line.in_state("refused")] == ["2"]


def test_a_locked_account_keeps_its_edits_and_says_why(run, server):
    server.down = RefusedError("EJ001")
    program = run()
    program.type(cell("5"))
    program.qtbot.waitUntil(lambda: program.box.standing.barred == "EJ001")
    assert program.box.standing.pending == 1


def test_a_full_disk_is_told_and_the_edit_is_written_when_there_is_room(run, server):
    server.down = AWAY
    program = run(make_file=FullDisk)
    FullDisk.is_full = True
    try:
        program.type(cell("5"))
        program.qtbot.waitUntil(lambda: program.box.standing.trouble == "disk-full")
        assert program.box.standing.unkept == 1
    finally:
        FullDisk.is_full = False
    program.kept()
    assert program.box.standing.trouble == ""
    program.die()
    server.down = None
    run().quiet()
    assert [value for _, value in server.writes] == ["5"]


def test_a_full_disk_does_not_keep_an_edit_from_the_server(run, server):
    program = run(make_file=FullDisk)
    FullDisk.is_full = True
    try:
        program.type(cell("5"))
        program.quiet()
    finally:
        FullDisk.is_full = False
    assert [value for _, value in server.writes] == ["5"]


def test_two_windows_of_one_person_send_each_edit_once(run, server):
    server.down = AWAY
    one, two = run(), run()
    one.type(cell("5", 1))
    two.type(cell("4", 2))
    one.kept()
    two.kept()
    assert (one.box.standing.pending, two.box.standing.pending) == (1, 1)
    server.down = None
    one.quiet()
    two.quiet()
    assert sorted(value for _, value in server.writes) == ["4", "5"]


def test_a_third_window_leaves_the_edits_of_a_living_one_alone_and_takes_those_of_a_dead_one(run, server):
    server.down = AWAY
    living, dying = run(), run()
    living.type(cell("5", 1))
    dying.type(cell("4", 2))
    living.kept()
    dying.kept()
    dying.die()
    third = run()
    assert [edit.operation.value for edit in third.box.line.pending()] == ["4"]


def test_the_file_tells_nothing_to_who_has_no_password(run, server, tmp_path):
    server.down = AWAY
    program = run()
    place = EditPlace(1, 1, "7А · Алгебра", datetime.now(UTC).date(), "Белов Артём", "контрольная")
    program.box.hold(topic("Одночлены и их степени"), place)
    program.kept()
    program.die()
    written = b"".join(file.read_bytes() for file in (tmp_path / "petrova").iterdir())
    for words in ("Одночлены", "Белов", "Алгебра", "topic", "lesson_id"):
        assert words.encode() not in written


def damage(folder, change):
    with sqlite3.connect(folder / "outbox.sqlite") as connection:
        change(connection)
    connection.close()


def test_a_changed_row_is_set_aside_with_the_file_and_the_others_go_on(run, server, tmp_path):
    server.down = AWAY
    first = run()
    first.type(cell("5", 1), cell("4", 2))
    first.kept()
    first.die()
    damage(tmp_path / "petrova", lambda file: file.execute("update edits set sealed = zeroblob(80) where sequence = 1"))
    server.down = None
    second = run()
    second.quiet()
    assert [value for _, value in server.writes] == ["4"]
    assert second.box.set_aside is not None
    assert second.box.set_aside.exists()


def test_a_file_that_is_no_longer_one_is_set_aside_and_work_goes_on(run, server, tmp_path):
    first = run()
    first.type(cell("5", 1))
    first.quiet()
    first.die()
    (tmp_path / "petrova" / "outbox.sqlite").write_bytes(b"\x00garbage" * 2000)
    second = run()
    second.type(cell("4", 2))
    second.quiet()
    assert second.box.set_aside.read_bytes().startswith(b"\x00garbage")
    assert [value for _, value in server.writes] == ["5", "4"]


def test_acknowledged_edits_stay_fourteen_days_and_then_go(run, tmp_path):
    program = run()
    program.type(cell("5"))
    program.quiet()
    program.die()
    file = OutboxFile(vault_of(tmp_path / "petrova"), "test")
    now = datetime.now(UTC)
    assert file.prune(now + timedelta(days=13)) == 0
    assert file.prune(now + timedelta(days=15)) == 1
    file.close()


def test_entries_of_a_card_are_sent_by_the_next_run_in_their_order(run, server, monkeypatch):
    judged = []
    monkeypatch.setattr(IdempotentServer, "_judge", lambda _self, one: judged.append(one) or saved(one))
    monkeypatch.setattr(IdempotentServer, "unknown", lambda _self, _engine, _ids: [])
    server.down = AWAY
    first = run()
    sent = [note("Помог"), own_homework("№ 5"), own_homework("№ 6"), cell("5"), note("Молодец")]
    first.type(*sent)
    first.kept()
    first.die()

    server.down = None
    run().quiet()

    assert [one.value for one in judged] == [one.value for one in sent]
    assert [one.seen for one in judged] == [0, 0, 1, 0, 0]  # the second follows the first of its pupil


def saved(operation):
    return Outcome(operation.operation_id, "saved", version=1)


def file_of(content, name="План.pdf"):
    return FileOperation(str(uuid4()), 3, None, name, "application/pdf", len(content), sha256(content).hexdigest())


class FileServer:
    """Takes files; what it got of each is kept."""

    def __init__(self, monkeypatch):
        self.got, self.down, self.order, self.applied = [], None, [], set()
        monkeypatch.setattr(lesson_card, "send_file", self.take)
        monkeypatch.setitem(sending._SERVICES, CellOperation, self.take_cells)

    def take(self, _engine, operation, content):
        if self.down is not None:
            raise self.down
        self.got.append((operation.file_name, content))
        self.order.append("file")
        self.applied.add(operation.operation_id)
        return saved(operation)

    def take_cells(self, _engine, operations):
        if self.down is not None:
            raise self.down
        self.order += ["cell" for _ in operations]
        self.applied |= {one.operation_id for one in operations}
        return [saved(one) for one in operations]

    def unknown(self, _engine, operation_ids):
        return [name for name in operation_ids if name not in self.applied]


@pytest.fixture
def files(monkeypatch, server, tmp_path):
    """The outbox sends through its own sender, files included."""
    taker = FileServer(monkeypatch)
    server.send = lambda engine, operations: Sender(SealedFiles(vault_of(tmp_path / "petrova"))).send(
        engine, operations
    )
    server.unknown = taker.unknown
    return taker


def test_a_file_that_was_chosen_without_a_server_arrives_whole_after_a_kill(run, files, tmp_path):
    content = bytes(range(256)) * 100
    files.down = AWAY
    first = run()
    operation = file_of(content)
    SealedFiles(vault_of(tmp_path / "petrova")).put(operation.operation_id, content)
    first.type(operation, cell("5"))
    first.kept()
    [sealed] = (tmp_path / "petrova" / "files").iterdir()
    on_disk = sealed.read_bytes()
    first.die()

    files.down = None
    second = run()
    second.quiet()
    second.die()

    assert files.got == [("План.pdf", content)]
    assert content[:64] not in on_disk
    folder = tmp_path / "petrova" / "files"
    assert len(list(folder.iterdir())) == 1  # as long as its edit: a restored server may want it again
    files.applied.clear()
    third = run()
    third.qtbot.waitUntil(lambda: len(files.got) == 2)
    third.quiet()
    third.die()
    assert files.got[1] == ("План.pdf", content)
    OutboxFile(vault_of(tmp_path / "petrova"), "x").prune(datetime.now(UTC) + timedelta(days=15))
    assert list(folder.iterdir()) == []


def test_marks_do_not_wait_behind_a_file(run, files, tmp_path):
    files.down = AWAY
    first = run()
    operation = file_of(b"%PDF")
    SealedFiles(vault_of(tmp_path / "petrova")).put(operation.operation_id, b"%PDF")
    first.type(operation, cell("5"), cell("4", 2))
    first.offline()
    files.down = None
    first.quiet()

    assert files.order == ["cell", "cell", "file"]


def test_a_file_whose_copy_is_gone_is_said_to_be_lost_and_holds_nothing_up(run, files):
    program = run()
    program.type(file_of(b"%PDF"), cell("5"))
    program.quiet()

    assert [edit.outcome.code for edit in program.box.line.unsolved()] == ["file-lost"]
    assert files.order == ["cell"]


def test_a_waiting_note_that_is_withdrawn_is_never_sent(run, server):
    server.down = AWAY
    program = run()
    operation = note("Помог")
    program.type(operation)
    program.offline()
    program.qtbot.waitUntil(lambda: program.box.withdraw(operation.operation_id))  # between two attempts
    server.down = None
    program.quiet()
    program.die()

    assert server.applied == {}
    assert run().box.line.all() == []


def test_kept_means_that_the_disk_was_asked_to_sync(tmp_path):
    file = OutboxFile(vault_of(tmp_path / "petrova"), "test")
    connection = file._open()
    assert connection.execute("pragma synchronous").fetchone() == (2,)
    assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    file.close()


def test_an_edit_knows_what_it_follows(run, server):
    server.down = AWAY
    program = run()
    first, second = cell("5"), cell("4")
    program.type(first, second)
    edits = program.box.line.pending()
    assert [edit.after for edit in edits] == [None, first.operation_id]
    assert all(isinstance(edit.operation, CellOperation) for edit in edits)


def test_what_stands_in_an_open_editor_survives_and_is_never_sent(run, server):
    first = run()
    first.box.keep_draft(CellDraft(3, 13, 1, "5"))
    first.die()
    second = run()
    found = second.box.drafts()
    second.box.send_now()
    second.box.keep_draft(replace(found[0], text=""))
    second.die()
    assert [draft.text for draft in found] == ["5"]
    assert server.applied == {}
    assert run().box.drafts() == ()


@pytest.mark.parametrize("value", [True, 7, "н", None])
def test_what_the_server_answers_to_a_roll_call_is_read_again_at_the_next_start(value):
    operation = LessonOperation(str(uuid4()), 7, "attendance_checked", 0, True)
    outcome = Outcome(operation.operation_id, "saved", version=1, value=value)
    edit = KeptEdit(operation, datetime(2026, 9, 25, tzinfo=UTC), None, None, "saved", outcome, is_kept=True)

    assert read_edit(edit_bytes(edit)) == edit


def test_the_report_after_a_short_silence_counts_all_that_was_made_in_it(run, server, monkeypatch):
    monkeypatch.setattr(outbox_module, "RETRY_MS", (150,))
    told = []
    program = run()
    program.box.sent_again.connect(told.append)
    server.down = AWAY
    program.type(cell("5", 1))
    program.offline()
    server.down = None
    slip = cell("2", 3)
    program.type(cell("4", 2))  # before the next attempt, which succeeds
    program.box.hold(slip)
    program.box.take_back(slip.operation_id)
    program.quiet()
    program.qtbot.waitUntil(lambda: bool(told))
    assert [[edit.operation.value for edit in judged] for judged in told] == [["5", "4"]]


def sent_and_then_restored(run, server, *lost):
    """A run that saved one edit, was backed up, saved others and ended; then the backup is put back."""
    program = run()
    program.type(cell("3", 9))
    program.quiet()
    backup = server.backup()
    for operation in lost:
        program.type(operation)
        program.quiet()
    program.die()
    server.restore(backup)
    server.writes.clear()


def test_what_a_restored_backup_is_too_old_to_know_is_sent_again_in_order_and_nothing_else(run, server):
    first = cell("5", 1)
    sent_and_then_restored(run, server, first, cell("4", 2), replace(cell("2", 1), seen=1))
    told = []
    program = run()
    program.box.sent_anew.connect(told.append)
    program.qtbot.waitUntil(lambda: bool(told))
    program.quiet()
    assert told == [3]
    assert [value for _, value in server.writes] == ["5", "4", "2"]
    assert program.box.standing.conflicts == 0


def test_what_waits_follows_what_is_sent_again(run, server):
    sent_and_then_restored(run, server, cell("5", 1))
    server.down = AWAY
    program = run()
    program.type(replace(cell("2", 1), seen=1))
    program.offline()
    server.down = None
    program.quiet()
    assert [value for _, value in server.writes] == ["5", "2"]
    assert program.box.standing.conflicts == 0


def test_marks_of_a_work_that_is_made_again_go_into_the_new_one(run, server):
    work = new_work()
    sent_and_then_restored(run, server, work, cell("5", 1, work_id=500))
    program = run()
    program.qtbot.waitUntil(lambda: len(server.writes) == 1)
    program.quiet()
    run_again = [place for place, value in server.writes if value == "5"]
    assert run_again == [(3, 600, 1)]


def test_a_server_that_was_restored_while_the_program_ran_gets_it_again_as_well(run, server):
    program = run()
    program.type(cell("3", 9))
    program.quiet()
    backup = server.backup()
    program.type(cell("5", 1))
    program.quiet()
    server.down = AWAY
    program.type(cell("4", 2))
    program.offline()
    server.restore(backup)
    server.down = None
    program.quiet()
    assert {value for _, value in server.values.values()} == {"3", "5", "4"}


def test_a_server_that_was_restored_between_two_marks_gets_what_it_lacks_although_the_newest_is_there(run, server):
    program = run()
    program.type(cell("3", 9))
    program.quiet()
    backup = server.backup()
    program.type(cell("5", 1))
    program.quiet()
    server.restore(backup)
    program.type(cell("4", 2))  # no attempt has failed: the sender saw nothing of it
    program.quiet()
    program.box.doubt()
    program.qtbot.waitUntil(lambda: {value for _, value in server.values.values()} == {"3", "5", "4"})


def test_a_server_that_has_everything_is_asked_once_and_sent_nothing(run, server):
    program = run()
    program.type(*(cell(value, pupil) for pupil, value in enumerate("543")))
    program.quiet()
    program.die()
    again = run()
    again.qtbot.waitUntil(lambda: bool(server.asked))
    assert server.asked == [3]
    assert again.box.standing.pending == 0


def test_control_without_the_question_a_restored_server_stays_without_them(run, server, monkeypatch):
    sent_and_then_restored(run, server, cell("5", 1))
    monkeypatch.setattr(IdempotentServer, "unknown", lambda _self, _engine, _ids: [])
    program = run()
    program.type(cell("4", 2))
    program.quiet()
    assert [value for _, value in server.writes] == ["4"]
