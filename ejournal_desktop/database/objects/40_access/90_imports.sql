-- What an import may touch. Reason: the administrator brings the school's own files in, through api.apply_import and nothing
-- else; the policies hold only while sec.import_batch() names an unfinished batch of this very transaction.
-- Marks, works, attendance and final marks are not here: an import never writes them.

grant select, insert, update on journal.import_batches to ${api};
drop policy if exists import_own on journal.import_batches;
create policy import_own on journal.import_batches to ${api}
using ((select sec.has_role('administrator')))
with check ((select sec.has_role('administrator')) and imported_by = session_user);

do $$
declare
    imported constant text [] := array[
        'journal.schools', 'journal.school_years', 'journal.periods', 'journal.days_off', 'journal.bell_schedules', 'journal.bells',
        'journal.rooms', 'journal.people', 'private.person_details', 'private.consents', 'journal.staff', 'journal.pupils',
        'journal.guardians', 'journal.school_classes', 'journal.class_teachers', 'journal.class_memberships', 'journal.subjects',
        'journal.study_groups', 'journal.study_group_classes', 'journal.group_memberships', 'journal.curriculum_hours',
        'journal.courses', 'journal.course_holders', 'journal.timetable_versions', 'journal.timetable_entries', 'journal.lessons'
    ];
    name text;
begin
    foreach name in array imported loop
        execute format('grant select, insert, update on %s to ${api}', name);
        execute format('drop policy if exists import_reads on %s', name);
        execute format('drop policy if exists import_creates on %s', name);
        execute format('drop policy if exists import_changes on %s', name);
        execute format('create policy import_reads on %s for select to ${api} using ((select sec.import_batch()) is not null)', name);
        execute format('create policy import_creates on %s for insert to ${api} with check ((select sec.import_batch()) is not null)', name);
        execute format('create policy import_changes on %s for update to ${api} using ((select sec.import_batch()) is not null)', name);
    end loop;
end $$;
grant usage on sequence journal.people_person_id_seq to ${api};
