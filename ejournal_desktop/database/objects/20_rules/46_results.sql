-- Year, exam and final marks, debts and the council's decisions: rights of their own past the closing (rulings 10).
set role ${guard};

-- Who sets the results of a course: its holder of today, after the year the last one.
create or replace function sec.demand_sets_results(asked_course_id integer)
returns sec.identity
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['teacher']);
    today date := sec.today();
begin
    if me.is_owner is not true and not exists (
        select from journal.course_holders as h
        where h.course_id = asked_course_id and h.person_id = me.person_id and h.sets_finals
            and sec.holding_lets_write(h.approved_by, h.is_self_entered, me.roles) and (
            h.during @> today
            or (upper(h.during) <= today and not exists (
                select from journal.course_holders as o
                where o.course_id = asked_course_id and o.sets_finals and coalesce(upper(o.during), 'infinity') > upper(h.during)
            ))
        )
    ) then
        perform sec.demand_approved_load(asked_course_id, today);
        perform sec.refuse('EJ002', 'not the holder who sets the finals', jsonb_build_object('reason', 'not-holder'));
    end if;
    return me;
end
$$;

create or replace function sec.judge_year_mark()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand_sets_results(new.course_id);
    taken text;
    is_closed boolean;
begin
    select sec.year_marking_of(c.course_id), y.closed_at is not null into taken, is_closed from journal.courses as c
    join journal.school_years as y on y.school_year_id = c.school_year_id
    where c.course_id = new.course_id for share of c;
    if tg_op = 'UPDATE' and (new.course_id, new.pupil_id, new.kind) is distinct from (old.course_id, old.pupil_id, old.kind) then
        perform sec.refuse('EJ020', 'a final mark does not move', jsonb_build_object('reason', 'moved'));
    elsif taken = 'none' then
        perform sec.refuse('EJ017', 'the course takes no marks', '{}');
    elsif (taken = 'five' and new.value in ('зач', 'незач')) or (taken = 'pass' and new.value ~ '^[1-5]$') then
        perform sec.refuse('EJ014', 'not a value of the scale', jsonb_build_object('value', new.value, 'marking', taken));
    elsif new.kind = 'year' and is_closed and not exists (
        select from journal.debts as d where d.course_id = new.course_id and d.pupil_id = new.pupil_id and d.settled_on is not null
    ) then
        perform sec.demand_year_of_course_open(new.course_id);
    end if;
    -- after the year a result changes under another order only: a signed supplement
    if me.is_owner is not true and (
        new.order_id is null or (is_closed and case tg_op when 'UPDATE' then new.order_id = old.order_id else false end)
    ) then
        perform sec.refuse('EJ020', 'finals are set under an order', jsonb_build_object('reason', 'no-order'));
    end if;
    perform sec.demand_pupil_of_course(new.course_id, new.pupil_id);
    new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end;
    new.entered_at := clock_timestamp();
    new.entered_by := coalesce(me.person_id, new.entered_by);
    new.ground := case when me.is_owner then 'owner' else 'course:' || new.course_id end;
    return new;
end
$$;

create or replace function sec.demand_pupil_of_course(asked_course_id integer, asked_pupil_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if not exists (
        select from journal.courses as c
        join journal.group_memberships as m on m.group_id = c.group_id
        where c.course_id = asked_course_id and m.pupil_id = asked_pupil_id
    ) then
        perform sec.refuse('EJ013', 'never a pupil of the course', jsonb_build_object('pupil', null));
    end if;
end
$$;

-- The deputy records a debt; its result is set by the course's holder under an order, once.
create or replace function sec.judge_debt()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity;
begin
    if tg_op = 'INSERT' then
        me := sec.actor(array['deputy']);
        perform sec.demand_pupil_of_course(new.course_id, new.pupil_id);
        new.settled_on := null;
        new.settled_by := null;
        new.result := null;
        new.entered_by := coalesce(me.person_id, new.entered_by);
        return new;
    end if;
    perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['due_on', 'settled_on', 'settled_by', 'result', 'order_id']);
    if old.settled_on is not null then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    elsif new.result is null then
        perform sec.actor(array['deputy']);
        return new;
    end if;
    me := sec.demand_sets_results(new.course_id);
    if new.order_id is null then
        perform sec.refuse('EJ020', 'finals are set under an order', jsonb_build_object('reason', 'no-order'));
    end if;
    new.settled_on := sec.today();
    new.settled_by := coalesce(me.person_id, new.settled_by);
    return new;
end
$$;

-- A decision stands; a later one is a row of its own.
create or replace function sec.judge_decision()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['deputy', 'director']);
begin
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), '{}');
    elsif new.decided_on > sec.today() then
        perform sec.refuse('EJ020', 'a decision has been taken', jsonb_build_object('reason', 'future'));
    end if;
    new.entered_at := case tg_op when 'INSERT' then clock_timestamp() else old.entered_at end;
    new.entered_by := case tg_op when 'INSERT' then coalesce(me.person_id, new.entered_by) else old.entered_by end;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_debt(), sec.judge_decision(), sec.judge_year_mark() to ${owner};
