-- Opening what is closed (rulings 9): a teacher asks, the deputy agrees, the administrator opens an expired window, the deputy a closed
-- period under the director's order; everything is listed until the director has seen it.
set role ${api};

-- A hint to the open pages of the courses of some unlocks.
create or replace function sec.hint_unlocked(asked_unlock_ids integer [])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.hint_course(c.course_id) from (
        select distinct u.course_id from journal.unlocks as u where u.unlock_id = any (asked_unlock_ids)
    ) as c;
end
$$;

-- One step of some unlocks: all or none.
create or replace function sec.demand_all_steps(asked_unlock_ids integer [], done integer)
returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if done is distinct from (select count(distinct x)::integer from unnest(asked_unlock_ids) as x) then
        perform sec.refuse('EJ020', 'it is settled', jsonb_build_object('reason', 'unlock-settled'));
    end if;
    perform sec.hint_unlocked(asked_unlock_ids);
    return done;
end
$$;

create or replace function api.request_unlock(course_id integer, lesson_ids integer [], period_id smallint, reason text, wanted_until timestamptz)
returns json
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist']);
    made integer [];
begin
    if coalesce(cardinality(request_unlock.lesson_ids), 0) > 60 or request_unlock.course_id is null then
        raise exception 'a course and at most 60 lessons are expected' using errcode = '22023';
    end if;
    with fresh as (
        insert into journal.unlocks (course_id, lesson_id, period_id, person_id, open_until, reason)
        select request_unlock.course_id, x.lesson_id, x.period_id, me.person_id,
            coalesce(request_unlock.wanted_until, clock_timestamp() + interval '3 days'), btrim(coalesce(request_unlock.reason, ''))
        from (
            select distinct n as lesson_id, null::smallint as period_id from unnest(request_unlock.lesson_ids) as n
            union all
            select null, request_unlock.period_id where request_unlock.period_id is not null
        ) as x
        returning unlock_id
    )
    select array_agg(f.unlock_id order by f.unlock_id) into made from fresh as f;
    perform sec.hint_course(request_unlock.course_id);
    return to_json(coalesce(made, '{}'));
end
$$;

create or replace function api.agree_unlocks(unlock_ids integer [])
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['deputy']);
    done integer;
begin
    update journal.unlocks as u set agreed_by = me.person_id
    where u.unlock_id = any (agree_unlocks.unlock_ids) and u.agreed_by is null and u.lesson_id is not null;
    get diagnostics done = row_count;
    return sec.demand_all_steps(agree_unlocks.unlock_ids, done);
end
$$;

create or replace function api.open_unlocks(unlock_ids integer [], open_until timestamptz)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['deputy', 'administrator']);
    done integer;
begin
    update journal.unlocks as u
    set opened_by = me.person_id, open_until = coalesce(open_unlocks.open_until, u.open_until),
        order_id = case when u.period_id is not null then sec.signed_order(u.unlock_id) end
    where u.unlock_id = any (open_unlocks.unlock_ids) and u.opened_by is null;
    get diagnostics done = row_count;
    return sec.demand_all_steps(open_unlocks.unlock_ids, done);
end
$$;

create or replace function api.refuse_unlocks(unlock_ids integer [], reason text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['deputy', 'administrator', 'director']);
    done integer;
begin
    update journal.unlocks as u set refused_by = me.person_id, refused_reason = btrim(coalesce(refuse_unlocks.reason, ''))
    where u.unlock_id = any (refuse_unlocks.unlock_ids) and u.refused_by is null and u.opened_by is null;
    get diagnostics done = row_count;
    return sec.demand_all_steps(refuse_unlocks.unlock_ids, done);
end
$$;

create or replace function api.close_unlocks(unlock_ids integer [])
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['deputy', 'administrator', 'director']);
    done integer;
begin
    update journal.unlocks as u set open_until = clock_timestamp()
    where u.unlock_id = any (close_unlocks.unlock_ids) and u.opened_by is not null and u.open_until > clock_timestamp();
    get diagnostics done = row_count;
    return sec.demand_all_steps(close_unlocks.unlock_ids, done);
end
$$;

create or replace function api.see_unlocks(unlock_ids integer [])
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['director']);
    done integer;
