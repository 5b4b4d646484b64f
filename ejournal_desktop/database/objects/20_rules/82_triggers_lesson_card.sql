-- Which judge sits at which table of the lesson card, and the record of it. Names sort: judges before the record.
set role ${owner};

create or replace trigger judge_card before update on journal.lessons
for each row when ((new.homework_due, new.lesson_plan_topic_id) is distinct from (old.homework_due, old.lesson_plan_topic_id))
execute function sec.judge_lesson_card();
create or replace trigger judge before insert or update on journal.safety_briefings
for each row execute function sec.judge_briefing();
create or replace trigger judge before insert or update on journal.safety_briefing_pupils
for each row execute function sec.judge_briefing_pupil();
create or replace trigger judge before insert or update on journal.lesson_plan_corrections
for each row execute function sec.judge_plan_correction();

create or replace trigger no_delete before delete on journal.safety_briefings for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.safety_briefing_pupils for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.lesson_plan_corrections for each row execute function sec.refuse_deletion();

create or replace trigger record after insert or update or delete on journal.safety_briefings
for each row execute function sec.record_change('lesson_id', 'course_id', '--', 'ground', 'operation');
create or replace trigger record after insert or update or delete on journal.safety_briefing_pupils
for each row execute function sec.record_change('lesson_id', 'pupil_id', 'course_id', '--');
create or replace trigger record after insert or update or delete on journal.lesson_plan_corrections
for each row execute function sec.record_change('lesson_plan_correction_id', 'course_id', '--');

reset role;
