"""«Сегодня» of the roles that do not keep a journal: what waits for them, where their pages are, whom to ask."""

from typing import Final

from PySide6.QtWidgets import QPushButton, QWidget

from ejournal_desktop.domain.people import Role
from ejournal_desktop.gui import style
from ejournal_desktop.gui.bell_words import SchoolClock
from ejournal_desktop.gui.forms.ui_today_page import Ui_TodayPage
from ejournal_desktop.gui.pages.waiting_list import WaitingList
from ejournal_desktop.gui.roles import role_title
from ejournal_desktop.gui.russian_dates import full_day
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.page import Page

_READS: Final = "Журналы всех классов открыты для чтения: отметки ставит только учитель."
_TEXTS: Final[dict[Role, str]] = {
    "deputy": f"{_READS} Изменения отметок, итоги периода и бумажная копия — в списке слева.",
    "director": f"{_READS} Изменения отметок, итоги периода и бумажная копия — в списке слева.",
    "administrator": f"{_READS} Учётные записи, роли и коды доступа — «Люди и доступ».",
    "inspector": f"{_READS} Все действия записываются.",
    "class_teacher": (
        "Журналы своего класса открыты для чтения и печати, коды доступа учеников и родителей — в списке слева. "
        "Причины пропусков появятся со страницей «Посещаемость»."
    ),
    "secretary": "В этой версии для секретаря ещё нет страниц. Вход работает, данные школы не изменяются.",
    "pupil": "Дневника в этой версии ещё нет. Отметки и домашние задания сообщает учитель.",
    "guardian": "Дневника в этой версии ещё нет. Об отметках и посещаемости сообщает классный руководитель.",
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
        self,
        workplace: Workplace,
        role: Role,
        clock: SchoolClock,
        pages: frozenset[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self.ui = Ui_TodayPage()
        self.ui.setupUi(self)
        self.ui.roleTitle.setText(role_title(role, workplace.desk.session))
        self.ui.existsText.setText(_TEXTS.get(role, ""))
        self.ui.whomText.setText(_WHOM.get(role, _ASK_ADMINISTRATOR))
        for page_id, words in _OPENS:
            if page_id in pages:
                self._add_button(page_id, words, first=self.ui.buttons.count() == 1)
        self.waiting = WaitingList(workplace, role, self)
        self.waiting.page_wanted.connect(self.page_wanted)
        self.ui.outer.insertWidget(1, self.waiting)
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Show the school's date and what waits."""
        self.ui.dayLabel.setText(full_day(self._clock.now().date()))
        self.waiting.refresh()

    def _add_button(self, page_id: str, words: str, *, first: bool) -> None:
        button = QPushButton(words, self)
        button.setObjectName(f"open_{page_id}")
        button.setProperty("kind", "primary" if first else "")
        button.clicked.connect(lambda _checked=False: self.page_wanted.emit(page_id))
        self.ui.buttons.insertWidget(self.ui.buttons.count() - 1, button)
