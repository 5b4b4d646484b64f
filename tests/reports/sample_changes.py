"""An invented report of changed marks."""

from datetime import date, datetime, timedelta, timezone

from ejournal_desktop.domain.changed_marks import ChangedMarks, Choice, MarkChange

MOSCOW = timezone(timedelta(hours=3))
_ROWS = (
    ("Соколова Е. В.", "6А", "Русский язык", "Гусев Фёдор", "ответ на уроке", "4", "5"),
    ("Белозёрова И. М.", "7А", "Алгебра", "Цветков Роман", "ответ на уроке", "3", None),
    ("Панкратов В. Л.", "9Б", "История", "Савина Ольга", "самостоятельная работа", "3", "4"),
    ("Соколова Е. В.", "6А", "Русский язык", "Юдина Валерия", "диктант", "2/3", "3/3"),
    (
        "Тихомирова-Константинопольская С. Г.",
        "10А",
        "Основы безопасности и защиты Родины",
        "Ким Виктор",
        "тест",
        "4",
        "2",
    ),
)


def change(number=0, **changes):
    teacher, class_name, subject, pupil, kind, was, became = _ROWS[number % len(_ROWS)]
    held_on = date(2026, 9, 4) + timedelta(days=number // 2)
    values = {
        "event_id": 1000 + number,
        "pupil_id": 50 + number % 7,
        "at": datetime(2026, 9, 7, 9, 14, tzinfo=MOSCOW) + timedelta(hours=7 * number),
        "teacher": teacher,
        "ground": "course:12",
        "class_name": class_name,
        "subject": subject,
        "pupil": pupil,
        "held_on": held_on,
        "kind": kind,
        "period_kind": None,
        "period_number": None,
        "final_order": "",
        "was": was,
        "became": became,
    }
    return MarkChange(**{**values, **changes})


def final_change(number=0, **changes):
    return change(
        number,
        **{
            "held_on": None,
            "kind": "",
            "period_kind": "quarter",
            "period_number": 1,
            "final_order": "№ 52 от 21.10.2026",
            "ground": "role:teacher",
            "was": "3",
            "became": "4",
        }
        | changes,
    )


def report_of(changes, **more):
    values = {
        "school_full_name": "Муниципальное бюджетное общеобразовательное учреждение «Ключевская средняя школа»",
        "school_short_name": "МБОУ «Ключевская СШ»",
        "reader": "Рыжов Кирилл Николаевич",
        "read_at": datetime(2026, 10, 26, 9, 10, tzinfo=MOSCOW),
        "since": date(2026, 9, 1),
        "until": date(2026, 10, 23),
        "total": len(changes),
        "deletions": sum(each.became is None for each in changes),
        "teachers_count": len({each.teacher for each in changes}),
        "pupils_count": len({each.pupil_id for each in changes}),
        "changes": tuple(changes),
        "classes": (Choice(1, "6А"), Choice(2, "7А")),
        "subjects": (Choice(3, "Алгебра"), Choice(4, "Русский язык")),
        "teachers": (Choice(5, "Белозёрова И. М."), Choice(6, "Соколова Е. В.")),
    }
    return ChangedMarks(**{**values, **more})


def sample_changes(count=14, **more):
    """``count`` changes, newest first as the server tells them; the newest is one of a period."""
    return report_of([final_change(count - 1), *(change(number) for number in reversed(range(count - 1)))], **more)
