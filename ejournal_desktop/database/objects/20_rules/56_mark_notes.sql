-- Notes to marks: by course × date as the mark, but a note is no mark: neither the edit window nor the hand-over shuts it, only the year.
set role ${guard};

-- What both judges demand of a note's place; the work's row is shared as for a mark.
create or replace function sec.facts_of_mark_note(asked_work_id integer, asked_pupil_id integer)
returns sec.lesson_facts
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    w record;
    f sec.lesson_facts;
begin
    select x.lesson_id, x.voided_at into w from journal.works as x where x.work_id = asked_work_id for share of x;
    f := sec.facts_of_lesson(w.lesson_id);
    perform sec.demand_ground(f);
    if w.voided_at is not null then
        perform sec.refuse('EJ020', 'the work is voided', jsonb_build_object('reason', 'work-voided', 'held_on', f.held_on));
    end if;
    perform sec.demand_year_open(f), sec.demand_not_cancelled(f), sec.demand_held(f), sec.demand_member(f, asked_pupil_id);
    perform sec.demand_open_content(f.course_id);
    return f;
end
$$;

create or replace function sec.judge_mark_note()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_mark_note(new.work_id, new.pupil_id);
begin
    perform sec.demand_plain_text(new.content, 500);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['content']);
        if f.ground like 'substitution:%' and old.written_at < f.substitute_since then
            perform sec.refuse('EJ002', 'the note was there before the substitution', jsonb_build_object('reason', 'not-holder', 'held_on', f.held_on));
        end if;
        new.version := old.version + 1;
    else
        new.version := 1;
    end if;
    new.course_id := f.course_id;
    new.written_at := clock_timestamp();
    new.written_by := coalesce(f.person_id, new.written_by);
    new.ground := f.ground;
    return new;
end
$$;

create or replace function sec.judge_own_mark_note()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_mark_note(new.work_id, new.pupil_id);
begin
    perform sec.demand_plain_text(new.content, 500);
    if f.ground <> 'owner' and new.person_id is distinct from f.person_id then
        perform sec.refuse('EJ002', 'a note for oneself is written by oneself', jsonb_build_object('reason', 'not-holder'));
    end if;
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['content']);
        new.version := old.version + 1;
    else
        new.version := 1;
    end if;
    new.course_id := f.course_id;
    new.written_at := clock_timestamp();
    new.ground := f.ground;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_mark_note(), sec.judge_own_mark_note() to ${owner};
