-- Acts of the management: delegations, movements, approvals, remarks, duties. None of them edits a journal (rulings 17).
set role ${guard};

create or replace function sec.judge_delegation()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['director', 'administrator']);
begin
    perform sec.demand_other(me, new.person_id);
    if tg_op = 'UPDATE' then  -- it may end earlier, nothing else
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['during']);
        if lower(new.during) <> lower(old.during) or upper(new.during) > upper(old.during) then
            perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
        end if;
        return new;
    end if;
    if not exists (select from journal.orders as o where o.order_id = new.order_id and o.kind = 'appointment') then
        perform sec.refuse('EJ020', 'a delegation is given by an order', jsonb_build_object('reason', 'delegation-no-order'));
    end if;
    new.entered_at := clock_timestamp();
    new.entered_by := session_user;
    return new;
end
$$;

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

-- What is proposed stays as it stood; the director decides once, never on her own.
create or replace function sec.judge_approval()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['teacher', 'psychologist', 'class_teacher', 'secretary', 'deputy', 'administrator', 'director']);
begin
    if tg_op = 'INSERT' then
        new.content_sha256 := sha256(convert_to(new.content::text, 'UTF8'));
        new.proposed_at := clock_timestamp();
        new.proposed_by := coalesce(me.person_id, new.proposed_by);
        new.state := 'waiting';
        new.decided_by := null;
        new.decided_at := null;
        return new;
    end if;
    perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['state', 'decided_by', 'decided_at', 'reason', 'order_id']);
    if old.state <> 'waiting' then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    elsif new.state = 'withdrawn' then
        if me.is_owner is not true and old.proposed_by <> me.person_id then
            perform sec.refuse('EJ002', 'not a proposal of yours', jsonb_build_object('reason', 'not-yours'));
        end if;
        new.decided_by := null;
        new.decided_at := null;
    elsif new.state in ('approved', 'returned') then
        perform sec.actor(array['director']);
        perform sec.demand_other(me, old.proposed_by);
        new.decided_by := coalesce(me.person_id, new.decided_by);
        new.decided_at := clock_timestamp();
    end if;
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
grant execute on function sec.judge_approval(), sec.judge_delegation(), sec.judge_duty_check(), sec.judge_movement(), sec.judge_remark() to ${owner};
