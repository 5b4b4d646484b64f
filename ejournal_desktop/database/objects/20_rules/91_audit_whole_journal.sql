-- The record at the tables of the whole journal, as 90_audit_triggers.sql. Closed tables leave their keys and a salted hash. Not audited: the
-- bytes of attachments (their sha256 stands in journal.attachments, which is) and the first showing of marks (a read).
set role ${owner};

create or replace trigger record after insert or update or delete on private.data_bases
for each row execute function sec.record_change('person_id', 'data_group', '--', 'closed');
create or replace trigger record after insert or update or delete on private.health_records
for each row execute function sec.record_change('health_record_id', 'pupil_id', '--', 'closed');
create or replace trigger record after insert or update or delete on journal.movements
for each row execute function sec.record_change('movement_id', 'pupil_id', '--');
create or replace trigger record after insert or update or delete on journal.delegations
for each row execute function sec.record_change('delegation_id', 'person_id', '--');
create or replace trigger record after insert or update or delete on journal.moved_days
for each row execute function sec.record_change('moved_day_id', '--');
create or replace trigger record after insert or update or delete on journal.week_lengths
for each row execute function sec.record_change('week_length_id', '--');
create or replace trigger record after insert or update or delete on journal.bell_assignments
for each row execute function sec.record_change('bell_assignment_id', '--');
create or replace trigger record after insert or update or delete on journal.subject_links
for each row execute function sec.record_change('subject_id', 'person_id', 'room_id', 'grade', '--');
create or replace trigger record after insert or update or delete on journal.mark_scales
for each row execute function sec.record_change('mark_scale_id', '--');
create or replace trigger record after insert or update or delete on journal.mark_scale_values
for each row execute function sec.record_change('mark_scale_id', 'value', '--');
create or replace trigger record after insert or update or delete on journal.lesson_types
for each row execute function sec.record_change('name', '--');
create or replace trigger record after insert or update or delete on journal.norms
for each row execute function sec.record_change('norm_id', '--');
create or replace trigger record after insert or update or delete on journal.finals_scopes
for each row execute function sec.record_change('finals_scope_id', '--');
create or replace trigger record after insert or update or delete on journal.approvals
for each row execute function sec.record_change('approval_id', '--');
create or replace trigger record after insert or update or delete on journal.unlocks
for each row execute function sec.record_change('unlock_id', 'course_id', '--');
create or replace trigger record after insert or update or delete on journal.timetable_occupancy
for each row execute function sec.record_change('timetable_version_id', 'weekday', 'lesson_no', 'class_id', 'course_id', 'parts', '--');
create or replace trigger record after insert or update or delete on journal.day_acts
for each row execute function sec.record_change('day_act_id', '--');
create or replace trigger record after insert or update or delete on journal.day_act_classes
for each row execute function sec.record_change('day_act_id', 'class_id', '--');
create or replace trigger record after insert or update or delete on journal.lesson_plans
for each row execute function sec.record_change('lesson_plan_id', '--');
create or replace trigger record after insert or update or delete on journal.lesson_plan_courses
for each row execute function sec.record_change('course_id', '--');
create or replace trigger record after insert or update or delete on journal.lesson_plan_topics
for each row execute function sec.record_change('lesson_plan_topic_id', 'lesson_plan_id', '--');
create or replace trigger record after insert or update or delete on journal.individual_homework
for each row execute function sec.record_change('lesson_id', 'pupil_id', 'course_id', '--', 'ground', 'operation');
create or replace trigger record after insert or update or delete on private.session_contents
for each row execute function sec.record_change('lesson_id', '--', 'closed');
create or replace trigger record after insert or update or delete on journal.attachments
for each row execute function sec.record_change('attachment_id', 'course_id', '--');
create or replace trigger record after insert or update or delete on journal.pupil_notes
for each row execute function sec.record_change('pupil_note_id', 'pupil_id', 'course_id', '--');
create or replace trigger record after insert or update or delete on private.absence_documents
for each row execute function sec.record_change('absence_document_id', 'pupil_id', '--', 'closed');
create or replace trigger record after insert or update or delete on journal.mark_attempts
for each row execute function sec.record_change('work_id', 'pupil_id', 'attempt', 'course_id', '--', 'ground', 'operation');
create or replace trigger record after insert or update or delete on journal.year_marks
for each row execute function sec.record_change('course_id', 'pupil_id', 'kind', '--', 'ground', 'operation');
create or replace trigger record after insert or update or delete on journal.debts
for each row execute function sec.record_change('debt_id', 'course_id', 'pupil_id', '--');
create or replace trigger record after insert or update or delete on journal.council_decisions
for each row execute function sec.record_change('council_decision_id', 'pupil_id', '--');
create or replace trigger record after insert or update or delete on journal.mark_notices
for each row execute function sec.record_change('mark_notice_id', 'work_id', 'pupil_id', 'course_id', '--');
create or replace trigger record after insert or update or delete on journal.remarks
for each row execute function sec.record_change('remark_id', 'course_id', '--');
create or replace trigger record after insert or update or delete on journal.duty_checks
for each row execute function sec.record_change('duty_check_id', 'person_id', '--');
create or replace trigger record after insert or update or delete on private.access_codes
for each row execute function sec.record_change('access_code_id', 'person_id', '--');

reset role;
