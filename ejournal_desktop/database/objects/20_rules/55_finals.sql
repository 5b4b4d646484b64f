-- The school's rule of period marks, and what a final mark needs beside its order: a reason where it says «н/а».
set role ${guard};

-- The norms of a course in force on a day, of some kinds: a subject's own before everybody's, the narrower grades before the wider, then the later.
create or replace function sec.norms_of_course(asked_course_id integer, on_day date, kinds text [])
returns table (kind text, work_kind_id smallint, value numeric, valid_from date, order_id integer, source text, part_id smallint)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
begin
    return query
    select distinct on (n.kind, n.work_kind_id, n.part_id)
        n.kind, n.work_kind_id, n.value, n.valid_from, n.order_id, n.source, n.part_id
    from journal.courses as c
    cross join lateral sec.classes_of_group(c.group_id) as g
    join journal.norms as n
        on n.kind = any (kinds) and n.valid_from <= on_day and coalesce(n.subject_id, c.subject_id) = c.subject_id
            and g.grade between n.grade_from and n.grade_to
    where c.course_id = asked_course_id
    order by n.kind, n.work_kind_id, n.part_id, n.subject_id is null, n.grade_to - n.grade_from, n.valid_from desc, n.norm_id desc;
end
$$;

-- What a new work of a kind weighs at a lesson: the norm of its day, else the directory's weight.
create or replace function sec.weight_of(asked_course_id integer, asked_kind_id smallint, on_day date)
returns numeric
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if not exists (select from journal.norms as n where n.kind = 'weight' and n.work_kind_id = asked_kind_id) then
        return (select k.weight from journal.work_kinds as k where k.work_kind_id = asked_kind_id);  -- the usual case, without the joins
    end if;
    return coalesce(
        (select n.value from sec.norms_of_course(asked_course_id, on_day, array['weight']) as n where n.work_kind_id = asked_kind_id),
        (select k.weight from journal.work_kinds as k where k.work_kind_id = asked_kind_id)
    );
end
$$;

create or replace function sec.judge_norm_value()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if (new.kind = 'weight' and (new.work_kind_id is null or new.value not between 0 and 10))
        or (new.kind in ('threshold-5', 'threshold-4', 'threshold-3')
            and new.value not between right(new.kind, 1)::integer - 1 and right(new.kind, 1)::integer)
        or (new.kind = 'least-marks' and new.value not between 1 and 20)
        or (new.kind = 'disputed' and new.value not between 0 and 0.5)
        or (new.kind in ('year-tie', 'no-five-with-two', 'control-decides', 'half-years', 'part', 'parts-first') and new.value not in (0, 1))
        or (new.kind = 'exam-weight' and new.value not between 0 and 5)
    then
        perform sec.refuse('EJ014', 'not a value of the norm', jsonb_build_object('reason', 'norm-value', 'norm', new.kind, 'value', new.value));
    end if;
    return new;
end
$$;

create or replace function sec.judge_final_reason()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    perform sec.demand_plain_text(new.reason, 300);
    new.reason := btrim(new.reason);
    if new.value = 'н/а' and new.reason = '' and me.is_owner is not true then
        perform sec.refuse('EJ020', 'why not attested', jsonb_build_object('reason', 'final-reason'));
    end if;
    return new;
end
$$;

