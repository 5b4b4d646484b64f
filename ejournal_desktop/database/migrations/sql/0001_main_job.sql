-- 0001: the tables of the main job. Facts in journal, personal data and accounts in private, the record in audit.
-- Conventions: ../README.md. Nobody has DML on any of these; windows (objects/50_windows) write, triggers (objects/20_rules) judge.

create schema journal authorization ${owner};
create schema private authorization ${owner};
create schema audit authorization ${owner};
create schema sec authorization ${owner};
create schema api authorization ${owner};

set role ${owner};

-- School and year -----------------------------------------------------------------------------------------------------

create table journal.schools (
    school_id smallint constraint schools_pkey primary key constraint schools_one_row check (school_id = 1),
    full_name text not null,
    short_name text not null,
    city text not null default '',
    zone text not null default 'Europe/Moscow',
    prints_makeup text not null default 'н/4' constraint schools_prints_makeup_known check (prints_makeup in ('н/4', '4')),
    is_demo boolean not null default false
);
comment on column journal.schools.zone is 'IANA or POSIX zone: the school''s days begin and end in it (rulings 6)';
comment on column journal.schools.prints_makeup is 'how paper shows a mark given for a missed lesson (rulings 23)';

create table journal.import_batches (
    batch_id uuid constraint import_batches_pkey primary key,
    kind text not null,
    file_name text not null,
    file_sha256 bytea not null,
    imported_at timestamptz not null default clock_timestamp(),
    imported_by text not null default session_user,
    counts jsonb not null default '{}'
);
comment on table journal.import_batches is 'one row per applied import; imported rows carry its id, so the whole can be undone';

create table journal.school_years (
    school_year_id smallint generated always as identity constraint school_years_pkey primary key,
    name text not null constraint school_years_name_key unique,
    starts_on date not null,
    ends_on date not null,
    closed_at timestamptz,
    batch_id uuid constraint school_years_batch_id_fkey references journal.import_batches on delete restrict,
    constraint school_years_bounds check (starts_on < ends_on),
    constraint school_years_no_overlap exclude using gist (daterange(starts_on, ends_on, '[]') with &&)
);

create table journal.periods (
    period_id smallint generated always as identity constraint periods_pkey primary key,
    school_year_id smallint not null constraint periods_school_year_id_fkey references journal.school_years on delete restrict,
    kind text not null constraint periods_kind_known check (kind in ('quarter', 'trimester', 'half-year')),
    number smallint not null,
    grade_from smallint not null,
    grade_to smallint not null,
    starts_on date not null,
    ends_on date not null,
    batch_id uuid constraint periods_batch_id_fkey references journal.import_batches on delete restrict,
    constraint periods_bounds check (starts_on <= ends_on and grade_from <= grade_to),
    constraint periods_key unique (school_year_id, kind, number, grade_from)
);

create table journal.days_off (
    day_off_id integer generated always as identity constraint days_off_pkey primary key,
    school_year_id smallint not null constraint days_off_school_year_id_fkey references journal.school_years on delete restrict,
    name text not null,
    is_holiday_week boolean not null,
    grade_from smallint not null default 1,
    grade_to smallint not null default 11,
    during daterange not null,
    batch_id uuid constraint days_off_batch_id_fkey references journal.import_batches on delete restrict
);
comment on column journal.days_off.is_holiday_week is 'true: school holidays (каникулы), false: a public day off';

create table journal.bell_schedules (
    bell_schedule_id smallint generated always as identity constraint bell_schedules_pkey primary key,
    name text not null constraint bell_schedules_name_key unique,
    is_default boolean not null default false,
    batch_id uuid constraint bell_schedules_batch_id_fkey references journal.import_batches on delete restrict
);

create table journal.bells (
    bell_schedule_id smallint not null constraint bells_bell_schedule_id_fkey references journal.bell_schedules on delete restrict,
    lesson_no smallint not null,
    starts_at time not null,
    ends_at time not null,
    constraint bells_pkey primary key (bell_schedule_id, lesson_no),
    constraint bells_bounds check (starts_at < ends_at)
);

