"""What a main window tells of the outbox: refusals, conflicts, an old queue, the report after a silence."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.background.outbox.standing import Standing
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.outbox import KeptEdit
from ejournal_desktop.gui import style
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.russian_dates import day_month, plural
from ejournal_desktop.gui.unsent_pane import UnsentPane

if TYPE_CHECKING:
    from ejournal_desktop.gui.main_window import MainWindow

_SHOW_IT: Final = "Что удалось прочитать, отправлено; покажите файл администратору."
_UPDATES: Final = "Обновляется, когда связь вернётся"


class OutboxWatch(QObject):
    """Cell of the status bar, banner and list of a window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._gradebook = window, window.workplace.gradebook
        self.pane = UnsentPane(window)
        self.cell = self._make_cell()
        self.banner, self._banner_text = self._make_banner()
        self._report = ""
        self._restored = 0
        self._tells_return = False
        self.pane.open_wanted.connect(self._open)
        self.pane.request_wanted.connect(lambda edit: self._open(edit, asks=True))
        self.pane.solved.connect(self._solve)
        self.pane.copy_wanted.connect(self._save_copy)
        self.pane.reading_wanted.connect(self._read_copy)
        self._gradebook.standing_changed.connect(self._follow)
        self._gradebook.sent_again.connect(self._tell_report)
        self._gradebook.sent_anew.connect(self._tell_restored)
        spec = ActionSpec("outbox.list", "Не отправлено", ("Ctrl+Shift+E",), ("расхождение", "не принято", "очередь"))
        window.actions_registry.add(spec, self.open_list, window)
        self.pane.earlier_wanted.connect(self._ask_earlier)
        self._tell_notes()
        self._follow(self._gradebook.standing)

    def _tell_notes(self) -> None:
        """What was set aside is said, never dropped in silence."""
        earlier, damaged = self._gradebook.notes()
        self.pane.offer_earlier(earlier)
        if damaged is not None:
            self._report = f"Файл неотправленных изменений был повреждён и отложен: {damaged.name}. {_SHOW_IT}"
        elif earlier:
            self._report = "На этом компьютере есть изменения под вашим прежним паролем. Откройте их в списке."

    def _ask_earlier(self) -> None:
        password, agreed = QInputDialog.getText(
            self._window, "Прежний пароль", "Пароль, с которым вы входили здесь раньше:", QLineEdit.EchoMode.Password
        )
        if agreed and password:
            self._gradebook.open_earlier(password, self._earlier_opened, self._earlier_refused)

    def _earlier_opened(self, count: int) -> None:
        self._report = "Под прежним паролем найдено: " + plural(count, "изменение", "изменения", "изменений") + "."
        self.pane.offer_earlier(False)
        self._follow(self._gradebook.standing)
        self._fill()

    def _earlier_refused(self, error: EjournalError) -> None:
        self._report = error_text(error).sentence
        self._show_banner(self._gradebook.standing)

    def _make_cell(self) -> QToolButton:
        row = self._window.ui.statusRow
        cell = QToolButton(self._window.ui.statusStrip)
        cell.setObjectName("unsolvedCell")
        cell.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        cell.setToolTip("Показать, что не принято и что разошлось с сервером (Ctrl+Shift+E)")
        cell.setAccessibleName("Не принято")
        cell.setProperty("px_icon", 16)
        cell.clicked.connect(lambda _checked=False: self.open_list())
        row.insertWidget(row.indexOf(self._window.ui.saveCell) + 1, cell)
        cell.hide()
        return cell

    def _make_banner(self) -> tuple[QFrame, QLabel]:
        above = self._window.ui.offlineBanner
        banner = QFrame(above.parentWidget())
        banner.setObjectName("outboxBanner")
        banner.setProperty("strip", True)
        row = QHBoxLayout(banner)
        row.setContentsMargins(16, 3, 16, 3)
        text = QLabel(banner)
        text.setObjectName("outboxBannerText")
        text.setWordWrap(True)
        show = QPushButton("Показать", banner)
        show.setObjectName("outboxBannerShow")
        show.clicked.connect(lambda _checked=False: self.open_list())
        shut = QPushButton("Скрыть", banner)
        shut.setObjectName("outboxBannerHide")
        shut.clicked.connect(lambda _checked=False: self._hide_report())
        row.addWidget(text, 1)
        row.addWidget(show)
        row.addWidget(shut)
        frame = above.parentWidget()
        layout = frame.layout() if frame is not None else None
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(above) + 1, banner)
        banner.hide()
        return banner, text

    # What is told

    def _follow(self, standing: Standing) -> None:
        if standing.is_offline and self._tells_return:  # the server is away again
            self._report, self._tells_return = "", False
        parts = [f"Расхождение: {standing.conflicts}"] if standing.conflicts else []
        if standing.refused:
            parts.append("Не принято: " + plural(standing.refused, "ячейка", "ячейки", "ячеек"))
        words = " · ".join(parts)
        self.cell.setVisible(bool(words))
        self.cell.setText(words)
        self.cell.setAccessibleName(words or "Не принято")
        self.cell.setProperty("icon_name", "warning-circle" if standing.refused else "git-merge")
        self.cell.setProperty("icon_colour", "err" if standing.refused else "warn")
        style.set_state(self.cell, "state", "err" if standing.refused else "warn")
        style.fit(self.cell)
        if not self.pane.isHidden():
            self._fill()
        self._show_banner(standing)

    def _show_banner(self, standing: Standing) -> None:
        old = standing.oldest is not None and standing.is_old(datetime.now(UTC))
        if old and standing.oldest is not None:
            day = day_month(standing.oldest.astimezone().date())
            self._banner_text.setText(
                f"Изменения за {day} ещё не на сервере. Не выключайте этот компьютер надолго — подключите сеть."
            )
        else:
            self._banner_text.setText(self._report)
        self.banner.setProperty("banner", "err" if old else "info")
        style.set_state(self.banner, "banner", "err" if old else "info")
        self.banner.setVisible(bool(old or self._report))

    def _tell_report(self, judged: tuple[KeptEdit, ...]) -> None:
        """«Пока её не было, вы внесли 215 изменений: принято 214, спорных 1», honest to the last edit."""
        states = [edit.state for edit in judged]
        taken = sum(1 for edit in judged if edit.outcome is not None and edit.outcome.result == "saved")
        parts = [f"принято {taken}"] if taken else []
        if conflicts := states.count("conflict"):
            parts.append(f"спорных {conflicts}")
        if refused := states.count("refused"):
            parts.append(f"отказано {refused}")
        if replaced := states.count("dismissed"):
            parts.append(f"заменено вашими же более поздними {replaced}")
        made = plural(len(judged), "изменение", "изменения", "изменений")
        told = "все приняты" if taken == len(judged) > 1 else ", ".join(parts)
        self._report = f"Связь вернулась. Пока её не было, вы внесли {made}: {told}."
        self._tells_return = True
        if self._restored:
            self._report = f"{self._restored_words()} Из отправленного снова: {', '.join(parts)}."
            self._restored = 0
        self._show_banner(self._gradebook.standing)

    def _tell_restored(self, count: int) -> None:
        """Shown once on each computer: the server is younger than what it took (security.md 4)."""
        self._restored += count
        self._report = f"{self._restored_words()} Они отправляются снова."
        self._show_banner(self._gradebook.standing)

    def _restored_words(self) -> str:
        lost = plural(self._restored, "вашего изменения", "ваших изменений", "ваших изменений")
        return f"Сервер восстановлен из резервной копии, в ней нет {lost}."

    def _hide_report(self) -> None:
        self._report = ""
        self._show_banner(self._gradebook.standing)

    # The list

    def open_list(self) -> None:
        """Show the list of work."""
        self._fill()
        self.pane.open()

    def _fill(self) -> None:
        note = _UPDATES if self._gradebook.standing.is_offline else ""
        self.pane.show_edits(self._gradebook.edits(), note)

    def _open(self, edit: KeptEdit, *, asks: bool = False) -> None:
        """To the cell of an edit: in its open tab, or the journal is opened at its lesson; there a request is begun."""
        if edit.place is None:
            return
        refused = edit.outcome if asks else None
        if asks:
            self.pane.hide()
        page = self._journal(edit.place.course_id)
        if page is not None:
            self._window.book.show(self._window.pages().index(page))
            page.edits.go_to(edit.place.period_id, edit.operation, refused)  # type: ignore[attr-defined]  # pages of journals have it
            return
        place, lesson_id = edit.place, edit.operation.lesson_id or None

        def opened(courses: tuple[Course, ...]) -> None:
            for course in courses:
                if course.course_id == place.course_id:
                    self._window.open_journal(course, lesson_id)
                    edits = getattr(self._journal(place.course_id), "edits", None)
                    if edits is not None:
                        edits.go_to(place.period_id, edit.operation, refused)

        desk, lanes = self._window.desk, self._window.workplace.lanes
        lanes.run(Lane.INTERACTIVE, desk.my_courses, owner=self, done=opened, failed=_nothing)

    def _journal(self, course_id: int) -> QWidget | None:
        return next((page for page in self._window.pages() if page.property("tab_id") == f"journal-{course_id}"), None)

    def _solve(self, edit: KeptEdit, choice: str) -> None:
        page = self._journal(edit.place.course_id) if edit.place is not None else None
        edits = getattr(page, "edits", None)
        if edits is None or not edits.solve(edit.operation_id, choice):
            self._gradebook.solve(edit, mine=choice == "mine")
        self._fill()

    def _save_copy(self) -> None:
        name = f"Неотправленные изменения {datetime.now().astimezone():%d.%m.%Y}.ejournal-outbox"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Сохранить копию", name)
        if chosen:
            lanes = self._window.workplace.lanes
            lanes.run(
                Lane.BULK, self._gradebook.save_copy, Path(chosen), owner=self, done=self._copied, failed=_nothing
            )

    def _read_copy(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Прочитать копию", "", "Копии (*.ejournal-outbox)")
        if not chosen:
            return
        password, agreed = QInputDialog.getText(
            self._window, "Пароль копии", "Пароль, с которым копия сохранена:", QLineEdit.EchoMode.Password
        )
        if agreed and password:
            self._gradebook.read_copy(Path(chosen), password, self._copy_read, self._earlier_refused)

    def _copy_read(self, count: int) -> None:
        changes = plural(count, "изменение", "изменения", "изменений")
        self._report = f"Из копии взято: {changes}." if count else "Всё из этой копии здесь уже есть."
        self._show_banner(self._gradebook.standing)
        self._fill()

    def _copied(self, path: Path | None) -> None:
        self._report = (
            f"Копия сохранена: {path.name}. Она зашифрована вашим паролем."
            if path is not None
            else "Копию сохранить не удалось: диск её не принял. Выберите другое место."
        )
        self._show_banner(self._gradebook.standing)


def _nothing(_error: EjournalError) -> None:
    """The server is silent: the banner says so."""
