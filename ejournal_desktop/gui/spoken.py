"""What a screen reader is told without being asked (ux 6: what is done politely, a refusal at once)."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


def tell(source: QObject, text: str) -> None:
    """Say that something is done, when the reader has ended its sentence: «Записано 4. Егоров»."""
    _deliver(QAccessibleAnnouncementEvent(source, text))


def warn(source: QObject, text: str) -> None:
    """Say at once that something was refused, and why."""
    event = QAccessibleAnnouncementEvent(source, text)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    _deliver(event)


def _deliver(event: QAccessibleAnnouncementEvent) -> None:
    QAccessible.updateAccessibility(event)
