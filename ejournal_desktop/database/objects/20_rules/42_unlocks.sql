-- An unlock opens what is closed for its teacher until a moment: an expired window by the administrator on a request that the deputy agreed, a
-- closed period by the deputy under the director's order (rulings 9). It gives no right that the course does not give.
set role ${guard};

create or replace function sec.judge_unlock()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['teacher', 'psychologist', 'deputy', 'administrator', 'director']);
begin
    if tg_op = 'INSERT' then
        perform sec.judge_unlock_request(new, me);
        new.requested_at := clock_timestamp();
        if me.is_owner is not true then
            new.agreed_by := null; new.agreed_at := null; new.opened_by := null; new.opened_at := null;
            new.refused_by := null; new.refused_reason := ''; new.refused_at := null; new.order_id := null;
            new.closed_by := null; new.closed_at := null; new.seen_by_director_at := null;
        end if;
        return new;
    end if;
    perform sec.demand_only(to_jsonb(old), to_jsonb(new), array[
        'agreed_by', 'agreed_at', 'opened_by', 'opened_at', 'open_until', 'refused_by', 'refused_reason', 'refused_at', 'order_id',
        'closed_by', 'closed_at', 'seen_by_director_at'
    ]);
    perform sec.judge_unlock_terms(new, old);
    new.closed_by := old.closed_by;
    new.closed_at := old.closed_at;
    if old.opened_by is not null and new.open_until < old.open_until then
        perform sec.actor(array['deputy', 'administrator', 'director']);
        new.closed_by := coalesce(me.person_id, new.closed_by);
        new.closed_at := clock_timestamp();
    end if;
    if new.agreed_by is distinct from old.agreed_by then
        perform sec.judge_unlock_step(old.agreed_by, old, me, 'deputy');
        new.agreed_by := coalesce(me.person_id, new.agreed_by);
        new.agreed_at := clock_timestamp();
    end if;
    if new.refused_by is distinct from old.refused_by then
        perform sec.judge_unlock_step(coalesce(old.refused_by, old.opened_by), old, me, 'deputy', 'administrator', 'director');
        perform sec.demand_refusal_reason(new.refused_reason);
        new.refused_by := coalesce(me.person_id, new.refused_by);
        new.refused_at := clock_timestamp();
    end if;
    if new.opened_by is distinct from old.opened_by then
        perform sec.judge_unlock_opening(new, old, me);
        new.opened_by := coalesce(me.person_id, new.opened_by);
        new.opened_at := clock_timestamp();
    end if;
    if new.seen_by_director_at is distinct from old.seen_by_director_at then
        perform sec.actor(array['director']);
        perform sec.demand_other(me, old.opened_by);  -- an и.о. does not hide what she opened
        new.seen_by_director_at := coalesce(old.seen_by_director_at, clock_timestamp());
    end if;
    return new;
end
$$;

-- Until when and under which order is said by who opens, in the same moment; what is open ends sooner, never later.
create or replace function sec.judge_unlock_terms(becomes journal.unlocks, was journal.unlocks)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    is_opening boolean := was.opened_by is null and becomes.opened_by is not null;
begin
    if (was.opened_by is not null and becomes.open_until > was.open_until)
        or (was.opened_by is null and not is_opening and becomes.open_until <> was.open_until)
        or (not is_opening and becomes.order_id is distinct from was.order_id)
        or (becomes.refused_by is not distinct from was.refused_by and becomes.refused_reason <> was.refused_reason)
    then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    end if;
end
$$;

