-- The journal of a psychologist (JRN-11; rulings 2): her groups and single sessions with what they were about; to who sees all only that a
-- session was held and its hours.
set role ${api};

create or replace function api.sessions(since date, until date)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['psychologist']);
    present_year smallint := sec.present_year();
begin
    return (
        with course as materialized (
            select distinct c.course_id, c.group_id, s.name as subject, g.name as group_name
            from journal.course_holders as h
            join journal.courses as c on c.course_id = h.course_id and c.kind = 'psychologist' and c.school_year_id = present_year
            join journal.subjects as s on s.subject_id = c.subject_id
            join journal.study_groups as g on g.group_id = c.group_id
            where h.person_id = me.person_id and h.during @> me.today
        )

        select json_build_object(
            'today', me.today, 'school', (select x.full_name from journal.schools as x), 'psychologist', (
                select concat_ws(' ', p.last_name, nullif(p.first_name, ''), nullif(p.middle_name, ''))
                from journal.people as p where p.person_id = me.person_id
            ),
            'courses', (
                select coalesce(json_agg(json_build_array(c.course_id, c.subject, c.group_name, (
                    select coalesce(json_agg(json_build_array(p.person_id, p.last_name || ' ' || p.first_name) order by p.sort_key collate "C"), '[]')
                    from journal.group_memberships as m join journal.people as p on p.person_id = m.pupil_id
                    where m.group_id = c.group_id and m.during @> me.today
                )) order by c.group_name, c.subject), '[]') from course as c
            ),
            'sessions', (
                select coalesce(json_agg(json_build_array(
                    l.lesson_id, l.course_id, l.held_on, l.lesson_no, l.state, coalesce(f.minutes, 45), coalesce(f.is_individual, false), w.pupil_id,
                    (select p.last_name || ' ' || p.first_name from journal.people as p where p.person_id = w.pupil_id),
                    l.attendance_checked, coalesce(a.absent, 0), coalesce(t.content, '')
                ) order by l.held_on desc, l.lesson_no desc), '[]')
                from journal.lessons as l
                left join journal.session_facts as f on f.lesson_id = l.lesson_id
                left join private.session_pupils as w on w.lesson_id = l.lesson_id
                left join private.session_contents as t on t.lesson_id = l.lesson_id
                left join lateral (
                    select count(*) as absent from journal.attendance as x where x.lesson_id = l.lesson_id and x.fact = 'absent'
                ) as a on true
                where l.lesson_id = any (sec.my_session_ids()) and l.held_on between since and until
            )
        )
    );
end
$$;

-- Plan or record a session: lesson_id null makes one outside of the timetable; with pupil_id it is an individual one.
create or replace function api.save_session(
    lesson_id integer, course_id integer, held_on date, minutes smallint, pupil_id integer, content text, is_held boolean
)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
#variable_conflict use_column
declare
    me sec.identity := sec.demand(array['psychologist']);
    saved_id integer := coalesce(save_session.lesson_id, sec.add_session(save_session.course_id, save_session.held_on));
begin
    if saved_id is null or saved_id <> all (sec.my_session_ids()) then
        perform sec.refuse('EJ002', 'not a session of yours', jsonb_build_object('reason', 'not-holder'));
    end if;
    insert into journal.session_facts as f (lesson_id, course_id, minutes, is_individual, entered_by)
    select l.lesson_id, l.course_id, save_session.minutes, save_session.pupil_id is not null, me.person_id
    from journal.lessons as l where l.lesson_id = saved_id
    on conflict (lesson_id) do update set minutes = excluded.minutes, is_individual = excluded.is_individual
    where (f.minutes, f.is_individual) is distinct from (excluded.minutes, excluded.is_individual);
    if save_session.pupil_id is not null then
        insert into private.session_pupils as w (lesson_id, course_id, pupil_id)
        select l.lesson_id, l.course_id, save_session.pupil_id from journal.lessons as l where l.lesson_id = saved_id
        on conflict (lesson_id) do update set pupil_id = excluded.pupil_id where w.pupil_id <> excluded.pupil_id;
    end if;
    if coalesce(btrim(save_session.content), '') <> '' then
        insert into private.session_contents as t (lesson_id, course_id, content, entered_by)
        select l.lesson_id, l.course_id, btrim(save_session.content), me.person_id from journal.lessons as l where l.lesson_id = saved_id
        on conflict (lesson_id) do update set content = excluded.content where t.content <> excluded.content;
    end if;
    update journal.lessons as l set attendance_checked = coalesce(save_session.is_held, false)
    where l.lesson_id = saved_id and l.attendance_checked <> coalesce(save_session.is_held, false);
    return saved_id;
end
$$;

create or replace function api.cancel_session(lesson_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['psychologist']);
begin
    perform sec.cancel_session(cancel_session.lesson_id);
end
$$;

create or replace function api.session_hours(since date, until date)
returns json
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['deputy', 'director', 'administrator', 'inspector']);
begin
    return (
        select coalesce(json_agg(json_build_array(
            (
                select sec.author(h.person_id) from journal.course_holders as h where h.course_id = l.course_id and h.during @> l.held_on
                order by lower(h.during) desc nulls last limit 1
            ), s.name, case when f.is_individual then '' else g.name end, l.held_on, coalesce(f.minutes, 45), coalesce(f.is_individual, false)
        ) order by l.held_on, l.lesson_no, l.lesson_id), '[]')
        from journal.lessons as l
        join journal.courses as c on c.course_id = l.course_id and c.kind = 'psychologist'
        join journal.subjects as s on s.subject_id = c.subject_id
        join journal.study_groups as g on g.group_id = c.group_id
        left join journal.session_facts as f on f.lesson_id = l.lesson_id
        where l.held_on between since and until and l.state = 'planned' and l.attendance_checked
    );
end
$$;

-- Her own printout goes on record with its hash; what is in it stays hers.
create or replace function api.note_session_printout(content_sha256 bytea, pages integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['psychologist']);
begin
    if length(content_sha256) is distinct from 32 or pages is distinct from greatest(pages, 1) then
        raise exception 'a sha256 and a number of pages are expected' using errcode = '22023';
    end if;
    return sec.note_event('printed', 'journal.session_facts', '{}', sec.common_ground(), jsonb_build_object(
        'form', 'psychologist-journal', 'content_sha256', encode(content_sha256, 'hex'), 'pages', pages
    ));
end
$$;

reset role;
grant execute on function api.sessions(date, date), api.save_session(integer, integer, date, smallint, integer, text, boolean),
api.cancel_session(integer), api.note_session_printout(bytea, integer) to ${psychologist};
grant execute on function api.session_hours(date, date) to ${deputy}, ${director}, ${administrator}, ${inspector};
