-- Imports «timetable»: rooms, the version in force, its entries; then the lessons of every date up to the year's end; and
-- «lessons»: those of some grades from the timetable that is in force already.

set role ${api};

create or replace function sec.import_timetable(batch uuid, plan jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    school_year journal.school_years := sec.import_year(plan);
    starts_on date := coalesce((plan ->> 'valid_from')::date, school_year.starts_on);
    present journal.timetable_versions;
    version_id smallint;
    entries jsonb;
    same integer := 0;
    same_as_present boolean := false;
    lessons integer := 0;
begin
    if jsonb_array_length(plan -> 'entries') = 0 then  -- it would empty every day to come
        perform sec.refuse_import('empty-timetable', array[plan ->> 'name']);
    end if;
    perform sec.refuse_unknown_classes(school_year.school_year_id, (
        select coalesce(jsonb_agg(n.name), '[]') from jsonb_array_elements(plan -> 'entries') as e (value)
        cross join jsonb_array_elements_text(e.value -> 'class_names') as n (name)
    ));
    insert into journal.rooms (name, batch_id)
    select distinct e.room, batch from jsonb_to_recordset(plan -> 'entries') as e (room text)
    where e.room <> '' and not exists (select from journal.rooms as r where r.name = e.room)
    order by e.room;
    entries := sec.resolve_entries(school_year.school_year_id, plan -> 'entries');

    select * into present from journal.timetable_versions as v
    where v.school_year_id = school_year.school_year_id and v.state = 'in-force'
    order by v.valid_from desc limit 1;
    if found then
        select count(*) into same
        from journal.timetable_entries as t
        join jsonb_to_recordset(entries) as e (weekday smallint, lesson_no smallint, course_id integer, person_id integer, room_id smallint)
            on (t.weekday, t.lesson_no, t.course_id, t.person_id) = (e.weekday, e.lesson_no, e.course_id, e.person_id)
            and t.room_id is not distinct from e.room_id
        where t.timetable_version_id = present.timetable_version_id;
        same_as_present := same = jsonb_array_length(entries) and same = (
            select count(*) from journal.timetable_entries as t where t.timetable_version_id = present.timetable_version_id
        );
    end if;
    if not same_as_present then
        update journal.timetable_versions as v set state = 'retired' where v.timetable_version_id = present.timetable_version_id;
        insert into journal.timetable_versions (school_year_id, name, valid_from, state, batch_id)
        values (school_year.school_year_id, plan ->> 'name', starts_on, 'in-force', batch)
        returning timetable_version_id into version_id;
        insert into journal.timetable_entries (timetable_version_id, weekday, lesson_no, course_id, person_id, room_id, batch_id)
        select version_id, e.weekday, e.lesson_no, e.course_id, e.person_id, e.room_id, batch
        from jsonb_to_recordset(entries) as e (weekday smallint, lesson_no smallint, course_id integer, person_id integer, room_id smallint);
        if present.timetable_version_id is not null then
            perform sec.cancel_replaced_lessons(school_year.school_year_id, greatest(starts_on, sec.today() + 1), entries);
        end if;
    end if;
    if present.timetable_version_id is not null then  -- what the days gone by had is a fact
        starts_on := greatest(starts_on, sec.today() + 1);
    end if;
    if coalesce((plan ->> 'with_lessons')::boolean, true) then
        lessons := sec.generate_lessons(school_year, starts_on, entries);
    end if;
    return sec.import_counts(jsonb_array_length(entries) - same, 0, jsonb_array_length(entries)) || jsonb_build_object('lessons', lessons);
end
$$;

-- Lessons that the timetable in force should have made: of a course that has none yet from the timetable's first day, of the others
-- from tomorrow on.
create or replace function sec.import_lessons(plan jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    school_year journal.school_years := sec.import_year(plan);
    present journal.timetable_versions;
    fresh jsonb;
    begun jsonb;
    made integer;
begin
    select * into present from journal.timetable_versions as v
    where v.school_year_id = school_year.school_year_id and v.state = 'in-force'
    order by v.valid_from desc limit 1;
    if not found then
        perform sec.refuse_import('timetable', array[school_year.name]);
    end if;
    select
        coalesce(jsonb_agg(to_jsonb(t)) filter (where not t.is_begun), '[]'),
        coalesce(jsonb_agg(to_jsonb(t)) filter (where t.is_begun), '[]')
    into fresh, begun
    from (
        select
            e.weekday, e.lesson_no, e.course_id, e.room_id,
            exists (select from journal.lessons as l where l.course_id = e.course_id) as is_begun
        from journal.timetable_entries as e
        join journal.courses as c on c.course_id = e.course_id
        join journal.study_group_classes as g on g.group_id = c.group_id
        join journal.school_classes as k on k.class_id = g.class_id
        where e.timetable_version_id = present.timetable_version_id
        group by e.timetable_version_id, e.weekday, e.lesson_no, e.course_id, e.room_id
        having min(k.grade) between (plan ->> 'grade_from')::smallint and (plan ->> 'grade_to')::smallint
    ) as t;
    made := sec.generate_lessons(school_year, present.valid_from, fresh)
        + sec.generate_lessons(school_year, greatest(present.valid_from, sec.today() + 1), begun);
    return sec.import_counts(made, 0, made) || jsonb_build_object('lessons', made);
end
$$;

-- Entries with the ids of course, teacher and room; what the school does not have is named and refuses the whole.
create or replace function sec.resolve_entries(school_year smallint, entries jsonb)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    teachers jsonb := sec.resolve_teachers(
        (select coalesce(jsonb_agg(e.value -> 'teacher'), '[]') from jsonb_array_elements(entries) as e (value))
    );
    resolved jsonb;
    unknown text [];
begin
    with incoming as (
        select * from jsonb_to_recordset(entries) as e (
            weekday smallint, lesson_no smallint, subject text, group_name text, teacher text, room text
        )
    ),

    found as (
        select i.*, c.course_id, r.room_id, (teachers ->> i.teacher)::integer as person_id
        from incoming as i
        left join journal.subjects as s on s.name = i.subject
        left join journal.study_groups as g on g.school_year_id = school_year and g.name = i.group_name
        left join journal.courses as c on (c.school_year_id, c.subject_id, c.group_id) = (school_year, s.subject_id, g.group_id)
        left join journal.rooms as r on r.name = i.room
    )

    select
        jsonb_agg(jsonb_build_object(
            'weekday', f.weekday, 'lesson_no', f.lesson_no, 'course_id', f.course_id, 'person_id', f.person_id, 'room_id', f.room_id
        )),
        array_agg(distinct f.group_name || ' · ' || f.subject) filter (where f.course_id is null)
    into resolved, unknown
    from found as f;
    if unknown is not null then
        perform sec.refuse_import('course', unknown);
    end if;
    return coalesce(resolved, '[]');
end
$$;

-- Planned lessons of the days to come that the new timetable no longer has. A held lesson is a fact and stays; so does a lesson
-- that somebody has already written into.
create or replace function sec.cancel_replaced_lessons(school_year smallint, starts_on date, entries jsonb)
returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    update journal.lessons as l set state = 'cancelled'
    from journal.courses as c
    where c.course_id = l.course_id and c.school_year_id = school_year and l.held_on >= starts_on and l.state = 'planned'
        and l.topic = '' and l.homework = '' and not l.homework_none
        and not exists (
            select from jsonb_to_recordset(entries) as e (weekday smallint, lesson_no smallint, course_id integer)
            where (e.weekday, e.lesson_no, e.course_id) = (extract(isodow from l.held_on)::smallint, l.lesson_no, l.course_id)
        );
$$;

-- Lessons from the timetable, the periods, the holidays and days off; days that exist already are left as they are.
create or replace function sec.generate_lessons(school_year journal.school_years, starts_on date, entries jsonb)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    made integer;
begin
    with grades as materialized (
        select c.course_id, min(k.grade) as grade
        from journal.courses as c
        join journal.study_group_classes as l on l.group_id = c.group_id
        join journal.school_classes as k on k.class_id = l.class_id
        where c.school_year_id = school_year.school_year_id
        group by c.course_id
    ),

    school_days as materialized (
        select d.day::date as day, g.grade, extract(isodow from d.day)::smallint as weekday
        from generate_series(starts_on::timestamp, school_year.ends_on::timestamp, interval '1 day') as d (day)
        cross join (select distinct grade from grades) as g
        where exists (
                select from journal.periods as p
                where p.school_year_id = school_year.school_year_id
                    and g.grade between p.grade_from and p.grade_to and d.day::date between p.starts_on and p.ends_on
            )
            and not exists (
                select from journal.days_off as o
                where o.school_year_id = school_year.school_year_id
                    and g.grade between o.grade_from and o.grade_to and o.during @> d.day::date
            )
    )

    insert into journal.lessons (course_id, held_on, lesson_no, room_id)
    select e.course_id, s.day, e.lesson_no, e.room_id
    from jsonb_to_recordset(entries) as e (weekday smallint, lesson_no smallint, course_id integer, room_id smallint)
    join grades as g on g.course_id = e.course_id
    join school_days as s on (s.grade, s.weekday) = (g.grade, e.weekday)
    where not exists (
        select from journal.lessons as l where (l.course_id, l.held_on, l.lesson_no) = (e.course_id, s.day, e.lesson_no)
    )
    order by s.day, e.lesson_no, e.course_id;
    get diagnostics made = row_count;
    return made;
end
$$;

reset role;
