"""The menu under the person's name: her roles, the look of the windows, her access, the way out."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from ejournal_desktop.gui.roles import working_roles
from ejournal_desktop.gui.settings_dialog import show_settings
from ejournal_desktop.gui.widgets.look_menus import density_menu, lock_menu, look_menu, scale_menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from ejournal_desktop.config.settings import SettingsStore
    from ejournal_desktop.domain.people import Session
    from ejournal_desktop.gui.idle_lock import IdleLock
    from ejournal_desktop.gui.own_access import OwnAccess


def person_menu(
    session: "Session",
    settings: "SettingsStore",
    *,
    access: "OwnAccess",
    change_role: "Callable[[], None]",
    lock: "IdleLock",
    hand_over: "Callable[[], None]",
    sign_out: "Callable[[], None]",
    parent: QWidget,
) -> QMenu:
    """The menu of a signed-in person."""
    menu = QMenu(parent)
    role = menu.addAction("Сменить роль…\tCtrl+Shift+R")
    role.triggered.connect(lambda _checked=False: change_role())
    role.setEnabled(len(working_roles(session)) > 1)
    menu.addSeparator()
    look = menu.addMenu("Вид и блокировка")
    for choices in (look_menu, scale_menu, density_menu, lock_menu):
        look.addMenu(choices(settings, look))
    menu.addAction("Настройки…\tCtrl+,").triggered.connect(lambda _checked=False: show_settings(settings, parent))
    own = menu.addMenu("Мой доступ")
    for words, act in (
        ("Сменить пароль…", access.change_password),
        ("ПИН-код этого компьютера…", lock.ask_pin),
        ("Мои сеансы…", access.show_sessions),
        ("Сообщить о нарушении конфиденциальности доступа…", access.report),
    ):
        own.addAction(words).triggered.connect(lambda _checked=False, act=act: act())
    menu.addSeparator()
    menu.addAction("Заблокировать окно\tCtrl+L").triggered.connect(lambda _checked=False: lock.lock())
    menu.addAction("Сменить пользователя").triggered.connect(lambda _checked=False: hand_over())
    menu.addAction("Выйти: войдёт другой человек").triggered.connect(lambda _checked=False: sign_out())
    return menu