create table journal.rooms (
    room_id smallint generated always as identity constraint rooms_pkey primary key,
    name text not null constraint rooms_name_key unique,
    capacity_groups smallint not null default 1,
    batch_id uuid constraint rooms_batch_id_fkey references journal.import_batches on delete restrict
);

create table journal.orders (
    order_id integer generated always as identity constraint orders_pkey primary key,
    number text not null,
    issued_on date not null,
    kind text not null constraint orders_kind_known check (kind in ('finals', 'unlock', 'movement', 'appointment', 'load', 'other')),
    title text not null,
    constraint orders_key unique (number, issued_on)
);

-- People --------------------------------------------------------------------------------------------------------------

create table journal.people (
    person_id integer generated always as identity constraint people_pkey primary key,
    last_name text not null constraint people_last_name_filled check (last_name <> ''),
    first_name text not null,
    middle_name text not null default '',
    sort_key text generated always as (replace(lower(last_name || ' ' || first_name || ' ' || middle_name), 'ё', 'е')) stored,
    batch_id uuid constraint people_batch_id_fkey references journal.import_batches on delete restrict
);
comment on column journal.people.sort_key is 'ё sorts as е whatever the server''s locale: order by sort_key collate "C"';

create table private.person_details (
    person_id integer constraint person_details_pkey primary key
    constraint person_details_person_id_fkey references journal.people on delete restrict,
    birth_date date,
    sex text constraint person_details_sex_known check (sex in ('М', 'Ж')),
    snils text constraint person_details_snils_digits check (snils ~ '^\d{11}$'),
    phone text,
    email text,
    address text,
    basis text not null default 'закон' constraint person_details_basis_known check (basis in ('закон', 'договор', 'согласие')),
    batch_id uuid constraint person_details_batch_id_fkey references journal.import_batches on delete restrict
);
create unique index person_details_snils_key on private.person_details (snils) where snils is not null;

create table private.consents (
    consent_id integer generated always as identity constraint consents_pkey primary key,
    person_id integer not null constraint consents_person_id_fkey references journal.people on delete restrict,
    number text not null default '',
    given_on date,
    withdrawn_on date,
    batch_id uuid constraint consents_batch_id_fkey references journal.import_batches on delete restrict
);

create table journal.staff (
    person_id integer constraint staff_pkey primary key constraint staff_person_id_fkey references journal.people on delete restrict,
    positions text[] not null,
    subjects text[] not null default '{}',
    category text not null default '',
    room text not null default '',
    employed daterange not null default '(,)',
    batch_id uuid constraint staff_batch_id_fkey references journal.import_batches on delete restrict
);

create table journal.pupils (
    pupil_id integer constraint pupils_pkey primary key constraint pupils_pupil_id_fkey references journal.people on delete restrict,
    file_number text not null default '',
    refuses_electronic boolean not null default false,
    batch_id uuid constraint pupils_batch_id_fkey references journal.import_batches on delete restrict
);

create table journal.guardians (
    pupil_id integer not null constraint guardians_pupil_id_fkey references journal.pupils on delete restrict,
    person_id integer not null constraint guardians_person_id_fkey references journal.people on delete restrict,
    relation text not null,
    batch_id uuid constraint guardians_batch_id_fkey references journal.import_batches on delete restrict,
    constraint guardians_pkey primary key (pupil_id, person_id)
);

-- Accounts ------------------------------------------------------------------------------------------------------------

create table private.accounts (
    account_id integer generated always as identity constraint accounts_pkey primary key,
    person_id integer not null constraint accounts_person_id_fkey references journal.people on delete restrict,
    role_name name not null constraint accounts_role_name_key unique,
    state text not null default 'active' constraint accounts_state_known check (state in ('active', 'locked', 'closed')),
    must_change_password boolean not null default false,
    verifier_hash bytea,
    created_at timestamptz not null default clock_timestamp(),
    valid daterange not null default '(,)',
    last_sign_in_at timestamptz
);
comment on column private.accounts.role_name is 'the PostgreSQL LOGIN role: identity is session_user, never a setting';
comment on column private.accounts.verifier_hash is 'sha256 of the last verifier set by the program: another one means a change outside it';

