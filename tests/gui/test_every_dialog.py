"""Every dialog: inside the screen at each size, no text cut, every control named, Tab in the order of reading."""

import importlib
import pkgutil
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QScrollArea, QWidget

import ejournal_desktop.gui
from ejournal_desktop.config.settings import SettingsStore
from ejournal_desktop.domain.finals import HandoverCheck
from ejournal_desktop.domain.lesson_plan import Correction
from ejournal_desktop.domain.marks import CellRules
from ejournal_desktop.domain.people_access import AccessKeeper, RoleGrant
from ejournal_desktop.domain.resits import DebtRow
from ejournal_desktop.gui import reading_order, style, theme
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.dialog_room import keep_inside
from ejournal_desktop.gui.grid.fill_dialog import FillDialog
from ejournal_desktop.gui.models.lesson_plan_model import LessonPlanModel
from ejournal_desktop.gui.own_access import PasswordDialog, ReportDialog, SessionsDialog
from ejournal_desktop.gui.pages.class_teacher_dialog import ClassTeacherDialog
from ejournal_desktop.gui.pages.consent import ConsentDialog
from ejournal_desktop.gui.pages.debt_dialogs import NewDebtDialog, ProlongDialog, ResultDialog
from ejournal_desktop.gui.pages.finals_order_dialog import FinalsOrderDialog
from ejournal_desktop.gui.pages.handover_dialog import HandoverDialog
from ejournal_desktop.gui.pages.note_dialog import NoteDialog
from ejournal_desktop.gui.pages.order_dialogs import ActingDialog, OrderDialog
from ejournal_desktop.gui.pages.plan_corrections import CorrectionsDialog
from ejournal_desktop.gui.pages.plan_dialogs import (
    CorrectionDialog,
    CorrectionPlace,
    DetachDialog,
    ReasonDialog,
    ReuseDialog,
)
from ejournal_desktop.gui.pages.results_order_dialog import ResultsOrderDialog
from ejournal_desktop.gui.pages.role_dialogs import EndRoleDialog, GrantRoleDialog
from ejournal_desktop.gui.pages.session_dialog import SessionDialog
from ejournal_desktop.gui.pages.settle_duty_dialog import SettleDutyDialog
from ejournal_desktop.gui.pages.staff_dialogs import DepartureDialog, KeeperDialog
from ejournal_desktop.gui.pages.unlock_order_dialog import UnlockOrderDialog
from ejournal_desktop.gui.pages.work_dialog import WorkDialog
from ejournal_desktop.gui.pin_dialog import PinDialog
from ejournal_desktop.gui.role_dialog import RoleDialog
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.settings_dialog import SettingsDialog
from ejournal_desktop.services.duties import duty_clauses
from tests.gui.fake_gradebook import FakeGradebook as JournalBook
from tests.gui.fake_school import FakeDesk, FakeGradebook, session
from tests.gui.fakes.access import access_person
from tests.gui.fakes.lesson_plans import plan_book, plan_lessons, plan_summary
from tests.gui.fakes.sessions import session_journal
from tests.gui.fakes.unlocks import period_unlock
from tests.gui.journal_pages import CONTROL, KINDS, small_page

TODAY = date(2026, 9, 25)
SIZES = [(1024, 600, 1.0), (1366, 768, 1.5), (1024, 600, 1.5), (1366, 768, 2.0)]
LONG = "Константинопольская-Преображенская Александра Константиновна"
DEBT = DebtRow(1, 10, "7А", "Изобразительное искусство", 1, LONG, date(2026, 5, 28), date(2026, 9, 1))
GRANT = RoleGrant(1, "deputy", date(2026, 9, 1), None, datetime(2026, 9, 1, tzinfo=UTC), "Админов А. О.")
LINE = Correction(5, "merge", 2, 3, None, "Карантин, пропало два урока подряд", "Петрова А. В.")
CHECKS = (
    HandoverCheck("finals", False, True, 2, ("Гаврилов Никита", LONG)),
    HandoverCheck("dots", True, True),
    HandoverCheck("topics", False, False, 2),
)
ROLES = ("teacher", "class_teacher", "deputy", "director", "administrator")


def _plan_model():
    model = LessonPlanModel()
    book = plan_book("А", "Б", "В", lessons=plan_lessons(cancelled={1}))
    model.show(book.topics, book.lessons, (), book.today, may_edit=True)
    return model


def _work(work, parent):
    page = small_page(CONTROL)
    return WorkDialog(
        JournalBook(page), KINDS, page.lessons[0], page.works[0] if work else None, parent, has_marks=work
    )


