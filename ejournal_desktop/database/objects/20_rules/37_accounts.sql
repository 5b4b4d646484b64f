-- Nobody gives a role to herself, by whatever window (rulings 16, security: what gives write access).
set role ${guard};

create or replace function sec.judge_role_grant()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
begin
    if me.is_owner then
        return new;
    end if;
    if sec.code_at_work() is not null then
        -- what the issuer granted, by the hand of the person herself; the account is the one that api.redeem makes right now
        if not exists (
            select from private.access_codes as c join private.accounts as a on a.person_id = c.person_id
            where c.access_code_id = sec.code_at_work() and a.account_id = new.account_id and new.school_role = any (c.school_roles)
        ) or tg_op <> 'INSERT' then
            perform sec.refuse('EJ002', 'not what the code was issued for', jsonb_build_object('reason', 'self-grant'));
        end if;
        new.granted_by := session_user;
        new.granted_at := clock_timestamp();
        return new;
    end if;
    if not 'administrator' = any (me.roles) then
        perform sec.refuse('EJ002', 'accounts are the administrator''s', jsonb_build_object('reason', 'role', 'needs', array['administrator']));
    end if;
    if exists (select from private.accounts as a where a.account_id = new.account_id and a.person_id = me.person_id) then
        perform sec.refuse('EJ002', 'not to oneself', jsonb_build_object('reason', 'self-grant'));
    end if;
    new.granted_by := session_user;
    new.granted_at := clock_timestamp();
    return new;
end
$$;

reset role;
grant execute on function sec.judge_role_grant() to ${owner};
