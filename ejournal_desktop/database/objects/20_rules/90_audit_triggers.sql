-- The record at every table of facts: key columns, '--', what else (sec.record_change). Not audited: printouts (its window notes the
-- printing) and applied operations (their effects are).
set role ${owner};

create or replace trigger record after insert or update or delete on journal.schools
for each row execute function sec.record_change('school_id', '--');
create or replace trigger record after insert or update or delete on journal.import_batches
for each row execute function sec.record_change('batch_id', '--');
create or replace trigger record after insert or update or delete on journal.school_years
for each row execute function sec.record_change('school_year_id', '--');
create or replace trigger record after insert or update or delete on journal.periods
for each row execute function sec.record_change('period_id', '--');
create or replace trigger record after insert or update or delete on journal.days_off
for each row execute function sec.record_change('day_off_id', '--');
create or replace trigger record after insert or update or delete on journal.bell_schedules
for each row execute function sec.record_change('bell_schedule_id', '--');
create or replace trigger record after insert or update or delete on journal.bells
for each row execute function sec.record_change('bell_schedule_id', 'lesson_no', '--');
create or replace trigger record after insert or update or delete on journal.rooms
for each row execute function sec.record_change('room_id', '--');
create or replace trigger record after insert or update or delete on journal.orders
for each row execute function sec.record_change('order_id', '--');
create or replace trigger record after insert or update or delete on journal.people
for each row execute function sec.record_change('person_id', '--');
create or replace trigger record after insert or update or delete on private.person_details
for each row execute function sec.record_change('person_id', '--', 'closed');
create or replace trigger record after insert or update or delete on private.consents
for each row execute function sec.record_change('consent_id', 'person_id', '--', 'closed');
create or replace trigger record after insert or update or delete on journal.staff
for each row execute function sec.record_change('person_id', '--');
create or replace trigger record after insert or update or delete on journal.pupils
for each row execute function sec.record_change('pupil_id', '--');
create or replace trigger record after insert or update or delete on journal.guardians
for each row execute function sec.record_change('pupil_id', 'person_id', '--');
create or replace trigger record after insert or update or delete on private.accounts
for each row execute function sec.record_change('account_id', '--');
create or replace trigger record after insert or update or delete on private.role_grants
for each row execute function sec.record_change('role_grant_id', 'account_id', '--');
create or replace trigger record after insert or update or delete on journal.school_classes
for each row execute function sec.record_change('class_id', '--');
create or replace trigger record after insert or update or delete on journal.class_teachers
for each row execute function sec.record_change('class_id', 'person_id', '--');
create or replace trigger record after insert or update or delete on journal.class_memberships
for each row execute function sec.record_change('class_membership_id', 'class_id', 'pupil_id', '--');
create or replace trigger record after insert or update or delete on journal.subjects
for each row execute function sec.record_change('subject_id', '--');
create or replace trigger record after insert or update or delete on journal.study_groups
for each row execute function sec.record_change('group_id', '--');
create or replace trigger record after insert or update or delete on journal.study_group_classes
for each row execute function sec.record_change('group_id', 'class_id', '--');
create or replace trigger record after insert or update or delete on journal.group_memberships
for each row execute function sec.record_change('group_membership_id', 'group_id', 'pupil_id', '--');
create or replace trigger record after insert or update or delete on journal.curriculum_hours
for each row execute function sec.record_change('school_year_id', 'stream', 'subject_id', '--');
create or replace trigger record after insert or update or delete on journal.courses
for each row execute function sec.record_change('course_id', '--');
create or replace trigger record after insert or update or delete on journal.course_holders
for each row execute function sec.record_change('course_holder_id', 'course_id', 'person_id', '--');
create or replace trigger record after insert or update or delete on journal.timetable_versions
for each row execute function sec.record_change('timetable_version_id', '--');
create or replace trigger record after insert or update or delete on journal.timetable_entries
for each row execute function sec.record_change('timetable_version_id', 'weekday', 'lesson_no', 'course_id', '--');
create or replace trigger record after update or delete on journal.lessons
for each row execute function sec.record_change('lesson_id', 'course_id', '--', 'ground', 'operation');
create or replace trigger record_inserts after insert on journal.lessons referencing new table as fresh
for each statement execute function sec.record_inserts('lesson_id', 'course_id', '--', 'ground', 'operation');
create or replace trigger record after insert or update or delete on journal.substitutions
for each row execute function sec.record_change('lesson_id', '--');
create or replace trigger record after insert or update or delete on journal.work_kinds
for each row execute function sec.record_change('work_kind_id', '--');
create or replace trigger record after insert or update or delete on journal.works
for each row execute function sec.record_change('work_id', 'course_id', '--', 'ground', 'operation');
create or replace trigger record after insert or update or delete on journal.marks
for each row execute function sec.record_change('work_id', 'pupil_id', 'course_id', '--', 'ground', 'operation');
create or replace trigger record after insert or update or delete on journal.attendance
for each row execute function sec.record_change('lesson_id', 'pupil_id', 'course_id', '--', 'ground', 'operation');
create or replace trigger record after insert or update or delete on journal.final_marks
for each row execute function sec.record_change('course_id', 'period_id', 'pupil_id', '--', 'ground', 'operation');
create or replace trigger record after insert or update or delete on journal.handovers
for each row execute function sec.record_change('course_id', 'period_id', '--');
create or replace trigger record after insert or update or delete on journal.edit_windows
for each row execute function sec.record_change('edit_window_id', '--');
create or replace trigger record after insert or update or delete on private.history_loader
for each row execute function sec.record_change('one_row', '--');
create or replace trigger record after insert or update or delete on private.history_loads
for each row execute function sec.record_change('history_load_id', '--');

-- The record itself is only added to, by anybody: its partitions too.
create or replace trigger insert_only before update or delete on audit.events
for each row execute function sec.refuse_rewriting();
do $$
declare
    leaf regclass;
begin
    for leaf in select t.relid from pg_partition_tree('audit.events') as t loop
        execute format(
            'create or replace trigger no_truncate before truncate on %s for each statement execute function sec.refuse_rewriting()', leaf
        );
    end loop;
end
$$;

reset role;
