-- The school's clock: days begin and end in the school's zone, whatever the client's session says (rulings 6).
set role ${guard};

create or replace function sec.zone()
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return coalesce((select s.zone from journal.schools as s), 'Europe/Moscow');
end
$$;

create or replace function sec.today()
returns date
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (clock_timestamp() at time zone sec.zone())::date;
end
$$;

-- «2026-11-23T10:42:00+03:00»: a moment as the school's clock shows it.
create or replace function sec.local_iso(moment timestamptz)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    local_moment timestamp := moment at time zone sec.zone();
    ahead interval;
begin
    if not isfinite(moment) then
        return null;  -- no clock shows it
    end if;
    ahead := local_moment - (moment at time zone 'UTC');
    return to_char(local_moment, 'YYYY-MM-DD"T"HH24:MI:SS')
        || case when ahead < interval '0' then '-' else '+' end
        || to_char(greatest(ahead, -ahead), 'HH24:MI');
end
$$;

-- «Порядок, 3.6»: the last date on which a mark already set may be changed; null = never closes. A month ends on the same
-- day of the next month or on its last day (rulings 6).
create or replace function sec.edit_closes_on(held_on date, window_kind text)
returns date
language sql
immutable
return case window_kind
    when '1 week' then held_on + 7
    when '2 weeks' then held_on + 14
    when '3 weeks' then held_on + 21
    when '1 month' then (held_on + interval '1 month')::date
end;

-- «Фамилия И. О.»
create or replace function sec.short_name(last_name text, first_name text, middle_name text)
returns text
language sql
immutable
return last_name
    || case when first_name <> '' then ' ' || left(first_name, 1) || '.' else '' end
    || case when middle_name <> '' then ' ' || left(middle_name, 1) || '.' else '' end;

reset role;
grant execute on function sec.zone(), sec.today(), sec.local_iso(timestamptz), sec.edit_closes_on(date, text), sec.short_name(text, text, text)
to ${api}, ${owner};
