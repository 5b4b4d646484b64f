import pytest

from ejournal_desktop.domain.errors import CancelledError
from ejournal_desktop.domain.names import fold
from ejournal_desktop.exchange.pupils import parse_pupils
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.exchange.values import Place, ProblemKind

HEADER = ("ФИО", "Класс", "Дата рождения", "СНИЛС", "Согласие")


@pytest.fixture(scope="module")
def contingent(school_a, today):
    return parse_pupils(school_a / "Контингент.xlsx", on_date=today)


def places(problems, kind):
    return [(p.place.sheet, p.place.row) for p in problems if p.kind is kind]


def answered(entries):
    return [(entry["sheet"], entry["row"]) for entry in entries]


def pupil_key(class_name, full_name, birth):
    return class_name, fold(full_name), birth


def expected_pupils(answers):
    for class_name, roster in answers["pupils"]["roster"].items():
        for pupil in roster:
            yield class_name, " ".join(pupil[part] for part in ("last", "first", "middle")).strip(), pupil


def as_answer(row):
    guardians = []
    for guardian in row.guardians:
        entry = {"role": guardian.relation, "fio": guardian.full_name, "phone": guardian.phone, "email": guardian.email}
        guardians.append({name: value for name, value in entry.items() if value})
    return {
        "sex": row.sex,
        "birth": str(row.birth_date),
        "class": row.class_name,
        "snils": row.snils or None,
        "consent": row.has_consent,
        "refuses_electronic": row.refuses_electronic,
        "guardians": guardians,
    }


def test_every_pupil_of_every_roster_comes_out_with_guardians(contingent, answers):
    expected = {}
    for class_name, full_name, pupil in expected_pupils(answers):
        if pupil["consent"]:
            key = pupil_key(class_name, full_name, pupil["birth"])
            expected[key] = {name: pupil[name] for name in pupil if name not in ("last", "first", "middle")}

    got = {
        pupil_key(row.class_name, row.full_name, str(row.birth_date)): as_answer(row)
        for row in contingent.rows
        if row.has_consent
    }

    assert len(expected) == 552
    assert got == expected


def test_row_and_people_counts_match_the_office(contingent, answers):
    pupils = answers["pupils"]
    assert contingent.rows_read == pupils["rows"]
    assert len(contingent.rows) == pupils["accepted_people"]
    counts = {name: sum(row.class_name == name for row in contingent.rows) for name in pupils["roster_counts"]}
    assert counts == pupils["roster_counts"]


def test_duplicates_are_merged_into_the_row_that_stays(contingent, answers):
    merged = {(p.sheet, p.row): (row.place.sheet, row.place.row) for row in contingent.rows for p in row.merged}
    expected = {
        (entry["merge"]["sheet"], entry["merge"]["row"]): (entry["keep"]["sheet"], entry["keep"]["row"])
        for entry in answers["pupils"]["duplicates"]
    }
    assert merged == expected
    assert sorted(places(contingent.problems, ProblemKind.DUPLICATE_MERGED)) == sorted(expected)


def test_namesakes_stay_two_people(contingent, answers):
    for pair in answers["pupils"]["namesakes_not_to_merge"]:
        found = [row for row in contingent.rows if fold(row.full_name) == fold(pair[0]["fio"])]
        assert [(row.class_name, str(row.birth_date)) for row in found] == [
            (one["class"], one["birth"]) for one in pair
        ]


def test_impossible_birth_dates_refuse_their_rows_only(contingent, answers):
    expected = answered(answers["pupils"]["must_refuse"])
    assert [(place.sheet, place.row) for place in contingent.refused] == expected
    assert places(contingent.problems, ProblemKind.DATE_IMPOSSIBLE) == expected


def test_a_wrong_snils_is_never_stored(contingent, answers):
    expected = answered(answers["pupils"]["snils_invalid"])
    assert places(contingent.problems, ProblemKind.SNILS_WRONG) == expected
    stored = {(row.place.sheet, row.place.row): row.snils for row in contingent.rows}
    assert [stored[place] for place in expected] == ["", "", ""]


def test_without_a_consent_only_name_and_class_leave_the_file(contingent, answers):
    expected = answered(answers["pupils"]["no_consent"])
    bare = [row for row in contingent.rows if not row.has_consent]
    assert [(row.place.sheet, row.place.row) for row in bare] == expected
    for row in bare:
        assert row.last_name
        assert row.class_name
        personal = (row.sex, row.birth_date, row.snils, row.address, row.file_number, row.consent_number, row.guardians)
        assert not any(personal)


