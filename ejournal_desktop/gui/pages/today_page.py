"""«Сегодня» of the roles that do not keep a journal: what exists for them in this version, and whom to ask."""

from typing import Final

from PySide6.QtWidgets import QPushButton, QWidget

from ejournal_desktop.domain.people import Role, Session
from ejournal_desktop.gui import style
from ejournal_desktop.gui.bell_words import SchoolClock
from ejournal_desktop.gui.forms.ui_today_page import Ui_TodayPage
from ejournal_desktop.gui.roles import role_title
from ejournal_desktop.gui.russian_dates import full_day
from ejournal_desktop.gui.widgets.page import Page

_HEAD: Final = (
    "<p>В этой версии можно:</p><ul><li>просматривать журналы всех классов: отметки, посещаемость, темы и домашние "
    "задания; отметки ставит только учитель;</li>"
)
_PRINTS: Final = "<li>готовить и печатать бумажную копию журнала класса.</li></ul>"
_READS: Final = _HEAD + _PRINTS
_SIGNS: Final = (
    _HEAD + "<li>утверждать приказы о выставлении итогов и другие документы, отвечать на просьбы о доступе;</li>"
    "<li>смотреть, как сдаются итоги периода и какие отметки изменены;</li>" + _PRINTS
)
_LEADS: Final = (
    _HEAD + "<li>готовить приказы на подпись директору, согласовывать открытие закрытых отметок;</li>"
    "<li>смотреть, как сдаются итоги периода и какие отметки изменены;</li>" + _PRINTS
)
_TEXTS: Final[dict[Role, str]] = {
    "deputy": _LEADS,
    "director": _SIGNS,
    "administrator": _READS + "<p>Людей, классы и расписание загружают командой <b>ejournal import</b>.</p>",
    "inspector": "<p>В этой версии можно просматривать журналы всех классов. Все действия записываются.</p>",
    "class_teacher": (
        "<p>В этой версии можно просматривать журналы своего класса и печатать их бумажную копию. "
        "Причины пропусков появятся со страницей «Посещаемость».</p>"
    ),
    "secretary": "<p>В этой версии для секретаря ещё нет страниц. Вход работает, данные школы не изменяются.</p>",
    "pupil": "<p>Дневника в этой версии ещё нет. Отметки и домашние задания сообщает учитель.</p>",
    "guardian": "<p>Дневника в этой версии ещё нет. Об отметках и посещаемости сообщает классный руководитель.</p>",
}
_WHOM: Final[dict[Role, str]] = {
    "pupil": "Вопросы о входе — к классному руководителю.",
    "guardian": "Вопросы о входе — к классному руководителю.",
    "deputy": "Вопросы о входе и правах — к администратору школы.",
    "administrator": "Вопросы о журналах — к заместителю директора по УВР.",
}
_ASK_ADMINISTRATOR: Final = (
    "Вопросы о входе и правах — к администратору школы, о журналах — к заместителю директора по УВР."
)
_OPENS: Final = (("approvals", "На утверждение"), ("journals", "Открыть журналы"), ("paper_copy", "Бумажная копия…"))


class TodayPage(Page):
    """An honest first page: nothing on it pretends to exist."""

    help_topic = "today"

    def __init__(
        self, session: Session, role: Role, clock: SchoolClock, pages: frozenset[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self.ui = Ui_TodayPage()
        self.ui.setupUi(self)
        self.ui.roleTitle.setText(role_title(role, session))
        self.ui.existsText.setText(_TEXTS.get(role, ""))
        self.ui.whomText.setText(_WHOM.get(role, _ASK_ADMINISTRATOR))
        for page_id, words in _OPENS:
            if page_id in pages:
                self._add_button(page_id, words, first=self.ui.buttons.count() == 1)
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Show the school's date."""
        self.ui.dayLabel.setText(full_day(self._clock.now().date()))

    def _add_button(self, page_id: str, words: str, *, first: bool) -> None:
        button = QPushButton(words, self)
        button.setObjectName(f"open_{page_id}")
        button.setProperty("kind", "primary" if first else "")
        button.clicked.connect(lambda _checked=False: self.page_wanted.emit(page_id))
        self.ui.buttons.insertWidget(self.ui.buttons.count() - 1, button)
