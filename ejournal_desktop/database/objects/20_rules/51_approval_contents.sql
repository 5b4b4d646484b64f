-- What is proposed, assembled by the server from what stands in the tables: a client names ids, never content. Assembled anew at the approval,
-- it must come out the same, or the proposal is stale. «asked» keeps the ids; «title» and «summary» are what queues and papers show.
set role ${guard};

-- The grants that a second person confirms (rulings 21).
create or replace function sec.roles_of_two()
returns text []
language sql
immutable
return array['administrator', 'deputy', 'director'];

create or replace function sec.role_word(school_role text)
returns text
language sql
immutable
return case school_role
    when 'administrator' then 'администратор' when 'deputy' then 'заместитель директора' when 'director' then 'директор' else school_role
end;

create or replace function sec.full_name(asked_person_id integer)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select concat_ws(' ', p.last_name, nullif(p.first_name, ''), nullif(p.middle_name, '')) from journal.people as p
        where p.person_id = asked_person_id
    );
end
$$;

-- «I четверть», «2 полугодие» by the kind of the period.
create or replace function sec.period_name(asked_period_id smallint)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select trim(to_char(p.number, 'RN')) || case p.kind when 'quarter' then ' четверть' when 'trimester' then ' триместр' else ' полугодие' end
        from journal.periods as p where p.period_id = asked_period_id
    );
end
$$;

create or replace function sec.refuse_proposal(why text, facts jsonb)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.refuse('EJ020', 'not to be proposed so', jsonb_build_object('reason', why) || facts);
end
$$;

create or replace function sec.load_content()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    year journal.school_years;
    rows jsonb;
begin
    select * into year from journal.school_years as y where y.school_year_id = sec.present_year();
    select jsonb_agg(jsonb_build_object(
        'course_id', c.course_id, 'group', g.name, 'subject', j.name, 'hours', trim_scale(c.hours_per_week)::text, 'holders', coalesce((
            select jsonb_agg(jsonb_build_object(
                'person_id', h.person_id, 'name', sec.short_name(p.last_name, p.first_name, p.middle_name),
                'from', lower(h.during), 'to', upper(h.during) - 1
            ) order by lower(h.during) nulls first, p.sort_key collate "C", h.course_holder_id)
            from journal.course_holders as h join journal.people as p on p.person_id = h.person_id
            where h.course_id = c.course_id
        ), '[]')
    ) order by k.grade, g.name collate "C", j.name collate "C", c.course_id) into rows
    from journal.courses as c
    join journal.study_groups as g on g.group_id = c.group_id
    join journal.subjects as j on j.subject_id = c.subject_id
    cross join lateral (
        select min(s.grade) as grade from journal.study_group_classes as m join journal.school_classes as s on s.class_id = m.class_id
        where m.group_id = c.group_id
    ) as k
    where c.school_year_id = year.school_year_id;
    if rows is null then
        perform sec.refuse_proposal('nothing-to-approve', '{}');
    end if;
    return jsonb_build_object(
        'asked', '{}'::jsonb, 'title', 'Педагогическая нагрузка, ' || year.name, 'school_year_id', year.school_year_id, 'rows', rows,
        'summary', 'курсов ' || jsonb_array_length(rows) || ', часов в неделю ' || (
            select trim_scale(sum((r ->> 'hours')::numeric))::text from jsonb_array_elements(rows) as r
        )
    );
end
$$;

create or replace function sec.curriculum_content()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    year journal.school_years;
    rows jsonb;
begin
    select * into year from journal.school_years as y where y.school_year_id = sec.present_year();
    select jsonb_agg(jsonb_build_object(
        'stream', h.stream, 'subject_id', h.subject_id, 'subject', j.name, 'hours', trim_scale(h.hours_per_week)::text
    ) order by lpad(h.stream, 20) collate "C", j.name collate "C", h.subject_id) into rows
    from journal.curriculum_hours as h join journal.subjects as j on j.subject_id = h.subject_id
    where h.school_year_id = year.school_year_id;
    if rows is null then
        perform sec.refuse_proposal('nothing-to-approve', '{}');
    end if;
    return jsonb_build_object(
        'asked', '{}'::jsonb, 'title', 'Учебный план, ' || year.name, 'school_year_id', year.school_year_id, 'rows', rows,
        'summary', 'классов и профилей ' || (select count(distinct r ->> 'stream') from jsonb_array_elements(rows) as r)
    );
end
$$;

