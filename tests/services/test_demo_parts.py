"""Parts of the demo that need no server: subgroups, topics, passwords, what a home remembers."""

import stat
import subprocess
import sys
from collections import Counter
from datetime import date
from random import Random

import pytest

from ejournal_desktop.config.paths import resource
from ejournal_desktop.domain.classes import parse_class
from ejournal_desktop.exchange.pupils import parse_pupils
from ejournal_desktop.exchange.teaching_load import parse_teaching_load
from ejournal_desktop.services import demo
from ejournal_desktop.services.demo.accounts import PARTS, make_accounts
from ejournal_desktop.services.demo.files import LESSON_PLANS, LOAD, PUPILS
from ejournal_desktop.services.demo.lesson_plans import read_lesson_plans
from ejournal_desktop.services.demo.subgroups import is_girl, subgroup_members
from ejournal_desktop.services.demo.topics import invented_entries, read_topic_lists
from tests.services.school_of_files import FOLDER

STREAMS = ("10 ТЕХ", "10 ГУМ", "10 ЕСТ", "11 ТЕХ", "11 ГУМ", "11 ЕСТ")


@pytest.fixture(scope="module")
def courses():
    return parse_teaching_load(FOLDER / LOAD).rows


@pytest.fixture(scope="module")
def pupils():
    return parse_pupils(FOLDER / PUPILS, on_date=date(2026, 11, 23)).rows


@pytest.fixture(scope="module")
def members(courses, pupils):
    return subgroup_members(courses, pupils, STREAMS)


def test_subgroups_are_as_large_as_the_load_says_but_for_the_refused_rows(courses, members):
    sizes = Counter(group for group, _, _ in members)
    wrong = {row.group_name: (sizes[row.group_name], row.pupils_count) for row in courses if row.group_name}

    assert sum(abs(found - told) for found, told in wrong.values()) <= 3 * 3  # three refused pupils, three groups each


def test_boys_and_girls_learn_their_craft_apart(pupils, members):
    girls = {(p.class_name, p.full_name) for p in pupils if is_girl(p)}

    assert all((name, person) in girls for group, name, person in members if "(дев.)" in group)
    assert not any((name, person) in girls for group, name, person in members if "(мал.)" in group or "(юн.)" in group)


def test_the_base_group_is_everybody_outside_the_profile(members):
    technical = {row[1:] for row in members if row[0] == "10 ТЕХ"}
    base = {row[1:] for row in members if row[0] == "10 БАЗ"}
    all_of_them = {row[1:] for row in members if row[0] in {"10 ТЕХ", "10 ГУМ", "10 ЕСТ"}}

    assert technical
    assert base == all_of_them - technical


def test_every_course_of_the_load_has_topics(courses):
    lists = read_topic_lists(resource("demo"))

    for row in courses:
        grade = min(parse_class(name).grade for name in row.class_names)
        entries = invented_entries(lists, row.subject, grade, 60, Random(1))
        assert all(entry.topic for entry in entries)
        assert grade > 1 or all(entry.homework_none for entry in entries)


def test_lesson_plans_of_the_teachers_are_read_lesson_by_lesson():
    plans = {plan.subject: plan for plan in read_lesson_plans(FOLDER / LESSON_PLANS, date(2026, 9, 1))}

    assert len(plans["Алгебра"].entries) == 102
    assert plans["Алгебра"].entries[0].topic == "Рациональные числа. Повторение"
    assert len(plans) == 7


def test_everybody_gets_a_password_of_her_own():
    accounts = make_accounts()

    assert len({account.password for account in accounts}) == len(PARTS)
    assert make_accounts()[0].password != accounts[0].password
    assert accounts[0].roles == ("teacher",)


def test_what_a_home_remembers_is_for_its_owner_only(tmp_path):
    record = demo._Record("salt", make_accounts(), complete=True)

    demo._write(tmp_path, record)

    assert demo._read(tmp_path) == record
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "demo.json").stat().st_mode) == 0o600


def test_a_home_that_cannot_be_read_is_built_anew(tmp_path):
    (tmp_path / "demo.json").write_text("{", encoding="utf-8")

    assert demo._read(tmp_path) is None


def test_the_demo_needs_no_window_system():
    code = "import sys, ejournal_desktop.services.demo; sys.exit('PySide6' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
