-- Which judge sits at which table of notes, and the record of it: of a private note only its hash.
set role ${owner};

create or replace trigger judge before insert or update on journal.mark_notes
for each row execute function sec.judge_mark_note();
create or replace trigger judge before insert or update on private.own_mark_notes
for each row execute function sec.judge_own_mark_note();

create or replace trigger no_delete before delete on journal.mark_notes for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on private.own_mark_notes for each row execute function sec.refuse_deletion();

create or replace trigger record after insert or update or delete on journal.mark_notes
for each row execute function sec.record_change('work_id', 'pupil_id', 'course_id', '--', 'ground', 'operation');
create or replace trigger record after insert or update or delete on private.own_mark_notes
for each row execute function sec.record_change('work_id', 'pupil_id', 'person_id', 'course_id', '--', 'ground', 'operation', 'closed');

reset role;
