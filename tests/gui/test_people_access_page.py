"""«Люди и доступ»: who has no way in, codes for the chosen, roles, locks; and the notices above the pages."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QDialogButtonBox

from ejournal_desktop.domain.accounts import CodeNotice
from ejournal_desktop.domain.approvals import OrderEntry
from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.domain.people_access import AccessKeeper, AccessNotice, AccountCard, LastCode, RoleGrant
from ejournal_desktop.gui.access_notices import notice_words
from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.pages.people_access_page import PeopleAccessPage
from ejournal_desktop.gui.ports.access import SlipFile
from tests.gui.fake_school import FakeDesk, context, session
from tests.gui.fakes.access import AT, access_person

PEOPLE = (
    access_person(1, "Абрамов Кирилл Денисович", "pupil", class_name="7А"),
    access_person(
        2,
        "Абрамова Ольга Петровна",
        "guardian",
        children=(("Абрамов Кирилл", "7А"),),
        code=LastCode(9, AT, "Админов А. О.", AT, is_reissue=False, state="open"),
    ),
    access_person(3, "Ёлкина Вера Ивановна", positions=("учитель",), account_id=30, account_state="locked"),
    access_person(
        4,
        "Завучева Анна Олеговна",
        positions=("завуч",),
        account_id=40,
        account_state="active",
        roles=("deputy",),
        last_sign_in_at=AT,
    ),
    access_person(5, "Ушедший Пётр Ильич", is_here=False, account_id=50, account_state="left"),
)


@pytest.fixture
def open_page(qtbot, dressed, lanes, tmp_path):
    def make(role="administrator", **changes):
        desk = FakeDesk(session(role), people=PEOPLE, **changes)
        window = MainWindow(context(lanes, tmp_path), desk, role, "Школа")
        qtbot.addWidget(window)
        window.show()
        page = PeopleAccessPage(window.workplace, role, window)
        qtbot.waitUntil(lambda: page.model.rowCount() > 0)
        return page, desk

    return make


def names(page):
    return [page.model.person(row).full_name.split()[0] for row in range(page.model.rowCount())]


def choose(page, *rows):
    selection = page.list.selectionModel()
    selection.clearSelection()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows:
        selection.select(page.model.index(row, 0), flags)


@pytest.mark.parametrize(
    ("combo", "words", "left"),
    [
        ("state", "без входа", ["Абрамов", "Абрамова"]),
        ("state", "код выдан", ["Абрамова"]),
        ("state", "заблокирован", ["Ёлкина"]),
        ("state", "уволен или выбыл", ["Ушедший"]),
        ("kind", "родители", ["Абрамова"]),
        ("role", "Заместитель директора по УВР", ["Завучева"]),
        ("class_name", "7А", ["Абрамов", "Абрамова"]),
    ],
)
def test_a_filter_leaves_whom_it_names(open_page, combo, words, left):
    page, _ = open_page()
    filter_of = getattr(page, combo)

    filter_of.setCurrentIndex(filter_of.findText(words))

    assert names(page) == left


@pytest.mark.parametrize("typed", ["елк", "ЁЛК", "вера"])
def test_the_search_takes_e_for_yo(open_page, typed):
    page, _ = open_page()

    page.search.setText(typed)

    assert names(page) == ["Ёлкина"]


def test_codes_are_issued_for_the_chosen_and_who_got_none_is_named(open_page, qtbot):
    slips = SlipFile(b"%PDF", 1, "Коды", 1, ("Завучева А. О.: Нужно согласие второго человека.",))
    page, desk = open_page(slips=slips)
    choose(page, 0, 3)
    taken = []

    page.issue_slips(taken.append)
    qtbot.waitUntil(lambda: not page.error.isHidden())

    assert taken == [slips]
    assert ("access_slips_pdf", (1, 4)) in desk.asked
    assert page.error.text() == "Не выданы: Завучева А. О.: Нужно согласие второго человека."


def test_the_card_tells_roles_with_dates_and_who_gave_them(open_page, qtbot):
    page, _ = open_page()
    choose(page, 3)

    qtbot.waitUntil(lambda: page.card.grants.count() == 1)

    assert page.card.grants.item(0).text() == "Учитель: с 24.09.2026 · Админов А. О."
    assert page.card.sessions.text() == "1 открытый сеанс: 10.0.0.9"


@pytest.mark.parametrize(("waits", "said"), [(False, ""), (True, "ждёт согласия второго человека")])
def test_a_role_of_the_management_waits_for_a_second_person(open_page, qtbot, waits, said):
    page, desk = open_page(waits=waits)

    page.acts.grant(PEOPLE[3], "director", AT.date(), None)
    qtbot.waitUntil(lambda: desk.asked.count(("people_and_access",)) > 1)

    assert ("grant_role", 4, "director", AT.date(), None) in desk.asked
    assert said in page.told.text()
    assert page.error.isHidden()


def test_what_the_server_refuses_is_said(open_page, qtbot):
    page, _ = open_page(refusals={"grant_role": RuleBrokenError("EJ020", {"reason": "has-role"})})

    page.acts.grant(PEOPLE[3], "deputy", AT.date(), None)
    qtbot.waitUntil(lambda: bool(page.error.text()))

    assert page.error.text().startswith("У этого человека уже есть такая роль.")


def test_the_director_looks_and_seals_and_issues_no_codes(open_page):
    page, _ = open_page("director")
    choose(page, 3)

    assert page.issue_button.isHidden()
    assert not page.recovery_button.isHidden()
    assert not page.card.buttons["grant"].isEnabled()


def test_a_class_teacher_has_the_codes_of_her_class_and_no_cards(open_page):
    page, _ = open_page("class_teacher")
    choose(page, 0)

    assert not page.card.isVisible()
    assert page.issue_button.isEnabled()


def notice(number=1, **changes):
    values = {"kind": "reissued", "person": "Петрова А. В.", "is_mine": True, "caused_by": "Админов А. О."}
    return AccessNotice(number, role=None, happened_at=AT, **{**values, **changes})


def test_a_notice_stays_above_the_pages_until_it_is_read(qtbot, dressed, lanes, tmp_path):
    desk = FakeDesk(notices=(notice(2), notice(1)))
    window = MainWindow(context(lanes, tmp_path), desk, "teacher", "Школа")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.notices.strip.isVisible)
    first = window.notices.words.text()

    for _ in range(2):
        window.notices.read_button.click()
        qtbot.waitUntil(window.notices.read_button.isEnabled)
    qtbot.waitUntil(lambda: not window.notices.strip.isVisible())

    assert "вам заново выдан код вместо пароля. Выдал: Админов А. О." in first
    assert "Ещё сообщений: 1." in first
    assert desk.notices == ()


@pytest.mark.parametrize("is_mine", [True, False])
@pytest.mark.parametrize(
    "kind",
    [
        "reissued",
        "recovered",
        "locked",
        "reported",
        "not-me",
        "role-granted",
        "role-ended",
        "sessions-ended",
        "password-outside",
        "departed",
    ],
)
def test_every_notice_of_the_server_has_its_sentence(kind, is_mine):
    words = notice_words(notice(kind=kind, is_mine=is_mine))

    assert "{" not in words
    assert words.endswith(".")


def test_a_role_is_given_from_a_day_to_a_day(open_page, qtbot):
    page, desk = open_page()
    dialog = page.acts.ask_role(PEOPLE[3])
    dialog.role.setCurrentIndex(dialog.role.findData("psychologist"))
    dialog.starts.setDate(dialog.starts.date().addDays(3))
    dialog.is_ending.setChecked(True)
    dialog.ends.setDate(dialog.ends.date().addDays(10))

    dialog.accept()
    qtbot.waitUntil(lambda: any(asked[0] == "grant_role" for asked in desk.asked))

    today = desk.session.server_time.date()
    [asked] = [asked for asked in desk.asked if asked[0] == "grant_role"]
    assert asked == ("grant_role", 4, "psychologist", today + timedelta(3), today + timedelta(13))


def test_a_role_cannot_end_before_it_begins_nor_begin_yesterday(open_page):
    page, desk = open_page()
    dialog = page.acts.ask_role(PEOPLE[3])
    dialog.starts.setDate(dialog.starts.date().addDays(3))
    dialog.is_ending.setChecked(True)
    dialog.ends.setDate(dialog.starts.date().addDays(-2))
    _, starts, ends = dialog.answer()
    dialog.starts.setDate(dialog.starts.date().addDays(-9))

    assert starts == ends == desk.session.server_time.date() + timedelta(3)
    assert dialog.answer()[1] == desk.session.server_time.date()


@pytest.mark.parametrize("at_once", [True, False])
def test_a_role_ends_at_once_or_with_a_last_day(open_page, qtbot, at_once):
    page, desk = open_page()
    choose(page, 3)
    qtbot.waitUntil(lambda: page.card.grants.count() == 1)
    page.card.grants.setCurrentRow(0)
    dialog = page.acts.ask_end(PEOPLE[3], page.card.chosen_grant())
    dialog.at_once.setChecked(at_once)

    dialog.accept()
    qtbot.waitUntil(lambda: any(asked[0] == "end_role" for asked in desk.asked))

    last_day = None if at_once else desk.session.server_time.date()
    assert ("end_role", 5, last_day) in desk.asked


def test_the_end_of_a_role_of_the_management_waits_for_a_second_person(open_page, qtbot):
    page, desk = open_page(waits=True, account=account("deputy"))
    choose(page, 3)
    qtbot.waitUntil(lambda: page.card.grants.count() == 1)
    page.card.grants.setCurrentRow(0)
    dialog = page.acts.ask_end(PEOPLE[3], page.card.chosen_grant())

    dialog.accept()
    qtbot.waitUntil(lambda: not page.told.isHidden())

    assert "снимает второй человек" in dialog.note.text()
    assert "ждёт согласия второго человека" in page.told.text()
    assert ("end_role", 5, None) in desk.asked


@pytest.mark.parametrize(("role", "may"), [("deputy", True), ("teacher", False)])
def test_the_director_asks_to_end_roles_of_the_management_only(open_page, qtbot, role, may):
    page, _ = open_page("director", account=account(role))
    choose(page, 3)
    qtbot.waitUntil(lambda: page.card.grants.count() == 1)
    page.card.grants.setCurrentRow(0)

    assert page.card.buttons["end_role"].isEnabled() is may


def test_a_departure_is_entered_with_its_order_also_of_who_has_no_account(open_page, qtbot):
    page, desk = open_page()
    dialog = page.acts.ask_departure(PEOPLE[2])
    ready = ready_button(dialog)
    before = ready.isEnabled()
    dialog.number.setText(" 17-к ")
    after = ready.isEnabled()

    dialog.accept()
    qtbot.waitUntil(lambda: any(asked[0] == "set_departure" for asked in desk.asked))

    today = desk.session.server_time.date()
    assert (before, after) == (False, True)
    assert ("set_departure", 3, today, OrderEntry("17-к", today)) in desk.asked


def test_a_departure_is_taken_back_without_an_order(open_page, qtbot):
    page, desk = open_page()
    dialog = page.acts.ask_departure(replace(PEOPLE[2], departs_on=AT.date()))
    dialog.stays.setChecked(True)

    dialog.accept()
    qtbot.waitUntil(lambda: any(asked[0] == "set_departure" for asked in desk.asked))

    assert ("set_departure", 3, None, None) in desk.asked


def test_who_watches_is_dismissed_from_today_at_the_earliest(open_page):
    page, desk = open_page()
    dialog = page.acts.ask_departure(PEOPLE[3])
    dialog.last.setDate(dialog.last.date().addDays(-5))

    assert dialog.answer()[0] == desk.session.server_time.date()


def test_only_who_belongs_to_the_staff_is_dismissed(open_page):
    page, _ = open_page()
    shown = []
    for row in (0, 2):
        choose(page, row)
        shown.append(not page.card.buttons["departure"].isHidden())

    assert shown == [False, True]


def test_the_administrator_says_who_gives_new_access(open_page, qtbot):
    page, desk = open_page()
    page.keeper_button.click()
    qtbot.waitUntil(lambda: page.keeper_button.dialog is not None)
    dialog = page.keeper_button.dialog
    dialog.name.setText("Белозёрова  Ирина ")
    dialog.room.setText("12")
    dialog.hours.setText("пн–пт 8:00–16:00")

    dialog.accept()
    qtbot.waitUntil(lambda: bool(page.told.text()))

    assert desk.keeper == AccessKeeper("Белозёрова Ирина", "12", "", "пн–пт 8:00–16:00")
    assert desk.keeper.parts == ("Белозёрова Ирина", "каб. 12", "пн–пт 8:00–16:00")


def test_the_director_does_not_say_it(open_page):
    page, _ = open_page("director")
    assert page.keeper_button.isHidden()


def ready_button(dialog):
    [box] = dialog.findChildren(QDialogButtonBox)
    return next(b for b in box.buttons() if box.buttonRole(b) == QDialogButtonBox.ButtonRole.AcceptRole)


def account(role):
    return AccountCard(40, "active", AT, AT, (RoleGrant(5, role, None, None, AT, "Админов А. О."),), ())


def code(number, state, **changes):
    values = {"is_reissue": False, "issued_at": AT, "issued_by": "Админов А. О.", "valid_until": AT, "ended_at": AT}
    return CodeNotice(number, number, f"Человек {number}", ("teacher",), state=state, **{**values, **changes})


def test_issued_codes_are_listed_by_what_became_of_them(open_page, qtbot):
    codes = tuple(code(at, state) for at, state in enumerate(("open", "redeemed", "expired", "voided"), start=1))
    page, _ = open_page(codes=codes)
    dialog = page.show_codes()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 4)

    left = {}
    for at in range(1, dialog.state.count()):
        dialog.state.setCurrentIndex(at)
        left[dialog.state.itemText(at)] = [
            dialog.list.topLevelItem(row).text(4) for row in range(dialog.list.topLevelItemCount())
        ]

    assert left == {
        "ждёт владельца": ["ждёт владельца до 24.09.2026"],
        "использован": ["использован 24.09.2026"],
        "просрочен": ["просрочен 24.09.2026"],
        "отменён": ["отменён 24.09.2026"],
    }


def test_who_has_no_account_has_no_acts_on_the_card(open_page):
    page, _ = open_page()
    choose(page, 0)

    assert page.card.buttons["lock"].isHidden()
    assert "Учётной записи нет" in page.card.hint.text()


def test_a_card_that_is_read_twice_tells_each_role_once(open_page, qtbot):
    page, desk = open_page()
    choose(page, 3)
    qtbot.waitUntil(lambda: page.card.grants.count() == 1)

    page.card.show_card(desk.account_card(40))

    assert page.card.grants.count() == 1


def test_after_an_act_the_focus_is_on_its_button_again_and_never_on_the_next_one(open_page, qtbot):
    page, _desk = open_page()
    page.activateWindow()
    choose(page, 3)
    grant = page.card.buttons["grant"]
    qtbot.waitUntil(grant.isEnabled)
    page.window().activateWindow()
    page.setParent(None)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    grant.setFocus()

    page.card.show_person(PEOPLE[3])
    while_read = page.card.grants.hasFocus()
    page._chosen_changed()
    qtbot.waitUntil(grant.isEnabled)

    assert while_read
    assert grant.hasFocus()
