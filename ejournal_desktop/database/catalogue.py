"""The catalogue lint: the promises of ``database/README.md`` read back from the system tables after every upgrade."""

from sqlalchemy import Connection

_FACTS = "('journal', 'private', 'audit')"
_OURS = "('journal', 'private', 'audit', 'sec', 'api')"
_DEFINERS = """(
    select r.oid from pg_roles as r
    join unnest(array['owner', 'guard', 'api', 'writer', 'rolemaker', 'signaller', 'migrator']) as name
        on r.rolname = current_database() || '_' || name
)"""

_CHECKS: dict[str, str] = {
    "row security is not forced on table": f"""
        select oid::regclass::text from pg_class
        where relkind in ('r', 'p') and relnamespace::regnamespace::text in {_FACTS}
            and not (relrowsecurity and relforcerowsecurity)
    """,
    "view without security_invoker": f"""
        select oid::regclass::text from pg_class
        where relkind = 'v' and relnamespace::regnamespace::text in {_OURS} and not coalesce(
            reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false
        )
    """,
    "materialised view (row security does not reach it)": f"""
        select oid::regclass::text from pg_class where relkind = 'm' and relnamespace::regnamespace::text in {_OURS}
    """,
    "definer function does not pin search_path, timezone and datestyle": f"""
        select p.oid::regprocedure::text from pg_proc as p
        where p.prosecdef and p.pronamespace::regnamespace::text in {_OURS} and (
            select count(distinct lower(split_part(setting, '=', 1))) from unnest(p.proconfig) as setting
            where lower(split_part(setting, '=', 1)) in ('search_path', 'timezone', 'datestyle')
        ) < 3
    """,
    "definer function owned by the migrator: its file forgot «owner to»": """
        select p.oid::regprocedure::text from pg_proc as p
        where p.prosecdef and p.proowner::regrole::text = current_database() || '_migrator'
    """,
    "window of api not owned by the api role": """
        select p.oid::regprocedure::text || ' (' || p.proowner::regrole::text || ')' from pg_proc as p
        where p.prosecdef and p.pronamespace = 'api'::regnamespace
            and p.proowner::regrole::text <> current_database() || '_api'
    """,
    "function that PUBLIC may execute": f"""
        select p.oid::regprocedure::text
        from pg_proc as p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as acl
        where p.pronamespace::regnamespace::text in {_OURS} and acl.grantee = 0
    """,
    "table, view or sequence that people may do more with than select": f"""
        select c.oid::regclass::text || ' (' || acl.privilege_type || ' by ' || acl.grantee::regrole::text || ')'
        from pg_class as c, aclexplode(c.relacl) as acl
        where c.relnamespace::regnamespace::text in {_OURS} and acl.grantee not in {_DEFINERS}
            and (acl.privilege_type <> 'SELECT' or acl.grantee = 0)
    """,
    "column that people may do more with than select": f"""
        select a.attrelid::regclass::text || '.' || a.attname
        from pg_attribute as a join pg_class as c on c.oid = a.attrelid, aclexplode(a.attacl) as acl
        where c.relnamespace::regnamespace::text in {_OURS} and acl.grantee not in {_DEFINERS}
            and (acl.privilege_type <> 'SELECT' or acl.grantee = 0)
    """,
    "constraint without a name of its own": f"""
        select c.conrelid::regclass::text || '.' || c.conname from pg_constraint as c
        where c.connamespace::regnamespace::text in {_FACTS} and c.contype in ('c', 'f', 'u', 'x')
            and c.conname ~ '(_check\\d*|_excl\\d*|_key\\d+|_fkey\\d+)$'
    """,
    "foreign key without an index that begins with its columns": f"""
        select c.conrelid::regclass::text || '.' || c.conname from pg_constraint as c
        where c.contype = 'f' and c.connamespace::regnamespace::text in {_FACTS} and not exists (
            select from pg_index as i
            where i.indrelid = c.conrelid and i.indisvalid and (i.indkey::smallint[])[0] = any (c.conkey)
                and (i.indpred is null or not exists (
                    select from pg_attribute as a
                    where a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attnotnull
                ))
        )
    """,
    "foreign key without a written «on delete»": f"""
        select c.conrelid::regclass::text || '.' || c.conname from pg_constraint as c
        where c.contype = 'f' and c.connamespace::regnamespace::text in {_FACTS} and c.confdeltype = 'a'
    """,
    "policy that calls a function for every row: write (select f())": f"""
        select p.polrelid::regclass::text || '.' || p.polname
        from pg_policy as p join pg_class as c on c.oid = p.polrelid,
            unnest(array[pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)]) as expression
        where c.relnamespace::regnamespace::text in {_FACTS}
            and expression ~ '((?<!SELECT )\\m(sec|api)\\.\\w+\\(|\\m(sec|api)\\.\\w+\\((?!\\)|''))'
    """,
    "schema that others than its owners may create in": f"""
        select n.nspname || ' (' || acl.grantee::regrole::text || ')'
        from pg_namespace as n, aclexplode(n.nspacl) as acl
        where n.nspname in {_OURS}
            and acl.privilege_type = 'CREATE' and acl.grantee <> n.nspowner
    """,
    "schema sec that people may use": f"""
        select acl.grantee::regrole::text from pg_namespace as n, aclexplode(n.nspacl) as acl
        where n.nspname = 'sec' and acl.grantee not in {_DEFINERS}
    """,
}


def lint_catalogue(connection: Connection) -> list[str]:
    """Everything in the schemas of the journal that breaks a promise, one line each; empty when all is well."""
    problems = []
    for promise, query in _CHECKS.items():
        found = connection.exec_driver_sql(query.replace("%", "%%")).scalars()
        problems += [f"{promise}: {what}" for what in found]
    return sorted(problems)
