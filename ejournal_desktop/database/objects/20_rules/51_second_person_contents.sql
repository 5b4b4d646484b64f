-- What two people decide of a person, as it is proposed: the end of a role of the management, and who leads a class.
set role ${guard};

-- asked: role_grant_id, last_day (null: at once, yesterday was its last day).
create or replace function sec.role_end_content(asked jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    last_day date := (asked ->> 'last_day')::date;
    given record;
begin
    select g.role_grant_id, g.school_role, g.during, a.person_id into given
    from private.role_grants as g join private.accounts as a on a.account_id = g.account_id
    where g.role_grant_id = (asked ->> 'role_grant_id')::integer;
    if given.role_grant_id is null or isempty(given.during) or upper(given.during) <= sec.today() then
        perform sec.refuse_proposal('role-over', '{}');
    elsif not given.school_role = any (sec.roles_of_two()) then
        perform sec.refuse_proposal('role-end-alone', '{}');
    elsif last_day < sec.today() or last_day >= upper(given.during) then
        perform sec.refuse_proposal('days', '{}');
    end if;
    return jsonb_build_object(
        'asked', jsonb_build_object('role_grant_id', given.role_grant_id, 'last_day', last_day),
        'title', 'Снять роль «' || sec.role_word(given.school_role) || '»: ' || sec.author(given.person_id),
        'summary', sec.full_name(given.person_id), 'role_grant_id', given.role_grant_id, 'person_id', given.person_id,
        'person', sec.full_name(given.person_id), 'school_role', given.school_role, 'last_day', last_day
    );
end
$$;

-- asked: person_id, class_id of the present year. Who leads the class now leads it until yesterday.
create or replace function sec.class_teacher_content(asked jsonb)
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
    led record;
begin
    select c.class_id, c.name, t.person_id into led
    from journal.school_classes as c
    left join journal.class_teachers as t on t.class_id = c.class_id and t.during @> sec.today()
    where c.class_id = (asked ->> 'class_id')::smallint and c.school_year_id = sec.present_year();
    if led.class_id is null then
        perform sec.refuse_proposal('class-unknown', '{}');
    elsif not exists (select from journal.staff as s where s.person_id = person and s.employed @> sec.today()) then
        perform sec.refuse_proposal('not-staff', '{}');
    elsif led.person_id = person then
        perform sec.refuse_proposal('class-led', '{}');
    end if;
    return jsonb_build_object(
        'asked', jsonb_build_object('person_id', person, 'class_id', led.class_id),
        'title', 'Классный руководитель ' || led.name || ': ' || sec.author(person), 'summary', sec.full_name(person),
        'person_id', person, 'person', sec.full_name(person), 'class_id', led.class_id, 'class_name', led.name,
        'present', sec.full_name(led.person_id)
    );
end
$$;

reset role;
