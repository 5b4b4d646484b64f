-- The course, its marking by period (rulings 28), the school's zone and consents: rows on which facts depend (security: reverse rules).
set role ${guard};

-- How a course is marked in a period: the period's own row, else the course's.
create or replace function sec.marking_of(asked_course_id integer, asked_period_id smallint)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return coalesce(
        (select m.marking from journal.period_markings as m where m.course_id = asked_course_id and m.period_id = asked_period_id),
        (select c.marking from journal.courses as c where c.course_id = asked_course_id)
    );
end
$$;

-- How the year of a course is marked: as its last period that takes marks.
create or replace function sec.year_marking_of(asked_course_id integer)
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
        select coalesce((array_agg(x.marking order by x.ends_on desc) filter (where x.marking <> 'none'))[1], min(x.marking), c.marking)
        from journal.courses as c
        cross join lateral sec.classes_of_group(c.group_id) as k
        left join lateral (
            select coalesce(m.marking, c.marking) as marking, p.ends_on
            from journal.periods as p
            left join journal.period_markings as m on m.course_id = c.course_id and m.period_id = p.period_id
            where p.school_year_id = c.school_year_id and k.grade between p.grade_from and p.grade_to
        ) as x on true
        where c.course_id = asked_course_id
        group by c.marking
    );
end
$$;

-- Marks of the course between two days, and its final marks of those periods, all fit another marking: a dot is a mark to come.
create or replace function sec.demand_marks_fit(asked_course_id integer, asked_period_id smallint, becomes text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if exists (
        select from journal.lessons as l
        join journal.works as w on w.lesson_id = l.lesson_id
        join journal.work_kinds as k on k.work_kind_id = w.work_kind_id
        join journal.marks as m on m.work_id = w.work_id
        left join journal.periods as p on p.period_id = asked_period_id
        where l.course_id = asked_course_id and (asked_period_id is null or l.held_on between p.starts_on and p.ends_on)
            and not sec.fits_scale(m.value, becomes, k.two_marks)
    ) or exists (
        select from journal.final_marks as f
        where f.course_id = asked_course_id and f.period_id = coalesce(asked_period_id, f.period_id) and f.value is not null and case becomes
            when 'none' then true when 'five' then f.value in ('зач', 'незач') else f.value ~ '^[1-5]$'
        end
    ) then
        perform sec.refuse('EJ020', 'marks of another scale stand', jsonb_build_object('reason', 'marking'));
    end if;
end
$$;

-- A course keeps its year, group and subject once its page holds something; its marking keeps what was marked by it.
create or replace function sec.judge_course()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.lock_page(old.course_id);
    if (new.school_year_id, new.group_id, new.subject_id) is distinct from (old.school_year_id, old.group_id, old.subject_id) and (
        exists (select from journal.lessons as l where l.course_id = old.course_id and sec.lesson_has_facts(l.lesson_id))
        or exists (select from journal.handovers as h where h.course_id = old.course_id)
        or exists (select from journal.final_marks as f where f.course_id = old.course_id)
    ) then
        perform sec.refuse('EJ020', 'the page of the course holds entries', jsonb_build_object('reason', 'facts'));
    end if;
    if new.marking <> old.marking then
        perform sec.demand_year_of_course_open(old.course_id);
        if exists (select from journal.handovers as h where h.course_id = old.course_id) then
            perform sec.refuse('EJ020', 'pages of the course are handed over', jsonb_build_object('reason', 'handed-over'));
        end if;
        perform sec.demand_marks_fit(old.course_id, null, new.marking);
    end if;
    return new;
end
$$;

create or replace function sec.judge_period_marking()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    y record;
begin
    perform sec.actor(array['administrator']);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['marking']);
    end if;
    perform sec.lock_page(new.course_id);
    select c.kind, c.school_year_id, p.school_year_id as year_of_period, p.ends_on into y
    from journal.courses as c cross join journal.periods as p
    where c.course_id = new.course_id and p.period_id = new.period_id;
    if y.school_year_id <> y.year_of_period then
        perform sec.refuse('EJ020', 'the period is of another year', jsonb_build_object('reason', 'moved'));
    elsif new.marking <> 'none' and y.kind in ('extracurricular', 'after-school', 'psychologist') then
        perform sec.refuse('EJ017', 'the course takes no marks', '{}');
    end if;
    perform sec.demand_date_open(new.course_id, y.ends_on);
    perform sec.demand_marks_fit(new.course_id, new.period_id, new.marking);
    new.entered_at := clock_timestamp();
    new.entered_by := session_user;
    return new;
end
$$;

-- Days and windows begin and end in the school's zone: nobody but the owner moves all of them at once.
create or replace function sec.judge_school()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if (sec.me()).is_owner is not true then
        perform sec.refuse('EJ020', 'the zone of the school moves every border', jsonb_build_object('reason', 'zone'));
    end if;
    return new;
end
$$;

-- A consent stands as it was given; it is withdrawn once (rulings 1).
create or replace function sec.judge_consent()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.actor(array['administrator', 'secretary', 'class_teacher']);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), case when old.withdrawn_on is null then array['withdrawn_on'] else '{}' end);
    end if;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_course(), sec.judge_period_marking(), sec.judge_school(), sec.judge_consent() to ${owner};
grant execute on function sec.marking_of(integer, smallint) to ${api};
