"""«Журнал педагога-психолога»: her sessions on paper, oldest first, none lost."""

from io import BytesIO

from pypdf import PdfReader

from ejournal_desktop.reports.psychologist_journal import draw_psychologist_journal
from tests.gui.fakes.sessions import session, session_journal


def text_of(report):
    pages = PdfReader(BytesIO(report.pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


def test_groups_and_single_sessions_stand_with_hours_and_content():
    held = session(1, is_held=True, content="Знакомство", absent=1)
    single = session(2, is_individual=True, pupil_id=101, pupil="Абрамов Кирилл", minutes=30, is_held=True)
    text = text_of(draw_psychologist_journal(session_journal(single, held)))

    for words in ("25.09.2026", "Адаптация 5", "групповое", "Знакомство", "Абрамов Кирилл", "индивидуальное"):
        assert words in text
    assert "Проведено занятий 2, 1 ч 10 мин" in text
    assert "Душева Анна Олеговна" in text


def test_no_session_is_lost_between_pages_and_what_was_not_held_is_not_printed():
    sessions = [
        session(number, is_held=True, content=f"Запись № {number}. " + "слово " * 40) for number in range(1, 41)
    ]
    others = session(99, state="cancelled", content="снято"), session(98, content="намечено")
    report = draw_psychologist_journal(session_journal(*others, *sessions))
    text = text_of(report)

    assert report.pages > 1
    assert all(f"Запись № {number}." in text for number in range(1, 41))
    assert "снято" not in text
    assert "намечено" not in text


def test_the_same_values_give_the_same_sum():
    journal = session_journal(session(1, is_held=True, content="Знакомство"))
    other = session_journal(session(1, is_held=True, content="Другое"))

    sums = [draw_psychologist_journal(each).content_sha256 for each in (journal, journal, other)]

    assert sums[0] == sums[1] != sums[2]


def test_a_time_without_sessions_says_so():
    assert "Занятий нет." in text_of(draw_psychologist_journal(session_journal()))