-- Marks of other courses that a certificate counts: of the parts of the subject in this year, of the same subject in grade 10 for grade 11. Only
-- for who sets the finals of the course, or sees all.
create or replace function sec.certificate_marks(asked_course_id integer, parts smallint [], with_half_years boolean)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if not (sec.sees_all() or asked_course_id = any (sec.my_result_course_ids())) then
        return '[]';
    end if;
    return (
        with one as (
            select c.course_id, c.subject_id, c.school_year_id, y.starts_on, g.grade, m.pupil_id
            from journal.courses as c
            join journal.school_years as y on y.school_year_id = c.school_year_id
            cross join lateral sec.classes_of_group(c.group_id) as g
            join (select distinct x.group_id, x.pupil_id from journal.group_memberships as x) as m on m.group_id = c.group_id
            where c.course_id = asked_course_id
        ),

        counted as (
            select o.pupil_id, 'part' as matter, j.name as subject, 0 as number, m.value
            from one as o
            join journal.courses as c on c.school_year_id = o.school_year_id and c.subject_id = any (parts)
            join journal.subjects as j on j.subject_id = c.subject_id
            join journal.year_marks as m on m.course_id = c.course_id and m.pupil_id = o.pupil_id and m.kind = 'year'
            union all
            select o.pupil_id, 'earlier', j.name, p.number, f.value
            from one as o
            join journal.courses as c on c.subject_id = o.subject_id
            join journal.school_years as y on y.school_year_id = c.school_year_id and y.starts_on < o.starts_on and y.starts_on > o.starts_on - 400
            join journal.subjects as j on j.subject_id = c.subject_id
            join journal.periods as p on p.school_year_id = c.school_year_id
            join journal.final_marks as f on f.course_id = c.course_id and f.period_id = p.period_id and f.pupil_id = o.pupil_id
            where with_half_years and o.grade = 11
            union all
            select o.pupil_id, 'earlier', j.name, 99, m.value
            from one as o
            join journal.courses as c on c.subject_id = o.subject_id
            join journal.school_years as y on y.school_year_id = c.school_year_id and y.starts_on < o.starts_on and y.starts_on > o.starts_on - 400
            join journal.subjects as j on j.subject_id = c.subject_id
            join journal.year_marks as m on m.course_id = c.course_id and m.pupil_id = o.pupil_id and m.kind = 'year'
            where with_half_years and o.grade = 11
        )

        select coalesce(jsonb_agg(jsonb_build_array(c.pupil_id, c.matter, c.subject, c.value) order by c.pupil_id, c.matter, c.subject, c.number), '[]')
        from counted as c where c.value is not null
    );
end
$$;

-- The last reporting period of a course's year.
create or replace function sec.last_period(asked_course_id integer)
returns smallint
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select p.period_id from journal.courses as c
        cross join lateral sec.classes_of_group(c.group_id) as g
        join journal.periods as p on p.school_year_id = c.school_year_id and g.grade between p.grade_from and p.grade_to
        where c.course_id = asked_course_id
        order by p.ends_on desc, p.period_id desc
        limit 1
    );
end
$$;

-- The order under which a final is set now: an open one, else that of the unlock at work, else the one it was set under before.
create or replace function sec.order_of_final(asked_course_id integer, asked_period_id smallint, asked_pupil_id integer, asked_person_id integer)
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return coalesce(
        sec.finals_order(asked_course_id, asked_period_id, asked_pupil_id),
        (
            select f.order_id from journal.final_marks as f
            where f.course_id = asked_course_id and f.period_id = asked_period_id and f.pupil_id = asked_pupil_id
        ),
        (select u.order_id from journal.unlocks as u where u.unlock_id = sec.open_unlock(asked_course_id, asked_person_id, null, asked_period_id))
    );
end
$$;

-- Is this person the named holder of a course today (rulings 13)?
create or replace function sec.sets_finals(asked_course_id integer)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    return 'teacher' = any (me.roles) and exists (
        select from journal.course_holders as h
        where h.course_id = asked_course_id and h.person_id = me.person_id and h.during @> me.today and h.sets_finals
    );
end
$$;

reset role;
grant execute on function sec.judge_norm_value(), sec.judge_final_reason() to ${owner};
grant execute on function sec.norms_of_course(integer, date, text []), sec.weight_of(integer, smallint, date),
sec.certificate_marks(integer, smallint [], boolean), sec.last_period(integer), sec.order_of_final(integer, smallint, integer, integer), sec.sets_finals(integer) to ${api};

set role ${owner};
create or replace trigger judge_value before insert or update on journal.norms
for each row execute function sec.judge_norm_value();
create or replace trigger judge_reason before insert or update on journal.final_marks
for each row execute function sec.judge_final_reason();
create or replace trigger judge_reason before insert or update on journal.year_marks
for each row execute function sec.judge_final_reason();
reset role;
