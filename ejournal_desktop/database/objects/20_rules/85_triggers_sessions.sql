-- Judges and records of a psychologist's sessions: keys alone in the common record of what is closed.
set role ${owner};

create or replace trigger judge before insert or update on journal.session_facts
for each row execute function sec.judge_session_fact();
create or replace trigger judge before insert or update on private.session_pupils
for each row execute function sec.judge_session_pupil();
create or replace trigger no_delete before delete on journal.session_facts for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on private.session_pupils for each row execute function sec.refuse_deletion();
create or replace trigger record after insert or update or delete on journal.session_facts
for each row execute function sec.record_change('lesson_id', 'course_id', '--');
create or replace trigger record after insert or update or delete on private.session_pupils
for each row execute function sec.record_change('lesson_id', '--', 'closed');

reset role;