create table private.role_grants (
    role_grant_id integer generated always as identity constraint role_grants_pkey primary key,
    account_id integer not null constraint role_grants_account_id_fkey references private.accounts on delete restrict,
    school_role text not null constraint role_grants_role_known check (school_role in (
        'teacher', 'class_teacher', 'deputy', 'director', 'administrator', 'secretary', 'psychologist', 'inspector', 'pupil', 'guardian'
    )),
    during daterange not null default '(,)',
    granted_by text not null default session_user,
    granted_at timestamptz not null default clock_timestamp(),
    constraint role_grants_no_overlap exclude using gist (account_id with =, school_role with =, during with &&)
);

-- Classes, groups, courses --------------------------------------------------------------------------------------------

create table journal.school_classes (
    class_id smallint generated always as identity constraint school_classes_pkey primary key,
    school_year_id smallint not null constraint school_classes_school_year_id_fkey references journal.school_years on delete restrict,
    grade smallint not null constraint school_classes_grade_range check (grade between 1 and 12),
    letter text not null,
    name text generated always as (grade::text || letter) stored,
    batch_id uuid constraint school_classes_batch_id_fkey references journal.import_batches on delete restrict,
    constraint school_classes_key unique (school_year_id, grade, letter)
);

create table journal.class_teachers (
    class_id smallint not null constraint class_teachers_class_id_fkey references journal.school_classes on delete restrict,
    person_id integer not null constraint class_teachers_person_id_fkey references journal.staff on delete restrict,
    during daterange not null,
    order_id integer constraint class_teachers_order_id_fkey references journal.orders on delete restrict,
    batch_id uuid constraint class_teachers_batch_id_fkey references journal.import_batches on delete restrict,
    constraint class_teachers_no_overlap exclude using gist (class_id with =, during with &&)
);

create table journal.class_memberships (
    class_membership_id integer generated always as identity constraint class_memberships_pkey primary key,
    class_id smallint not null constraint class_memberships_class_id_fkey references journal.school_classes on delete restrict,
    pupil_id integer not null constraint class_memberships_pupil_id_fkey references journal.pupils on delete restrict,
    during daterange not null,
    admitted_by integer constraint class_memberships_admitted_by_fkey references journal.orders on delete restrict,
    departed_by integer constraint class_memberships_departed_by_fkey references journal.orders on delete restrict,
    batch_id uuid constraint class_memberships_batch_id_fkey references journal.import_batches on delete restrict,
    constraint class_memberships_no_overlap exclude using gist (pupil_id with =, during with &&)
);

create table journal.subjects (
    subject_id smallint generated always as identity constraint subjects_pkey primary key,
    name text not null constraint subjects_name_key unique,
    batch_id uuid constraint subjects_batch_id_fkey references journal.import_batches on delete restrict
);

create table journal.study_groups (
    group_id integer generated always as identity constraint study_groups_pkey primary key,
    school_year_id smallint not null constraint study_groups_school_year_id_fkey references journal.school_years on delete restrict,
    name text not null,
    is_whole_class boolean not null,
    batch_id uuid constraint study_groups_batch_id_fkey references journal.import_batches on delete restrict,
    constraint study_groups_key unique (school_year_id, name)
);

create table journal.study_group_classes (
    group_id integer not null constraint study_group_classes_group_id_fkey references journal.study_groups on delete restrict,
    class_id smallint not null constraint study_group_classes_class_id_fkey references journal.school_classes on delete restrict,
    constraint study_group_classes_pkey primary key (group_id, class_id)
);

