-- «Люди и доступ»: who has an account, who a code, who neither; a class teacher sees her pupils and their families (duties A3, A8, A19, K1).
set role ${guard};

create or replace function sec.people_and_access()
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['administrator', 'director', 'class_teacher']);
    sees_all boolean := me.roles && array['administrator', 'director'];
    of_class integer [] := array(
        select m.pupil_id from journal.class_memberships as m
        where not sees_all and m.class_id = any (sec.my_class_ids()) and m.during @> me.today
    );
begin
    return coalesce((
        with pupils as (
            select
                u.pupil_id, sec.learns_here(u.pupil_id, me.today) as here,
                (
                    select c.name from journal.class_memberships as m
                    join journal.school_classes as c on c.class_id = m.class_id
                    where m.pupil_id = u.pupil_id and not isempty(m.during)
                    order by lower(m.during) desc nulls last limit 1
                ) as class_name
            from journal.pupils as u where sees_all or u.pupil_id = any (of_class)
        ),

        families as (
            select
                g.person_id, bool_or(u.here) as here,
                jsonb_agg(jsonb_build_array(p.last_name || ' ' || p.first_name, u.class_name) order by u.class_name, p.sort_key) as children
            from journal.guardians as g
            join pupils as u on u.pupil_id = g.pupil_id
            join journal.people as p on p.person_id = g.pupil_id
            group by g.person_id
        ),

        codes as (
            select distinct on (c.person_id)
                c.person_id, jsonb_build_object(
                    'access_code_id', c.access_code_id, 'issued_at', sec.local_iso(c.issued_at),
                    'valid_until', sec.local_iso(c.valid_until), 'issued_by', sec.name_of(c.issued_by),
                    'is_reissue', c.account_id is not null, 'state', case
                        when c.redeemed_at is not null then 'redeemed' when c.voided_at is not null then 'voided'
                        when c.valid_until <= clock_timestamp() then 'expired' else 'open'
                    end
                ) as code
            from private.access_codes as c where not c.is_recovery order by c.person_id, c.access_code_id desc
        )

        select jsonb_agg(jsonb_build_object(
            'person_id', p.person_id, 'last_name', p.last_name, 'first_name', p.first_name, 'middle_name', p.middle_name,
            'positions', case when sees_all then to_jsonb(s.positions) end, 'class_name', u.class_name, 'children', f.children,
            'is_staff', s.person_id is not null, 'is_pupil', u.pupil_id is not null, 'is_guardian', f.person_id is not null,
            'is_here', coalesce(s.employed @> me.today, false) or coalesce(u.here, false) or coalesce(f.here, false)
                or (s.person_id is null and u.pupil_id is null and f.person_id is null),
            'departs_on', upper(s.employed) - 1,
            'account', case when a.account_id is not null then jsonb_build_object(
                'account_id', a.account_id, 'state', sec.state_of(a, me.today),
                'roles', to_jsonb(sec.roles_of_account(a.account_id, me.today)),
                'must_change_password', a.must_change_password, 'last_sign_in_at', sec.local_iso(a.last_sign_in_at)
            ) end,
            'code', d.code
        ) order by p.sort_key collate "C", p.person_id)
        from journal.people as p
        left join journal.staff as s on s.person_id = p.person_id and sees_all
        left join pupils as u on u.pupil_id = p.person_id
        left join families as f on f.person_id = p.person_id
        left join private.accounts as a on a.person_id = p.person_id and a.state <> 'closed'
        left join codes as d on d.person_id = p.person_id
        where (s.person_id is not null or u.pupil_id is not null or f.person_id is not null or (a.account_id is not null and sees_all))
            and (sees_all or not exists (select from journal.staff as w where w.person_id = p.person_id))
    ), '[]');
end
$$;

reset role;
grant execute on function sec.people_and_access() to ${api};

set role ${api};

create or replace function api.people_and_access()
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['administrator', 'director', 'class_teacher']);
    perform sec.note_event('read', 'private.accounts', jsonb_build_object('list', 'people-and-access'), sec.common_ground());
    return sec.people_and_access();
end
$$;

reset role;
grant execute on function api.people_and_access() to ${administrator}, ${director}, ${class_teacher};