begin
    update journal.unlocks as u set seen_by_director_at = clock_timestamp()
    where u.unlock_id = any (see_unlocks.unlock_ids) and u.seen_by_director_at is null
        and u.opened_by is distinct from me.person_id;  -- her own an и.о. leaves to the director
    get diagnostics done = row_count;
    return done;
end
$$;

-- The draft of the director's order for a closed period: what he signs is the request as it stands now.
create or replace function api.propose_unlock_order(unlock_id integer, open_until timestamptz)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['deputy']);
    asked record;
    made integer;
begin
    select u.unlock_id, u.course_id, u.person_id, u.opened_by, u.refused_by into asked
    from journal.unlocks as u
    where u.unlock_id = propose_unlock_order.unlock_id and u.period_id is not null;
    if not found or asked.opened_by is not null or asked.refused_by is not null
        or sec.unlock_draft_state(asked.unlock_id) in ('waiting', 'approved')
    then
        perform sec.refuse('EJ020', 'it is settled', jsonb_build_object('reason', 'unlock-settled'));
    elsif asked.person_id = me.person_id then
        perform sec.refuse('EJ002', 'not to oneself', jsonb_build_object('reason', 'self-grant'));
    end if;
    made := sec.propose('unlock', jsonb_build_object(
        'unlock_id', asked.unlock_id, 'open_until', coalesce(propose_unlock_order.open_until, clock_timestamp() + interval '3 days')
    ), '');
    perform sec.hint_course(asked.course_id);
    return made;
end
$$;

create or replace function api.unlocks()
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(sec.staff_roles());
    sees_all boolean := sec.sees_all();
begin
    return (
        with listed as materialized (
            select u.* from journal.unlocks as u
            where sees_all or u.person_id = me.person_id
            order by u.requested_at desc, u.unlock_id desc
            limit 500
        )

        select json_build_object(
            'now', sec.local_iso(clock_timestamp()), 'me', me.person_id,
            'unlocks', coalesce(json_agg(json_build_object(
                'unlock_id', u.unlock_id, 'course_id', u.course_id, 'group_name', g.name, 'subject', s.name,
                'lesson_id', u.lesson_id, 'held_on', l.held_on, 'lesson_no', l.lesson_no,
                'period_id', u.period_id, 'period_kind', p.kind, 'period_number', p.number,
                'person_id', u.person_id, 'person', sec.author(u.person_id), 'reason', u.reason,
                'requested_at', sec.local_iso(u.requested_at), 'open_until', sec.local_iso(u.open_until),
                'state', sec.unlock_state(u.agreed_at, u.opened_at, u.refused_by, u.open_until),
                'agreed_by', sec.author(u.agreed_by), 'agreed_by_me', coalesce(u.agreed_by = me.person_id, false),
                'agreed_at', sec.local_iso(u.agreed_at),
                'opened_by', sec.author(u.opened_by), 'opened_at', sec.local_iso(u.opened_at),
                'refused_by', sec.author(u.refused_by), 'refused_at', sec.local_iso(u.refused_at), 'refused_reason', u.refused_reason,
                'closed_by', sec.author(u.closed_by), 'closed_at', sec.local_iso(u.closed_at),
                'draft', case when u.period_id is not null then sec.unlock_draft_state(u.unlock_id) end,
                'order', sec.order_text(u.order_id), 'seen_at', sec.local_iso(u.seen_by_director_at)
            ) order by u.requested_at desc, u.unlock_id desc), '[]')
        )
        from listed as u
        join journal.courses as c on c.course_id = u.course_id
        join journal.study_groups as g on g.group_id = c.group_id
        join journal.subjects as s on s.subject_id = c.subject_id
        left join journal.lessons as l on l.lesson_id = u.lesson_id
        left join journal.periods as p on p.period_id = u.period_id
    );
end
$$;

reset role;
grant execute on function api.request_unlock(integer, integer [], smallint, text, timestamptz) to ${teacher}, ${psychologist};
grant execute on function api.agree_unlocks(integer []), api.propose_unlock_order(integer, timestamptz) to ${deputy};
grant execute on function api.open_unlocks(integer [], timestamptz) to ${deputy}, ${administrator};
grant execute on function api.refuse_unlocks(integer [], text), api.close_unlocks(integer []) to ${deputy}, ${administrator}, ${director};
grant execute on function api.see_unlocks(integer []) to ${director};
grant execute on function api.unlocks()
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
