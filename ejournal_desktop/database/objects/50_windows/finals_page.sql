-- Everything about the finals of a page that the page itself does not hold: the rule, the order open today, reasons, year marks, debts.
set role ${api};

create or replace function sec.scope_json(asked_course_id integer, asked_period_id smallint)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    -- one row for the page: an order that ends first closes the page of its class, the page shows the last of the open ones
    return (
        select jsonb_build_object('order', sec.order_text(s.order_id), 'opens_on', s.opens_on, 'closes_on', s.closes_on)
        from journal.courses as c
        join journal.study_group_classes as g on g.group_id = c.group_id
        join journal.finals_scopes as s on s.class_id = g.class_id and s.period_id = asked_period_id and s.pupil_id is null
        where c.course_id = asked_course_id
        order by s.closes_on desc, s.finals_scope_id desc
        limit 1
    );
end
$$;

-- For each result of the year: the order for the whole class, the last of those that are not over before the others, and the pupils whom an order
-- of today opens by name or by a settled debt.
create or replace function sec.results_json(asked_course_id integer, today date)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
    last_period smallint := sec.last_period(asked_course_id);
begin
    return (
        select jsonb_object_agg(r.result, jsonb_build_object(
            'scope', coalesce((
                select jsonb_build_object('order', sec.order_text(s.order_id), 'opens_on', s.opens_on, 'closes_on', s.closes_on)
                from journal.results_scopes as s
                where s.result = r.result and s.pupil_id is null and sec.results_scope_covers(s, asked_course_id, null)
                order by today between s.opens_on and s.closes_on desc, s.closes_on desc, s.results_scope_id desc
                limit 1
            ), case r.result when 'year' then sec.scope_json(asked_course_id, last_period) end),
            'pupils', (
                select coalesce(jsonb_agg(distinct m.pupil_id), '[]')
                from journal.results_scopes as s
                join journal.courses as c on c.course_id = asked_course_id
                join journal.group_memberships as m on m.group_id = c.group_id
                where today between s.opens_on and s.closes_on and (s.pupil_id = m.pupil_id or s.result = 'resit')
                    and exists (select from sec.open_results_scopes(asked_course_id, r.result, m.pupil_id) as o where o.order_id = s.order_id)
            )
        ))
        from unnest(array['year', 'exam', 'final']) as r (result)
    );
end
$$;

create or replace function api.finals_page(course_id integer, period_id smallint)
returns jsonb
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
    asked integer := finals_page.course_id;
    p record;
    last_period smallint;
    policy jsonb;
begin
    select q.period_id, q.ends_on into p
    from journal.courses as c join journal.periods as q on q.school_year_id = c.school_year_id and q.period_id = finals_page.period_id
    where c.course_id = asked;
    if p.period_id is null then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    end if;
    last_period := sec.last_period(asked);
    policy := sec.marking_policy(asked, least(me.today, p.ends_on));
    return jsonb_build_object(
        'today', me.today, 'policy', policy, 'may_set', sec.sets_finals(asked),
        'scope', sec.scope_json(asked, p.period_id), 'results', sec.results_json(asked, me.today), 'is_last_period', last_period = p.period_id,
        'early', (
            select coalesce(jsonb_agg(distinct s.pupil_id), '[]')
            from journal.finals_scopes as s
            where s.period_id = p.period_id and s.pupil_id is not null and me.today between s.opens_on and s.closes_on
                and sec.scope_covers(s, asked, s.pupil_id)
        ),
        'handed_over', (
            select jsonb_build_object('at', sec.local_iso(h.handed_over_at), 'by', sec.author(h.handed_over_by), 'order', sec.order_text(h.order_id))
            from journal.handovers as h where h.course_id = asked and h.period_id = p.period_id
        ),
        'finals', (
            select coalesce(jsonb_agg(jsonb_build_array(
                f.period_id, f.pupil_id, f.value, f.version, f.reason, sec.order_text(f.order_id), sec.author(f.entered_by),
                sec.local_iso(f.entered_at), f.period_id = p.period_id and f.value is not null and coalesce(f.entered_at < x.changed_at, false)
            )), '[]')
            from journal.final_marks as f
            left join lateral (
                select max(coalesce(m.changed_at, m.entered_at)) as changed_at
                from journal.lessons as l
                join journal.works as w on w.lesson_id = l.lesson_id and w.voided_at is null
                join journal.marks as m on m.work_id = w.work_id and m.pupil_id = f.pupil_id and m.first_marked_at is not null
                join journal.periods as q on q.period_id = f.period_id
                where f.period_id = p.period_id and l.course_id = asked and l.held_on between q.starts_on and q.ends_on
            ) as x on true
            where f.course_id = asked
        ),
        'year', (
            select coalesce(jsonb_agg(jsonb_build_array(
                y.kind, y.pupil_id, y.value, y.version, y.reason, sec.order_text(y.order_id), sec.author(y.entered_by), sec.local_iso(y.entered_at),
                y.value is not null and exists (
                    select from journal.final_marks as f
                    where f.course_id = asked and f.pupil_id = y.pupil_id and f.entered_at > y.entered_at and y.kind = 'year'
                    union all
                    select from journal.year_marks as z
                    where z.course_id = asked and z.pupil_id = y.pupil_id and z.entered_at > y.entered_at and y.kind = 'final' and z.kind <> 'final'
                )
            )), '[]')
            from journal.year_marks as y where y.course_id = asked
        ),
        'counted', case when last_period = p.period_id then sec.certificate_marks(
            asked, array(select jsonb_array_elements_text(policy -> 'part_ids')::smallint), policy -> 'norms' ->> 'half-years' = '1.00'
        ) else '[]' end,
        'debts', (
            select coalesce(jsonb_agg(jsonb_build_array(d.debt_id, d.pupil_id, d.arose_on, d.due_on, d.settled_on, d.result) order by d.arose_on), '[]')
            from journal.debts as d where d.course_id = asked
        )
    );
end
$$;

reset role;
grant execute on function sec.scope_covers(journal.finals_scopes, integer, integer) to ${api};
grant execute on function api.finals_page(integer, smallint)
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
