-- Which judge sits at which table of the whole journal. Names sort: judges before the record.
set role ${owner};

create or replace trigger judge before insert or update or delete on journal.norms
for each row execute function sec.judge_norm();
create or replace trigger judge before insert or update or delete on journal.mark_scale_values
for each row execute function sec.judge_scale_value();
create or replace trigger judge before update on journal.work_kinds
for each row execute function sec.judge_work_kind();
create or replace trigger judge before insert or update on journal.unlocks
for each row execute function sec.judge_unlock();
create or replace trigger judge before insert or update on journal.mark_attempts
for each row execute function sec.judge_attempt();
create or replace trigger judge before insert or update on journal.mark_notices
for each row execute function sec.judge_notice();
create or replace trigger judge before insert or update on journal.pupil_notes
for each row execute function sec.judge_note();
create or replace trigger judge before insert or update on journal.individual_homework
for each row execute function sec.judge_individual_homework();
create or replace trigger judge before insert or update on journal.attachments
for each row execute function sec.judge_attachment();
create or replace trigger judge before insert on journal.attachment_contents
for each row execute function sec.judge_attachment_content();
create or replace trigger judge before insert or update on private.data_bases
for each row execute function sec.judge_data_basis();
create or replace trigger judge before insert or update on private.health_records
for each row execute function sec.judge_health_record();
create or replace trigger judge before insert or update on private.absence_documents
for each row execute function sec.judge_absence_document();
create or replace trigger judge before insert or update on private.session_contents
for each row execute function sec.judge_session_content();
create or replace trigger judge before insert or update on journal.year_marks
for each row execute function sec.judge_year_mark();
create or replace trigger judge before insert or update on journal.debts
for each row execute function sec.judge_debt();
create or replace trigger judge before insert or update on journal.council_decisions
for each row execute function sec.judge_decision();
create or replace trigger judge before insert or update on journal.delegations
for each row execute function sec.judge_delegation();
create or replace trigger judge before insert or update on journal.movements
for each row execute function sec.judge_movement();
create or replace trigger judge before insert or update on journal.approvals
for each row execute function sec.judge_approval();
create or replace trigger judge before insert or update on journal.remarks
for each row execute function sec.judge_remark();
create or replace trigger judge before insert or update on journal.duty_checks
for each row execute function sec.judge_duty_check();
create or replace trigger judge before insert or update or delete on journal.timetable_occupancy
for each row execute function sec.judge_occupancy();
create or replace trigger judge before insert or update on journal.day_acts
for each row execute function sec.judge_day_act();
create or replace trigger judge before insert or update on journal.day_act_classes
for each row execute function sec.judge_day_act_class();
create or replace trigger judge before insert or update on journal.lesson_plans
for each row execute function sec.judge_lesson_plan();
create or replace trigger judge before insert or update on journal.lesson_plan_topics
for each row execute function sec.judge_plan_topic();
create or replace trigger judge before insert or update on journal.lesson_plan_courses
for each row execute function sec.judge_plan_course();

create or replace trigger judge before insert or update or delete on journal.orders
for each row execute function sec.judge_order();
create or replace trigger judge before insert or update or delete on journal.finals_scopes
for each row execute function sec.judge_finals_scope();
create or replace trigger judge_approved before insert or update on journal.courses
for each row execute function sec.judge_approved_row();
create or replace trigger judge_approved before insert or update on journal.course_holders
for each row execute function sec.judge_approved_row();
create or replace trigger judge_approved before insert or update on journal.curriculum_hours
for each row execute function sec.judge_approved_row();

create or replace trigger judge_order before insert or update on journal.edit_windows
for each row execute function sec.judge_edit_window_order();
create or replace trigger insert_only before update or delete on journal.attachment_contents
for each row execute function sec.refuse_rewriting();
create or replace trigger judge_document before insert or update on journal.attendance
for each row execute function sec.judge_absence_reason();
create or replace trigger judge_session before insert or update on journal.lessons
for each row when (new.topic <> '' or new.homework <> '') execute function sec.judge_session_texts();
create or replace trigger judge_kind before update on journal.courses
for each row when (new.kind is distinct from old.kind) execute function sec.judge_course_kind();

create or replace trigger no_delete before delete on journal.unlocks for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.mark_attempts for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.mark_notices for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.pupil_notes for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.individual_homework for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.attachments for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on private.health_records for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on private.absence_documents for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on private.session_contents for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.year_marks for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.debts for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.council_decisions for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.delegations for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.movements for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.approvals for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.remarks for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.duty_checks for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.day_acts for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.day_act_classes for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.lesson_plans for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.lesson_plan_topics for each row execute function sec.refuse_deletion();

reset role;