create or replace function sec.demand_refusal_reason(refused_reason text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.demand_plain_text(refused_reason, 300);
    if coalesce(btrim(refused_reason), '') = '' then
        perform sec.refuse('EJ020', 'a refusal says why', jsonb_build_object('reason', 'refusal-no-reason'));
    end if;
end
$$;

-- A teacher asks for herself, the deputy and the administrator for another; only who holds the course may be opened.
create or replace function sec.judge_unlock_request(asked journal.unlocks, me sec.identity)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if me.is_owner is not true and not me.roles && array['deputy', 'administrator'] and asked.person_id <> me.person_id then
        perform sec.refuse('EJ002', 'a teacher asks for herself', jsonb_build_object('reason', 'not-holder'));
    end if;
    if not exists (
        select from journal.course_holders as h
        left join journal.lessons as l on l.lesson_id = asked.lesson_id and l.course_id = asked.course_id
        where h.course_id = asked.course_id and h.person_id = asked.person_id and h.during @> coalesce(l.held_on, sec.today())
            and l.lesson_id is not distinct from asked.lesson_id  -- a refusal tells nothing of lessons of others
    ) then
        perform sec.refuse('EJ002', 'the teacher does not hold the course', jsonb_build_object('reason', 'not-holder'));
    end if;
    perform sec.demand_year_of_course_open(asked.course_id);
    perform sec.demand_plain_text(asked.reason, 300);
    if me.is_owner is not true then
        perform sec.demand_closed(asked), sec.demand_asked_once(asked);
    end if;
end
$$;

-- Only what is closed is opened, and by its own way: a page that is handed over as a period, an expired window by its lesson.
create or replace function sec.demand_closed(asked journal.unlocks)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts;
begin
    f := sec.facts_of_lesson(coalesce(asked.lesson_id, (
        select l.lesson_id from journal.lessons as l
        join journal.periods as p on p.period_id = asked.period_id and l.held_on between p.starts_on and p.ends_on
        where l.course_id = asked.course_id
        limit 1
    )));
    if asked.lesson_id is not null and f.handed_over_at is not null then
        perform sec.refuse_handed_over(f);
    elsif (asked.lesson_id is not null and f.today <= coalesce(f.closes_on, f.year_ends_on))
        or (asked.period_id is not null and f.handed_over_at is null)
    then
        perform sec.refuse('EJ020', 'it is not closed', jsonb_build_object('reason', 'not-closed', 'held_on', f.held_on));
    end if;
end
$$;

-- What waits or is open is not asked for again, and nobody floods the queue.
create or replace function sec.demand_asked_once(asked journal.unlocks)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    most_a_day constant integer := 60;
begin
    if exists (
        select from journal.unlocks as u
        where u.person_id = asked.person_id and u.course_id = asked.course_id and u.refused_by is null
            and (u.lesson_id = asked.lesson_id or u.period_id = asked.period_id)
            and (u.opened_at is null or u.open_until > clock_timestamp())
    ) then
        perform sec.refuse('EJ020', 'it was asked for', jsonb_build_object('reason', 'unlock-waiting'));
    elsif (
        select count(*) from journal.unlocks as u
        where u.person_id = asked.person_id and u.requested_at > clock_timestamp() - interval '1 day'
    ) >= most_a_day then
        perform sec.refuse('EJ020', 'too many requests in a day', jsonb_build_object('reason', 'unlock-flood', 'most', most_a_day));
    end if;
end
$$;

-- One step of an unlock is taken once, by the role, never for oneself.
create or replace function sec.judge_unlock_step(taken_by integer, was journal.unlocks, me sec.identity, variadic school_roles text [])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.actor(school_roles);
    if taken_by is not null or was.refused_by is not null then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    end if;
    perform sec.demand_other(me, was.person_id);
end
$$;

create or replace function sec.judge_unlock_opening(opened journal.unlocks, was journal.unlocks, me sec.identity)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if was.lesson_id is not null then
        perform sec.judge_unlock_step(was.opened_by, was, me, 'administrator');
        if was.agreed_by is null then
            perform sec.refuse('EJ020', 'the deputy has not agreed', jsonb_build_object('reason', 'not-agreed'));
        elsif was.agreed_by = me.person_id then
            perform sec.refuse('EJ002', 'two people open a window', jsonb_build_object('reason', 'second-person'));
        end if;
    else
        perform sec.judge_unlock_step(was.opened_by, was, me, 'deputy');
        if not exists (select from journal.orders as o where o.order_id = opened.order_id and o.kind = 'unlock')
            or (me.is_owner is not true and not sec.is_unlock_signed(was, opened.order_id))
        then
            perform sec.refuse('EJ020', 'a closed period is opened by an order', jsonb_build_object('reason', 'unlock-no-order'));
        end if;
    end if;
    if opened.open_until <= clock_timestamp() then
        perform sec.refuse('EJ020', 'an unlock ends in the future', jsonb_build_object('reason', 'past-unlock'));
    elsif opened.open_until > clock_timestamp() + interval '31 days' then
        perform sec.refuse('EJ020', 'an unlock is short', jsonb_build_object('reason', 'long-unlock', 'days', 31));
    end if;
    perform sec.demand_year_of_course_open(was.course_id);
end
$$;

-- An order opens what the director signed in it, once: this page to this teacher (approvals, subject «unlock»).
create or replace function sec.is_unlock_signed(asked journal.unlocks, asked_order_id integer)
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
        select from journal.approvals as a
        where a.order_id = asked_order_id and a.subject = 'unlock' and a.state = 'approved'
            and a.content -> 'course_id' = to_jsonb(asked.course_id) and a.content -> 'period_id' = to_jsonb(asked.period_id)
            and a.content -> 'person_id' = to_jsonb(asked.person_id)
    ) and not exists (
        select from journal.unlocks as u
        where u.order_id = asked_order_id and u.unlock_id <> asked.unlock_id
            and (u.course_id, u.period_id, u.person_id) = (asked.course_id, asked.period_id, asked.person_id)
    );
