-- What every judge of the journal needs to know of a lesson, read once: who asks and on what ground, the page, the closing, the window.
set role ${guard};

drop type if exists sec.lesson_facts cascade;
create type sec.lesson_facts as (
    lesson_id integer,
    course_id integer,
    group_id integer,
    marking text,
    held_on date,
    is_cancelled boolean,
    today date,
    school_zone text,
    year_name text,
    year_ends_on date,
    year_closed_at timestamptz,
    period_id smallint,
    period_kind text,
    period_number smallint,
    period_ends_on date,
    handed_over_at timestamptz,
    window_kind text,
    closes_on date,
    person_id integer,
    ground text,
    substitute_since timestamptz,
    is_member boolean,  -- the pupil asked about belongs to the group on that day; null: nobody was asked about
    order_ended boolean  -- closed by the last day of the order for its finals, not by the hand-over
);

-- Only READ COMMITTED sees what was committed after the transaction began: a closing, a lock, a departure.
create or replace function sec.demand_read_committed()
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'the journal is written in read committed transactions only' using errcode = '25001';
    end if;
end
$$;

-- The course row is the lock of its page: savers share it, whoever closes or moves something takes it alone.
create or replace function sec.facts_of_lesson(asked_lesson_id integer)
returns sec.lesson_facts
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform from journal.courses as c
    where c.course_id = (select l.course_id from journal.lessons as l where l.lesson_id = asked_lesson_id)
    for share;  -- the lock of the page
    return sec.facts_under_lock(asked_lesson_id, null);
end
$$;

-- The facts for a judge who holds the lock of the page: read by a later statement than the lock, so they are those after it was granted.
-- Columns in the order of sec.lesson_facts.
create or replace function sec.facts_under_lock(asked_lesson_id integer, asked_pupil_id integer)
returns sec.lesson_facts
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts;
    me sec.identity := sec.me();
begin
    perform sec.demand_read_committed();
    if me.account_id is null and me.is_owner is not true then
        perform sec.refuse('EJ001', 'no active account', '{}');
    end if;
    select
        l.lesson_id, l.course_id, c.group_id, coalesce(v.marking, c.marking), l.held_on, l.state = 'cancelled',
        (clock_timestamp() at time zone me.zone)::date, me.zone, y.name, y.ends_on, y.closed_at,
        p.period_id, p.kind, p.number, p.ends_on, p.handed_over_at,
        n.kind, sec.edit_closes_on(l.held_on, n.kind), me.person_id,
        case
            when me.is_owner then 'owner'
            when me.roles && array['teacher', 'psychologist'] and exists (
                select from journal.course_holders as o
                where o.course_id = l.course_id and o.person_id = me.person_id and o.during @> l.held_on
                    and sec.holding_lets_write(o.approved_by, o.is_self_entered, me.roles)
            ) then 'course:' || l.course_id
        end,
        null,
        case
            when asked_pupil_id is not null then exists (
                select from journal.group_memberships as m  -- coalesce: not by the GiST index of the exclusion, 4 × as dear
                where m.group_id = c.group_id and coalesce(m.pupil_id = asked_pupil_id and m.during @> l.held_on, false)
            )
        end, false
    into f
    from journal.lessons as l
    join journal.courses as c on c.course_id = l.course_id
    join journal.school_years as y on y.school_year_id = c.school_year_id
    left join lateral (  -- what is handed over stays so, whatever period or grade is laid over its dates later
        select q.*, x.handed_over_at from journal.periods as q
        cross join (
            select min((select k.grade from journal.school_classes as k where k.class_id = m.class_id)) as grade
            from journal.study_group_classes as m where m.group_id = c.group_id
        ) as g
        left join journal.handovers as x on x.course_id = l.course_id and x.period_id = q.period_id
        where q.school_year_id = c.school_year_id and l.held_on between q.starts_on and q.ends_on
            and (x.period_id is not null or g.grade between q.grade_from and q.grade_to)
        order by x.handed_over_at, q.starts_on desc
        limit 1
    ) as p on true
    left join journal.period_markings as v on v.course_id = l.course_id and v.period_id = p.period_id
    left join lateral (
        select w.kind from journal.edit_windows as w where w.valid_from <= l.held_on order by w.valid_from desc limit 1
    ) as n on true
    where l.lesson_id = asked_lesson_id;
    if f.ground is null and me.roles && array['teacher', 'psychologist'] then
        select 'substitution:' || s.lesson_id, s.entered_at into f.ground, f.substitute_since
        from journal.substitutions as s
        where s.lesson_id = f.lesson_id and s.person_id = me.person_id and (s.entered_at at time zone me.zone)::date <= f.held_on;
    end if;
    if f.handed_over_at is null then
        f.handed_over_at := sec.page_ended_at(f.course_id, f.period_id, f.today, f.school_zone);
        f.order_ended := f.handed_over_at is not null;
    end if;
    return f;
end
$$;

-- For the sentence of a refusal; the facts of every save go without it.
create or replace function sec.subject_of_course(asked_course_id integer)
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
        select j.name from journal.courses as c
        join journal.subjects as j on j.subject_id = c.subject_id
        where c.course_id = asked_course_id
    );
end
$$;

