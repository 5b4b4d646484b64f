-- A work is what marks are for: once set marks stand in it, its kind, weight and existence obey the window and the closing.
set role ${guard};

create or replace function sec.judge_work()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_lesson(new.lesson_id);
    kind journal.work_kinds;
begin
    select * into kind from journal.work_kinds as k where k.work_kind_id = new.work_kind_id;
    kind.weight := sec.weight_of(f.course_id, kind.work_kind_id, f.held_on);
    perform sec.demand_ground(f);
    f := sec.under_period_unlock(f);
    perform sec.demand_page_open(f);
    if new.voided_at is null then
        perform sec.demand_not_cancelled(f);
    end if;
    perform sec.demand_plain_text(new.title, 200), sec.demand_plain_text(new.reason, 300);
    if f.marking = 'none' then
        perform sec.refuse('EJ017', 'the course takes no marks', jsonb_build_object('subject', sec.subject_of_course(f.course_id)));
    end if;
    -- weights are the school's local act, never a teacher's (rulings 26): an older norm's weight stays only with its own kind
    if f.ground <> 'owner' and new.weight <> kind.weight and (
        case tg_op when 'INSERT' then true else (new.weight, new.work_kind_id) <> (old.weight, old.work_kind_id) end
    ) then
        perform sec.refuse('EJ014', 'the weight is set by the school', jsonb_build_object('reason', 'weight', 'kind', kind.name, 'weight', kind.weight::text));
    end if;
    if tg_op = 'UPDATE' then
        f.ground := sec.judge_work_change(new, old, kind, f);
    end if;
    new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end;
    new.ground := f.ground;
    return new;
end
$$;

create or replace function sec.judge_work_change(changed journal.works, was journal.works, kind journal.work_kinds, f sec.lesson_facts)
returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if (changed.lesson_id, changed.course_id) is distinct from (was.lesson_id, was.course_id) or was.voided_at is not null then
        perform sec.refuse('EJ020', 'a work does not move and does not come back', jsonb_build_object('reason', 'moved'));
    end if;
    if (changed.work_kind_id, changed.weight, changed.voided_at) is not distinct from (was.work_kind_id, was.weight, was.voided_at) then
        return f.ground;
    end if;
    -- the row is locked by the update itself and savers of its marks share it: none comes between the look and the change
    if f.ground like 'substitution:%' and exists (
        select from journal.marks as m where m.work_id = was.work_id and m.entered_at < f.substitute_since
    ) then
        perform sec.refuse('EJ002', 'marks were there before the substitution', jsonb_build_object('reason', 'not-holder', 'held_on', f.held_on));
    end if;
    if exists (select from journal.marks as m where m.work_id = was.work_id and m.first_marked_at is not null) then
        f := sec.demand_window_or_unlock(f);
        if f.ground <> 'owner' and length(btrim(changed.reason)) < 3 then
            perform sec.refuse('EJ020', 'marks stand in the work: say why it changes', jsonb_build_object('reason', 'work-reason', 'held_on', f.held_on));
        end if;
    end if;
    if changed.voided_at is null and not kind.two_marks and exists (
        select from journal.marks as m where m.work_id = was.work_id and m.value like '%/%'
    ) then
        perform sec.refuse('EJ020', 'two marks stand in the work', jsonb_build_object('reason', 'two-marks', 'kind', kind.name));
    end if;
    return f.ground;
end
$$;

reset role;
grant execute on function sec.judge_work() to ${owner};
