"""Words of orders and approvals as the pages say them."""

from collections.abc import Mapping
from typing import Final

from ejournal_desktop.domain.approvals import ApprovalState, Check, OrderKind, Subject, WriteRightKind
from ejournal_desktop.domain.people import Role
from ejournal_desktop.gui.russian_dates import plural

SUBJECT_ICONS: Final[Mapping[Subject, str]] = {
    "load": "scales",
    "curriculum": "books",
    "finals": "pen-nib",
    "results": "medal",
    "unlock": "lock-open",
    "role": "user-gear",
    "role-end": "user-minus",
    "class-teacher": "chalkboard-teacher",
    "delegation": "swap",
    "account": "key",
}
STATES: Final[Mapping[ApprovalState, str]] = {
    "waiting": "ждёт решения",
    "approved": "утверждено",
    "returned": "возвращено",
    "withdrawn": "отозвано",
}
ORDER_KINDS: Final[Mapping[OrderKind, str]] = {
    "finals": "выставление итогов",
    "unlock": "открытие периода",
    "load": "нагрузка",
    "movement": "движение учащихся",
    "appointment": "назначение",
    "other": "прочее",
}
ROLES: Final[Mapping[Role, str]] = {
    "teacher": "учитель",
    "class_teacher": "классный руководитель",
    "deputy": "заместитель директора",
    "director": "директор",
    "administrator": "администратор",
    "secretary": "секретарь",
    "psychologist": "педагог-психолог",
    "inspector": "проверяющий",
    "pupil": "ученик",
    "guardian": "родитель",
}
RIGHT_KINDS: Final[Mapping[WriteRightKind, str]] = {
    "holder": "вне утверждённой нагрузки",
    "substitution": "замена",
    "unlock": "открытие правки",
}
_WELL: Final = {
    "load-vacant": "Учителя назначены на все курсы",
    "load-curriculum": "Часы совпадают с учебным планом",
    "load-heavy": "Никто не превышает {most} ч в неделю",
    "curriculum-heavy": "Недельная нагрузка классов в норме",
    "curriculum-untaught": "Для всех предметов плана есть курсы",
    "finals-order": "Других приказов на эти классы нет",
    "finals-lessons": "После закрытия уроков не остаётся",
    "role-account": "Вход в журнал у человека есть",
}
_WORTH: Final = {
    "load-vacant": "Без учителя: {names}",
    "load-curriculum": "Часы не как в учебном плане: {names}",
    "load-heavy": "Больше {most} ч в неделю: {names}",
    "curriculum-heavy": "Больше нормы: {names}",
    "curriculum-untaught": "Есть в плане, но нет курса: {names}",
    "finals-order": "Уже есть приказ. {names}",
    "role-account": "Входа ещё нет: роль появится вместе с ним",
}
_NAMED: Final = 3


def check_words(check: Check) -> str:
    """«Часы совпадают с учебным планом»."""
    facts = dict(check.facts)
    if check.name == "finals-lessons" and not check.is_well:
        return f"После закрытия останется {plural(facts['count'], 'урок', 'урока', 'уроков')} без отметок"
    if check.name == "unlock-finals":
        return f"На странице {plural(facts['count'], 'итоговая отметка', 'итоговые отметки', 'итоговых отметок')}"
    names = facts.get("names", [])
    more = f" и ещё {len(names) - _NAMED}" if len(names) > _NAMED else ""
    facts["names"] = ", ".join(names[:_NAMED]) + more
    return (_WELL if check.is_well else _WORTH)[check.name].format(**facts)
