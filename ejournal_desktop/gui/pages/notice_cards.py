"""Notices of pupils over a journal grid: the flag's card, and the answer kept in place."""

from dataclasses import replace

from PySide6.QtCore import QObject
from shiboken6 import isValid

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.mark_notices import MarkNotice
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.change_bus import Change
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.notice_card import NoticeCard
from ejournal_desktop.gui.pages.journal_cards import JournalCards
from ejournal_desktop.gui.session_port import Workplace


class NoticeCards(QObject):
    """Ctrl+Shift+M over a cell: what its pupil wrote; from a cell without a notice: the next one that waits."""

    def __init__(self, workplace: Workplace, grid: GridPane, cards: JournalCards) -> None:
        super().__init__(grid)
        self._workplace, self._grid, self._cards = workplace, grid, cards
        spec = ActionSpec(
            "journal.notice", "Сообщение ученика об отметке…", ("Ctrl+Shift+M",), ("ошибка", "флажок", "ответить")
        )
        workplace.actions.add(spec, self.explain, grid)

    def explain(self) -> None:
        """Show the notice of the cell, or go to the next one that waits and show it."""
        store, (row, column) = self._grid.store, self._grid.view.cursor()
        if not self._grid.flow.finish():
            return
        notice = store.notice(row, column) if row >= 0 else None
        if notice is None:
            place = store.waiting_notice()
            if place is None:
                self._grid.hints.say("Сообщений учеников об отметках на этой странице нет.")
                return
            row, column = place
            self._grid.view.move_to(row, column)
            notice = store.notice(row, column)
        if notice is not None:
            self._show(notice, row, column)

    def _show(self, notice: MarkNotice, row: int, column: int) -> None:
        store = self._grid.store
        pupil, mark = store.pupils[row], store.mark(row, column)
        mended_here = mark.is_pending or bool(mark.entered_at and mark.entered_at > notice.sent_at)
        card = NoticeCard(
            self._grid,
            notice,
            f"{pupil.last_name} {pupil.first_name}",
            is_changed=notice.is_changed or mended_here,
            may_answer=store.page.writable and "teacher" in self._workplace.desk.session.roles,
        )
        card.answered.connect(lambda is_mended, words: self._answer(card, words, is_mended=is_mended))
        self._cards.show_card(card, row, column)

    def _answer(self, card: NoticeCard, words: str, *, is_mended: bool) -> None:
        notice = card.notice

        def done(_nothing: None) -> None:
            store = self._grid.store
            now = store.page.now
            store.answer_notice(
                replace(notice, answered_at=now, answered_by=store.me, answer=words, is_mended=is_mended)
            )
            self._workplace.changes.tell(Change("notice", store.page.course.course_id), self)
            if isValid(card):
                card.shut()
            self._grid.hints.say("Ответ записан: ученик увидит его в дневнике.")

        def failed(error: EjournalError) -> None:
            if isValid(card):
                card.fail(error_text(error).sentence)

        self._workplace.lanes.run(
            Lane.INTERACTIVE,
            lambda: self._workplace.desk.answer_mark_notice(notice.mark_notice_id, words, is_mended=is_mended),
            owner=self,
            done=done,
            failed=failed,
        )
