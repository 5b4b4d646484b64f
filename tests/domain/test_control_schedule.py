"""The schedule of control works: days of plans follow the same rule as the plan's own page (ux 5.9; rulings 15)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from ejournal_desktop.domain.control_schedule import (
    ControlWork,
    WaitingPlan,
    WaitingTopic,
    by_day,
    is_crowded,
    planned_works,
    schedule,
)
from ejournal_desktop.domain.lesson_plan import PlannedLesson, PlanTopic, lay_out

TODAY = date(2026, 11, 28)
DAYS = tuple(TODAY + timedelta(days=2 + 7 * n) for n in range(12))
PLAN = WaitingPlan(1, "Алгебра", "7А", True, ("7А",), 5, (WaitingTopic(3, True, None, "контрольная работа"),), DAYS)
WORK = ControlWork(DAYS[0], 2, "Физика", "7А", True, ("7А",), "контрольная работа")


def test_a_control_topic_takes_the_lesson_of_its_turn():
    [work] = planned_works(PLAN, TODAY)

    assert (work.held_on, work.subject, work.is_planned) == (DAYS[2], "Алгебра", True)


def test_a_pinned_control_work_moves_to_the_next_lesson_when_its_own_falls_out():
    pinned = replace(PLAN, marked=(WaitingTopic(3, True, DAYS[4], ""),))
    fallen = replace(pinned, free=tuple(day for day in DAYS if day != DAYS[4]))

    assert [work.held_on for work in planned_works(pinned, TODAY)] == [DAYS[4]]
    assert [work.held_on for work in planned_works(fallen, TODAY)] == [DAYS[5]]


def test_a_work_without_a_lesson_left_is_on_no_day():
    assert planned_works(replace(PLAN, free=DAYS[:2]), TODAY) == []


@given(
    some.lists(some.tuples(some.booleans(), some.none() | some.sampled_from(DAYS)), max_size=15),
    some.sets(some.sampled_from(DAYS)),
)
def test_the_days_are_those_of_the_plans_own_page(topics, days):
    free = tuple(sorted(days))
    plan = [PlanTopic(n, "", f"{n}", pinned_on=pin) for n, (_control, pin) in enumerate(topics, start=1)]
    lessons = [PlannedLesson(n, day, 1, is_cancelled=False) for n, day in enumerate(free)]
    marked = tuple(
        WaitingTopic(n, control, pin, "") for n, (control, pin) in enumerate(topics, start=1) if control or pin
    )

    shown = lay_out(plan, lessons, TODAY).topics
    told = planned_works(replace(PLAN, topics=len(topics), marked=marked, free=free), TODAY)

    own = [placed.expected_on for placed, (control, _pin) in zip(shown, topics, strict=True) if control]
    assert [work.held_on for work in told] == [day for day in own if day is not None]


def test_two_subjects_a_day_are_too_many_and_two_halves_of_one_are_not():
    half = replace(WORK, group_name="7А англ. 1", is_whole_class=False)

    assert is_crowded((WORK, replace(WORK, subject="Алгебра")))
    assert not is_crowded((half, replace(half, group_name="7А англ. 2")))


def test_facts_and_plans_stand_on_one_list_and_ones_own_may_be_left_out():
    found = schedule(TODAY, [WORK], [PLAN])

    assert [work.subject for work in found.works] == ["Физика", "Алгебра"]
    assert [work.subject for work in found.without(1).works] == ["Физика"]
    assert list(by_day(found.works)) == [DAYS[0], DAYS[2]]
    assert found.of_class("7Б") == ()