-- asked: period_id, class_ids, opens_on, closes_on, pupil_id (one pupil of one class, early).
create or replace function sec.finals_content(asked jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    period journal.periods;
    classes record;
    opens_on date := (asked ->> 'opens_on')::date;
    closes_on date := (asked ->> 'closes_on')::date;
    pupil integer := (asked ->> 'pupil_id')::integer;
begin
    select * into period from journal.periods as p where p.period_id = (asked ->> 'period_id')::smallint;
    select
        jsonb_agg(c.class_id order by c.grade, c.letter collate "C") as ids, string_agg(c.name, ', ' order by c.grade, c.letter collate "C") as names,
        count(*) as amount, bool_and(c.grade between period.grade_from and period.grade_to and c.school_year_id = period.school_year_id) as fit,
        bool_and(c.grade in (9, 11)) as are_last
    into classes
    from journal.school_classes as c
    where c.class_id in (select jsonb_array_elements_text(asked -> 'class_ids')::smallint);
    if period.period_id is null or classes.amount = 0 or not classes.fit or classes.amount <> jsonb_array_length(asked -> 'class_ids') then
        perform sec.refuse_proposal('finals-classes', '{}');
    elsif opens_on is null or closes_on is null or opens_on > closes_on or closes_on < sec.today() then
        perform sec.refuse_proposal('finals-days', '{}');
    elsif opens_on < period.starts_on then
        perform sec.refuse_proposal('finals-before-period', jsonb_build_object('starts_on', period.starts_on));
    elsif pupil is not null and (classes.amount <> 1 or not exists (
        select from journal.class_memberships as m
        where m.pupil_id = pupil and m.class_id = (classes.ids ->> 0)::smallint
            and m.during && daterange(period.starts_on, period.ends_on, '[]')
    )) then
        perform sec.refuse_proposal('finals-pupil', '{}');
    end if;
    return jsonb_build_object(
        'asked', jsonb_build_object(
            'period_id', period.period_id, 'class_ids', classes.ids, 'opens_on', opens_on, 'closes_on', closes_on, 'pupil_id', pupil
        ),
        'title', 'Приказ о выставлении итогов: ' || sec.period_name(period.period_id),
        'summary', coalesce(sec.full_name(pupil) || ', ', '') || classes.names,
        'period_id', period.period_id, 'period_ends_on', period.ends_on, 'class_ids', classes.ids, 'classes', classes.names,
        'pupil_id', pupil, 'pupil', sec.full_name(pupil), 'opens_on', opens_on, 'closes_on', closes_on,
        -- a whole class that has done before the last week of the period: a reason is asked for, but not in grades 9 and 11
        'is_early', pupil is null and not classes.are_last and closes_on < period.ends_on - 7
    );
end
$$;

-- asked: unlock_id of a waiting request for a period and open_until, or course_id, period_id, person_id.
create or replace function sec.unlock_content(asked jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    request journal.unlocks;
    course record;
begin
    select * into request from journal.unlocks as u where u.unlock_id = (asked ->> 'unlock_id')::integer;
    if asked ->> 'unlock_id' is null then
        request.course_id := asked ->> 'course_id';
        request.period_id := asked ->> 'period_id';
        request.person_id := asked ->> 'person_id';
        request.reason := '';
    elsif request.period_id is null or request.opened_at is not null or request.refused_by is not null then
        perform sec.refuse_proposal('unlock-request', '{}');
    end if;
    select c.course_id, g.name as group_name, g.group_id, j.name as subject, h.handed_over_at, y.closed_at into course
    from journal.courses as c
    join journal.study_groups as g on g.group_id = c.group_id
    join journal.subjects as j on j.subject_id = c.subject_id
    join journal.school_years as y on y.school_year_id = c.school_year_id
    join journal.periods as p on p.school_year_id = c.school_year_id and p.period_id = request.period_id
    left join journal.handovers as h on h.course_id = c.course_id and h.period_id = p.period_id
    where c.course_id = request.course_id;
    if course.course_id is null or not exists (
        select from journal.course_holders as h
        where h.course_id = request.course_id and h.person_id = request.person_id and h.during @> sec.today()
    ) then
        perform sec.refuse_proposal('unlock-teacher', '{}');
    elsif course.closed_at is not null then
        perform sec.demand_year_of_course_open(course.course_id);
    elsif coalesce(course.handed_over_at, sec.finals_ended_at(course.group_id, request.period_id, sec.today(), sec.zone())) is null then
        perform sec.refuse_proposal('not-closed', '{}');
    end if;
    return jsonb_build_object(
        'asked', case
            when request.unlock_id is not null then jsonb_build_object('unlock_id', request.unlock_id, 'open_until', asked -> 'open_until')
            else jsonb_build_object('course_id', request.course_id, 'period_id', request.period_id, 'person_id', request.person_id)
        end,
        'title', 'Открытие закрытого периода: ' || sec.period_name(request.period_id),
        'summary', course.group_name || ' · ' || course.subject || ' · ' || sec.author(request.person_id),
        'unlock_id', request.unlock_id, 'course_id', request.course_id, 'group', course.group_name, 'subject', course.subject,
        'period_id', request.period_id, 'person_id', request.person_id, 'person', sec.full_name(request.person_id),
        'open_until', sec.local_iso(coalesce((asked ->> 'open_until')::timestamptz, request.open_until)), 'why', request.reason
    );
end
$$;

-- asked: person_id, school_role, starts_on, ends_on (null: without an end).
create or replace function sec.role_content(asked jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    person integer := (asked ->> 'person_id')::integer;
    asked_role text := asked ->> 'school_role';
    starts_on date := (asked ->> 'starts_on')::date;
    ends_on date := (asked ->> 'ends_on')::date;
begin
    if coalesce(asked_role, '') <> all (sec.roles_of_two()) then
        perform sec.refuse('EJ050', 'not a group of this school', jsonb_build_object('reason', 'group'));
    elsif not exists (select from journal.staff as s where s.person_id = person) then
        perform sec.refuse_proposal('not-staff', '{}');
    elsif ends_on < coalesce(starts_on, sec.today()) or ends_on < sec.today() then
        perform sec.refuse_proposal('days', '{}');
    elsif exists (
        select from private.accounts as a join private.role_grants as g on g.account_id = a.account_id
        where a.person_id = person and a.state <> 'closed' and g.school_role = asked_role
            and g.during && daterange(starts_on, ends_on, '[]')
    ) then
        perform sec.refuse_proposal('role-held', '{}');
    end if;
    return jsonb_build_object(
        'asked', jsonb_build_object('person_id', person, 'school_role', asked_role, 'starts_on', starts_on, 'ends_on', ends_on),
        'title', 'Роль «' || sec.role_word(asked_role) || '»: ' || sec.author(person), 'summary', sec.full_name(person),
        'person_id', person, 'person', sec.full_name(person), 'school_role', asked_role, 'starts_on', starts_on, 'ends_on', ends_on,
        'has_account', exists (select from private.accounts as a where a.person_id = person and a.state <> 'closed')
    );
end
$$;

-- asked: person_id of an administrator, deputy or director who forgot her password.
create or replace function sec.account_content(asked jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    person integer := (asked ->> 'person_id')::integer;
    account integer := (select a.account_id from private.accounts as a where a.person_id = person and a.state <> 'closed');
    roles text [] := sec.roles_of_account(account, sec.today());
begin
    if account is null or not roles && sec.roles_of_two() then
        perform sec.refuse_proposal('reissue-alone', '{}');
    end if;
    return jsonb_build_object(
        'asked', jsonb_build_object('person_id', person), 'title', 'Новый код вместо забытого пароля: ' || sec.author(person),
        'summary', sec.full_name(person), 'person_id', person, 'person', sec.full_name(person), 'roles', to_jsonb(roles)
    );
end
$$;

-- asked: person_id, acts_as, starts_on, ends_on.
create or replace function sec.delegation_content(asked jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    person integer := (asked ->> 'person_id')::integer;
    asked_role text := asked ->> 'acts_as';
    starts_on date := (asked ->> 'starts_on')::date;
    ends_on date := (asked ->> 'ends_on')::date;
begin
    if coalesce(asked_role, '') not in ('director', 'deputy') then
        perform sec.refuse('EJ050', 'not a group of this school', jsonb_build_object('reason', 'group'));
    elsif not exists (select from private.accounts as a join journal.staff as s on s.person_id = a.person_id where a.person_id = person and a.state = 'active') then
        perform sec.refuse_proposal('not-staff', '{}');
    elsif starts_on is null or ends_on is null or starts_on > ends_on or ends_on < sec.today() then
        perform sec.refuse_proposal('days', '{}');
    elsif exists (
        select from journal.delegations as d
        where d.person_id = person and d.acts_as = asked_role and d.during && daterange(starts_on, ends_on, '[]')
    ) then
        perform sec.refuse_proposal('role-held', '{}');
    end if;
    return jsonb_build_object(
        'asked', jsonb_build_object('person_id', person, 'acts_as', asked_role, 'starts_on', starts_on, 'ends_on', ends_on),
        'title', 'И. о. ' || case asked_role when 'director' then 'директора' else 'заместителя директора' end || ': ' || sec.author(person),
        'summary', sec.full_name(person), 'person_id', person, 'person', sec.full_name(person), 'acts_as', asked_role,
        'starts_on', starts_on, 'ends_on', ends_on
    );
end
$$;

create or replace function sec.approval_content(subject text, asked jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    content jsonb := case subject
        when 'load' then sec.load_content() when 'curriculum' then sec.curriculum_content() when 'finals' then sec.finals_content(asked)
        when 'unlock' then sec.unlock_content(asked) when 'role' then sec.role_content(asked) when 'account' then sec.account_content(asked)
        when 'delegation' then sec.delegation_content(asked) when 'results' then sec.results_content(asked)
        when 'role-end' then sec.role_end_content(asked) when 'class-teacher' then sec.class_teacher_content(asked)
    end;
begin
    if content is null then
        perform sec.refuse_proposal('approval-subject', '{}');
    end if;
    return content;
end
$$;

reset role;
grant execute on function sec.approval_content(text, jsonb) to ${api};
