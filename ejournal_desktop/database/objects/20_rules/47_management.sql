-- Acts of the management: movements, remarks, duties. None of them edits a journal (rulings 17).
set role ${guard};

-- Orders come late: a movement may lack one and gets it once (rulings 12).
create or replace function sec.judge_movement()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.actor(array['secretary', 'administrator']);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), case when old.order_id is null then array['order_id'] else '{}' end);
        return new;
    end if;
    if new.from_class_id is not null and not exists (
        select from journal.class_memberships as m
        where m.class_id = new.from_class_id and m.pupil_id = new.pupil_id
            and (m.during @> new.happened_on or m.during @> new.happened_on - 1)
    ) then
        perform sec.refuse('EJ013', 'the pupil was not in that class', jsonb_build_object('held_on', new.happened_on, 'pupil', null));
    end if;
    perform sec.demand_plain_text(new.place, 200);
    new.entered_at := clock_timestamp();
    new.entered_by := session_user;
    return new;
end
$$;

-- Author of a remark: deputy or director; answered by the course's holder, verified by deputy or director.
create or replace function sec.judge_remark()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['teacher', 'psychologist', 'deputy', 'director']);
begin
    if tg_op = 'INSERT' then
        perform sec.actor(array['deputy', 'director']);
        perform sec.demand_plain_text(new.text, 1000);
        if exists (select from journal.lessons as l where l.lesson_id = new.lesson_id and l.course_id <> new.course_id) then
            perform sec.refuse('EJ020', 'the lesson is of another course', jsonb_build_object('reason', 'moved'));
        end if;
        new.made_at := clock_timestamp();
        new.made_by := coalesce(me.person_id, new.made_by);
        new.answered_at := null; new.answered_by := null; new.answer := ''; new.verified_at := null; new.verified_by := null;
        return new;
    end if;
    perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['answer', 'answered_at', 'answered_by', 'verified_at', 'verified_by']);
    if new.answer <> old.answer then
        if me.is_owner is not true and not old.course_id = any (sec.my_course_ids()) then
            perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
        elsif old.verified_at is not null then
            perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
        end if;
        perform sec.demand_plain_text(new.answer, 1000);
        new.answered_at := clock_timestamp();
        new.answered_by := coalesce(me.person_id, new.answered_by);
    end if;
    if new.verified_at is distinct from old.verified_at then
        perform sec.actor(array['deputy', 'director']);
        new.verified_at := coalesce(old.verified_at, clock_timestamp());
        new.verified_by := coalesce(old.verified_by, me.person_id, new.verified_by);
    end if;
    return new;
end
$$;

create or replace function sec.judge_duty_check()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['director', 'deputy', 'administrator']);
begin
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), '{}');
    end if;
    perform sec.demand_other(me, new.person_id);
    if new.for_day > sec.today() then
        perform sec.refuse('EJ020', 'a duty is checked when its day has come', jsonb_build_object('reason', 'future'));
    end if;
    if tg_op = 'INSERT' then
        new.checked_at := clock_timestamp();
        new.checked_by := coalesce(me.person_id, new.checked_by);
    end if;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_duty_check(), sec.judge_movement(), sec.judge_remark() to ${owner};
