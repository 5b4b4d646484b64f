"""What is said of a lesson plan: its state, its progress, what fell out."""

from collections.abc import Iterable
from datetime import date

from ejournal_desktop.domain.lesson_plan import Correction, PlanProgress
from ejournal_desktop.domain.lesson_plan_book import PlanHead, PlanNorm, PlanSummary
from ejournal_desktop.gui.russian_dates import day_month, plural

STATE_WORDS = {"draft": "черновик", "waiting": "ждёт утверждения", "approved": "утверждено"}
STATE_BADGES = {"draft": None, "waiting": "warn", "approved": "ok"}


def state_words(head: PlanHead) -> str:
    """«утверждено 28 августа, Смирнова О. Л.»."""
    if head.state == "approved" and head.decided_at is not None:
        return f"утверждено {day_month(head.decided_at.date())}, {head.decided_by}"
    if head.state == "draft" and head.returned_reason:
        return "возвращено"
    return STATE_WORDS[head.state]


def progress_words(progress: PlanProgress, *, with_hours: bool = True) -> str:
    """«План/факт: 41/39 · отставание 2 ч · окончание 26 мая (по плану 22 мая)»."""
    hours = [plural(progress.topics, "час", "часа", "часов")] if with_hours else []
    parts = [*hours, f"план/факт: {progress.due}/{progress.held}"]
    if progress.deviation > 0:
        parts.append(f"отставание {progress.deviation} ч")
    elif progress.deviation < 0:
        parts.append(f"опережение {-progress.deviation} ч")
    if progress.unplaced:
        parts.append(f"не хватает {plural(progress.unplaced, 'урока', 'уроков', 'уроков')}")
    elif progress.ends_on is not None:
        moved = progress.planned_end is not None and progress.planned_end != progress.ends_on
        plan = f" (по плану {day_month(progress.planned_end)})" if moved and progress.planned_end else ""
        parts.append(f"окончание {day_month(progress.ends_on)}{plan}")
    return " · ".join(parts)


def hours_words(topics: int, norm: PlanNorm | None) -> tuple[str, str]:
    """«103 ч по плану, 102 по учебному плану» and its badge; nothing where there is nothing to compare."""
    if norm is None or not topics or not norm.hours:
        return "", "plain"
    source = "учебному плану" if norm.is_curriculum else "нагрузке"
    if topics == norm.hours:
        return f"{topics} ч, как по {source}", "ok"
    return f"{topics} ч по плану, {norm.hours} по {source}", "warn"


def hours_tip(norm: PlanNorm) -> str:
    """«3 ч в неделю × 34 учебные недели»: how the hours of the year were counted."""
    weekly = f"{norm.hours_per_week.normalize():f}".replace(".", ",")
    return f"{weekly} ч в неделю × {plural(norm.weeks, 'учебная неделя', 'учебные недели', 'учебных недель')}"


def due_words(head: PlanHead | None, norm: PlanNorm | None, today: date) -> tuple[str, str]:
    """«Срок — 25 августа» and its badge while the plan is not sent: 7 days before the period (duty T4)."""
    due = norm.due_on(today) if norm is not None and (head is None or head.state == "draft") else None
    if due is None:
        return "", "plain"
    return (f"срок прошёл {day_month(due)}", "err") if due < today else (f"срок — {day_month(due)}", "warn")


def unexplained(progress: PlanProgress, corrections: tuple[Correction, ...]) -> tuple[date, ...]:
    """Days that fell out and that neither an act of the day nor a line of the correction sheet explains."""
    explained = {correction.on_date for correction in corrections if correction.kind == "shift"}
    explained |= {day for day, _cause in progress.causes}
    return tuple(day for day in progress.fallen_out if day not in explained)


def plan_title(plan: PlanSummary) -> str:
    """«Алгебра 7 · 7А, 7Б — Петрова А. В.»."""
    groups = ", ".join(course.group_name for course in plan.courses)
    return f"{plan.subject} {plan.grade}{f' · {groups}' if groups else ''} — {plan.author}"


def plan_choices(plans: Iterable[PlanSummary]) -> list[tuple[str, tuple[int | None, int | None]]]:
    """What a deputy chooses from: each plan for each of its courses; waiting ones are said to be so."""
    choices: list[tuple[str, tuple[int | None, int | None]]] = []
    for plan in plans:
        mark = "ждёт · " if plan.state == "waiting" else ""
        for course in plan.courses:
            words = f"{mark}{plan.subject} {plan.grade} · {course.group_name} — {plan.author}"
            choices.append((words, (plan.lesson_plan_id, course.course_id)))
        if not plan.courses:
            choices.append((f"{mark}{plan_title(plan)}", (plan.lesson_plan_id, None)))
    return choices
