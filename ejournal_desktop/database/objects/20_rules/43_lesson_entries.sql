-- What stands beside marks: re-sits, notices of a wrong mark, notes on a pupil, individual homework. Rights by course × date as the journal's.
set role ${guard};

-- A re-sit is a new attempt linked to the old mark, not an edit (rulings 5); its own edit window counts from its own day.
create or replace function sec.judge_attempt()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    w record;
    f sec.lesson_facts;
begin
    select x.lesson_id, x.course_id, x.voided_at, k.two_marks, k.name as kind, m.value into w
    from journal.works as x
    join journal.work_kinds as k on k.work_kind_id = x.work_kind_id
    left join journal.marks as m on m.work_id = x.work_id and m.pupil_id = new.pupil_id
    where x.work_id = new.work_id
    for share of x;
    f := sec.facts_of_lesson(w.lesson_id);
    perform sec.demand_ground(f);
    f := sec.under_period_unlock(f);
    perform sec.demand_page_open(f);
    if w.voided_at is not null or not sec.is_set_mark(w.value) then
        perform sec.refuse('EJ020', 'there is no mark to sit again', jsonb_build_object('reason', 'no-mark', 'held_on', f.held_on));
    elsif not sec.is_set_mark(new.value) or not sec.fits_scale(new.value, f.marking, w.two_marks) then
        perform sec.refuse('EJ014', 'not a value of the scale', jsonb_build_object('value', new.value, 'marking', f.marking, 'kind', w.kind));
    end if;
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['value', 'version', 'ground']);
        f.closes_on := sec.edit_closes_on(old.set_on, f.window_kind);
        f := sec.demand_window_or_unlock(f);
        new.version := old.version + 1;
    else
        new.course_id := w.course_id;
        new.attempt := (select coalesce(max(a.attempt), 1) + 1 from journal.mark_attempts as a where a.work_id = new.work_id and a.pupil_id = new.pupil_id);
        new.set_on := f.today;
        new.version := 1;
        new.entered_at := clock_timestamp();
        new.entered_by := coalesce(f.person_id, new.entered_by);
    end if;
    new.ground := f.ground;
    return new;
end
$$;

-- A pupil's notice of a wrong mark: own marks that the diary shows; late ones are flagged, never refused, until the year closes (rulings 30).
create or replace function sec.judge_notice()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.me();
    today date := sec.today();
begin
    if tg_op = 'UPDATE' then
        perform sec.judge_notice_answer(new, old, me);
        new.answered_at := clock_timestamp();
        new.answered_by := coalesce(me.person_id, new.answered_by);
        return new;
    end if;
    perform sec.actor(array['pupil']);
    -- a dot, a draft, an empty cell and a stranger's mark are refused alike: the refusal tells nothing
    select m.course_id into new.course_id from journal.marks as m
    join journal.works as w on w.work_id = m.work_id and w.voided_at is null
    where m.work_id = new.work_id and m.pupil_id = new.pupil_id and sec.is_set_mark(m.value)
        and (m.pupil_id = me.person_id or me.is_owner);
    if not found then
        perform sec.refuse('EJ002', 'not a mark of yours', jsonb_build_object('reason', 'not-yours'));
    end if;
    perform sec.demand_year_of_course_open(new.course_id);
    perform sec.demand_plain_text(new.text, 500);
    if exists (
        select from journal.mark_notices as n where n.work_id = new.work_id and n.pupil_id = new.pupil_id and n.answered_at is null
    ) then
        perform sec.refuse('EJ020', 'a notice of that mark is waiting', jsonb_build_object('reason', 'notice-waiting'));
    end if;
    select s.first_shown_at into new.first_shown_at from journal.mark_showings as s
    where s.work_id = new.work_id and s.pupil_id = new.pupil_id;
    new.sent_at := clock_timestamp();
    new.sent_by := coalesce(me.person_id, new.sent_by);
    new.is_late := coalesce(today > (new.first_shown_at at time zone me.zone)::date + 3, false);
    new.answered_at := null;
    new.answered_by := null;
    new.is_mended := null;
    new.answer := '';
    return new;
end
$$;

create or replace function sec.judge_notice_answer(answered journal.mark_notices, was journal.mark_notices, me sec.identity)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.actor(array['teacher']);
    perform sec.demand_only(to_jsonb(was), to_jsonb(answered), array['answered_at', 'answered_by', 'answer', 'is_mended']);
    if me.is_owner is not true and not was.course_id = any (sec.my_course_ids()) then
        perform sec.refuse('EJ002', 'not your course', jsonb_build_object('reason', 'not-holder'));
    elsif was.answered_at is not null then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    elsif answered.is_mended is not true and btrim(answered.answer) = '' then
        perform sec.refuse('EJ020', 'a mark that stays is explained', jsonb_build_object('reason', 'notice-no-why'));
    end if;
    perform sec.demand_plain_text(answered.answer, 500);
end
$$;

-- The common rights of an entry about one pupil of a lesson.
create or replace function sec.facts_of_pupil_entry(asked_lesson_id integer, asked_pupil_id integer)
returns sec.lesson_facts
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_lesson(asked_lesson_id);
begin
    perform sec.demand_ground(f);
    f := sec.under_period_unlock(f);
    perform sec.demand_lesson_open(f), sec.demand_not_cancelled(f);
    if asked_pupil_id is not null then
        perform sec.demand_member(f, asked_pupil_id);
    end if;
    return f;
end
$$;

create or replace function sec.judge_note()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_pupil_entry(new.lesson_id, new.pupil_id);
begin
    perform sec.demand_held(f);
    perform sec.demand_open_content(f.course_id);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['voided_at']);
        new.voided_at := coalesce(old.voided_at, clock_timestamp());
        return new;
    end if;
    perform sec.demand_plain_text(new.text, 500);
    new.course_id := f.course_id;
    new.entered_at := clock_timestamp();
    new.entered_by := coalesce(f.person_id, new.entered_by);
    new.voided_at := null;
    return new;
end
$$;

create or replace function sec.judge_individual_homework()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    f sec.lesson_facts := sec.facts_of_pupil_entry(new.lesson_id, new.pupil_id);
begin
    perform sec.demand_open_content(f.course_id);
    perform sec.demand_plain_text(new.homework, 4000);
    if tg_op = 'UPDATE' then
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['homework', 'version', 'ground']);
    end if;
    new.course_id := f.course_id;
    new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end;
    if tg_op = 'INSERT' then
        new.entered_at := clock_timestamp();
        new.entered_by := coalesce(f.person_id, new.entered_by);
    end if;
    new.ground := f.ground;
    return new;
end
$$;

reset role;
grant execute on function sec.judge_attempt(), sec.judge_individual_homework(), sec.judge_note(), sec.judge_notice() to ${owner};
