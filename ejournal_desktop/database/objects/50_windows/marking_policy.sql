-- The school's rule of period marks: weights of work kinds, borders, disputed zone (rulings 26). Entered by the administrator under an order, valid
-- from tomorrow at the earliest; until then every weight is 1 and nothing is proposed.
set role ${api};

create or replace function sec.policy_kinds()
returns text []
language sql
immutable
return array[
    'weight', 'threshold-5', 'threshold-4', 'threshold-3', 'least-marks', 'disputed', 'year-tie', 'no-five-with-two', 'control-decides',
    'exam-weight', 'half-years', 'part', 'parts-first'
];

-- What is in force for a course on a day; «order» is that of the borders.
create or replace function sec.marking_policy(asked_course_id integer, on_day date)
returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select jsonb_build_object(
            'norms', coalesce(jsonb_object_agg(n.kind, n.value::text) filter (where n.kind not in ('weight', 'part')), '{}'),
            'parts', coalesce(jsonb_agg(s.name order by s.name) filter (where n.kind = 'part' and n.value = 1), '[]'),
            'part_ids', coalesce(jsonb_agg(n.part_id) filter (where n.kind = 'part' and n.value = 1), '[]'),
            'weights', coalesce((
                select jsonb_agg(jsonb_build_array(k.work_kind_id, sec.weight_of(asked_course_id, k.work_kind_id, on_day)::text) order by k.work_kind_id)
                from journal.work_kinds as k
            ), '[]'),
            'order', sec.order_text(max(n.order_id) filter (where n.kind like 'threshold-%')),
            'source', max(n.source) filter (where n.kind like 'threshold-%'),
            'valid_from', max(n.valid_from) filter (where n.kind like 'threshold-%')
        )
        from sec.norms_of_course(asked_course_id, on_day, sec.policy_kinds()) as n
        left join journal.subjects as s on s.subject_id = n.part_id
    );
end
$$;

create or replace function sec.enter_norm(
    asked_kind text, asked_value numeric, asked_subject_id smallint, asked_kind_id smallint, grades int4range, asked_valid_from date,
    asked_order_id integer, asked_part_id smallint
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into journal.norms as n (kind, value, subject_id, work_kind_id, grade_from, grade_to, valid_from, source, order_id, part_id)
    values (
        asked_kind, asked_value, asked_subject_id, asked_kind_id, lower(grades), upper(grades) - 1, asked_valid_from,
        'приказ ' || sec.order_text(asked_order_id), asked_order_id, asked_part_id
    )
    on conflict on constraint norms_key do update
    set value = excluded.value, source = excluded.source, order_id = excluded.order_id;
end
$$;

-- entry: {subject_id or null, grade_from, grade_to, valid_from, order_number, order_date, norms: {kind: value}, weights: [[work_kind_id, weight]…],
-- parts: [[subject_id, 1 or 0]…]}: those the marks of the subject come of
create or replace function api.set_marking_policy(entry jsonb)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['administrator']);
    under_order integer := sec.norm_order(entry ->> 'order_number', (entry ->> 'order_date')::date, 'О порядке выставления отметок');
    grades int4range := int4range((entry ->> 'grade_from')::integer, (entry ->> 'grade_to')::integer, '[]');
    begins date := coalesce((entry ->> 'valid_from')::date, me.today + 1);
    subject smallint := (entry ->> 'subject_id')::smallint;
    norm record;
    entered integer := 0;
begin
    for norm in
        select n.key as kind, n.value::numeric as value, null::smallint as work_kind_id, null::smallint as part_id
        from jsonb_each_text(coalesce(entry -> 'norms', '{}')) as n
        where n.key = any (sec.policy_kinds()) and n.key not in ('weight', 'part')
        union all
        select 'weight', (w.value ->> 1)::numeric, (w.value ->> 0)::smallint, null
        from jsonb_array_elements(coalesce(entry -> 'weights', '[]')) as w
        union all
        select 'part', (w.value ->> 1)::numeric, null, (w.value ->> 0)::smallint from jsonb_array_elements(coalesce(entry -> 'parts', '[]')) as w
    loop
        perform sec.enter_norm(norm.kind, norm.value, subject, norm.work_kind_id, grades, begins, under_order, norm.part_id);
        entered := entered + 1;
    end loop;
    return entered;
end
$$;

-- Every norm of marks, the newest first.
create or replace function api.marking_policies()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(sec.staff_roles());
begin
    return jsonb_build_object(
        'today', me.today,
        'subjects', (
            select coalesce(jsonb_agg(jsonb_build_array(s.subject_id, s.name) order by s.name collate "C"), '[]') from journal.subjects as s
        ),
        'norms', (
            select coalesce(jsonb_agg(jsonb_build_array(
                n.norm_id, n.kind, coalesce(s.name, ''), coalesce(k.name, t.name, ''), n.grade_from, n.grade_to, n.value::text, n.valid_from, n.source,
                n.valid_from > me.today
            ) order by n.valid_from desc, n.kind, n.norm_id desc), '[]')
            from journal.norms as n
            left join journal.subjects as s on s.subject_id = n.subject_id
            left join journal.work_kinds as k on k.work_kind_id = n.work_kind_id
            left join journal.subjects as t on t.subject_id = n.part_id
            where n.kind = any (sec.policy_kinds())
        )
    );
end
$$;

reset role;
grant execute on function api.set_marking_policy(jsonb) to ${administrator};
grant execute on function api.marking_policies()
to ${teacher}, ${psychologist}, ${class_teacher}, ${deputy}, ${director}, ${administrator}, ${inspector};