create table journal.group_memberships (
    group_membership_id integer generated always as identity constraint group_memberships_pkey primary key,
    group_id integer not null constraint group_memberships_group_id_fkey references journal.study_groups on delete restrict,
    pupil_id integer not null constraint group_memberships_pupil_id_fkey references journal.pupils on delete restrict,
    during daterange not null,
    batch_id uuid constraint group_memberships_batch_id_fkey references journal.import_batches on delete restrict,
    constraint group_memberships_no_overlap exclude using gist (group_id with =, pupil_id with =, during with &&)
);
comment on table journal.group_memberships is 'every study group has dated rows here, a whole-class group too: the one list of who belongs to a journal page';

create table journal.curriculum_hours (
    school_year_id smallint not null constraint curriculum_hours_school_year_id_fkey references journal.school_years on delete restrict,
    stream text not null,
    subject_id smallint not null constraint curriculum_hours_subject_id_fkey references journal.subjects on delete restrict,
    hours_per_week numeric(4, 1) not null constraint curriculum_hours_positive check (hours_per_week > 0),
    batch_id uuid constraint curriculum_hours_batch_id_fkey references journal.import_batches on delete restrict,
    constraint curriculum_hours_pkey primary key (school_year_id, stream, subject_id)
);
comment on column journal.curriculum_hours.stream is 'a class («7А») or a profile of a grade («10 ТЕХ»)';

create table journal.courses (
    course_id integer generated always as identity constraint courses_pkey primary key,
    school_year_id smallint not null constraint courses_school_year_id_fkey references journal.school_years on delete restrict,
    subject_id smallint not null constraint courses_subject_id_fkey references journal.subjects on delete restrict,
    group_id integer not null constraint courses_group_id_fkey references journal.study_groups on delete restrict,
    hours_per_week numeric(4, 1) not null,
    marking text not null default 'five' constraint courses_marking_known check (marking in ('five', 'pass', 'none')),
    batch_id uuid constraint courses_batch_id_fkey references journal.import_batches on delete restrict,
    constraint courses_key unique (school_year_id, subject_id, group_id)
);
comment on column journal.courses.marking is 'five: 1..5; pass: зач/незач; none: attendance and topics only (rulings 28)';

create table journal.course_holders (
    course_holder_id integer generated always as identity constraint course_holders_pkey primary key,
    course_id integer not null constraint course_holders_course_id_fkey references journal.courses on delete restrict,
    person_id integer not null constraint course_holders_person_id_fkey references journal.staff on delete restrict,
    during daterange not null,
    sets_finals boolean not null default true,
    order_id integer constraint course_holders_order_id_fkey references journal.orders on delete restrict,
    batch_id uuid constraint course_holders_batch_id_fkey references journal.import_batches on delete restrict,
    constraint course_holders_no_overlap exclude using gist (course_id with =, person_id with =, during with &&)
);

-- Timetable -----------------------------------------------------------------------------------------------------------

create table journal.timetable_versions (
    timetable_version_id smallint generated always as identity constraint timetable_versions_pkey primary key,
    school_year_id smallint not null constraint timetable_versions_school_year_id_fkey references journal.school_years on delete restrict,
    name text not null,
    valid_from date not null,
    state text not null default 'draft' constraint timetable_versions_state_known check (state in ('draft', 'in-force', 'retired')),
    batch_id uuid constraint timetable_versions_batch_id_fkey references journal.import_batches on delete restrict
);

create table journal.timetable_entries (
    timetable_version_id smallint not null
    constraint timetable_entries_timetable_version_id_fkey references journal.timetable_versions on delete restrict,
    weekday smallint not null constraint timetable_entries_weekday_range check (weekday between 1 and 7),
    lesson_no smallint not null constraint timetable_entries_lesson_no_range check (lesson_no between 1 and 12),
    course_id integer not null constraint timetable_entries_course_id_fkey references journal.courses on delete restrict,
    person_id integer not null constraint timetable_entries_person_id_fkey references journal.staff on delete restrict,
    room_id smallint constraint timetable_entries_room_id_fkey references journal.rooms on delete restrict,
    batch_id uuid constraint timetable_entries_batch_id_fkey references journal.import_batches on delete restrict,
    constraint timetable_entries_pkey primary key (timetable_version_id, weekday, lesson_no, course_id),
    constraint timetable_entries_teacher_free unique (timetable_version_id, weekday, lesson_no, person_id)
);