DIALOGS = {
    "settings": lambda at, parent: SettingsDialog(at.settings, parent),
    "fill": lambda _at, parent: FillDialog("Урок 11 сентября", 12, CellRules("five"), parent),
    "role": lambda _at, parent: RoleDialog(session(*ROLES, class_teacher_of=("7А",)), "teacher", parent),
    "password": lambda at, parent: PasswordDialog(at.desk, at.lanes, parent),
    "sessions": lambda at, parent: SessionsDialog(at.desk, at.lanes, parent),
    "report": lambda at, parent: ReportDialog(at.desk, at.lanes, parent),
    "pin": lambda at, parent: PinDialog(at.desk, at.lanes, has_pin=True, parent=parent),
    "handover": lambda _at, parent: HandoverDialog(CHECKS, "I четверть", parent),
    "order": lambda _at, parent: OrderDialog(TODAY, None, parent),
    "acting": lambda _at, parent: ActingDialog(((1, LONG),), TODAY, parent),
    "note": lambda _at, parent: NoteDialog("Нагрузка на утверждение", parent),
    "session": lambda _at, parent: SessionDialog(session_journal(), None, parent),
    "work": lambda _at, parent: _work(False, parent),
    "changed work": lambda _at, parent: _work(True, parent),
    "prolong": lambda _at, parent: ProlongDialog(DEBT, TODAY, parent),
    "result": lambda _at, parent: ResultDialog(DEBT, parent),
    "new debt": lambda at, parent: NewDebtDialog(at.workplace, TODAY, parent),
    "finals order": lambda at, parent: FinalsOrderDialog(at.workplace, parent),
    "results order": lambda at, parent: ResultsOrderDialog(at.workplace, parent),
    "class teacher": lambda at, parent: ClassTeacherDialog(at.workplace, parent),
    "duty": lambda _at, parent: SettleDutyDialog(((1, LONG),), duty_clauses(TODAY), TODAY, parent),
    "unlock order": lambda at, parent: UnlockOrderDialog(at.workplace, parent),
    "grant": lambda _at, parent: GrantRoleDialog(access_person(4, LONG, positions=("завуч",)), ROLES, TODAY, parent),
    "departure": lambda _at, parent: DepartureDialog(access_person(4, LONG, departs_on=TODAY), TODAY, parent),
    "keeper": lambda _at, parent: KeeperDialog(AccessKeeper(LONG, "12", "8 (000) 000-00-00"), parent),
    "end of a role": lambda _at, parent: EndRoleDialog(GRANT, LONG, TODAY, parent),
    "corrections": lambda _at, parent: CorrectionsDialog(
        plan_book("А", corrections=(LINE,)), may_void=True, parent=parent
    ),
    "correction": lambda at, parent: CorrectionDialog(at.model, 1, CorrectionPlace("merge", 1), parent),
    "returned plan": lambda _at, parent: ReasonDialog("Вернуть планирование", parent),
    "own plan": lambda _at, parent: DetachDialog(plan_book("А"), parent),
    "ready plan": lambda _at, parent: ReuseDialog((plan_summary(author=LONG, is_mine=False),), 7, parent),
    "consent": lambda at, parent: ConsentDialog(
        at.workplace, f"Утвердить «{LONG}»?", LONG, with_password=True, parent=parent
    ),
}
ELSEWHERE = {
    "IssuedCodesDialog": "tests/gui/test_people_access_page.py",
    "PasteNamesDialog": "tests/gui/test_journal_clipboard.py",
    "ListFind": "a question of Qt's own",
    "DateJump": "a question of Qt's own",
    "PupilFind": "a question of Qt's own",
    "SheetPreview": "a page of paper that is scrolled",
    "IndividualDialog": "tests/gui/test_lesson_card.py",
    "NotesDialog": "tests/gui/test_lesson_card.py",
    "BriefingDialog": "tests/gui/test_lesson_card.py",
    "FilesDialog": "tests/gui/test_lesson_card.py",
    "PlanQueueDialog": "tests/gui/test_plan_queue.py",
    "ColumnsDialog": "tests/gui/test_lesson_plan_page.py",
    "ImportDialog": "tests/gui/test_lesson_plan_page.py",
}


class Place:
    """Where a dialog is opened."""

    def __init__(self, lanes, folder):
        self.lanes = lanes
        self.desk = FakeDesk(session(*ROLES))
        self.desk.unlock_list = (period_unlock(),)
        self.workplace = Workplace(self.desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook())
        self.settings = SettingsStore(folder / "settings.toml")
        self.model = _plan_model()


