-- Which judge sits at which table. Names sort: judges before the record.
set role ${owner};

create or replace trigger judge before insert or update on journal.marks
for each row execute function sec.judge_mark();
create or replace trigger judge before insert or update on journal.attendance
for each row execute function sec.judge_attendance();
create or replace trigger judge before insert or update or delete on journal.lessons
for each row execute function sec.judge_lesson();
create or replace trigger judge before insert or update on journal.works
for each row execute function sec.judge_work();
create or replace trigger judge before insert or update on journal.final_marks
for each row execute function sec.judge_final_mark();
create or replace trigger judge before insert or update on journal.handovers
for each row execute function sec.judge_handover();
create or replace trigger judge before update or delete on journal.group_memberships
for each row execute function sec.judge_group_membership();
create or replace trigger judge before insert or update or delete on journal.periods
for each row execute function sec.judge_period();
create or replace trigger judge before update on journal.school_years
for each row execute function sec.judge_school_year();
create or replace trigger judge before insert or update or delete on journal.edit_windows
for each row execute function sec.judge_edit_window();
create or replace trigger judge before insert or update on journal.substitutions
for each row execute function sec.judge_substitution();
create or replace trigger judge_self_grant before insert or update on journal.substitutions
for each row execute function sec.judge_self_grant();
create or replace trigger judge_self_grant before insert or update on journal.class_teachers
for each row execute function sec.judge_self_grant();
create or replace trigger judge_self_entry before insert or update on journal.course_holders
for each row execute function sec.judge_self_entry();
create or replace trigger judge before insert or update on private.role_grants
for each row execute function sec.judge_role_grant();

create or replace trigger no_delete before delete on journal.marks for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.attendance for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.works for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.final_marks for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.handovers for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.substitutions for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on private.accounts for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on private.access_codes for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on private.role_grants for each row execute function sec.refuse_deletion();

reset role;