-- Says of who holds the course, but by a load that is not approved and beside a role of the management, that this is why (rulings 16).
create or replace function sec.demand_approved_load(asked_course_id integer, on_date date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    if me.roles && array['teacher', 'psychologist'] and exists (
        select from journal.course_holders as h
        where h.course_id = asked_course_id and h.person_id = me.person_id and h.during @> on_date
            and not sec.holding_lets_write(h.approved_by, h.is_self_entered, me.roles)
    ) then
        perform sec.refuse('EJ002', 'the load is not approved', jsonb_build_object('reason', 'load-not-approved'));
    end if;
end
$$;

create or replace function sec.demand_ground(f sec.lesson_facts)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if f.ground is null then
        perform sec.demand_approved_load(f.course_id, f.held_on);
        perform sec.refuse('EJ002', 'not your course on that date', jsonb_build_object(
            'reason', 'not-holder', 'subject', sec.subject_of_course(f.course_id), 'held_on', f.held_on
        ));
    end if;
end
$$;

create or replace function sec.demand_year_open(f sec.lesson_facts)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if f.year_closed_at is not null then
        perform sec.refuse('EJ018', 'the school year is closed', jsonb_build_object('school_year', f.year_name, 'closed_at', f.year_closed_at));
    end if;
end
$$;

create or replace function sec.demand_held(f sec.lesson_facts)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if f.held_on > f.today then
        perform sec.refuse('EJ012', 'the lesson has not been held yet', jsonb_build_object('held_on', f.held_on, 'today', f.today));
    end if;
end
$$;

create or replace function sec.demand_not_cancelled(f sec.lesson_facts)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if f.is_cancelled then
        perform sec.refuse('EJ016', 'the lesson is cancelled', jsonb_build_object('held_on', f.held_on));
    end if;
end
$$;

create or replace function sec.refuse_handed_over(f sec.lesson_facts)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.refuse('EJ011', 'the page is handed over', jsonb_build_object(
        'handed_over_at', f.handed_over_at, 'period_kind', f.period_kind, 'period_number', f.period_number,
        'period_ends_on', f.period_ends_on, 'subject', sec.subject_of_course(f.course_id),
        'reason', case when f.order_ended then 'order-ended' end,
        'order_ended_on', case when f.order_ended then (f.handed_over_at at time zone f.school_zone)::date - 1 end
    ));
end
$$;

-- Marks and works close with the page (5.2; rulings 7).
create or replace function sec.demand_page_open(f sec.lesson_facts)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform sec.demand_year_open(f);
    if f.handed_over_at is not null then
        perform sec.refuse_handed_over(f);
    end if;
end
$$;

-- Topics, homework and attendance of the lessons that remained at the hand-over stay open to the period's last day (rulings 7).
create or replace function sec.demand_lesson_open(f sec.lesson_facts)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
begin
    perform sec.demand_year_open(f);
    if f.handed_over_at is not null and (
        f.held_on < (f.handed_over_at at time zone f.school_zone)::date or f.today > f.period_ends_on
    ) then
        perform sec.refuse_handed_over(f);
    end if;
end
$$;

-- The edit window (3.6; rulings 5, 6); «Никогда» lasts until the school year ends.
create or replace function sec.demand_window_open(f sec.lesson_facts)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if f.today > coalesce(f.closes_on, f.year_ends_on) then
        perform sec.refuse('EJ010', 'the edit window is over', jsonb_build_object(
            'closed_on', coalesce(f.closes_on, f.year_ends_on), 'held_on', f.held_on, 'edit_window', f.window_kind
        ));
    end if;
end
$$;

create or replace function sec.demand_member(f sec.lesson_facts, asked_pupil_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if not exists (
        select from journal.group_memberships as m
        where m.group_id = f.group_id and m.pupil_id = asked_pupil_id and m.during @> f.held_on
    ) then
        perform sec.refuse('EJ013', 'not a member of the group on that date', jsonb_build_object(
            'held_on', f.held_on, 'pupil', sec.name_in_group(f.group_id, asked_pupil_id)
        ));
    end if;
end
$$;

-- Only of somebody who was in the group at some time: a refusal tells nothing of strangers.
create or replace function sec.name_in_group(asked_group_id integer, asked_pupil_id integer)
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
        select sec.short_name(p.last_name, p.first_name, p.middle_name) from journal.people as p
        where p.person_id = asked_pupil_id and exists (
            select from journal.group_memberships as m where m.group_id = asked_group_id and m.pupil_id = asked_pupil_id
        )
    );
end
$$;

-- A mark as it stands for its pupil: not a dot.
create or replace function sec.is_mark(value text)
returns boolean
language sql
immutable
return coalesce(value <> '.', false);

-- A mark that is set («выставленная»): not a dot, not a draft. Neither is shown in the diary (rulings 24).
create or replace function sec.is_set_mark(value text)
returns boolean
language sql
immutable
return coalesce(value <> '.' and value !~ '\?$', false);

create or replace function sec.fits_scale(value text, marking text, two_marks boolean)
returns boolean
language sql
immutable
return case
    when value is null then true
    when value = '.' then marking in ('five', 'pass')
    when marking = 'five' then value ~ '^[1-5]\??$' or (two_marks and value ~ '^[1-5]/[1-5]\??$')
    when marking = 'pass' then value ~ '^(зач|незач)\??$'
    else false
end;

-- A text that a journal holds and paper shows: no longer than that, without control signs and without signs that turn its direction.
create or replace function sec.is_plain_text(value text, longest integer)
returns boolean
language sql
immutable
return length(value) <= longest and value !~ '[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]';

create or replace function sec.demand_plain_text(value text, longest integer)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if not sec.is_plain_text(value, longest) then
        perform sec.refuse('EJ014', 'not a text of the journal', jsonb_build_object('reason', 'text', 'longest', longest));
    end if;
end
$$;

reset role;
grant execute on function sec.edit_closes_on(date, text), sec.is_mark(text), sec.is_set_mark(text) to ${api}, ${owner};
grant execute on function sec.demand_approved_load(integer, date) to ${api};
