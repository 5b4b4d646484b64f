"""A plan over lessons: what slides, what a pin holds, what merging and extra lessons win back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_desktop.domain.lesson_plan import Correction, PlannedLesson, PlanTopic, lay_out, mergeable

MONDAY = date(2026, 9, 7)
TODAY = date(2026, 9, 21)


def topics(*texts, pins=()):
    pinned = dict(pins)
    return [PlanTopic(number, "", text, pinned_on=pinned.get(text)) for number, text in enumerate(texts, start=1)]


def weekly(count, *, cancelled=(), held=()):
    texts = dict(enumerate(held))
    return [
        PlannedLesson(100 + n, MONDAY + timedelta(weeks=n), 2, n in cancelled, texts.get(n, ""), None)
        for n in range(count)
    ]


def days(laid, name="expected_on"):
    return [day.isoformat()[5:] if (day := getattr(topic, name)) else "" for topic in laid.topics]


def test_topics_lie_over_lessons_one_by_one():
    laid = lay_out(topics("А", "Б", "В"), weekly(4), MONDAY)

    assert days(laid) == ["09-07", "09-14", "09-21"]
    assert (laid.progress.ends_on, laid.progress.lessons_left) == (date(2026, 9, 21), 1)


def test_held_topics_are_facts_and_the_rest_follows_today():
    laid = lay_out(topics("А", "Б", "В", "Г"), weekly(5, held=("А", "Б")), TODAY)

    assert days(laid, "held_on") == ["09-07", "09-14", "", ""]
    assert days(laid) == ["", "", "09-21", "09-28"]
    assert [topic.state for topic in laid.topics] == ["held", "held", "next", "planned"]
    assert laid.progress.deviation == 0


def test_a_lesson_that_falls_out_slides_what_follows_and_leaves_a_deviation():
    laid = lay_out(topics("А", "Б", "В", "Г"), weekly(5, cancelled={1}, held=("А",)), TODAY)

    assert days(laid, "planned_on") == ["09-07", "09-14", "09-21", "09-28"]
    assert days(laid) == ["", "09-21", "09-28", "10-05"]
    assert (laid.progress.deviation, laid.progress.fallen_out) == (1, (date(2026, 9, 14),))


def test_a_pin_holds_a_control_work_while_other_topics_flow_round_it():
    plan = topics("А", "Б", "Контрольная", "В", pins=[("Контрольная", date(2026, 9, 23))])

    laid = lay_out(plan, weekly(6, cancelled={1}, held=("А",)), TODAY)

    assert days(laid) == ["", "09-21", "09-28", "10-05"]
    assert lay_out(topics("А", "Б", "Контрольная", "В"), weekly(6, cancelled={1, 2}, held=("А",)), TODAY).topics[
        2
    ].expected_on == date(2026, 10, 5)
    held = lay_out(plan, weekly(6, cancelled={1, 2}, held=("А",)), TODAY)
    assert held.topics[2].expected_on == date(2026, 9, 28)


def test_merged_topics_share_a_lesson_and_win_the_hour_back():
    merge = Correction(1, "merge", 2, 3, None, "Карантин")

    laid = lay_out(topics("А", "Б", "В", "Г"), weekly(5, cancelled={1}, held=("А",)), TODAY, [merge])

    assert days(laid) == ["", "09-21", "09-21", "09-28"]
    assert laid.progress.ends_on == laid.progress.planned_end


def test_a_merged_lesson_holds_all_its_topics():
    merge = Correction(1, "merge", 1, 2, None, "Мороз")

    laid = lay_out(topics("А", "Б", "В"), weekly(5, held=("А",)), date(2026, 9, 14), [merge])

    assert days(laid, "held_on") == ["09-07", "09-07", ""]
    assert [topic.state for topic in laid.topics] == ["held", "merged", "next"]


def test_an_extra_lesson_takes_a_topic():
    extra = Correction(1, "extra", 2, None, date(2026, 9, 22), "Дополнительно")

    laid = lay_out(topics("А", "Б", "В"), weekly(5, cancelled={1}, held=("А",)), TODAY, [extra])

    assert days(laid) == ["", "09-21", "09-22"]


def test_topics_without_a_lesson_are_said_and_the_end_is_unknown():
    laid = lay_out(topics("А", "Б", "В"), weekly(2), MONDAY)

    assert laid.topics[2].state == "no-lesson"
    assert (laid.progress.unplaced, laid.progress.ends_on) == (1, None)


def test_equal_topics_are_matched_one_lesson_each():
    laid = lay_out(topics("А", "А", "Б"), weekly(4, held=("А",)), date(2026, 9, 14))

    assert days(laid, "held_on") == ["09-07", "", ""]


def test_an_own_topic_takes_the_lesson_but_no_topic_of_the_plan():
    laid = lay_out(topics("А", "Б"), weekly(4, held=("Экскурсия", "А")), TODAY)

    assert (days(laid, "held_on"), days(laid), laid.progress.deviation) == (["09-14", ""], ["", "09-21"], 1)


def test_only_coming_saved_topics_without_a_pin_may_be_merged():
    laid = lay_out(topics("А", "Б", "В", pins=[("В", TODAY)]), weekly(5, held=("А",)), MONDAY)

    assert [mergeable(laid, place) for place in (1, 2, 3)] == [False, False, False]
    assert mergeable(lay_out(topics("А", "Б"), weekly(5), MONDAY), 1)


@given(
    count=st.integers(0, 12),
    lessons=st.integers(0, 15),
    cancelled=st.sets(st.integers(0, 14)),
    today=st.integers(0, 100),
    pins=st.dictionaries(st.integers(0, 11), st.integers(0, 100)),
)
def test_no_lesson_is_taken_twice_and_no_topic_is_lost(count, lessons, cancelled, today, pins):
    plan = [
        PlanTopic(n + 1, "", f"Т{n}", pinned_on=MONDAY + timedelta(days=pins[n]) if n in pins else None)
        for n in range(count)
    ]

    laid = lay_out(plan, weekly(lessons, cancelled=cancelled), MONDAY + timedelta(days=today))

    taken = [topic.expected_on for topic in laid.topics if topic.expected_on]
    assert len(taken) == len(set(taken))
    assert [topic.place for topic in laid.topics] == list(range(1, count + 1))
    assert len(taken) + laid.progress.unplaced == count
    assert all(day >= MONDAY + timedelta(days=today) for day in taken)


@pytest.mark.parametrize("count", [0, 1])
def test_an_empty_plan_has_an_empty_progress(count):
    laid = lay_out([], weekly(count), TODAY)

    assert (laid.topics, laid.progress.deviation, laid.progress.ends_on) == ((), 0, None)
