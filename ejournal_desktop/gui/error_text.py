"""The one place with sentences about errors: what happened — why — what to do; their facts come from ``detail``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any, Final

from ejournal_desktop.domain.errors import (
    BadFileError,
    CancelledError,
    ChangedByAnotherError,
    EjournalError,
    RefusedError,
    ReportFailedError,
    RuleBrokenError,
    ServerUnavailableError,
    SignInFailedError,
    TooSlowError,
)
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.gui.russian_dates import day_month


@dataclass(frozen=True, slots=True)
class ErrorText:
    """A sentence for a person; ``code`` belongs under «Подробности», never into the first line."""

    what: str
    why: str = ""
    advice: str = ""
    code: str = ""

    @property
    def sentence(self) -> str:
        """All parts in one line."""
        return " ".join(part for part in (self.what, self.why, self.advice) if part)


def error_text(error: EjournalError) -> ErrorText:
    """The sentence of an error."""
    return _first_fitting(_BY_CODE.get(error.code) or _by_class(error), error.code, error.detail)


def outcome_text(outcome: Outcome) -> ErrorText:
    """The sentence of an edit that was not saved; empty for a saved one."""
    detail = dict(outcome.detail or {})
    if outcome.result == "conflict":
        present = outcome.value or "пусто"
        facts = {**detail, "author": outcome.author, "value": present}
        if outcome.at is not None:
            facts["at"] = f"{outcome.at:%H:%M}"
        return _first_fitting(_BY_CODE["EJ030"], "EJ030", facts)
    if outcome.result == "repeated-with-other-content":
        return _first_fitting(_BY_CODE["EJ031"], "EJ031", detail)
    if outcome.result == "refused":
        code = outcome.code or ""
        return _first_fitting(_BY_CODE.get(code, _BY_CLASS[RefusedError]), code, detail)
    return ErrorText("")


def known_codes() -> frozenset[str]:
    """Codes that have a sentence of their own."""
    return frozenset(_BY_CODE)


_Variants = tuple[tuple[str, str, str], ...]
"""What, why, advice; the first variant whose every {fact} is known is said."""


_BY_CODE: Final[Mapping[str, _Variants]] = {
    # Signing in
    "EJ001": (
        (
            "Войти не удалось: учётная запись закрыта или заблокирована.",
            "",
            "Новый доступ выдаст администратор школы.",
        ),
    ),
    "EJ003": (
        (
            "Программа на этом компьютере старше, чем требует сервер школы.",
            "Сервер принимает версию {needed}, установлена {client}.",
            "Обновите программу или обратитесь к администратору.",
        ),
        (
            "Программа на этом компьютере старше, чем требует сервер школы.",
            "",
            "Обновите программу или обратитесь к администратору.",
        ),
    ),
    "EJ004": (("Сначала смените временный пароль.", "С ним можно только войти и задать свой пароль.", ""),),
    "wrong-password": (("Неверный логин или пароль.", "", "Проверьте раскладку и Caps Lock."),),
    "no-journal": (
        (
            "На сервере нет журнала школы «{database}».",
            "Сервер отвечает, но такой базы на нём нет.",
            "Проверьте адрес сервера у администратора.",
        ),
        (
            "На сервере нет журнала школы.",
            "Сервер отвечает, но базы на нём нет.",
            "Проверьте адрес сервера у администратора.",
        ),
    ),
    "bad-certificate": (
        (
            "Вход остановлен: сервер {host} не подтвердил, что он сервер школы.",
            "Его сертификат другой.",
            "Сообщите администратору, пароль не вводите.",
        ),
        (
            "Вход остановлен: сервер не подтвердил, что он сервер школы.",
            "Его сертификат другой.",
            "Сообщите администратору, пароль не вводите.",
        ),
    ),
    # Rights
    "EJ002": (
        (
            "Этот раздел вам не открыт.",
            "Журнал ведёт учитель, которому назначен курс; просматривают заместитель директора и директор.",
            "Если курс ваш, обратитесь к заместителю директора по УВР.",
        ),
    ),
    # Rules of the journal
    "EJ010": (
        (
            "Отметка за {lesson:day} закрыта для правки.",
            "Срок редактирования — {window} — истёк {closed:day}.",
            "Открывает администратор по согласованию с заместителем директора.",
        ),
        (
            "Отметка закрыта для правки.",
            "Срок редактирования истёк {closed:day}.",
            "Открывает администратор по согласованию с заместителем директора.",
        ),
        (
            "Отметка закрыта для правки.",
            "Срок редактирования истёк.",
            "Открывает администратор по согласованию с заместителем директора.",
        ),
    ),
    "EJ011": (
        (
            "Страница журнала закрыта.",
            "Итоги периода выставлены, страница сдана {handed:day}.",
            "Открывают по приказу директора, открытие выполняет заместитель директора.",
        ),
        (
            "Страница журнала закрыта.",
            "Итоги периода выставлены, страница сдана.",
            "Открывают по приказу директора, открытие выполняет заместитель директора.",
        ),
    ),
    "EJ012": (
        (
            "Урок {lesson:day} ещё не прошёл.",
            "Отметки и «н» ставят со дня урока.",
            "Тему, домашнее задание и «осв» можно записать заранее.",
        ),
        (
            "Урок ещё не прошёл.",
            "Отметки и «н» ставят со дня урока.",
            "Тему, домашнее задание и «осв» можно записать заранее.",
        ),
    ),
    "EJ013": (
        (
            "{pupil} ещё не учился в {group} {lesson:day} (зачислен {from:day}).",
            "",
            "Состав группы ведёт администратор.",
        ),
        ("{pupil} уже не учился в {group} {lesson:day} (выбыл {to:day}).", "", "Состав группы ведёт администратор."),
        ("Ученика {lesson:day} нет в группе этого курса.", "", "Состав группы ведёт администратор."),
        ("Ученика в этот день нет в группе этого курса.", "", "Состав группы ведёт администратор."),
    ),
    "EJ014": (
        ("«{value}» не подходит: в пятибалльной шкале отметки от 1 до 5.", "", ""),
        ("Такая отметка не подходит: в пятибалльной шкале отметки от 1 до 5.", "", ""),
    ),
    "EJ015": (
        (
            "Отметка и «н» за один день не ставятся вместе.",
            "{lesson:day} ученик отсутствовал.",
            "Отметку за пропущенное ставят позже, со своей датой, либо уберите «н».",
        ),
        (
            "Отметка и «н» за один день не ставятся вместе.",
            "",
            "Отметку за пропущенное ставят позже, со своей датой, либо уберите «н».",
        ),
    ),
    "EJ016": (
        ("Урок {lesson:day} отменён.", "", "Записи в него не вносят; изменения в расписании ведёт администратор."),
        ("Урок отменён.", "", "Записи в него не вносят; изменения в расписании ведёт администратор."),
    ),
    "EJ017": (
        (
            "В этом курсе отметки не ставят.",
            "Обучение безотметочное или зачётное.",
            "Посещаемость, тема и домашнее задание ведутся как обычно.",
        ),
    ),
    "EJ018": (
        (
            "Учебный год {year} закрыт.",
            "После закрытия года журнал не правят.",
            "Обратитесь к заместителю директора по УВР.",
        ),
        ("Учебный год закрыт.", "После закрытия года журнал не правят.", "Обратитесь к заместителю директора по УВР."),
    ),
    "EJ020": (
        (
            "Изменить нельзя: на этих сведениях держатся записи журнала.",
            "",
            "Закройте запись датой или обратитесь к администратору.",
        ),
    ),
    "EJ030": (
        (
            "Эту ячейку уже изменил другой человек.",
            "Сейчас там «{value}», записал(а) {author} в {at}.",
            "Посмотрите и, если нужно, введите своё ещё раз.",
        ),
        (
            "Эту ячейку уже изменил другой человек.",
            "Сейчас там «{value}», записал(а) {author}.",
            "Посмотрите и, если нужно, введите своё ещё раз.",
        ),
        ("Это уже изменил другой человек.", "", "Обновите страницу (F9) и, если нужно, введите своё ещё раз."),
    ),
    "EJ031": (
        (
            "Запись не принята.",
            "Её номер уже занят другой записью.",
            "Обновите страницу (F9) и введите ещё раз.",
        ),
    ),
    # Administration
    "EJ040": (("История в школу уже не загружается.", "Загрузка закрыта после ввода Системы в работу.", ""),),
    "EJ041": (
        (
            "Загрузка не подошла: {what}.",
            "Ничего не записано.",
            "Исправьте файл и загрузите снова.",
        ),
        ("Загрузка не подошла.", "Ничего не записано.", "Исправьте файл и загрузите снова."),
    ),
    "EJ050": (
        (
            "Учётная запись не создана.",
            "Имя входа или роль не подходят: {what}.",
            "Выберите другое имя входа.",
        ),
        ("Учётная запись не создана.", "Имя входа или роль не подходят.", "Выберите другое имя входа."),
    ),
    # Paper
    "process-died": (
        (
            "Отчёт не готов: программа рисования остановилась.",
            "Данные журнала целы.",
            "Запустите ещё раз; если повторится, сообщите администратору.",
        ),
    ),
    "no-printer": (
        (
            "Не распечатано: на этом компьютере нет принтера.",
            "Отчёт готов, его можно сохранить в PDF.",
            "Принтер подключает администратор.",
        ),
    ),
    "printer-failed": (
        (
            "Не распечатано: принтер {printer} не принял задание.",
            "Отчёт готов, его можно сохранить в PDF.",
            "Проверьте принтер и повторите.",
        ),
        (
            "Не распечатано: принтер не принял задание.",
            "Отчёт готов, его можно сохранить в PDF.",
            "Проверьте принтер и повторите.",
        ),
    ),
    "not-written": (
        (
            "Файл не сохранён: {path}.",
            "В эту папку нельзя записать или на диске нет места.",
            "Выберите другую папку.",
        ),
    ),
    "unreadable-pdf": (
        ("Отчёт готов, но показать его не удалось.", "", "Сохраните PDF и откройте его другой программой."),
    ),
}

_BY_CLASS: Final[Mapping[type[EjournalError], _Variants]] = {
    RefusedError: (
        (
            "Не принято: нет доступа или уже изменено.",
            "",
            "Обновите страницу (F9); если запись ваша, обратитесь к администратору.",
        ),
    ),
    RuleBrokenError: (
        ("Не принято: это не допускает правило журнала ({rule}).", "", "Проверьте введённое."),
        ("Не принято: это не допускает правило журнала.", "", "Проверьте введённое."),
    ),
    ChangedByAnotherError: _BY_CODE["EJ030"],
    SignInFailedError: _BY_CODE["wrong-password"],
    ServerUnavailableError: (
        (
            "Нет связи с сервером {host}.",
            "Он выключен, или этот компьютер не в сети школы.",
            "Проверьте сеть и повторите; если не поможет, обратитесь к администратору.",
        ),
        (
            "Нет связи с сервером.",
            "Он выключен, или этот компьютер не в сети школы.",
            "Проверьте сеть и повторите; если не поможет, обратитесь к администратору.",
        ),
    ),
    TooSlowError: (
        ("Сервер отвечает слишком долго.", "Запрос остановлен, ничего не изменено.", "Повторите через минуту."),
    ),
    CancelledError: (("Остановлено.", "Ничего не изменено.", ""),),
    BadFileError: (
        ("Файл «{file}» не прочитан.", "Он повреждён или не того вида.", "Сохраните его заново и выберите снова."),
        ("Файл не прочитан.", "Он повреждён или не того вида.", "Сохраните его заново и выберите снова."),
    ),
    ReportFailedError: (
        ("Отчёт не готов.", "Данные журнала целы.", "Запустите ещё раз; если повторится, сообщите администратору."),
    ),
    EjournalError: (("Не получилось.", "", "Повторите; если не поможет, обратитесь к администратору."),),
}


class _Facts(Formatter):
    """Fills {name} from the facts; ``{name:day}`` writes a date, also one that travelled as text, in words."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "day":
            return day_month(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]))
        return str(value)


def _first_fitting(variants: _Variants, code: str, detail: Mapping[str, Any]) -> ErrorText:
    known = {name: value for name, value in detail.items() if value not in (None, "")}
    fitting = next((variant for variant in variants if _names(variant) <= known.keys()), variants[-1])
    what, why, advice = (_Facts().vformat(part, (), known) for part in fitting)
    return ErrorText(what, why, advice, code)


def _names(variant: tuple[str, str, str]) -> set[str]:
    return {name for part in variant for _, name, _, _ in Formatter().parse(part) if name}


def _by_class(error: EjournalError) -> _Variants:
    return next(_BY_CLASS[kind] for kind in type(error).__mro__ if kind in _BY_CLASS)
