-- Which judge sits where for 38_courses.sql and 39_families.sql, and the record of their table. Names sort: judges before the record.
set role ${owner};

create or replace trigger judge before update on journal.courses
for each row when (
    (new.school_year_id, new.group_id, new.subject_id, new.marking) is distinct from (old.school_year_id, old.group_id, old.subject_id, old.marking)
) execute function sec.judge_course();
create or replace trigger judge before insert or update on journal.period_markings
for each row execute function sec.judge_period_marking();
create or replace trigger judge before update on journal.schools
for each row when (new.zone is distinct from old.zone) execute function sec.judge_school();
create or replace trigger judge before insert or update on private.consents
for each row execute function sec.judge_consent();

create or replace trigger judge before insert or update on private.person_details
for each row execute function sec.judge_person_details();
create or replace trigger judge before insert or update on journal.class_memberships
for each row execute function sec.judge_class_membership();

create or replace trigger judge before insert or update or delete on journal.study_group_classes
for each row execute function sec.judge_group_class();
create or replace trigger no_delete before delete on journal.period_markings for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on private.consents for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.class_memberships for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.class_teachers for each row execute function sec.refuse_deletion();
create or replace trigger no_delete before delete on journal.course_holders for each row execute function sec.refuse_deletion();

create or replace trigger record after insert or update or delete on journal.period_markings
for each row execute function sec.record_change('course_id', 'period_id', '--');

reset role;
