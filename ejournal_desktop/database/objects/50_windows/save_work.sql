-- A column is added, changed or voided: one act on one work.
set role ${api};

create or replace function sec.add_work(l journal.lessons, kind journal.work_kinds, asked_weight numeric, asked_title text)
returns journal.works
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    made journal.works;
begin
    insert into journal.works (lesson_id, course_id, work_no, work_kind_id, weight, title)
    select l.lesson_id, l.course_id, coalesce(max(w.work_no), 0) + 1, kind.work_kind_id, coalesce(asked_weight, kind.weight), asked_title
    from journal.works as w where w.lesson_id = l.lesson_id
    returning * into made;
    return made;
end
$$;

create or replace function sec.apply_work(account_id integer, operation jsonb)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    asked_operation_id uuid := sec.begin_operation(operation);
    action text := operation ->> 'action';
    asked_weight numeric := (operation ->> 'weight')::numeric;
    asked_title text := btrim(coalesce(operation ->> 'title', ''));
    asked_reason text := btrim(coalesce(operation ->> 'reason', ''));
    l journal.lessons;
    w journal.works;
    kind journal.work_kinds;
begin
    -- the lesson's row is the queue of its columns: two new works never get one number
    select * into l from journal.lessons as x where x.lesson_id = (operation ->> 'lesson_id')::integer for update;
    if not found then
        perform sec.refuse('EJ002', 'not your lesson', jsonb_build_object('reason', 'not-holder'));
    end if;
    select * into kind from journal.work_kinds as k where k.work_kind_id = (operation ->> 'work_kind_id')::smallint;
    kind.weight := sec.weight_of(l.course_id, kind.work_kind_id, l.held_on);
    if kind.work_kind_id is null and action <> 'void' then
        perform sec.refuse('EJ014', 'not a kind of work', jsonb_build_object('reason', 'kind'));
    end if;
    if action = 'add' then
        w := sec.add_work(l, kind, asked_weight, asked_title);
    elsif action in ('change', 'void') then
        select * into w from journal.works as x
        where x.work_id = (operation ->> 'work_id')::integer and x.lesson_id = l.lesson_id for update;
        if not found then
            perform sec.refuse('EJ002', 'not a work of that lesson', jsonb_build_object('reason', 'not-holder'));
        elsif w.version is distinct from (operation ->> 'seen')::integer then
            perform sec.refuse_stale(w.version, to_jsonb(w.title), null, null, w.work_id);
        end if;
        update journal.works as x
        set work_kind_id = case action when 'void' then w.work_kind_id else kind.work_kind_id end,
            weight = case when action = 'void' then w.weight
                when asked_weight is not null then asked_weight
                when kind.work_kind_id = w.work_kind_id then w.weight
                else kind.weight end,
            title = case action when 'void' then w.title else asked_title end,
            reason = case when action = 'void' or kind.work_kind_id <> w.work_kind_id or asked_weight <> w.weight then asked_reason else w.reason end,
            voided_at = case action when 'void' then clock_timestamp() end
        where x.work_id = w.work_id
        returning * into w;
    else
        raise exception 'an action is add, change or void' using errcode = '22023';
    end if;
    return sec.keep_outcome(account_id, operation, jsonb_build_object(
        'operation_id', asked_operation_id, 'result', 'saved', 'work_id', w.work_id, 'version', w.version,
        'receipt', sec.last_event_id(), 'course_id', l.course_id
    ));
end
$$;

create or replace function api.save_work(format integer, operation jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set plan_cache_mode = force_generic_plan
as $$
declare
    me sec.identity := sec.demand(array['teacher', 'psychologist']);
    outcome jsonb;
    refusal_detail text;
begin
    perform sec.demand_operations(format, jsonb_build_array(operation));
    begin
        outcome := sec.apply_work(me.account_id, operation);
    exception
        when insufficient_privilege or sqlstate 'EJ002' or sqlstate 'EJ010' or sqlstate 'EJ011' or sqlstate 'EJ012' or sqlstate 'EJ014'
            or sqlstate 'EJ016' or sqlstate 'EJ017' or sqlstate 'EJ018' or sqlstate 'EJ020' or sqlstate 'EJ030' or sqlstate 'EJ031'
        then
            get stacked diagnostics refusal_detail = pg_exception_detail;
            return sec.outcome_of_refusal(me.account_id, operation, sqlstate, refusal_detail);
    end;
    if outcome ->> 'receipt' is not null then
        perform sec.hint_course((outcome ->> 'course_id')::integer);
    end if;
    return outcome;
end
$$;

reset role;
grant execute on function api.save_work(integer, jsonb) to ${teacher}, ${psychologist};