-- The journal ---------------------------------------------------------------------------------------------------------

create table journal.lessons (
    lesson_id integer generated always as identity constraint lessons_pkey primary key,
    course_id integer not null constraint lessons_course_id_fkey references journal.courses on delete restrict,
    held_on date not null,
    lesson_no smallint not null,
    room_id smallint constraint lessons_room_id_fkey references journal.rooms on delete restrict,
    state text not null default 'planned' constraint lessons_state_known check (state in ('planned', 'cancelled')),
    lesson_type text not null default 'урок' constraint lessons_lesson_type_known check (
        lesson_type in ('урок', 'контроль', 'практическая', 'лабораторная', 'экскурсия', 'резерв')
    ),
    topic text not null default '',
    homework text not null default '',
    homework_none boolean not null default false,
    attendance_checked boolean not null default false,
    topic_version integer not null default 0,
    homework_version integer not null default 0,
    lesson_type_version integer not null default 0,
    attendance_checked_version integer not null default 0,
    homework_entered_at timestamptz,
    topic_entered_at timestamptz,
    ground text not null default '',
    constraint lessons_key unique (course_id, held_on, lesson_no),
    constraint lessons_course_key unique (lesson_id, course_id),
    constraint lessons_homework_one check (not (homework_none and homework <> ''))
);
comment on column journal.lessons.state is 'a lesson in the past that is not cancelled was held: a fact the timetable never rewrites';
comment on column journal.lessons.homework_none is '«не задано» is an entry (rulings 33)';
create index lessons_held_on_idx on journal.lessons (held_on);

create table journal.substitutions (
    lesson_id integer constraint substitutions_pkey primary key constraint substitutions_lesson_id_fkey references journal.lessons on delete restrict,
    person_id integer not null constraint substitutions_person_id_fkey references journal.staff on delete restrict,
    reason text not null default '',
    entered_at timestamptz not null default clock_timestamp(),
    entered_by text not null default session_user
);

create table journal.work_kinds (
    work_kind_id smallint generated always as identity constraint work_kinds_pkey primary key,
    name text not null constraint work_kinds_name_key unique,
    short_name text not null constraint work_kinds_short_name_key unique,
    weight numeric(4, 2) not null default 1 constraint work_kinds_weight_range check (weight between 0 and 10),
    two_marks boolean not null default false,
    is_control boolean not null default false
);
comment on column journal.work_kinds.two_marks is 'may hold «4/5»: диктант, изложение, сочинение (rulings 24)';
comment on column journal.work_kinds.weight is 'all 1 until the school''s local act is entered (rulings 26)';

create table journal.works (
    work_id integer generated always as identity constraint works_pkey primary key,
    lesson_id integer not null,
    course_id integer not null,
    work_no smallint not null default 1,
    work_kind_id smallint not null constraint works_work_kind_id_fkey references journal.work_kinds on delete restrict,
    weight numeric(4, 2) not null default 1 constraint works_weight_range check (weight between 0 and 10),
    title text not null default '',
    voided_at timestamptz,
    version integer not null default 1,
    ground text not null default '',
    constraint works_lesson_id_fkey foreign key (lesson_id, course_id) references journal.lessons (lesson_id, course_id) on delete restrict,
    constraint works_key unique (lesson_id, work_no),
    constraint works_course_key unique (work_id, course_id)
);

