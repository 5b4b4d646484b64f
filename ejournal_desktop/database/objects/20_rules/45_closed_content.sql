-- What is closed to administrator, director, deputy and inspector (rulings 2): health, certificates of absence, sessions of the psychologist.
set role ${guard};

create or replace function sec.demand_class_teacher(asked_pupil_id integer, on_date date)
returns sec.identity
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['class_teacher']);
begin
    if me.is_owner is not true and sec.class_ground(asked_pupil_id, on_date) is null then
        perform sec.refuse('EJ002', 'not a pupil of your class on that date', jsonb_build_object('reason', 'class', 'held_on', on_date));
    end if;
    return me;
end
$$;

create or replace function sec.demand_consent(asked_consent_id integer, asked_person_id integer, purposes text [])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if not exists (
        select from private.consents as c
        where c.consent_id = asked_consent_id and c.person_id = asked_person_id and c.purpose = any (purposes) and c.withdrawn_on is null
    ) then
        perform sec.refuse('EJ020', 'there is no such consent', jsonb_build_object('reason', 'no-consent'));
    end if;
end
$$;

create or replace function sec.judge_data_basis()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.actor(array['administrator', 'secretary', 'class_teacher']);
    if new.basis = 'согласие' then
        perform sec.demand_consent(new.consent_id, new.person_id, case new.data_group
            when 'здоровье' then array['данные о здоровье']
            when 'фото' then array['фото', 'публикация']
            when 'журнал' then array['ведение журнала']
            when 'передача вне школы' then array['передача вне школы']
            else array['рассылка', 'ведение журнала']
        end);
    end if;
    return new;
end
$$;

create or replace function sec.judge_health_record()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand_class_teacher(new.pupil_id, sec.today());
begin
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['voided_at']);
        new.voided_at := coalesce(old.voided_at, clock_timestamp());
        return new;
    end if;
    perform sec.demand_consent(new.consent_id, new.pupil_id, array['данные о здоровье']);
    perform sec.demand_plain_text(new.content, 500);
    new.entered_at := clock_timestamp();
    new.entered_by := coalesce(me.person_id, new.entered_by);
    new.voided_at := null;
    return new;
end
$$;

-- Reasons and documents of absence stay open to the class teacher of those days until the school year closes (rulings 8).
create or replace function sec.judge_absence_document()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand_class_teacher(new.pupil_id, lower(new.during));
    y record;
begin
    perform sec.demand_class_teacher(new.pupil_id, upper(new.during) - 1);
    select x.name, x.closed_at into y from journal.school_years as x
    where daterange(x.starts_on, x.ends_on, '[]') && new.during and x.closed_at is not null;
    if found then
        perform sec.refuse('EJ018', 'the school year is closed', jsonb_build_object('school_year', y.name, 'closed_at', y.closed_at));
    end if;
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['voided_at']);
        new.voided_at := coalesce(old.voided_at, clock_timestamp());
        return new;
    end if;
    perform sec.demand_plain_text(new.number, 60);
    new.entered_at := clock_timestamp();
    new.entered_by := coalesce(me.person_id, new.entered_by);
    new.voided_at := null;
    return new;
end
$$;

-- An absence without a reason takes that of the document which covers its day, whoever enters it.
create or replace function sec.judge_absence_reason()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    d record;
begin
    if new.fact is distinct from 'absent' then
        new.absence_document_id := null;
        return new;
    end if;
    select x.absence_document_id, x.reason into d from private.absence_documents as x
    join journal.lessons as l on l.lesson_id = new.lesson_id
    where x.pupil_id = new.pupil_id and x.during @> l.held_on and x.voided_at is null and not x.is_remote
    order by x.absence_document_id desc
    limit 1;
    if found and coalesce(new.reason, d.reason) = d.reason then
        new.reason := d.reason;
        new.absence_document_id := d.absence_document_id;
    else
        new.absence_document_id := null;
    end if;
    return new;
end
$$;

-- Texts of a psychologist's course lie in private.session_contents alone.
create or replace function sec.demand_open_content(asked_course_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if exists (select from journal.courses as c where c.course_id = asked_course_id and c.kind = 'psychologist') then
        perform sec.refuse('EJ020', 'what a session was about is closed', jsonb_build_object('reason', 'closed-content'));
    end if;
end
$$;

create or replace function sec.judge_session_texts()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_open_content(new.course_id);
    return new;
end
$$;

-- A course with open texts does not become a psychologist's, nor a psychologist's an open one.
create or replace function sec.judge_course_kind()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if 'psychologist' in (new.kind, old.kind) and exists (select from journal.lessons as l where l.course_id = old.course_id) then
        perform sec.refuse('EJ020', 'lessons of that kind of course stand', jsonb_build_object('reason', 'facts'));
    end if;
    return new;
end
$$;

create or replace function sec.judge_session_content()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_pupil_entry(new.lesson_id, null);
begin
    if f.ground <> 'owner' and sec.has_role('psychologist') is not true or not exists (
        select from journal.courses as c where c.course_id = f.course_id and c.kind = 'psychologist'
    ) then
        perform sec.refuse('EJ002', 'not a session of yours', jsonb_build_object('reason', 'not-holder'));
    end if;
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['content', 'entered_at']);
    end if;
    perform sec.demand_plain_text(new.content, 4000);
    new.course_id := f.course_id;
    new.entered_at := clock_timestamp();
    new.entered_by := coalesce(f.person_id, new.entered_by);
    return new;
end
$$;

reset role;
grant execute on function sec.judge_absence_document(), sec.judge_absence_reason(), sec.judge_course_kind(), sec.judge_data_basis(), sec.judge_health_record(), sec.judge_session_content(), sec.judge_session_texts() to ${owner};
