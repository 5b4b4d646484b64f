-- Timetable, days for many at once, plans of lessons: the planning on which lessons stand.
set role ${guard};

-- Only what is published occupies; a draft may hold clashes (rulings 35). Free parts are an exclusion constraint.
create or replace function sec.judge_occupancy()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.actor(array['administrator', 'deputy']);
    if tg_op <> 'DELETE' and not exists (
        select from journal.timetable_versions as v where v.timetable_version_id = new.timetable_version_id and v.state = 'in-force'
    ) then
        perform sec.refuse('EJ020', 'only what is published occupies', jsonb_build_object('reason', 'not-published'));
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;

create or replace function sec.judge_day_act()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.actor(array['administrator', 'deputy']);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), case when old.order_id is null then array['order_id'] else '{}' end);
        return new;
    end if;
    new.entered_at := clock_timestamp();
    new.entered_by := session_user;
    return new;
end
$$;

create or replace function sec.judge_day_act_class()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.actor(array['administrator', 'deputy']);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), '{}');
    end if;
    return new;
end
$$;

-- A plan is its author's until it is approved by another.
create or replace function sec.judge_lesson_plan()
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
    perform sec.demand_plain_text(new.title, 300);
    if tg_op = 'INSERT' then
        perform sec.actor(array['teacher', 'psychologist']);
        new.author_id := coalesce(me.person_id, new.author_id);
        new.state := case when me.is_owner then new.state else 'draft' end;
        new.version := 1;
        return new;
    end if;
    perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['title', 'state', 'version', 'returned_reason'] || case
        when me.is_owner then array['decided_by'] else '{}' end);
    if me.is_owner is not true and new.state is not distinct from old.state and old.author_id <> me.person_id then
        perform sec.refuse('EJ002', 'not a plan of yours', jsonb_build_object('reason', 'not-yours'));
    elsif new.state <> old.state then
        perform sec.judge_plan_decision(new, old, me);
        new.submitted_at := case new.state when 'draft' then null when 'waiting' then clock_timestamp() else old.submitted_at end;
        new.decided_at := case when new.state <> 'waiting' and old.author_id is distinct from me.person_id then clock_timestamp() end;
        new.decided_by := case when new.decided_at is not null then coalesce(me.person_id, new.decided_by) end;
    end if;
    new.returned_reason := case when new.state = 'draft' then new.returned_reason else '' end;
    new.version := old.version + 1;
    return new;
end
$$;

-- Submitting and taking back are the author's; approving, returning with a reason and reopening are the deputy's or the director's.
create or replace function sec.judge_plan_decision(decided journal.lesson_plans, was journal.lesson_plans, me sec.identity)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if me.is_owner or (was.author_id = me.person_id and 'approved' not in (decided.state, was.state)) then
        return;
    end if;
    perform sec.actor(array['deputy', 'director']);
    perform sec.demand_other(me, was.author_id);
    if decided.state = 'approved' and was.state <> 'waiting' or decided.state = 'waiting' then
        perform sec.refuse('EJ020', 'the plan is not waiting', jsonb_build_object('reason', 'plan-not-waiting'));
    elsif decided.state = 'draft' and btrim(decided.returned_reason) = '' then
        perform sec.refuse('EJ020', 'a plan is returned with a reason', jsonb_build_object('reason', 'return-reason'));
    end if;
    perform sec.demand_plain_text(decided.returned_reason, 1000);
end
$$;

create or replace function sec.judge_plan_topic()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['teacher', 'psychologist']);
    p journal.lesson_plans;
begin
    select * into p from journal.lesson_plans as x where x.lesson_plan_id = new.lesson_plan_id;
    if me.is_owner is not true and p.author_id <> me.person_id then
        perform sec.refuse('EJ002', 'not a plan of yours', jsonb_build_object('reason', 'not-yours'));
    elsif p.state = 'approved' and (tg_op = 'INSERT' or to_jsonb(new) - 'pinned_on' is distinct from to_jsonb(old) - 'pinned_on') then
        perform sec.refuse('EJ020', 'the plan is approved', jsonb_build_object('reason', 'approved'));
    end if;
    if tg_op = 'UPDATE' then
        perform sec.demand_only(
            jsonb_build_object('plan', old.lesson_plan_id, 'id', old.lesson_plan_topic_id),
            jsonb_build_object('plan', new.lesson_plan_id, 'id', new.lesson_plan_topic_id), '{}'
        );
    end if;
    perform sec.demand_plain_text(new.topic, 1000), sec.demand_plain_text(new.section, 1000), sec.demand_plain_text(new.homework, 4000);
    return new;
end
$$;

create or replace function sec.judge_plan_course()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['teacher', 'psychologist', 'deputy']);
begin
    if me.is_owner is not true and not 'deputy' = any (me.roles) and not new.course_id = any (sec.my_course_ids()) then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    elsif not exists (
        select from journal.lesson_plans as p
        join journal.courses as c on c.subject_id = p.subject_id and c.school_year_id = p.school_year_id
        where p.lesson_plan_id = new.lesson_plan_id and c.course_id = new.course_id
    ) then
        perform sec.refuse('EJ014', 'a plan of another subject or year', jsonb_build_object('reason', 'plan-subject'));
    end if;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_day_act(), sec.judge_day_act_class(), sec.judge_lesson_plan(), sec.judge_occupancy(), sec.judge_plan_course(), sec.judge_plan_topic() to ${owner};
