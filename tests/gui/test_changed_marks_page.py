import threading
from datetime import date

import pytest
from PySide6.QtCore import QDate, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from ejournal_desktop.domain.changed_marks import ChangeFilter
from ejournal_desktop.domain.errors import CancelledError, ServerUnavailableError
from ejournal_desktop.gui import printing
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.changed_marks_model import HEADS, REASON, ChangedMarksModel
from ejournal_desktop.gui.page_registry import pages_of
from ejournal_desktop.gui.pages.changed_marks_page import ChangedMarksPage
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, FakePaper, session
from tests.reports.sample_changes import change, report_of, sample_changes

WHOLE = ChangeFilter(date(2026, 9, 1), date(2026, 9, 25))


@pytest.fixture
def open_page(qtbot, dressed, lanes):
    def make(desk, role="administrator"):
        page = ChangedMarksPage(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()), role)
        page.resize(1300, 640)
        page.said = []
        page.summary_changed.connect(page.said.append)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: page.report() is not None or page.ui.emptyState.isVisible())
        return page

    return make


def desk_with(changes, **more):
    return FakeDesk(session("administrator"), changes=report_of(changes), **more)


def texts(page, row):
    return [page.model.index(row, column).data() for column in range(page.model.columnCount())]


def filters_asked(desk):
    return [asked[1] for asked in desk.asked if asked[0] == "changed_marks"]


@pytest.mark.parametrize("role", ["administrator", "director", "deputy", "inspector"])
def test_who_controls_has_the_page(role):
    assert "changed_marks" in [spec.page_id for spec in pages_of(role, session(role))]


@pytest.mark.parametrize("role", ["teacher", "class_teacher", "secretary", "psychologist", "pupil", "guardian"])
def test_nobody_else_has_it(role):
    assert "changed_marks" not in [spec.page_id for spec in pages_of(role, session(role))]


def test_the_year_so_far_is_shown_at_once(open_page):
    desk = desk_with([change(1), change(0)])

    page = open_page(desk)

    assert filters_asked(desk) == [WHOLE]
    assert texts(page, 0) == [
        "07.09.2026 16:14", "Белозёрова И. М.", "7А", "Алгебра", "Цветков Роман", "04.09.2026", "ответ на уроке", "3",
        "—", "учитель предмета", "",
    ]  # fmt: skip
    assert page.ui.countLabel.text() == "2 изменения, из них удалений 1"
    assert page.said[-1] == "2 изменения"


def test_the_reason_has_a_column_only_where_one_is_on_record(open_page):
    without = open_page(desk_with([change(0)]))
    with_reason = open_page(desk_with([change(0, reason="ошибка ввода")]))

    assert without.ui.list.isColumnHidden(REASON)
    assert not with_reason.ui.list.isColumnHidden(REASON)


def test_who_listens_hears_the_whole_change(open_page):
    page = open_page(desk_with([change(1)]))
    became = page.model.index(0, HEADS.index("Стало"))

    assert became.data(Qt.ItemDataRole.AccessibleTextRole) == "Стало: удалена"
    assert became.data(Qt.ItemDataRole.AccessibleDescriptionRole) == (
        "7 сентября, 16:14, Белозёрова И. М.: Цветков Роман, 7А, Алгебра, 04.09.2026, ответ на уроке, "
        "было: 3, стало: удалена"
    )


def test_filters_ask_the_server_once_after_the_last_of_several_strokes(open_page, qtbot):
    desk = desk_with([change(1), change(0)])
    page = open_page(desk)

    for letter in "гус":
        page.ui.pupilEdit.insert(letter)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)

    assert filters_asked(desk) == [WHOLE, ChangeFilter(WHOLE.since, WHOLE.until, pupil="гус")]
    assert texts(page, 0)[4] == "Гусев Фёдор"


def test_dates_and_lists_are_filters_and_what_was_chosen_stays_chosen(open_page, qtbot):
    desk = desk_with([change(1), change(0)])
    page = open_page(desk)
    page.ui.classCombo.setCurrentText("7А")
    page.ui.subjectCombo.setCurrentText("Алгебра")
    page.ui.teacherCombo.setCurrentText("Белозёрова И. М.")
    page.ui.sinceEdit.setDate(QDate(2026, 9, 5))

    qtbot.waitUntil(lambda: len(filters_asked(desk)) == 2)

    assert filters_asked(desk)[-1] == ChangeFilter(date(2026, 9, 5), WHOLE.until, 2, 3, 5)
    qtbot.waitUntil(lambda: page.report().asked == filters_asked(desk)[-1])
    assert page.ui.classCombo.currentText() == "7А"


