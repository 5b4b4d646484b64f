-- Who belonged where when: rows on which marks depend (reverse rules). A late departure hides nothing (rulings 12), but it never
-- reaches into a page that is handed over, and a row with facts never disappears or changes its pupil.
set role ${guard};

create or replace function sec.judge_group_membership()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    page record;
    is_same boolean := tg_op = 'UPDATE' and (new.group_id, new.pupil_id) is not distinct from (old.group_id, old.pupil_id);
begin
    if is_same and new.during = old.during then
        return new;
    end if;
    perform sec.demand_read_committed();
    for page in
        select c.course_id from journal.courses as c where c.group_id = old.group_id order by c.course_id for no key update
    loop
        perform sec.demand_membership_unused(page.course_id, old, case when is_same then new.during end);
    end loop;
    return case tg_op when 'DELETE' then old else new end;
end
$$;

-- Days taken away from a membership: entries there must not lie in a closed page; all days taken away: there must be no entries.
create or replace function sec.demand_membership_unused(asked_course_id integer, was journal.group_memberships, remains daterange)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    used record;
begin
    for used in
        select l.held_on from journal.lessons as l
        where l.course_id = asked_course_id and was.during @> l.held_on and (remains is null or not remains @> l.held_on)
            and (
                exists (select from journal.attendance as a where a.lesson_id = l.lesson_id and a.pupil_id = was.pupil_id)
                or exists (
                    select from journal.works as w join journal.marks as m on m.work_id = w.work_id
                    where w.lesson_id = l.lesson_id and m.pupil_id = was.pupil_id
                )
            )
    loop
        if remains is null or isempty(remains) then
            perform sec.refuse('EJ020', 'the pupil has entries here', jsonb_build_object(
                'reason', 'facts', 'held_on', used.held_on, 'pupil', sec.name_in_group(was.group_id, was.pupil_id)
            ));
        end if;
        perform sec.demand_date_open(asked_course_id, used.held_on);
    end loop;
end
$$;

-- Classes of a group decide by which order and in which period its pages are closed: a class that comes to it opens none of them again.
create or replace function sec.judge_group_class()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    today date := sec.today();
    school_zone text := sec.zone();
begin
    if exists (
        select from journal.study_groups as g
        join journal.periods as p on p.school_year_id = g.school_year_id
        cross join journal.school_classes as k
        where g.group_id = coalesce(old.group_id, new.group_id) and k.class_id = coalesce(new.class_id, old.class_id)
            and sec.finals_ended_at(g.group_id, p.period_id, today, school_zone) is not null
            and (
                tg_op <> 'INSERT' or k.grade not between p.grade_from and p.grade_to or not exists (
                    select from journal.finals_scopes as s
                    where s.class_id = k.class_id and s.period_id = p.period_id and s.pupil_id is null and s.closes_on < today
                )
            )
    ) then
        perform sec.refuse('EJ020', 'pages of the group are closed', jsonb_build_object('reason', 'group-closed'));
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;

reset role;
grant execute on function sec.judge_group_membership(), sec.judge_group_class() to ${owner};