@pytest.fixture
def opened(qtbot, dressed, lanes, tmp_path):
    kept = []

    def make(name, width=1366, height=768, scale=1.0):
        theme.use(theme.Theme(scale=scale))
        place, window = Place(lanes, tmp_path), QWidget()
        qtbot.addWidget(window)
        window.resize(width, height)
        kept.append((window, place))
        dialog = DIALOGS[name](place, window)
        style.fit(dialog)
        keep_inside(dialog, QSize(width - 16, height - 40))
        with qtbot.waitExposed(dialog):
            dialog.show()
        QTest.qWait(20)
        keep_inside(dialog, QSize(width - 16, height - 40))
        reading_order.arrange(dialog)
        QTest.qWait(5)
        return dialog

    return make


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_stands_inside_the_screen_and_nothing_in_it_is_cut(opened, name, width, height, scale):
    dialog = opened(name, width, height, scale)

    for _ in range(40):  # what a lane answers is said in the dialog, which grows by it
        keep_inside(dialog, QSize(width - 16, height - 40))
        QTest.qWait(5)
        if not cut(dialog):
            break
    assert dialog.width() <= width - 16
    assert dialog.height() <= height - 40
    assert cut(dialog) == set()
    assert [area for area in dialog.findChildren(QScrollArea) if area.horizontalScrollBar().maximum()] == []


def cut(dialog):
    found = set()
    for one in dialog.findChildren(QWidget):
        if not one.isVisible() or not isinstance(one, (QLabel, QAbstractButton)) or not one.text():
            continue
        if isinstance(one, QLabel):
            if hasattr(one, "shown_text") or one.toolTip():
                continue
            needed = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
            narrow = not one.wordWrap() and one.width() + 1 < one.sizeHint().width()
        else:
            lines = one.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, one.text())
            needed, narrow = lines.height(), one.width() < lines.width()
        if one.height() + 1 < needed or narrow:
            found.add(f"{one.objectName()}: {one.text()[:40]}: {one.size().toTuple()} < {one.sizeHint().toTuple()}")
    return found


def stops(dialog):
    at, found = dialog.nextInFocusChain(), []
    while at is not dialog:
        tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if tab and at.isVisible() and at.isEnabled() and at.focusProxy() is None and at.window() is dialog:
            found.append(at)
        at = at.nextInFocusChain()
    return found


def said(widget):
    return f"{type(widget).__name__} {widget.objectName()} {getattr(widget, 'text', str)()!r}"


@pytest.mark.parametrize("name", DIALOGS)
def test_every_control_of_a_dialog_has_a_name_that_is_heard(opened, name):
    dialog = opened(name)

    heard = {
        one: QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name).strip() for one in stops(dialog)
    }

    assert heard
    assert [said(one) for one, words in heard.items() if not words] == []
    assert dialog.windowTitle()


@pytest.mark.parametrize("name", DIALOGS)
def test_tab_goes_through_a_dialog_in_the_order_of_reading(opened, name):
    dialog = opened(name)

    for _ in range(40):  # the layout of a busy machine comes late
        order = stops(dialog)
        wanted = read(dialog, order)
        if order.index(wanted[0]) == 0 and order == wanted:
            break
        QTest.qWait(5)
    start = order.index(wanted[0])  # the chain is a ring
    assert [said(one) for one in order[start:] + order[:start]] == [said(one) for one in wanted]


def read(dialog, controls):
    """Line by line: what overlaps in height is one line, read from the left."""
    lines = []
    for one in sorted(controls, key=lambda one: one.mapTo(dialog, one.rect().topLeft()).y()):
        top, bottom = (one.mapTo(dialog, point).y() for point in (one.rect().topLeft(), one.rect().bottomLeft()))
        if lines and top < lines[-1][0]:
            lines[-1][1].append(one)
        else:
            lines.append((bottom, [one]))
    return [
        one for _, line in lines for one in sorted(line, key=lambda one: one.mapTo(dialog, one.rect().topLeft()).x())
    ]


def test_no_dialog_is_forgotten_here(dressed):
    for module in pkgutil.walk_packages(ejournal_desktop.gui.__path__, "ejournal_desktop.gui."):
        importlib.import_module(module.name)

    def kinds(of):
        return {deeper for kind in of.__subclasses__() for deeper in ({kind} | kinds(kind))}

    ours = {kind for kind in kinds(QDialog) if kind.__module__.startswith("ejournal_desktop")}
    leaves = {kind.__name__ for kind in ours if not kind.__subclasses__()}

    assert leaves - set(ELSEWHERE) == {name for name in leaves if name in _made()}


def _made():
    """The kinds whose names stand in the table above."""
    return {name for make in DIALOGS.values() for name in make.__code__.co_names} | {"WorkDialog"}
