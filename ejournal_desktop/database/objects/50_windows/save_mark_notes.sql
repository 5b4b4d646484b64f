-- Notes to a mark: fields «note» and «private_note» of save_cells, each with a version of its own.
set role ${api};

create or replace function sec.save_mark_note(me sec.identity, asked_work_id integer, asked_pupil_id integer, seen integer, entered text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    n journal.mark_notes;
begin
    if seen > 0 then
        update journal.mark_notes as x set content = coalesce(entered, '')
        where x.work_id = asked_work_id and x.pupil_id = asked_pupil_id and x.version = seen and x.content <> coalesce(entered, '');
    elsif seen = 0 and entered is not null then
        insert into journal.mark_notes (work_id, pupil_id, course_id, content, written_by)
        select w.work_id, asked_pupil_id, w.course_id, entered, me.person_id from journal.works as w
        where w.work_id = asked_work_id
            and not exists (select from journal.mark_notes as x where x.work_id = asked_work_id and x.pupil_id = asked_pupil_id)
        on conflict do nothing;
    end if;
    if found then
        return jsonb_build_object('version', seen + 1, 'receipt', sec.last_event_id());
    end if;
    select * into n from journal.mark_notes as x where x.work_id = asked_work_id and x.pupil_id = asked_pupil_id;
    return sec.explain_unsaved_note(asked_work_id, n.version, seen, n.content, entered, n.written_by, n.written_at);
end
$$;

-- A note for oneself: what another device of the same person wrote is the only thing it can meet.
create or replace function sec.save_own_mark_note(me sec.identity, asked_work_id integer, asked_pupil_id integer, seen integer, entered text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    n private.own_mark_notes;
begin
    if seen > 0 then
        update private.own_mark_notes as x set content = coalesce(entered, '')
        where x.work_id = asked_work_id and x.pupil_id = asked_pupil_id and x.person_id = me.person_id
            and x.version = seen and x.content <> coalesce(entered, '');
    elsif seen = 0 and entered is not null then
        insert into private.own_mark_notes (work_id, pupil_id, person_id, course_id, content)
        select w.work_id, asked_pupil_id, me.person_id, w.course_id, entered from journal.works as w
        where w.work_id = asked_work_id and not exists (
            select from private.own_mark_notes as x
            where x.work_id = asked_work_id and x.pupil_id = asked_pupil_id and x.person_id = me.person_id
        )
        on conflict do nothing;
    end if;
    if found then
        return jsonb_build_object('version', seen + 1, 'receipt', sec.last_event_id());
    end if;
    select * into n from private.own_mark_notes as x
    where x.work_id = asked_work_id and x.pupil_id = asked_pupil_id and x.person_id = me.person_id;
    return sec.explain_unsaved_note(asked_work_id, n.version, seen, n.content, entered, n.person_id, n.written_at);
end
$$;

create or replace function sec.explain_unsaved_note(
    asked_work_id integer, present_version integer, seen integer, present text, entered text, author_id integer, at timestamptz
)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from journal.works as w where w.work_id = asked_work_id) then
        perform sec.refuse('EJ002', 'not your lesson', jsonb_build_object('reason', 'not-holder'));
    elsif coalesce(present_version, 0) <> seen then
        perform sec.refuse_stale(present_version, to_jsonb(nullif(present, '')), author_id, at, asked_work_id);
    elsif coalesce(present, '') <> coalesce(entered, '') then
        perform sec.refuse('EJ002', 'not yours to write', jsonb_build_object('reason', 'not-holder'));
    end if;
    return jsonb_build_object('version', seen);
end
$$;

reset role;