create table journal.marks (
    work_id integer not null,
    pupil_id integer not null constraint marks_pupil_id_fkey references journal.pupils on delete restrict,
    course_id integer not null,
    value text constraint marks_value_not_empty check (value <> ''),
    note text not null default '',
    version integer not null default 1,
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint marks_entered_by_fkey references journal.people on delete restrict,
    first_marked_at timestamptz default clock_timestamp(),
    changed_at timestamptz,
    changed_by integer constraint marks_changed_by_fkey references journal.people on delete restrict,
    ground text not null default '',
    constraint marks_pkey primary key (work_id, pupil_id),
    constraint marks_work_id_fkey foreign key (work_id, course_id) references journal.works (work_id, course_id) on delete restrict
);
comment on column journal.marks.value is 'canonical text of the cell grammar («5», «4/5», «5?», «.», «зач»); null = cleared: the row stays, so a later entry is a change';
comment on column journal.marks.entered_at is 'when the present mark came into an empty cell (or over a dot): later than the lesson''s day beside «н» = a make-up (rulings 23)';
comment on column journal.marks.first_marked_at is 'when a mark first stood here, dots and drafts not counted; once set the edit window of rulings 5 limits every change';
comment on column journal.marks.changed_at is 'when the present value was written; changed_by is its author; null: as entered';
comment on column journal.marks.ground is 'what let the last write pass, as the trigger found it; goes to the audit';
create index marks_course_id_idx on journal.marks (course_id);
create index marks_pupil_id_idx on journal.marks (pupil_id);

create table journal.attendance (
    lesson_id integer not null,
    pupil_id integer not null constraint attendance_pupil_id_fkey references journal.pupils on delete restrict,
    course_id integer not null,
    fact text constraint attendance_fact_known check (fact in ('absent', 'late', 'released')),
    reason text constraint attendance_reason_known check (reason in ('ill', 'excused')),
    minutes_late smallint constraint attendance_minutes_range check (minutes_late between 0 and 120),
    version integer not null default 1,
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint attendance_entered_by_fkey references journal.people on delete restrict,
    changed_at timestamptz,
    changed_by integer constraint attendance_changed_by_fkey references journal.people on delete restrict,
    ground text not null default '',
    constraint attendance_pkey primary key (lesson_id, pupil_id),
    constraint attendance_lesson_id_fkey foreign key (lesson_id, course_id) references journal.lessons (lesson_id, course_id) on delete restrict,
    constraint attendance_reason_of_absent check (reason is null or fact = 'absent')
);
comment on column journal.attendance.fact is 'absent н (б, у by reason), late оп, released осв; null = cleared';
create index attendance_course_id_idx on journal.attendance (course_id);
create index attendance_pupil_id_idx on journal.attendance (pupil_id);

create table journal.final_marks (
    course_id integer not null constraint final_marks_course_id_fkey references journal.courses on delete restrict,
    period_id smallint not null constraint final_marks_period_id_fkey references journal.periods on delete restrict,
    pupil_id integer not null constraint final_marks_pupil_id_fkey references journal.pupils on delete restrict,
    value text constraint final_marks_value_known check (value in ('5', '4', '3', '2', '1', 'н/а', 'осв', 'зач', 'незач')),
    order_id integer constraint final_marks_order_id_fkey references journal.orders on delete restrict,
    version integer not null default 1,
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint final_marks_entered_by_fkey references journal.people on delete restrict,
    constraint final_marks_pkey primary key (course_id, period_id, pupil_id)
);

create table journal.handovers (
    course_id integer not null constraint handovers_course_id_fkey references journal.courses on delete restrict,
    period_id smallint not null constraint handovers_period_id_fkey references journal.periods on delete restrict,
    handed_over_at timestamptz not null,
    handed_over_by integer not null constraint handovers_handed_over_by_fkey references journal.people on delete restrict,
    order_id integer constraint handovers_order_id_fkey references journal.orders on delete restrict,
    constraint handovers_pkey primary key (course_id, period_id)
);
comment on table journal.handovers is 'the page of a course and period is closed to its teacher (Порядок, 5.2; rulings 7)';

create table journal.edit_windows (
    edit_window_id smallint generated always as identity constraint edit_windows_pkey primary key,
    valid_from date not null constraint edit_windows_valid_from_key unique,
    kind text not null constraint edit_windows_kind_known check (kind in ('never', '1 week', '2 weeks', '3 weeks', '1 month')),
    source text not null
);
comment on table journal.edit_windows is 'Порядок, 3.6: «Запрет редактирования наступает»; dated rows, used ones immutable';

