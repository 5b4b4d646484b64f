"""What the person must know about access, above her pages until she says that she has read it (rulings 19, 21)."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.people_access import AccessNotice
from ejournal_desktop.gui import style
from ejournal_desktop.gui.roles import role_word
from ejournal_desktop.gui.russian_dates import day_and_time
from ejournal_desktop.gui.session_port import Desk

_NOT_YOU: Final = " Если это не по вашей просьбе, сообщите администратору и директору сразу."
_MINE: Final[Mapping[str, str]] = {
    "reissued": "{when} вам заново выдан код вместо пароля. Выдал: {by}." + _NOT_YOU,
    "recovered": "{when} ваша учётная запись возвращена по коду восстановления." + _NOT_YOU,
    "locked": "{when} ваш доступ был заблокирован. Заблокировал: {by}.",
    "reported": "{when} вы закрыли свой доступ.",
    "not-me": "{when} получатель вашего кода сообщил, что это не он.",
    "role-granted": "{when} вам дана роль «{role}». Дал: {by}.",
    "role-ended": "{when} роль «{role}» снята. Снял: {by}.",
    "sessions-ended": "{when} ваши сеансы завершил: {by}.",
    "departed": "{when} внесён ваш последний рабочий день: после него вход закроется. Внёс: {by}.",
    "password-outside": "Ваш пароль изменён не через программу, замечено {when}. Если это не вы, смените его и "
    "сообщите администратору сразу.",
}
_OTHERS: Final[Mapping[str, str]] = {
    "reissued": "{when} {person}: заново выдан код вместо пароля. Выдал: {by}.",
    "recovered": "{when} {person}: учётная запись возвращена по коду восстановления.",
    "locked": "{when} {person}: доступ заблокирован. Заблокировал: {by}.",
    "reported": "{when} {person}: нарушение конфиденциальности доступа. Владелец закрыл его; новый код — лично.",
    "not-me": "{when} код для {person} попал к другому человеку. Учётная запись закрыта; выдайте новый код лично.",
    "role-granted": "{when} {person}: дана роль «{role}». Дал: {by}.",
    "role-ended": "{when} {person}: роль «{role}» снята. Снял: {by}.",
    "sessions-ended": "{when} {person}: сеансы завершил: {by}.",
    "departed": "{when} {person}: внесено увольнение, вход закроется после последнего дня. Внёс: {by}.",
    "password-outside": "{person}: пароль изменён не через программу, замечено {when}. Спросите владельца лично.",
}


class AccessNotices(QObject):
    """A strip with the newest notice and how many more there are; read at sign-in."""

    def __init__(self, desk: Desk, lanes: Lanes, window: QWidget, column: QVBoxLayout, place: int) -> None:
        super().__init__(window)
        self._desk, self._lanes = desk, lanes
        self._notices: list[AccessNotice] = []
        self.strip = QFrame(window)
        self.strip.setObjectName("accessNotices")
        self.strip.setProperty("banner", "warn")
        self.strip.setProperty("strip", True)
        icon = QLabel(self.strip)
        icon.setProperty("icon_name", "shield-warning")
        icon.setProperty("icon_colour", "warn")
        icon.setAccessibleName("Внимание")
        self.words = QLabel(self.strip)
        self.words.setWordWrap(True)
        self.read_button = QPushButton("Прочитано", self.strip)
        self.read_button.setObjectName("noticeReadButton")
        self.read_button.clicked.connect(self._acknowledge)
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(16, 3, 16, 3)
        row.setSpacing(8)
        row.addWidget(icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.read_button)
        self.strip.hide()
        column.insertWidget(place, self.strip)
        style.fit(self.strip)
        self.read()

    def read(self) -> None:
        """Ask the server."""
        self._lanes.run(Lane.BULK, self._desk.access_notices, owner=self, done=self._show, failed=lambda _error: None)

    def _show(self, notices: tuple[AccessNotice, ...]) -> None:
        self._notices = list(notices)
        self._tell()

    def _tell(self) -> None:
        self.strip.setVisible(bool(self._notices))
        if self._notices:
            more = f" Ещё сообщений: {len(self._notices) - 1}." if len(self._notices) > 1 else ""
            self.words.setText(notice_words(self._notices[0]) + more)

    def _acknowledge(self) -> None:
        if not self._notices:
            return
        notice = self._notices[0]
        self.read_button.setEnabled(False)
        self._lanes.run(
            Lane.BULK,
            self._desk.acknowledge_access_notice,
            notice.access_event_id,
            owner=self,
            done=lambda _none: self._forget(notice),
            failed=lambda _error: None,
            settled=lambda: self.read_button.setEnabled(True),
        )

    def _forget(self, notice: AccessNotice) -> None:
        self._notices = [each for each in self._notices if each.access_event_id != notice.access_event_id]
        self._tell()


def notice_words(notice: AccessNotice) -> str:
    """The sentence of a notice."""
    return (_MINE if notice.is_mine else _OTHERS)[notice.kind].format(
        when=day_and_time(notice.happened_at),
        person=notice.person,
        by=(notice.caused_by or "сервер школы").removesuffix("."),
        role=role_word(notice.role) if notice.role else "",
    )
