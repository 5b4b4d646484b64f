"""Roles in words, and what each of them does in this version."""

from dataclasses import dataclass
from typing import Final

from ejournal_desktop.domain.people import Role, Session


@dataclass(frozen=True, slots=True)
class WorkingRole:
    """A role as a person chooses it at sign-in; a class teacher who teaches has one joint role (ux 5.1)."""

    role: Role
    title: str
    does: str
    icon: str


_TITLES: Final[dict[Role, tuple[str, str, str]]] = {
    "teacher": ("Учитель", "Журналы своих классов и групп", "chalkboard-teacher"),
    "class_teacher": ("Классный руководитель", "Свой класс", "users-three"),
    "psychologist": ("Педагог-психолог", "Журналы своих групп", "heartbeat"),
    "deputy": ("Заместитель директора по УВР", "Журналы, приказы, бумажная копия", "gauge"),
    "director": ("Директор", "Утверждение, журналы, бумажная копия", "crown"),
    "administrator": ("Администратор", "Просмотр журналов, бумажная копия", "identification-card"),
    "secretary": ("Секретарь", "", "tray"),
    "inspector": ("Проверяющий", "Только чтение, все действия записываются", "eye"),
    "guardian": ("Родитель", "", "users-three"),
    "pupil": ("Ученик", "", "student"),
}


def role_name(role: Role) -> str:
    """«Учитель»."""
    return _TITLES[role][0]


def role_word(role: Role) -> str:
    """«учитель», «заместитель директора по УВР»: inside a sentence."""
    name = role_name(role)
    return name[0].lower() + name[1:]


def working_roles(session: Session) -> tuple[WorkingRole, ...]:
    """The roles to choose from, in the order of the server."""
    held = [role for role in session.roles if not (role == "class_teacher" and "teacher" in session.roles)]
    return tuple(_working_role(role, session) for role in held)


def role_title(role: Role, session: Session) -> str:
    """«Учитель · кл. рук. 7А»: the role under the person's name."""
    return _working_role(role, session, short=True).title


def _working_role(role: Role, session: Session, *, short: bool = False) -> WorkingRole:
    title, does, icon = _TITLES[role]
    classes = ", ".join(session.class_teacher_of)
    if role == "teacher" and "class_teacher" in session.roles and classes:
        title = f"{title} · {'кл. рук.' if short else 'классный руководитель'} {classes}"
    elif role == "class_teacher" and classes:
        title = f"{title} {classes}"
    elif short and role == "deputy":
        title = "Заместитель директора"
    return WorkingRole(role, title, does, icon)