create table journal.printouts (
    printout_id integer generated always as identity constraint printouts_pkey primary key,
    form text not null,
    course_id integer constraint printouts_course_id_fkey references journal.courses on delete restrict,
    class_id smallint constraint printouts_class_id_fkey references journal.school_classes on delete restrict,
    period_id smallint constraint printouts_period_id_fkey references journal.periods on delete restrict,
    content_sha256 bytea not null,
    pages smallint not null,
    printed_at timestamptz not null default clock_timestamp(),
    printed_by integer not null constraint printouts_printed_by_fkey references journal.people on delete restrict
);

-- Operations and audit ------------------------------------------------------------------------------------------------

create table private.applied_operations (
    operation_id uuid constraint applied_operations_pkey primary key,
    account_id integer not null constraint applied_operations_account_id_fkey references private.accounts on delete restrict,
    payload_sha256 bytea not null,
    outcome jsonb not null,
    applied_at timestamptz not null default clock_timestamp()
);

create table private.history_loads (
    history_load_id integer generated always as identity constraint history_loads_pkey primary key,
    source_sha256 bytea not null,
    loaded_at timestamptz not null default clock_timestamp(),
    counts jsonb not null
);
create table private.history_loader (
    one_row boolean constraint history_loader_pkey primary key default true constraint history_loader_one_row check (one_row),
    closed_at timestamptz
);
insert into private.history_loader default values;

create table private.audit_salt (
    one_row boolean constraint audit_salt_pkey primary key default true constraint audit_salt_one_row check (one_row),
    salt bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);
comment on table private.audit_salt is 'closed rows leave only their key and a salted hash in the audit';
insert into private.audit_salt default values;

create sequence audit.event_ids;
create table audit.events (
    event_id bigint not null default nextval('audit.event_ids'),
    at timestamptz not null default clock_timestamp(),
    transaction_id xid8 not null default pg_current_xact_id(),
    account_id integer,
    session_role name not null default session_user,
    client_address inet default inet_client_addr(),
    application text not null default current_setting('application_name'),
    ground text,
    table_name text not null,
    operation text not null constraint events_operation_known check (operation in ('insert', 'update', 'delete', 'imported', 'read', 'printed', 'sign-in')),
    row_key jsonb not null,
    old_row jsonb,
    new_row jsonb,
    operation_id uuid,
    constraint events_pkey primary key (event_id, at)
) partition by range (at);
comment on table audit.events is 'insert-only record of every change (Порядок, 3.7); partitions by school year';
comment on column audit.events.ground is 'what let the write pass: course:ID, substitution:ID, import:BATCH …, as the trigger found it, not as the client claims';
create table audit.events_before_2026 partition of audit.events for values from (minvalue) to ('2026-07-01 00:00+00');
create table audit.events_2026 partition of audit.events for values from ('2026-07-01 00:00+00') to ('2027-07-01 00:00+00');
create table audit.events_2027 partition of audit.events for values from ('2027-07-01 00:00+00') to ('2028-07-01 00:00+00');
create table audit.events_later partition of audit.events for values from ('2028-07-01 00:00+00') to (maxvalue);
create index events_course_idx on audit.events (((row_key ->> 'course_id')::integer), event_id) where row_key ? 'course_id';
create index events_transaction_id_idx on audit.events (transaction_id);

-- Every foreign key has an index --------------------------------------------------------------------------------------

