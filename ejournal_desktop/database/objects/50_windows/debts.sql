-- Academic debts and re-sits (JRN-13): the deputy records a debt, the course's holder settles it under an order, past the closing of the year too
-- (rulings 10); a re-sit of a work is a new attempt beside the old mark (rulings 5).
set role ${api};

create or replace function api.debts(course_id integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
begin
    perform sec.demand(sec.staff_roles());
    return (
        select coalesce(jsonb_agg(jsonb_build_array(
            d.debt_id, d.course_id, g.name, s.name, d.pupil_id, n.last_name || ' ' || n.first_name, d.arose_on, d.due_on, d.settled_on, d.result,
            sec.order_text(d.order_id), sec.author(d.entered_by), sec.author(d.settled_by)
        ) order by d.settled_on is not null, d.due_on, n.sort_key collate "C"), '[]')
        from journal.debts as d
        join journal.courses as c on c.course_id = d.course_id
        join journal.study_groups as g on g.group_id = c.group_id
        join journal.subjects as s on s.subject_id = c.subject_id
        join journal.people as n on n.person_id = d.pupil_id
        where d.course_id = coalesce(debts.course_id, d.course_id)
    );
end
$$;

create or replace function api.open_debt(course_id integer, pupil_id integer, arose_on date, due_on date)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['deputy']);
    made integer;
begin
    if open_debt.due_on < coalesce(open_debt.arose_on, me.today) then
        perform sec.refuse('EJ014', 'a debt ends after it arose', jsonb_build_object('reason', 'debt-days'));
    end if;
    insert into journal.debts (course_id, pupil_id, arose_on, due_on, entered_by)
    values (open_debt.course_id, open_debt.pupil_id, coalesce(open_debt.arose_on, me.today), open_debt.due_on, me.person_id)
    returning debt_id into made;
    return made;
end
$$;

create or replace function api.prolong_debt(debt_id integer, due_on date)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
begin
    perform sec.demand(array['deputy']);
    update journal.debts as d set due_on = prolong_debt.due_on where d.debt_id = prolong_debt.debt_id and d.settled_on is null;
    if not found then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    end if;
end
$$;

-- The server names the order of the re-sit that is open today; the client never does. The year's mark may change with it: a course of a year that is
-- over has no other page that a teacher still opens.
create or replace function api.settle_debt(debt_id integer, result text, year text default null)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['teacher']);
begin
    update journal.debts as d
    set result = settle_debt.result, settled_on = me.today, settled_by = me.person_id,
        order_id = sec.results_order(d.course_id, 'resit', d.pupil_id)
    where d.debt_id = settle_debt.debt_id;
    if not found then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    if settle_debt.year is not null then
        insert into journal.year_marks (course_id, pupil_id, kind, value, reason, order_id, entered_by)
        select d.course_id, d.pupil_id, 'year', settle_debt.year, '', d.order_id, me.person_id
        from journal.debts as d where d.debt_id = settle_debt.debt_id
        on conflict on constraint year_marks_pkey do update
        set value = excluded.value, reason = excluded.reason, order_id = excluded.order_id;
    end if;
end
$$;

-- A new attempt at a work: the next number, today's day.
create or replace function api.add_attempt(work_id integer, pupil_id integer, value text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['teacher']);
    made integer;
begin
    insert into journal.mark_attempts (work_id, pupil_id, course_id, attempt, value, set_on, entered_by)
    select w.work_id, add_attempt.pupil_id, w.course_id, 2, add_attempt.value, me.today, me.person_id
    from journal.works as w where w.work_id = add_attempt.work_id
    returning attempt into made;
    if made is null then
        perform sec.refuse('EJ002', 'not a work of that lesson', jsonb_build_object('reason', 'not-holder'));
    end if;
    perform sec.hint_course((select w.course_id from journal.works as w where w.work_id = add_attempt.work_id));
    return made;
end
$$;

create or replace function api.attempts(course_id integer, period_id smallint)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
begin
    perform sec.demand(sec.staff_roles());
    return (
        select coalesce(jsonb_agg(jsonb_build_array(
            a.work_id, a.pupil_id, a.attempt, a.value, a.set_on, sec.author(a.entered_by)
        ) order by a.work_id, a.pupil_id, a.attempt), '[]')
        from journal.mark_attempts as a
        join journal.works as w on w.work_id = a.work_id
        join journal.lessons as l on l.lesson_id = w.lesson_id
        join journal.periods as p on p.period_id = attempts.period_id and l.held_on between p.starts_on and p.ends_on
        where a.course_id = attempts.course_id
    );
end
$$;

reset role;
grant execute on function api.debts(integer), api.attempts(integer, smallint)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
grant execute on function api.open_debt(integer, integer, date, date), api.prolong_debt(integer, date) to ${deputy};
grant execute on function api.settle_debt(integer, text, text), api.add_attempt(integer, integer, text) to ${teacher};
