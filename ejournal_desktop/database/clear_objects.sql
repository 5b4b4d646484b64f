-- Before objects/ is replayed: everything that its files make is taken away, so that a policy, a grant or a function whose
-- line has gone does not live on. Tables and their rows stay; what a table depends on is an error, not a cascade.

do $$
declare
    schemas constant regnamespace[] := array['journal', 'private', 'audit', 'sec', 'api']::regnamespace[];
    item record;
    signatures text;
begin
    for item in select c.oid::regclass::text as name from pg_class as c where c.relnamespace = any (schemas) and c.relkind = 'v'
    loop
        execute format('drop view if exists %s cascade', item.name);
    end loop;
    for item in select p.polname, p.polrelid::regclass as name from pg_policy as p join pg_class as c on c.oid = p.polrelid
        where c.relnamespace = any (schemas)
    loop
        execute format('drop policy %I on %s', item.polname, item.name);
    end loop;
    for item in select t.tgname, t.tgrelid::regclass as name from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
        where c.relnamespace = any (schemas) and not t.tgisinternal and t.tgparentid = 0
    loop
        execute format('drop trigger %I on %s', item.tgname, item.name);
    end loop;
    select string_agg(p.oid::regprocedure::text, ', ') into signatures from pg_proc as p where p.pronamespace = any (schemas);
    if signatures is not null then
        execute 'drop routine ' || signatures;  -- in one statement: they may need each other
    end if;
    for item in select c.oid::regclass::text as name from pg_class as c where c.relnamespace = any (schemas) and c.relkind = 'c'
    loop
        execute format('drop type %s', item.name);
    end loop;
    for item in select distinct c.oid::regclass as name, c.relkind, acl.grantee::regrole as grantee
        from pg_class as c cross join lateral (
            select e.grantee from aclexplode(c.relacl) as e
            union
            select e.grantee from pg_attribute as a, aclexplode(a.attacl) as e where a.attrelid = c.oid
        ) as acl
        where c.relnamespace = any (schemas) and c.relkind in ('r', 'p', 'S') and acl.grantee not in (c.relowner, 0)
    loop
        execute format(
            'revoke all on %s %s from %s', case item.relkind when 'S' then 'sequence' else 'table' end, item.name, item.grantee
        );
    end loop;
    for item in select distinct n.nspname, acl.grantee::regrole as grantee
        from pg_namespace as n, aclexplode(n.nspacl) as acl
        where n.oid = any (schemas) and acl.grantee not in (n.nspowner, 0)
    loop
        execute format('revoke all on schema %I from %s', item.nspname, item.grantee);
    end loop;
end $$;
