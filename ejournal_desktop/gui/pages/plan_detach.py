"""A class leaves a plan it shares: asked first, then a copy of its own is saved for it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.lesson_plan import PlanTopic
from ejournal_desktop.domain.lesson_plan_book import PlanBook, PlanOperation
from ejournal_desktop.gui.pages.plan_dialogs import DetachDialog


def ask_detach(
    page: QWidget, book: PlanBook, topics: Iterable[PlanTopic], send: Callable[[PlanOperation], None]
) -> None:
    """Say what follows and, once agreed, send the copy: a new plan follows its course at once."""
    own = PlanOperation(
        operation_id=str(uuid4()),
        lesson_plan_id=None,
        course_id=book.course_id,
        title=f"{book.subject}, {book.group_name}",
        seen=None,
        topics=tuple(replace(topic, topic_id=None) for topic in topics),
    )
    dialog = DetachDialog(book, page)
    dialog.wanted.connect(lambda: send(own))
    dialog.open()
