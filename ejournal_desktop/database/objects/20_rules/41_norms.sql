-- Norms only get new rows, valid from tomorrow, under an order's number; a row that was in force is for ever. So do scales and the weights of
-- kinds in use (security: reverse rules).
set role ${guard};

create or replace function sec.judge_norm()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['administrator']);
    today date := sec.today();
begin
    if tg_op <> 'INSERT' and old.valid_from <= today then
        perform sec.refuse('EJ020', 'the norm was in force', jsonb_build_object('reason', 'used-norm', 'valid_from', old.valid_from));
    end if;
    if tg_op <> 'DELETE' and new.valid_from <= today and me.is_owner is not true then
        perform sec.refuse('EJ020', 'a norm is valid from tomorrow at the earliest', jsonb_build_object(
            'reason', 'norm-from-tomorrow', 'valid_from', new.valid_from
        ));
    end if;
    if tg_op <> 'DELETE' and new.order_id is null and me.is_owner is not true then
        perform sec.refuse('EJ020', 'a norm is set under an order', jsonb_build_object('reason', 'norm-no-order'));
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;

-- The edit windows are a norm too; their dates are judged by sec.judge_edit_window.
create or replace function sec.judge_edit_window_order()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['administrator']);
begin
    if new.order_id is null and me.is_owner is not true then
        perform sec.refuse('EJ020', 'a norm is set under an order', jsonb_build_object('reason', 'norm-no-order'));
    end if;
    return new;
end
$$;

create or replace function sec.judge_scale_value()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.actor(array['administrator']);
    if tg_op = 'INSERT' then
        return new;
    end if;
    perform sec.demand_only(to_jsonb(old), case tg_op when 'UPDATE' then to_jsonb(new) else '{}'::jsonb end, '{}');
    return new;
end
$$;

create or replace function sec.judge_work_kind()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if (new.weight, new.two_marks, new.is_control) is distinct from (old.weight, old.two_marks, old.is_control) and exists (
        select from journal.works as w where w.work_kind_id = old.work_kind_id
    ) then
        perform sec.refuse('EJ020', 'works of that kind stand', jsonb_build_object('reason', 'used-norm', 'kind', old.name));
    end if;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_edit_window_order(), sec.judge_norm(), sec.judge_scale_value(), sec.judge_work_kind() to ${owner};
grant execute on function sec.demand_plain_text(text, integer), sec.is_plain_text(text, integer) to ${api};