def test_families_that_refuse_the_electronic_form_are_marked(contingent, answers):
    refusing = [(row.place.sheet, row.place.row) for row in contingent.rows if row.refuses_electronic]
    assert refusing == answered(answers["pupils"]["refuses_electronic"])


def test_two_phones_of_a_guardian_are_both_kept(contingent, answers):
    by_place = {(row.place.sheet, row.place.row): row for row in contingent.rows}
    for sheet, row, guardian, first, second in answers["pupils"]["two_phones"]:
        kept = {one.full_name: one.phones for one in by_place[sheet, row].guardians}
        assert kept[guardian] == (first, second)


def test_guardians_of_several_children_are_one_person(contingent, answers):
    accepted = {(fold(one.full_name), one.phone) for row in contingent.rows for one in row.guardians}
    without_consent = {
        (fold(one["fio"]), one["phone"])
        for _, _, pupil in expected_pupils(answers)
        if not pupil["consent"]
        for one in pupil["guardians"]
    }
    assert len(accepted | without_consent) == answers["pupils"]["guardians"]["unique_of_accepted_rows"]


def test_latin_letters_in_surnames_are_mended_and_told(contingent, answers):
    told = {(p.place.sheet, p.place.row): p for p in contingent.problems if p.kind is ProblemKind.LOOK_ALIKE_LETTERS}
    for entry in answers["pupils"]["latin_letters"]:
        assert told[entry["sheet"], entry["row"]].fact("understood") == entry["normal"]


def test_one_pupil_in_two_classes_without_a_note_blocks_the_later_row(workbook, today):
    content = workbook(
        HEADER,
        ("Орлов Тимур Ильич", "7А", "14.02.2013", "", "№ 1 от 01.09.2026"),
        ("Орлов Тимур Ильич", "7Б", "14.02.2013", "", "№ 2 от 01.09.2026"),
    )

    result = parse_pupils(content, "список.xlsx", on_date=today)

    assert [row.class_name for row in result.rows] == ["7А"]
    assert result.refused == (Place("Список", 3),)
    assert result.problems[-1].kind is ProblemKind.DUPLICATE_DOUBTFUL


def test_the_same_name_and_day_with_two_true_snils_are_two_people(workbook, today):
    content = workbook(
        HEADER,
        ("Орлов Тимур Ильич", "7А", "14.02.2013", "904-252-037 66", "№ 1 от 01.09.2026"),
        ("Орлов Тимур Ильич", "7А", "14.02.2013", "941-671-100 97", "№ 2 от 01.09.2026"),
    )

    result = parse_pupils(content, "список.xlsx", on_date=today)

    assert [row.snils for row in result.rows] == ["90425203766", "94167110097"]


def test_a_list_without_a_consent_column_says_so_once(workbook, today):
    content = workbook(("ФИО", "Класс"), ("Орлов Тимур Ильич", "7А"), ("Белова Анна Петровна", "7А"))

    result = parse_pupils(content, "список.xlsx", on_date=today)

    assert [problem.kind for problem in result.problems] == [ProblemKind.CONSENT_MISSING]
    assert [row.has_consent for row in result.rows] == [False, False]


def test_a_list_without_a_class_column_takes_the_class_of_its_title(workbook, today):
    rows = [("Список обучающихся 7 «Б» класса",), (), ("Фамилия", "Имя", "Отчество"), ("Орлов", "Тимур", "Ильич")]

    result = parse_pupils(workbook(*rows), "список.xlsx", on_date=today)

    assert [(row.full_name, row.class_name, row.place.row) for row in result.rows] == [("Орлов Тимур Ильич", "7Б", 4)]


def test_reading_stops_when_the_person_gives_up(school_a, today):
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 20

    with pytest.raises(CancelledError):
        parse_pupils(school_a / "Контингент.xlsx", on_date=today, watch=Watch(cancelled=cancelled))


def test_progress_is_told_up_to_the_end(school_a, today):
    told = []

    parse_pupils(
        school_a / "Контингент.xlsx",
        on_date=today,
        watch=Watch(progress=lambda done, total: told.append((done, total))),
    )

    assert told[-1][0] / told[-1][1] > 0.6
