-- Final marks and the hand-over that closes a page (5.2; rulings 7).
set role ${guard};

create or replace function sec.demand_sets_finals(asked_course_id integer)
returns sec.identity
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    if me.is_owner is not true and not exists (
        select from journal.course_holders as h
        where h.course_id = asked_course_id and h.person_id = me.person_id and h.during @> sec.today() and h.sets_finals
            and 'teacher' = any (me.roles) and sec.holding_lets_write(h.approved_by, h.is_self_entered, me.roles)
    ) then
        perform sec.demand_approved_load(asked_course_id, me.today);
        perform sec.refuse('EJ002', 'not the holder who sets the finals', jsonb_build_object('reason', 'not-holder'));
    end if;
    return me;
end
$$;

create or replace function sec.judge_final_mark()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand_sets_finals(new.course_id);
    taken text;
    ends_on date;
    unlock integer;
begin
    perform sec.demand_read_committed();
    perform from journal.courses as c where c.course_id = new.course_id for share;
    taken := sec.marking_of(new.course_id, new.period_id);
    select p.ends_on into ends_on from journal.periods as p where p.period_id = new.period_id;
    if tg_op = 'UPDATE' and (new.course_id, new.period_id, new.pupil_id) is distinct from (old.course_id, old.period_id, old.pupil_id) then
        perform sec.refuse('EJ020', 'a final mark does not move', jsonb_build_object('reason', 'moved'));
    end if;
    unlock := sec.open_unlock(new.course_id, me.person_id, null, new.period_id);
    if unlock is null then
        perform sec.demand_date_open(new.course_id, ends_on);
    else
        perform sec.demand_year_of_course_open(new.course_id);
    end if;
    if taken = 'none' then
        perform sec.refuse('EJ017', 'the course takes no marks', '{}');
    end if;
    if (taken = 'five' and new.value in ('зач', 'незач')) or (taken = 'pass' and new.value ~ '^[1-5]$') then
        perform sec.refuse('EJ014', 'not a value of the scale', jsonb_build_object('value', new.value, 'marking', taken));
    end if;
    perform sec.demand_member_in_period(new.course_id, new.period_id, new.pupil_id);
    if me.person_id is not null then
        perform sec.demand_finals_order(new, unlock);
    end if;
    new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end;
    new.entered_by := coalesce(me.person_id, new.entered_by);
    new.ground := case when me.person_id is null then 'owner' else coalesce('unlock:' || unlock, 'course:' || new.course_id) end;
    if me.person_id is not null then
        new.entered_at := clock_timestamp();
    end if;
    return new;
end
$$;

-- Under an order for finals that covers this class, period and pupil today; in a page that is opened again, under the order that opened it or the
-- one that was used before (rulings 7, 9).
create or replace function sec.demand_finals_order(f journal.final_marks, unlock integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if sec.order_covers_final(f.order_id, f.course_id, f.period_id, f.pupil_id, unlock is null)
        or exists (select from journal.unlocks as u where u.unlock_id = unlock and u.order_id = f.order_id)
    then
        return;
    end if;
    perform sec.refuse('EJ020', 'finals are set under an order', jsonb_build_object('reason', 'no-order') || coalesce((
        select case
            when min(s.opens_on) > sec.today() then jsonb_build_object('opens_on', min(s.opens_on))
            when max(s.closes_on) < sec.today() then jsonb_build_object('closed_on', max(s.closes_on))
        end
        from journal.finals_scopes as s
        where s.period_id = f.period_id and sec.scope_covers(s, f.course_id, f.pupil_id)
    ), '{}'));
end
$$;

-- On some day of the period: a departed pupil has an early final mark (rulings 7, 31), a stranger none.
create or replace function sec.demand_member_in_period(asked_course_id integer, asked_period_id smallint, asked_pupil_id integer)
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
        join journal.periods as p on p.period_id = asked_period_id and p.school_year_id = c.school_year_id
        join journal.group_memberships as m on m.group_id = c.group_id and m.during && daterange(p.starts_on, p.ends_on, '[]')
        where c.course_id = asked_course_id and m.pupil_id = asked_pupil_id
    ) then
        perform sec.refuse('EJ013', 'not a pupil of the course in that period', jsonb_build_object('pupil', null));
    end if;
end
$$;

create or replace function sec.judge_handover()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand_sets_finals(new.course_id);
    dots integer;
begin
    perform sec.lock_page(new.course_id);
    if tg_op = 'UPDATE' then  -- what is handed over stays so; a period is opened by an unlock
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), '{}');
    end if;
    select count(*) into dots
    from journal.lessons as l
    join journal.periods as p on p.period_id = new.period_id and l.held_on between p.starts_on and p.ends_on
    join journal.works as w on w.lesson_id = l.lesson_id and w.voided_at is null
    join journal.marks as m on m.work_id = w.work_id and m.value = '.'
    where l.course_id = new.course_id;
    if me.person_id is not null then
        new.order_id := sec.finals_order(new.course_id, new.period_id, null);
        if new.order_id is null then
            perform sec.refuse('EJ020', 'finals are set under an order', jsonb_build_object('reason', 'no-order'));
        end if;
    end if;
    if dots > 0 then
        perform sec.refuse('EJ020', 'open dots block the hand-over', jsonb_build_object('reason', 'dots', 'count', dots));
    end if;
    if me.person_id is not null then
        new.handed_over_at := clock_timestamp();
        new.handed_over_by := me.person_id;
    end if;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_final_mark(), sec.judge_handover() to ${owner};
