"""People and their access as a table, each cell with words for who listens."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ejournal_desktop.domain.people_access import AccessPerson, State
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.roles import role_word
from ejournal_desktop.gui.russian_dates import day_and_time, day_month

HEADS: Final = ("Фамилия, имя, отчество", "Кто", "Доступ", "Роли", "Последний вход")
STATES: Final[dict[State, str]] = {
    "none": "нет входа",
    "code": "код выдан",
    "active": "есть",
    "new-password": "ждёт нового пароля",
    "locked": "заблокирован",
    "left": "закрыт по дате",
    "out-of-dates": "вне срока",
    "closed": "закрыт",
}
_COLOURS: Final[dict[State, str]] = {"none": "text_2", "code": "warn", "locked": "err", "left": "text_2"}

_Index = QModelIndex | QPersistentModelIndex


class AccessModel(QAbstractTableModel):
    """The people that the filters left."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[AccessPerson, ...] = ()

    def show(self, people: tuple[AccessPerson, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._people = people
        self.endResetModel()

    def person(self, row: int) -> AccessPerson:
        """Who stands in a row."""
        return self._people[row]

    def row_of(self, person_id: int) -> int:
        """Where a person stands; -1 when she is not shown."""
        return next((row for row, person in enumerate(self._people) if person.person_id == person_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many are shown."""
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The columns of ``HEADS``."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, their colour, and the head with them for a screen reader."""
        person = self._people[index.row()]
        words = _words(person)[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.ToolTipRole:
                return words
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{HEADS[index.column()]}: {words or 'пусто'}"
            case Qt.ItemDataRole.ForegroundRole:
                if index.column() == 2 and person.state in _COLOURS:  # noqa: PLR2004 - the column of the state
                    return theme.current().color(_COLOURS[person.state])
        return None


def who(person: AccessPerson) -> str:
    """«учитель математики», «ученик 7А», «родитель: Абрамов Кирилл, 7А»."""
    parts = []
    if "staff" in person.kinds:
        parts.append(", ".join(person.positions) or "сотрудник")
    if "pupil" in person.kinds:
        parts.append(f"ученик {person.class_name}".rstrip())
    if "guardian" in person.kinds:
        parts.append("родитель: " + ", ".join(f"{name} {of}".rstrip() for name, of in person.children))
    return "; ".join(parts) or "не в списках школы"


def access_words(person: AccessPerson) -> str:
    """«код выдан до 28 декабря», «есть · новый код до 28 декабря»."""
    words = STATES[person.state]
    if not person.is_here and person.state in ("none", "code"):
        words = "уволен или выбыл"
    if person.code is not None and person.has_open_code:
        until = f"до {day_month(person.code.valid_until.date())}"
        return f"{words} {until}" if person.state == "code" else f"{words} · новый код {until}"
    if person.code is not None and person.code.state == "expired" and person.state == "none":
        return f"{words} · код просрочен"
    return words


def _words(person: AccessPerson) -> tuple[str, ...]:
    return (
        person.full_name,
        who(person),
        access_words(person),
        ", ".join(role_word(role) for role in person.roles),
        day_and_time(person.last_sign_in_at) if person.last_sign_in_at else "",
    )