def test_more_is_read_on_demand_and_put_below(open_page, qtbot):
    desk = FakeDesk(session("administrator"), changes=sample_changes(7), piece=5)
    page = open_page(desk)
    page.ui.list.setCurrentIndex(page.model.index(3, 0))
    before = page.ui.moreButton.text()

    page.ui.moreButton.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 7)

    assert before == "Показать ещё (всего 7)"
    assert page.ui.list.currentIndex().row() == 3
    assert not page.ui.moreButton.isVisible()


def test_without_changes_the_page_says_so(open_page):
    page = open_page(desk_with([]))

    assert page.ui.emptyState.words() == "Изменений нет. С 1 сентября по 23 октября отметки не меняли."


def test_a_filter_that_fits_nothing_can_be_reset(open_page, qtbot):
    page = open_page(desk_with([change(0)]))
    page.ui.pupilEdit.setText("ивонов")
    qtbot.waitUntil(page.ui.emptyState.isVisible)
    words = page.ui.emptyState.words()

    page._reset()
    qtbot.waitUntil(page.ui.list.isVisible)

    assert words.startswith("Ничего не нашлось.")
    assert page.ui.pupilEdit.text() == ""


def test_no_answer_of_the_server_is_said_and_reading_can_be_repeated(open_page, qtbot):
    desk = desk_with([change(0)], error=ServerUnavailableError())
    page = open_page(desk)
    desk.error = None

    page.refresh()

    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


@pytest.mark.parametrize(("ending", "asked"), [("pdf", "changed_marks_pdf"), ("xlsx", "changed_marks_sheet")])
def test_a_file_holds_everything_that_fits_the_filters(open_page, qtbot, tmp_path, ending, asked):
    desk = desk_with([change(1), change(0)], paper=FakePaper(b"%PDF") if ending == "pdf" else b"PK")
    page = open_page(desk)
    path = tmp_path / f"отчёт.{ending}"

    (page.save_pdf_to if ending == "pdf" else page.save_sheet_to)(path)
    qtbot.waitUntil(lambda: page.said[-1] == f"Сохранено: отчёт.{ending}")

    assert desk.asked[-1] == (asked, WHOLE)
    assert path.read_bytes() == (b"%PDF" if ending == "pdf" else b"PK")


def test_a_folder_that_cannot_be_written_to_is_said(open_page, qtbot, tmp_path):
    page = open_page(desk_with([change(0)], paper=b"PK"))

    page.save_sheet_to(tmp_path / "нет такой папки" / "отчёт.xlsx")

    qtbot.waitUntil(page.ui.errorBanner.isVisible)
    assert "Файл отчёт.xlsx не сохранён." in page.ui.errorLabel.text()


def test_printing_hands_the_paper_to_the_printer(open_page, qtbot, monkeypatch):
    printed = []
    monkeypatch.setattr(printing, "print_pdf", lambda *paper: printed.append(paper))
    page = open_page(desk_with([change(0)], paper=FakePaper(b"%PDF", title="Изменения отметок")))

    page.print_on("HP-uchitelskaya")

    qtbot.waitUntil(lambda: page.said[-1] == "Отправлено на принтер HP-uchitelskaya")
    assert printed == [(b"%PDF", "Изменения отметок", "HP-uchitelskaya")]


def test_drawing_can_be_stopped(open_page, qtbot, tmp_path):
    released = threading.Event()

    def slow(progress, cancelled):
        progress(1, 30)
        while not cancelled():
            released.wait(0.01)
        raise CancelledError

    page = open_page(desk_with([change(0)], paper=slow))
    page.save_pdf_to(tmp_path / "отчёт.pdf")
    qtbot.waitUntil(lambda: page.ui.progressLabel.text() == "Готовлю: 1 из 30")

    page.ui.cancelButton.click()
    qtbot.waitUntil(page.ui.pdfButton.isEnabled)

    assert page.said[-1] == "Остановлено"
    assert not (tmp_path / "отчёт.pdf").exists()


def test_an_inspector_looks_and_is_told_who_allows_printing(open_page):
    page = open_page(desk_with([change(0)]), "inspector")

    assert [button.isEnabled() for button in (page.ui.sheetButton, page.ui.pdfButton, page.ui.printButton)] == [
        False
    ] * 3
    assert page.ui.printButton.toolTip() == "Печать и выгрузку проверяющему разрешает директор."


def test_everything_on_the_page_has_a_name_to_be_read_aloud(open_page):
    ui = open_page(desk_with([change(0)])).ui

    for widget in (ui.sinceEdit, ui.untilEdit, ui.classCombo, ui.subjectCombo, ui.teacherCombo, ui.pupilEdit, ui.list):
        assert widget.accessibleName()


def test_the_model_keeps_the_promises_of_qt(qapp):
    model = ChangedMarksModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.show(sample_changes(3).changes)
    model.show((*sample_changes(3).changes, change(90)))
    model.show(())

    assert model.rowCount(QModelIndex()) == 0
