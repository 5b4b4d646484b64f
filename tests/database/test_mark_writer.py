"""The writer of marks: the one role that may write them sees no more than the person at work may write."""

WRITE = "select sec.write_mark(%s, %s, 0, '5', %s)"


def arm(stage, login):
    """What a broken window would give: the writer's function in a person's own hands."""
    role = stage.school.role(login)
    stage.owner(f'grant usage on schema sec to "{role}"; grant execute on all functions in schema sec to "{role}"')


def cell(stage, login):
    return stage.school.works["math", -1], stage.school.pupils["Абрамов"], stage.school.people[login]


def stands(stage):
    work, pupil, _person = cell(stage, "petrova")
    return stage.owner("select value from journal.marks where work_id = %s and pupil_id = %s", work, pupil)


def test_nobody_but_the_writer_holds_a_right_to_write_marks(stage):
    granted = stage.owner(
        "select distinct acl.grantee::regrole::text"
        " from pg_class as c left join pg_attribute as a on a.attrelid = c.oid"
        " cross join lateral (select * from aclexplode(c.relacl) union all select * from aclexplode(a.attacl)) as acl"
        " where c.oid = 'journal.marks'::regclass and acl.privilege_type in ('INSERT', 'UPDATE', 'DELETE')"
        " and acl.grantee <> c.relowner"
    )

    assert granted == [(stage.school.database.role("writer"),)]


def test_the_holder_of_the_course_writes_through_it(stage):
    arm(stage, "petrova")

    [(written,)] = stage.as_person("petrova", WRITE, *cell(stage, "petrova"))

    assert (written["version"], stands(stage)) == (1, [("5",)])


def test_a_stranger_writes_nothing_through_it_and_control_row_security_and_the_judge_each_hold_alone(stage):
    arm(stage, "sidorov")
    unseen = stage.as_person("sidorov", WRITE, *cell(stage, "sidorov"))

    writer = stage.school.database.role("writer")
    for table in ("works", "marks"):
        stage.owner(f"create policy hole on journal.{table} to {writer} using (true) with check (true)")
    judged, _facts = stage.refusal("sidorov", WRITE, *cell(stage, "sidorov"))
    before = stands(stage)

    stage.owner("alter table journal.marks disable trigger judge")
    stage.as_person("sidorov", WRITE, *cell(stage, "sidorov"))

    assert (unseen, judged, before, stands(stage)) == ([(None,)], "EJ002", [], [("5",)])
