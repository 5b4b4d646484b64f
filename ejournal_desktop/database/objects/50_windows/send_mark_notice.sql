-- A pupil's notice of a wrong mark (P1; rulings 30): of an own mark that the diary shows; the judge decides.
set role ${api};

create or replace function api.send_mark_notice(work_id integer, text text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['pupil']);
    sent integer;
begin
    insert into journal.mark_notices (work_id, pupil_id, text, sent_by)
    values (send_mark_notice.work_id, me.person_id, send_mark_notice.text, me.person_id)
    returning mark_notice_id into sent;
    return sent;
end
$$;

reset role;
grant execute on function api.send_mark_notice(integer, text) to ${pupil};
