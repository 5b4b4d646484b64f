"""The catalogue lint: the promises of ``database/README.md`` read back from the system tables, at the end of every upgrade."""

from sqlalchemy import Connection

_FACTS = "('journal', 'private', 'audit')"
_OURS = "('journal', 'private', 'audit', 'sec', 'api')"

_CHECKS: dict[str, str] = {
    "row security is not forced on table": f"""
        select oid::regclass::text from pg_class
        where relkind in ('r', 'p') and relnamespace::regnamespace::text in {_FACTS} and not (relrowsecurity and relforcerowsecurity)
    """,
    "view without security_invoker": f"""
        select oid::regclass::text from pg_class
        where relkind = 'v' and relnamespace::regnamespace::text in {_OURS}
            and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
    """,
    "materialised view (row security does not reach it)": f"""
        select oid::regclass::text from pg_class where relkind = 'm' and relnamespace::regnamespace::text in {_OURS}
    """,
    "definer function does not pin search_path, timezone and datestyle": f"""
        select p.oid::regprocedure::text from pg_proc p
        where p.prosecdef and p.pronamespace::regnamespace::text in {_OURS} and (
            select count(distinct lower(split_part(setting, '=', 1))) from unnest(p.proconfig) as setting
            where lower(split_part(setting, '=', 1)) in ('search_path', 'timezone', 'datestyle')
        ) < 3
    """,
    "function that PUBLIC may execute": f"""
        select p.oid::regprocedure::text from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as acl
        where p.pronamespace::regnamespace::text in {_OURS} and acl.grantee = 0
    """,
    "table, view or sequence that PUBLIC may use": f"""
        select c.oid::regclass::text from pg_class c, aclexplode(c.relacl) as acl
        where c.relnamespace::regnamespace::text in {_OURS} and acl.grantee = 0
    """,
    "people may write or own": f"""
        select c.oid::regclass::text || ' (' || acl.grantee::regrole::text || ': ' || acl.privilege_type || ')'
        from pg_class c, aclexplode(c.relacl) as acl
        where c.relnamespace::regnamespace::text in {_OURS} and acl.grantee <> 0 and acl.privilege_type <> 'SELECT'
            and not acl.grantee::regrole::text = any (
                select current_database() || '_' || name from unnest(array['owner', 'guard', 'api', 'rolemaker', 'migrator']) as name
            )
    """,
    "people may write a column": f"""
        select a.attrelid::regclass::text || '.' || a.attname || ' (' || acl.grantee::regrole::text || ')'
        from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) as acl
        where c.relnamespace::regnamespace::text in {_OURS} and acl.privilege_type <> 'SELECT'
            and not acl.grantee::regrole::text = any (
                select current_database() || '_' || name from unnest(array['owner', 'guard', 'api', 'rolemaker', 'migrator']) as name
            )
    """,
    "constraint without a name of its own": f"""
        select c.conrelid::regclass::text || '.' || c.conname from pg_constraint c
        where c.connamespace::regnamespace::text in {_FACTS} and c.contype in ('c', 'f', 'u', 'x')
            and (c.conname ~ '_check\\d*$' or c.conname ~ '_excl\\d*$' or c.conname ~ '_key\\d+$' or c.conname ~ '_fkey\\d+$')
    """,
    "foreign key without an index that begins with its columns": f"""
        select c.conrelid::regclass::text || '.' || c.conname from pg_constraint c
        where c.contype = 'f' and c.connamespace::regnamespace::text in {_FACTS} and not exists (
            select from pg_index i
            where i.indrelid = c.conrelid and i.indisvalid
                and (i.indpred is null or not exists (
                    select from unnest(c.conkey) as k join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k where a.attnotnull
                ))
                and ((i.indkey::smallint[])[0:cardinality(c.conkey) - 1] @> c.conkey or (i.indkey::smallint[])[0] = c.conkey[1])
        )
    """,
    "foreign key without a written «on delete»": f"""
        select c.conrelid::regclass::text || '.' || c.conname from pg_constraint c
        where c.contype = 'f' and c.connamespace::regnamespace::text in {_FACTS} and c.confdeltype = 'a'
    """,
    "policy that calls a function for every row: write (select f())": f"""
        select p.polrelid::regclass::text || '.' || p.polname from pg_policy p, pg_class c
        where c.oid = p.polrelid and c.relnamespace::regnamespace::text in {_OURS} and (
            pg_get_expr(p.polqual, p.polrelid) ~ '(?<!SELECT )\\m(sec|api)\\.\\w+\\('
            or pg_get_expr(p.polwithcheck, p.polrelid) ~ '(?<!SELECT )\\m(sec|api)\\.\\w+\\('
        )
    """,
    "schema that people may create in": f"""
        select n.nspname::text from pg_namespace n, aclexplode(n.nspacl) as acl
        where n.nspname in {_OURS} and acl.privilege_type = 'CREATE' and acl.grantee = 0
    """,
    "schema sec that people may use": """
        select acl.grantee::regrole::text from pg_namespace n, aclexplode(n.nspacl) as acl
        where n.nspname = 'sec' and not acl.grantee::regrole::text = any (
            select current_database() || '_' || name from unnest(array['owner', 'guard', 'api', 'rolemaker', 'migrator']) as name
        )
    """,
}


def lint_catalogue(connection: Connection) -> list[str]:
    """Everything in the schemas of the journal that breaks a promise, one line each; empty when all is well."""
    problems = []
    for promise, query in _CHECKS.items():
        found = connection.exec_driver_sql(query.replace("%", "%%")).scalars()
        problems += [f"{promise}: {what}" for what in found]
    return sorted(problems)
