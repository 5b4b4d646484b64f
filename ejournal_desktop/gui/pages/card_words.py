"""What the lesson pane says of a card: countdown, counts, own topics."""

from datetime import date, datetime

from ejournal_desktop.domain.gradebook import Lesson
from ejournal_desktop.domain.lesson_card import LessonCard
from ejournal_desktop.gui.russian_dates import day_month

_HOUR = 60


def countdown_words(lesson: Lesson, card: LessonCard, group: str, now: datetime) -> tuple[str, str]:
    """«Домашнее задание для 7А на 12 сентября пора записать до 16:35 · осталось 2 ч 10 мин», and how it looks.

    Empty once it is written or «не задано», and for lessons of other days: what was late is the business of control.
    """
    deadline = card.deadline
    if lesson.homework or lesson.homework_none or deadline is None or lesson.held_on != now.date():
        return "", ""
    until = deadline.astimezone(now.tzinfo)
    left = int((until - now).total_seconds() // 60)
    due = f" на {day_month(card.next_lesson_on)}" if card.next_lesson_on else ""
    if left < 0:
        return f"Домашнее задание для {group}{due} не записано, срок был {until:%H:%M}", "error"
    hours = f"{left // _HOUR} ч " if left >= _HOUR else ""
    words = f"Домашнее задание для {group}{due} пора записать до {until:%H:%M} · осталось {hours}{left % _HOUR} мин"
    return words, "warning" if left < _HOUR else "caption"


def topic_words(lesson: Lesson, card: LessonCard) -> str:
    """«КТП № 18», «своя тема» or nothing while there is no topic or no plan."""
    if card.plan is None or not lesson.topic:
        return ""
    same = [topic for topic in card.plan.topics if topic.topic == lesson.topic]
    own = next((topic for topic in same if topic.topic_id == lesson.lesson_plan_topic_id), None)
    topic = own or (same[0] if same else None)
    return f"КТП № {topic.place}" if topic is not None else "своя тема"


def due_words(lesson: Lesson, card: LessonCard) -> str:
    """«на 12.09»: the deadline, or the next lesson by default."""
    if lesson.homework_due is not None:
        return f"на {lesson.homework_due.astimezone(card.now.tzinfo):%d.%m}"
    return f"на {card.next_lesson_on:%d.%m}" if card.next_lesson_on else "срок…"


def counted(words: str, count: int) -> str:
    """«Файлы», «Файлы: 2»."""
    return f"{words}: {count}" if count else words


def due_day(lesson: Lesson, card: LessonCard) -> date:
    """The day in the calendar of the deadline."""
    if lesson.homework_due is not None:
        return lesson.homework_due.astimezone(card.now.tzinfo).date()
    return card.next_lesson_on or lesson.held_on
