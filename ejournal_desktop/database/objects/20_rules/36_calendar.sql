-- Years, periods, edit windows, substitutions: norms and bounds on which the closing depends.
set role ${guard};

create or replace function sec.judge_period()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    year_row journal.school_years;
begin
    if tg_op = 'UPDATE' and (new.school_year_id, new.kind, new.number, new.starts_on, new.ends_on, new.grade_from, new.grade_to)
        is not distinct from (old.school_year_id, old.kind, old.number, old.starts_on, old.ends_on, old.grade_from, old.grade_to)
    then
        return new;
    end if;
    perform sec.demand_read_committed();
    -- every page of the year waits: a bound never moves while a mark is being judged by it
    perform from journal.courses as c
    where c.school_year_id = coalesce(new.school_year_id, old.school_year_id) order by c.course_id for no key update;
    if tg_op <> 'INSERT' and (
        exists (select from journal.handovers as h where h.period_id = old.period_id) or sec.is_closed_by_order(old)
    ) then
        perform sec.refuse('EJ020', 'pages of the period are handed over', jsonb_build_object(
            'reason', 'handed-over', 'period_kind', old.kind, 'period_number', old.number
        ));
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    select * into year_row from journal.school_years as y where y.school_year_id = new.school_year_id;
    if year_row.closed_at is not null then
        perform sec.refuse('EJ018', 'the school year is closed', jsonb_build_object('school_year', year_row.name, 'closed_at', year_row.closed_at));
    end if;
    if exists (  -- a period of another kind may lie beside, but never over days whose pages the end of an order has closed
        select from journal.periods as p
        where p.school_year_id = new.school_year_id and p.period_id <> new.period_id and (p.kind = new.kind or sec.is_closed_by_order(p))
            and p.starts_on <= new.ends_on and new.starts_on <= p.ends_on
            and p.grade_from <= new.grade_to and new.grade_from <= p.grade_to
    ) then
        perform sec.refuse('EJ020', 'periods may not overlap', jsonb_build_object(
            'reason', 'overlap', 'period_kind', new.kind, 'period_number', new.number
        ));
    end if;
    return new;
end
$$;

-- Pages of the period are shut by the last day of an order for finals, handed over or not (rulings 7).
create or replace function sec.is_closed_by_order(period journal.periods)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return exists (
        select from journal.finals_scopes as s
        where s.period_id = period.period_id and s.pupil_id is null and s.closes_on < sec.today()
    );
end
$$;

create or replace function sec.judge_school_year()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_read_committed();
    perform from journal.courses as c where c.school_year_id = old.school_year_id order by c.course_id for no key update;
    if old.closed_at is not null and new.closed_at is distinct from old.closed_at then
        perform sec.refuse('EJ018', 'a closed year stays closed', jsonb_build_object('school_year', old.name, 'closed_at', old.closed_at));
    end if;
    -- «Никогда» lasts until the year ends: a year that is over gets no longer
    if old.ends_on < sec.today() and new.ends_on > old.ends_on then
        perform sec.refuse('EJ020', 'the year is over', jsonb_build_object('reason', 'year-over', 'school_year', old.name));
    end if;
    if exists (
        select from journal.courses as c join journal.lessons as l on l.course_id = c.course_id
        where c.school_year_id = old.school_year_id and l.held_on not between new.starts_on and new.ends_on
    ) then
        perform sec.refuse('EJ020', 'lessons would fall out of the year', jsonb_build_object('reason', 'facts', 'school_year', old.name));
    end if;
    return new;
end
$$;

-- Norms only get new rows, valid from tomorrow; a row that was in force is for ever (security: reverse rules).
create or replace function sec.judge_edit_window()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    today date := sec.today();
begin
    if tg_op <> 'INSERT' and old.valid_from <= today then
        perform sec.refuse('EJ020', 'the norm was in force', jsonb_build_object('reason', 'used-norm', 'valid_from', old.valid_from));
    end if;
    if tg_op <> 'DELETE' and new.valid_from <= today then
        perform sec.refuse('EJ020', 'a norm is valid from tomorrow at the earliest', jsonb_build_object(
            'reason', 'norm-from-tomorrow', 'valid_from', new.valid_from
        ));
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;

-- A substitution never reaches lessons before it was entered (nor is it given to oneself: sec.judge_self_grant).
create or replace function sec.judge_substitution()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
    held_on date;
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - 'seen_by_director_at' = to_jsonb(old) - 'seen_by_director_at' then
        perform sec.actor(array['director']);
        perform sec.demand_other_giver(old.entered_by);
        new.seen_by_director_at := coalesce(old.seen_by_director_at, clock_timestamp());
        return new;
    end if;
    if me.is_owner is not true then
        if not me.roles && array['administrator', 'deputy'] then
            perform sec.refuse('EJ002', 'substitutions are not yours', jsonb_build_object('reason', 'role', 'needs', array['administrator', 'deputy']));
        end if;
    end if;
    if me.is_owner is not true or tg_op = 'UPDATE' then
        new.entered_at := clock_timestamp();
        new.entered_by := session_user;
        new.seen_by_director_at := null;  -- another substitute is news
    end if;
    select l.held_on into held_on from journal.lessons as l where l.lesson_id = new.lesson_id;
    if held_on < (new.entered_at at time zone sec.zone())::date then
        perform sec.refuse('EJ020', 'the lesson was held before the substitution', jsonb_build_object('reason', 'past-substitution', 'held_on', held_on));
    end if;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_period(), sec.judge_school_year(), sec.judge_edit_window(), sec.judge_substitution() to ${owner};