end
$$;

-- The open unlock of a person for a lesson or for a period of the course; null: none.
create or replace function sec.open_unlock(asked_course_id integer, asked_person_id integer, asked_lesson_id integer, asked_period_id smallint)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select u.unlock_id from journal.unlocks as u
        where u.course_id = asked_course_id and u.person_id = asked_person_id and u.opened_at is not null and u.refused_by is null
            and u.open_until > clock_timestamp() and (u.lesson_id = asked_lesson_id or u.period_id = asked_period_id)
        order by u.period_id is null, u.unlock_id
        limit 1
    );
end
$$;

-- The facts of a lesson in a page that is closed, as an open unlock of the period changes them: the order opens the page to its teacher, what 5.2
-- shut to her is open again, topics, homework and attendance as well as marks.
create or replace function sec.under_period_unlock(f sec.lesson_facts)
returns sec.lesson_facts
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    unlock integer;
begin
    if f.handed_over_at is not null and f.ground like 'course:%' then
        unlock := sec.open_unlock(f.course_id, f.person_id, null, f.period_id);
    end if;
    if unlock is not null then
        f.handed_over_at := null;
        f.closes_on := f.today;
        f.ground := 'unlock:' || unlock;
    end if;
    return f;
end
$$;

-- The edit window, or an open unlock of the lesson or of its period.
create or replace function sec.demand_window_or_unlock(f sec.lesson_facts)
returns sec.lesson_facts
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    unlock integer;
begin
    if f.today > coalesce(f.closes_on, f.year_ends_on) and f.ground like 'course:%' then
        unlock := sec.open_unlock(f.course_id, f.person_id, f.lesson_id, f.period_id);
    end if;
    if unlock is null then
        perform sec.demand_window_open(f);
    else
        f.ground := 'unlock:' || unlock;
    end if;
    return f;
end
$$;

-- «ждёт», «согласован», «отказано», «открыто», «закончилось».
create or replace function sec.unlock_state(agreed_at timestamptz, opened_at timestamptz, refused_by integer, open_until timestamptz)
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return case
        when refused_by is not null then 'refused'
        when opened_at is not null and open_until > clock_timestamp() then 'open'
        when opened_at is not null then 'over'
        when agreed_at is not null then 'agreed'
        else 'waiting'
    end;
end
$$;

-- The latest draft of an order that names the unlock: waiting, approved, returned; null: none.
create or replace function sec.unlock_draft_state(asked_unlock_id integer)
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
        select a.state from journal.approvals as a
        where a.subject = 'unlock' and a.state <> 'withdrawn' and a.content -> 'unlock_id' = to_jsonb(asked_unlock_id)
        order by a.approval_id desc
        limit 1
    );
end
$$;

-- The order that the director signed for the unlock; null: none yet.
create or replace function sec.signed_order(asked_unlock_id integer)
returns integer
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select a.order_id from journal.approvals as a
        where a.subject = 'unlock' and a.state = 'approved' and a.content -> 'unlock_id' = to_jsonb(asked_unlock_id)
        order by a.approval_id desc
        limit 1
    );
end
$$;

reset role;
grant execute on function sec.judge_unlock() to ${owner};
grant execute on function sec.unlock_state(timestamptz, timestamptz, integer, timestamptz), sec.unlock_draft_state(integer),
sec.signed_order(integer) to ${api};
