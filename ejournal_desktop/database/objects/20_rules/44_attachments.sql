-- Files of lessons: known types, a quota, immutable bytes that fit their sha256. They are never opened by a double click.
set role ${guard};

-- Megabytes that one person may attach in a school year.
create or replace function sec.attachment_quota()
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return coalesce((
        select n.value from journal.norms as n
        where n.kind = 'attachment-megabytes' and n.valid_from <= sec.today() order by n.valid_from desc limit 1
    ), 500) * 1024 * 1024;
end
$$;

create or replace function sec.judge_attachment()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_pupil_entry(new.lesson_id, new.pupil_id);
    used bigint;
begin
    perform sec.demand_open_content(f.course_id);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['voided_at']);
        new.voided_at := coalesce(old.voided_at, clock_timestamp());
        return new;
    end if;
    perform sec.demand_plain_text(new.file_name, 120);
    new.course_id := f.course_id;
    new.added_by := coalesce(f.person_id, new.added_by);
    new.added_at := clock_timestamp();
    new.voided_at := null;
    perform pg_advisory_xact_lock(0, new.added_by);  -- two files at once do not both take the last megabyte
    select coalesce(sum(a.size), 0) into used from journal.attachments as a
    join journal.courses as c on c.course_id = a.course_id
    where a.added_by = new.added_by and c.school_year_id = (select x.school_year_id from journal.courses as x where x.course_id = f.course_id);
    if used + new.size > sec.attachment_quota() then
        perform sec.refuse('EJ020', 'the quota of files is used up', jsonb_build_object('reason', 'quota', 'used', used, 'quota', sec.attachment_quota()));
    end if;
    return new;
end
$$;

create or replace function sec.begins_as(content bytea, media_type text)
returns boolean
language sql
immutable
return case
    when media_type = 'application/pdf' then substr(content, 1, 5) = '\x255044462d'::bytea
    when media_type = 'image/png' then substr(content, 1, 8) = '\x89504e470d0a1a0a'::bytea
    when media_type = 'image/jpeg' then substr(content, 1, 3) = '\xffd8ff'::bytea
    when media_type = 'text/plain' then position('\x00'::bytea in content) = 0
    else substr(content, 1, 4) = '\x504b0304'::bytea
end;

create or replace function sec.judge_attachment_content()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['teacher', 'psychologist']);
    a journal.attachments;
begin
    select * into a from journal.attachments as x where x.attachment_id = new.attachment_id;
    if me.is_owner is not true and a.added_by <> me.person_id then
        perform sec.refuse('EJ002', 'not your file', jsonb_build_object('reason', 'not-yours'));
    elsif sha256(new.content) <> a.content_sha256 or octet_length(new.content) <> a.size or not sec.begins_as(new.content, a.media_type) then
        perform sec.refuse('EJ014', 'not the file that was announced', jsonb_build_object('reason', 'file', 'media_type', a.media_type));
    end if;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_attachment(), sec.judge_attachment_content() to ${owner};