create index periods_school_year_id_idx on journal.periods (school_year_id);
create index days_off_school_year_id_idx on journal.days_off (school_year_id);
create index guardians_person_id_idx on journal.guardians (person_id);
create index consents_person_id_idx on private.consents (person_id);
create index accounts_person_id_idx on private.accounts (person_id);
create index role_grants_account_id_idx on private.role_grants (account_id);
create index class_teachers_person_id_idx on journal.class_teachers (person_id);
create index class_memberships_class_id_idx on journal.class_memberships (class_id);
create index class_memberships_pupil_id_idx on journal.class_memberships (pupil_id);
create index study_group_classes_class_id_idx on journal.study_group_classes (class_id);
create index group_memberships_group_id_idx on journal.group_memberships (group_id);
create index group_memberships_pupil_id_idx on journal.group_memberships (pupil_id);
create index curriculum_hours_subject_id_idx on journal.curriculum_hours (subject_id);
create index courses_subject_id_idx on journal.courses (subject_id);
create index courses_group_id_idx on journal.courses (group_id);
create index course_holders_course_id_idx on journal.course_holders (course_id);
create index course_holders_person_id_idx on journal.course_holders (person_id);
create index timetable_versions_school_year_id_idx on journal.timetable_versions (school_year_id);
create index timetable_entries_course_id_idx on journal.timetable_entries (course_id);
create index timetable_entries_person_id_idx on journal.timetable_entries (person_id);
create index timetable_entries_room_id_idx on journal.timetable_entries (room_id);
create index lessons_room_id_idx on journal.lessons (room_id);
create index substitutions_person_id_idx on journal.substitutions (person_id);
create index works_course_id_idx on journal.works (course_id);
create index works_work_kind_id_idx on journal.works (work_kind_id);
create index marks_entered_by_idx on journal.marks (entered_by);
create index attendance_entered_by_idx on journal.attendance (entered_by);
create index marks_changed_by_idx on journal.marks (changed_by);
create index attendance_changed_by_idx on journal.attendance (changed_by);
create index final_marks_period_id_idx on journal.final_marks (period_id);
create index final_marks_pupil_id_idx on journal.final_marks (pupil_id);
create index final_marks_order_id_idx on journal.final_marks (order_id);
create index final_marks_entered_by_idx on journal.final_marks (entered_by);
create index handovers_period_id_idx on journal.handovers (period_id);
create index handovers_order_id_idx on journal.handovers (order_id);
create index handovers_handed_over_by_idx on journal.handovers (handed_over_by);
create index class_memberships_admitted_by_idx on journal.class_memberships (admitted_by);
create index class_memberships_departed_by_idx on journal.class_memberships (departed_by);
create index class_teachers_class_id_idx on journal.class_teachers (class_id);
create index class_teachers_order_id_idx on journal.class_teachers (order_id);
create index course_holders_order_id_idx on journal.course_holders (order_id);
create index printouts_course_id_idx on journal.printouts (course_id);
create index printouts_class_id_idx on journal.printouts (class_id);
create index printouts_period_id_idx on journal.printouts (period_id);
create index printouts_printed_by_idx on journal.printouts (printed_by);
create index applied_operations_account_id_idx on private.applied_operations (account_id);
do $$
declare
    t regclass;
begin  -- batch_id everywhere: undoing an import looks rows up by it
    for t in select a.attrelid::regclass from pg_attribute a join pg_class c on c.oid = a.attrelid
             where a.attname = 'batch_id' and c.relkind = 'r' and c.relnamespace in ('journal'::regnamespace, 'private'::regnamespace)
               and a.attrelid <> 'journal.import_batches'::regclass
    loop
        execute format('create index on %s (batch_id) where batch_id is not null', t);
    end loop;
end $$;

-- What a new school starts with ---------------------------------------------------------------------------------------

insert into journal.work_kinds (name, short_name, two_marks, is_control) values
    ('ответ на уроке', 'О', false, false),
    ('самостоятельная работа', 'СР', false, false),
    ('контрольная работа', 'КР', false, true),
    ('домашнее задание', 'ДЗ', false, false),
    ('практическая работа', 'ПР', false, false),
    ('лабораторная работа', 'ЛР', false, false),
    ('тест', 'Т', false, false),
    ('диктант', 'Д', true, true),
    ('изложение', 'И', true, true),
    ('сочинение', 'С', true, true),
    ('проект', 'П', false, false);

insert into journal.edit_windows (valid_from, kind, source) values ('2000-01-01', '2 weeks', 'Порядок, 3.6: предустановка до приказа школы');

reset role;
