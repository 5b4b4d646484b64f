-- What the server has looked at before somebody signs: each check says whether all is well and what it found. Advice, never a refusal.
set role ${guard};

create or replace function sec.check_row(name text, is_well boolean, facts jsonb)
returns jsonb
language sql
immutable
return jsonb_build_object('name', name, 'is_well', is_well, 'facts', facts);

create or replace function sec.load_checks(content jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    most_hours constant numeric := 36;  -- two rates of 18 h (order of the ministry № 1601): advice, so no setting of a school
    year smallint := (content ->> 'school_year_id')::smallint;
    today date := sec.today();
    vacant jsonb;
    heavy jsonb;
    differing jsonb;
begin
    select coalesce(jsonb_agg(r ->> 'group' || ' · ' || (r ->> 'subject')), '[]') into vacant
    from jsonb_array_elements(content -> 'rows') as r where r -> 'holders' = '[]';
    select coalesce(jsonb_agg(x.name || ' — ' || trim_scale(x.hours)::text || ' ч' order by x.hours desc), '[]') into heavy from (
        select h ->> 'name' as name, sum((r ->> 'hours')::numeric) as hours
        from jsonb_array_elements(content -> 'rows') as r cross join jsonb_array_elements(r -> 'holders') as h
        where coalesce((h ->> 'to')::date, today) >= today
        group by h ->> 'person_id', h ->> 'name'
        having sum((r ->> 'hours')::numeric) > most_hours
    ) as x;
    select coalesce(jsonb_agg(u.stream || ' · ' || j.name order by u.stream, j.name), '[]') into differing
    from journal.curriculum_hours as u
    join journal.subjects as j on j.subject_id = u.subject_id
    join journal.school_classes as k on k.school_year_id = u.school_year_id and k.name = u.stream
    where u.school_year_id = year and not exists (
        select from journal.courses as c join journal.study_group_classes as g on g.group_id = c.group_id
        where c.school_year_id = year and c.subject_id = u.subject_id and g.class_id = k.class_id and c.hours_per_week = u.hours_per_week
    );
    return jsonb_build_array(
        sec.check_row('load-vacant', vacant = '[]', jsonb_build_object('names', vacant)),
        sec.check_row('load-curriculum', differing = '[]', jsonb_build_object('names', differing)),
        sec.check_row('load-heavy', heavy = '[]', jsonb_build_object('names', heavy, 'most', most_hours))
    );
end
$$;

create or replace function sec.curriculum_checks(content jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    heavy jsonb;
    untaught jsonb;
    year smallint := (content ->> 'school_year_id')::smallint;
begin
    select coalesce(jsonb_agg(x.stream || ' — ' || trim_scale(x.hours)::text || ' ч из ' || trim_scale(n.value)::text order by x.stream), '[]')
    into heavy
    from (
        select r ->> 'stream' as stream, sum((r ->> 'hours')::numeric) as hours from jsonb_array_elements(content -> 'rows') as r group by 1
    ) as x
    cross join lateral (
        select m.value from journal.norms as m
        where m.kind = 'weekly-load' and m.valid_from <= sec.today()
            and nullif(substring(x.stream from '^\d+'), '')::integer between m.grade_from and m.grade_to
        order by m.valid_from desc limit 1
    ) as n
    where x.hours > n.value;
    select coalesce(jsonb_agg(k.name || ' · ' || j.name order by k.grade, k.letter, j.name), '[]') into untaught
    from journal.curriculum_hours as u
    join journal.subjects as j on j.subject_id = u.subject_id
    join journal.school_classes as k on k.school_year_id = u.school_year_id and k.name = u.stream
    where u.school_year_id = year and not exists (
        select from journal.courses as c join journal.study_group_classes as g on g.group_id = c.group_id
        where c.school_year_id = year and c.subject_id = u.subject_id and g.class_id = k.class_id
    );
    return jsonb_build_array(
        sec.check_row('curriculum-heavy', heavy = '[]', jsonb_build_object('names', heavy)),
        sec.check_row('curriculum-untaught', untaught = '[]', jsonb_build_object('names', untaught))
    );
end
$$;

create or replace function sec.finals_checks(content jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    earlier jsonb;
    lessons bigint;
begin
    select coalesce(jsonb_agg(distinct k.name || ': приказ ' || sec.order_text(s.order_id)), '[]') into earlier
    from journal.finals_scopes as s join journal.school_classes as k on k.class_id = s.class_id
    where s.period_id = (content ->> 'period_id')::smallint and content -> 'class_ids' @> to_jsonb(s.class_id)
        and s.pupil_id is not distinct from (content ->> 'pupil_id')::integer;
    select count(*) into lessons
    from journal.lessons as l
    join journal.courses as c on c.course_id = l.course_id
    where l.held_on > (content ->> 'closes_on')::date and l.held_on <= (content ->> 'period_ends_on')::date and l.state <> 'cancelled'
        and c.group_id in (
            select g.group_id from journal.study_group_classes as g where content -> 'class_ids' @> to_jsonb(g.class_id)
        );
    return jsonb_build_array(
        sec.check_row('finals-order', earlier = '[]', jsonb_build_object('names', earlier)),
        sec.check_row('finals-lessons', lessons = 0, jsonb_build_object('count', lessons))
    );
end
$$;

create or replace function sec.approval_checks(a journal.approvals)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return case a.subject
        when 'load' then sec.load_checks(a.content)
        when 'curriculum' then sec.curriculum_checks(a.content)
        when 'finals' then sec.finals_checks(a.content)
        when 'results' then sec.results_checks(a.content)
        when 'unlock' then jsonb_build_array(sec.check_row('unlock-finals', true, jsonb_build_object('count', (
            select count(*) from journal.final_marks as f
            where f.course_id = (a.content ->> 'course_id')::integer and f.period_id = (a.content ->> 'period_id')::smallint
        ))))
        when 'role' then jsonb_build_array(sec.check_row(
            'role-account', (a.content ->> 'has_account')::boolean, jsonb_build_object('person', a.content ->> 'person')
        ))
        else '[]'
    end;
end
$$;

reset role;
grant execute on function sec.approval_checks(journal.approvals) to ${api};
