-- «Пока вас не было»: what others did in own courses since a moment, at most 30 days back; each line opens its place.
set role ${api};

create or replace function api.while_away(since timestamptz)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set plan_cache_mode = force_generic_plan
as $$
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist']);
    present_year smallint := sec.present_year();
    after timestamptz := greatest(coalesce(since, clock_timestamp() - interval '7 days'), clock_timestamp() - interval '30 days');
begin
    return (
        with course as materialized (
            select c.course_id, s.name as subject,
                case when g.is_whole_class and k.class_names <> '{}' then k.class_names[1] else g.name end as title
            from journal.courses as c
            join journal.subjects as s on s.subject_id = c.subject_id
            join journal.study_groups as g on g.group_id = c.group_id
            cross join lateral sec.classes_of_group(c.group_id) as k
            where c.school_year_id = present_year and c.course_id = any (sec.my_course_ids())
        ),

        news as (
            select 'attendance' as kind, a.course_id, (array_agg(a.lesson_id order by a.at desc))[1] as lesson_id, null::date as held_on,
                max(a.at) as at, count(*) as amount, (array_agg(a.author_id order by a.at desc))[1] as author_id, '' as text
            from (
                select x.course_id, x.lesson_id, coalesce(x.changed_at, x.entered_at) as at, coalesce(x.changed_by, x.entered_by) as author_id
                from course as c join journal.attendance as x on x.course_id = c.course_id
            ) as a
            where a.at > after and a.author_id <> me.person_id
            group by a.course_id
            union all
            select 'marks', m.course_id, (array_agg(w.lesson_id order by m.at desc))[1], null, max(m.at), count(*),
                (array_agg(m.author_id order by m.at desc))[1], ''
            from (
                select x.course_id, x.work_id, coalesce(x.changed_at, x.entered_at) as at, coalesce(x.changed_by, x.entered_by) as author_id
                from course as c join journal.marks as x on x.course_id = c.course_id
            ) as m
            join journal.works as w on w.work_id = m.work_id
            where m.at > after and m.author_id <> me.person_id
            group by m.course_id
            union all
            select case when u.person_id = me.person_id then 'substitute' else 'substituted' end, l.course_id, l.lesson_id, l.held_on,
                u.entered_at, 1, u.person_id, u.reason
            from journal.substitutions as u join journal.lessons as l on l.lesson_id = u.lesson_id
            where u.entered_at > after and (u.person_id = me.person_id or l.course_id in (select c.course_id from course as c))
            union all
            select 'unlock-' || case when u.refused_at is not null then 'refused' when u.opened_at is not null then 'open' else 'agreed' end,
                u.course_id, u.lesson_id, (select l.held_on from journal.lessons as l where l.lesson_id = u.lesson_id),
                coalesce(u.refused_at, u.opened_at, u.agreed_at), 1, coalesce(u.refused_by, u.opened_by, u.agreed_by), u.refused_reason
            from journal.unlocks as u
            where u.person_id = me.person_id and coalesce(u.refused_at, u.opened_at, u.agreed_at) > after
            union all
            select 'notice', n.course_id, w.lesson_id, null, n.sent_at, 1, null, n.text
            from course as c
            join journal.mark_notices as n on n.course_id = c.course_id
            join journal.works as w on w.work_id = n.work_id
            where n.answered_at is null
            union all
            select 'remark', r.course_id, r.lesson_id, r.due_on, r.made_at, 1, r.made_by, r.text
            from course as c join journal.remarks as r on r.course_id = c.course_id
            where r.answered_at is null
            union all
            select 'plan-' || case p.state when 'approved' then 'approved' else 'returned' end, (
                select min(x.course_id) from journal.lesson_plan_courses as x where x.lesson_plan_id = p.lesson_plan_id
            ), null, null, p.decided_at, 1, p.decided_by, case p.state when 'approved' then p.title else p.returned_reason end
            from journal.lesson_plans as p
            where p.author_id = me.person_id and p.decided_at > after and p.state <> 'waiting'
        )

        select coalesce(json_agg(json_build_array(
            n.kind, n.course_id, n.lesson_id, coalesce(c.title, g.name, ''), coalesce(c.subject, s.name, ''), n.held_on, sec.local_iso(n.at),
            n.amount, sec.author(n.author_id), n.text
        ) order by n.at desc), '[]')
        from (select x.* from news as x order by x.at desc limit 60) as n
        left join course as c on c.course_id = n.course_id
        left join journal.courses as o on o.course_id = n.course_id and c.course_id is null
        left join journal.study_groups as g on g.group_id = o.group_id
        left join journal.subjects as s on s.subject_id = o.subject_id
    );
end
$$;

reset role;
grant execute on function api.while_away(timestamptz) to ${teacher}, ${psychologist};
