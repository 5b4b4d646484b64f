-- 0004: the rest of what a journal keeps; it runs on a database with rows. Mail, documents, portfolio, events and archive bring their tables with their own issues.

set role ${owner};

-- Basis of personal data, movements, delegations ----------------------------------------------------------------------

alter table private.consents add column purpose text not null default 'ведение журнала'
constraint consents_purpose_known check (purpose in (
    'ведение журнала', 'рассылка', 'фото', 'публикация', 'передача вне школы', 'данные о здоровье'
));
alter table private.consents add constraint consents_withdrawn_after_given check (withdrawn_on >= given_on);
alter table private.consents add column given_by integer constraint consents_given_by_fkey references journal.people on delete restrict;
create index consents_given_by_idx on private.consents (given_by);

create table private.data_bases (
    person_id integer not null constraint data_bases_person_id_fkey references journal.people on delete restrict,
    data_group text not null constraint data_bases_data_group_known check (data_group in (
        'журнал', 'контакты', 'кадровые', 'здоровье', 'фото', 'рассылка', 'передача вне школы'
    )),
    basis text not null constraint data_bases_basis_known check (basis in ('закон', 'договор', 'согласие')),
    consent_id integer constraint data_bases_consent_id_fkey references private.consents on delete restrict,
    constraint data_bases_pkey primary key (person_id, data_group),
    constraint data_bases_consent_named check ((basis = 'согласие') = (consent_id is not null)),
    constraint data_bases_health_by_consent check (data_group <> 'здоровье' or basis = 'согласие')
);
comment on table private.data_bases is 'each group of personal data carries its basis: «закон», «договор» or «согласие № … от …» (rulings 1)';
create index data_bases_consent_id_idx on private.data_bases (consent_id);

create table private.health_records (
    health_record_id integer generated always as identity constraint health_records_pkey primary key,
    pupil_id integer not null constraint health_records_pupil_id_fkey references journal.pupils on delete restrict,
    kind text not null constraint health_records_kind_known check (kind in ('группа здоровья', 'группа по физкультуре', 'рекомендации', 'ОВЗ')),
    content text not null constraint health_records_content_size check (length(content) between 1 and 500),
    consent_id integer not null constraint health_records_consent_id_fkey references private.consents on delete restrict,
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint health_records_entered_by_fkey references journal.people on delete restrict,
    voided_at timestamptz
);
comment on table private.health_records is 'closed to administrator, director, deputy and inspector alike (rulings 2)';
create index health_records_pupil_id_idx on private.health_records (pupil_id);
create index health_records_consent_id_idx on private.health_records (consent_id);
create index health_records_entered_by_idx on private.health_records (entered_by);

create table journal.movements (
    movement_id integer generated always as identity constraint movements_pkey primary key,
    pupil_id integer not null constraint movements_pupil_id_fkey references journal.pupils on delete restrict,
    kind text not null constraint movements_kind_known check (kind in ('arrival', 'departure', 'transfer')),
    happened_on date not null,
    from_class_id smallint constraint movements_from_class_id_fkey references journal.school_classes on delete restrict,
    to_class_id smallint constraint movements_to_class_id_fkey references journal.school_classes on delete restrict,
    order_id integer constraint movements_order_id_fkey references journal.orders on delete restrict,
    place text not null default '',
    entered_at timestamptz not null default clock_timestamp(),
    entered_by text not null default session_user,
    constraint movements_classes_fit check (
        (kind = 'arrival' and from_class_id is null and to_class_id is not null)
        or (kind = 'departure' and from_class_id is not null and to_class_id is null)
        or (kind = 'transfer' and from_class_id is not null and to_class_id is not null)
    )
);
comment on column journal.movements.order_id is 'null: «без приказа», orders come late with a back date (rulings 12)';
comment on column journal.movements.place is 'from or to which school or town';
create index movements_pupil_id_idx on journal.movements (pupil_id);
create index movements_from_class_id_idx on journal.movements (from_class_id);
create index movements_to_class_id_idx on journal.movements (to_class_id);
create index movements_order_id_idx on journal.movements (order_id);

create table journal.delegations (
    delegation_id integer generated always as identity constraint delegations_pkey primary key,
    person_id integer not null constraint delegations_person_id_fkey references journal.staff on delete restrict,
    acts_as text not null constraint delegations_acts_as_known check (acts_as in ('director', 'deputy')),
    during daterange not null constraint delegations_during_bounded check (
        not isempty(during) and not lower_inf(during) and not upper_inf(during)
    ),
    order_id integer not null constraint delegations_order_id_fkey references journal.orders on delete restrict,
    entered_at timestamptz not null default clock_timestamp(),
    entered_by text not null default session_user,
    constraint delegations_no_overlap exclude using gist (person_id with =, acts_as with =, during with &&)
);
comment on table journal.delegations is 'и.о. директора, заместителя: dated, by order (rulings 18)';
create index delegations_person_id_idx on journal.delegations (person_id);
create index delegations_order_id_idx on journal.delegations (order_id);

-- Directories and norms -----------------------------------------------------------------------------------------------

create table journal.moved_days (
    moved_day_id integer generated always as identity constraint moved_days_pkey primary key,
    school_year_id smallint not null constraint moved_days_school_year_id_fkey references journal.school_years on delete restrict,
    worked_on date not null constraint moved_days_worked_on_key unique,
    as_weekday smallint not null constraint moved_days_as_weekday_range check (as_weekday between 1 and 7),
    order_id integer constraint moved_days_order_id_fkey references journal.orders on delete restrict
);
comment on table journal.moved_days is 'production calendar: «суббота по расписанию четверга» (rulings 37, 39)';
create index moved_days_school_year_id_idx on journal.moved_days (school_year_id);
create index moved_days_order_id_idx on journal.moved_days (order_id);

create table journal.week_lengths (
    week_length_id smallint generated always as identity constraint week_lengths_pkey primary key,
    school_year_id smallint not null constraint week_lengths_school_year_id_fkey references journal.school_years on delete restrict,
    grade_from smallint not null,
    grade_to smallint not null,
    days smallint not null constraint week_lengths_days_known check (days in (5, 6)),
    constraint week_lengths_grades check (1 <= grade_from and grade_from <= grade_to and grade_to <= 12),
    constraint week_lengths_key unique (school_year_id, grade_from)
);

create table journal.bell_assignments (
    bell_assignment_id integer generated always as identity constraint bell_assignments_pkey primary key,
    bell_schedule_id smallint not null constraint bell_assignments_bell_schedule_id_fkey references journal.bell_schedules on delete restrict,
    during daterange not null,
    weekday smallint constraint bell_assignments_weekday_range check (weekday between 1 and 7),
    grade_from smallint not null default 1,
    grade_to smallint not null default 11,
    shift smallint not null default 1 constraint bell_assignments_shift_range check (shift between 1 and 2),
    constraint bell_assignments_grades check (1 <= grade_from and grade_from <= grade_to and grade_to <= 12)
);
comment on column journal.bell_assignments.weekday is 'null: every day of the span; the narrower assignment wins over the wider';
create index bell_assignments_bell_schedule_id_idx on journal.bell_assignments (bell_schedule_id);

create table journal.subject_links (
    subject_id smallint not null constraint subject_links_subject_id_fkey references journal.subjects on delete restrict,
    person_id integer constraint subject_links_person_id_fkey references journal.staff on delete restrict,
    room_id smallint constraint subject_links_room_id_fkey references journal.rooms on delete restrict,
    grade smallint constraint subject_links_grade_range check (grade between 1 and 12),
    constraint subject_links_one_end check (num_nonnulls(person_id, room_id, grade) = 1),
    constraint subject_links_key unique nulls not distinct (subject_id, person_id, room_id, grade)
);
comment on table journal.subject_links is 'subject–teacher, subject–room, subject–grade (A28)';
create index subject_links_person_id_idx on journal.subject_links (person_id);
create index subject_links_room_id_idx on journal.subject_links (room_id);

create table journal.mark_scales (
    mark_scale_id smallint generated always as identity constraint mark_scales_pkey primary key,
    name text not null constraint mark_scales_name_key unique
);
create table journal.mark_scale_values (
    mark_scale_id smallint not null constraint mark_scale_values_mark_scale_id_fkey references journal.mark_scales on delete restrict,
    value text not null,
    counts_as numeric(5, 2),
    level smallint constraint mark_scale_values_level_range check (level between 1 and 5),
    passes boolean not null,
    constraint mark_scale_values_pkey primary key (mark_scale_id, value)
);
insert into journal.mark_scales (name) values ('пятибалльная'), ('зачётная'), ('итоговая');
insert into journal.mark_scale_values (mark_scale_id, value, counts_as, level, passes)
select s.mark_scale_id, v.value, v.counts_as, v.level, v.passes
from journal.mark_scales as s
join (values
    ('пятибалльная', '5', 5, 5, true), ('пятибалльная', '4', 4, 4, true), ('пятибалльная', '3', 3, 3, true),
    ('пятибалльная', '2', 2, 2, false), ('пятибалльная', '1', 1, 1, false),
    ('зачётная', 'зач', null, null, true), ('зачётная', 'незач', null, null, false),
    ('итоговая', '5', 5, 5, true), ('итоговая', '4', 4, 4, true), ('итоговая', '3', 3, 3, true), ('итоговая', '2', 2, 2, false),
    ('итоговая', '1', 1, 1, false), ('итоговая', 'зач', null, null, true), ('итоговая', 'незач', null, null, false),
    ('итоговая', 'н/а', null, 2, false), ('итоговая', 'осв', null, null, true)
) as v (scale, value, counts_as, level, passes) on v.scale = s.name;
comment on column journal.mark_scale_values.counts_as is 'in averages; null: does not count (зач, н/а, осв)';
comment on column journal.mark_scale_values.level is '5 отлично … 2 неудовлетворительно, for качество and СОУ';

create table journal.lesson_types (
    name text constraint lesson_types_pkey primary key,
    is_control boolean not null default false
);
insert into journal.lesson_types (name, is_control) values
    ('урок', false), ('контроль', true), ('практическая', false), ('лабораторная', false), ('экскурсия', false), ('резерв', false);
alter table journal.lessons drop constraint lessons_lesson_type_known;
alter table journal.lessons add constraint lessons_lesson_type_fkey
foreign key (lesson_type) references journal.lesson_types on delete restrict;
create index lessons_lesson_type_idx on journal.lessons (lesson_type);

create table journal.norms (
    norm_id integer generated always as identity constraint norms_pkey primary key,
    kind text not null constraint norms_kind_known check (kind in (
        'weight', 'rounding', 'homework-deadline', 'access-code-days', 'period-marks', 'difficulty', 'daily-load', 'weekly-load', 'accumulation',
        'attachment-megabytes'
    )),
    subject_id smallint constraint norms_subject_id_fkey references journal.subjects on delete restrict,
    work_kind_id smallint constraint norms_work_kind_id_fkey references journal.work_kinds on delete restrict,
    grade_from smallint not null default 1,
    grade_to smallint not null default 11,
    value numeric(8, 2) not null,
    valid_from date not null,
    source text not null constraint norms_source_named check (source <> ''),
    order_id integer constraint norms_order_id_fkey references journal.orders on delete restrict,
    constraint norms_grades check (1 <= grade_from and grade_from <= grade_to and grade_to <= 12),
    constraint norms_key unique nulls not distinct (kind, subject_id, work_kind_id, grade_from, valid_from)
);
comment on table journal.norms is 'dated settings with their source: only new rows, valid from tomorrow, under an order; used rows are immutable';
create index norms_subject_id_idx on journal.norms (subject_id);
create index norms_work_kind_id_idx on journal.norms (work_kind_id);
create index norms_order_id_idx on journal.norms (order_id);

alter table journal.edit_windows add column order_id integer
constraint edit_windows_order_id_fkey references journal.orders on delete restrict;
create index edit_windows_order_id_idx on journal.edit_windows (order_id);

-- One mechanism of orders and approvals -------------------------------------------------------------------------------

create table journal.approvals (
    approval_id integer generated always as identity constraint approvals_pkey primary key,
    subject text not null constraint approvals_subject_known check (subject in (
        'load', 'curriculum', 'finals', 'unlock', 'role', 'timetable', 'account', 'year-closing'
    )),
    title text not null,
    content jsonb not null,
    content_sha256 bytea not null,
    proposed_by integer not null constraint approvals_proposed_by_fkey references journal.people on delete restrict,
    proposed_at timestamptz not null default clock_timestamp(),
    state text not null default 'waiting' constraint approvals_state_known check (state in ('waiting', 'approved', 'returned', 'withdrawn')),
    decided_by integer constraint approvals_decided_by_fkey references journal.people on delete restrict,
    decided_at timestamptz,
    reason text not null default '',
    order_id integer constraint approvals_order_id_fkey references journal.orders on delete restrict,
    constraint approvals_decided_whole check ((state in ('approved', 'returned')) = (decided_by is not null and decided_at is not null)),
    constraint approvals_returned_with_reason check (state <> 'returned' or reason <> ''),
    constraint approvals_second_person check (decided_by is distinct from proposed_by)
);
comment on column journal.approvals.content is 'what is approved, as it stood when proposed: its difference from the last approved one is shown';
create index approvals_proposed_by_idx on journal.approvals (proposed_by);
create index approvals_decided_by_idx on journal.approvals (decided_by);
create index approvals_order_id_idx on journal.approvals (order_id);

create table journal.unlocks (
    unlock_id integer generated always as identity constraint unlocks_pkey primary key,
    course_id integer not null constraint unlocks_course_id_fkey references journal.courses on delete restrict,
    period_id smallint constraint unlocks_period_id_fkey references journal.periods on delete restrict,
    lesson_id integer,
    person_id integer not null constraint unlocks_person_id_fkey references journal.staff on delete restrict,
    open_until timestamptz not null,
    reason text not null constraint unlocks_reason_named check (reason <> ''),
    requested_at timestamptz not null default clock_timestamp(),
    agreed_by integer constraint unlocks_agreed_by_fkey references journal.people on delete restrict,
    agreed_at timestamptz,
    opened_by integer constraint unlocks_opened_by_fkey references journal.people on delete restrict,
    opened_at timestamptz,
    refused_by integer constraint unlocks_refused_by_fkey references journal.people on delete restrict,
    refused_reason text not null default '',
    order_id integer constraint unlocks_order_id_fkey references journal.orders on delete restrict,
    seen_by_director_at timestamptz,
    constraint unlocks_lesson_id_fkey foreign key (lesson_id, course_id) references journal.lessons (lesson_id, course_id) on delete restrict,
    constraint unlocks_agreed_whole check ((agreed_by is null) = (agreed_at is null)),
    constraint unlocks_opened_whole check ((opened_by is null) = (opened_at is null)),
    constraint unlocks_two_people check (agreed_by is distinct from opened_by or opened_by is null),
    constraint unlocks_one_scope check (num_nonnulls(period_id, lesson_id) = 1),
    constraint unlocks_not_for_oneself check (opened_by is distinct from person_id and agreed_by is distinct from person_id)
);
comment on table journal.unlocks is 'an expired window: the administrator on a request that the deputy agreed; a closed period: the director''s order (rulings 9)';
create index unlocks_course_id_idx on journal.unlocks (course_id);
create index unlocks_period_id_idx on journal.unlocks (period_id);
create index unlocks_lesson_id_idx on journal.unlocks (lesson_id, course_id);
create index unlocks_person_id_idx on journal.unlocks (person_id);
create index unlocks_agreed_by_idx on journal.unlocks (agreed_by);
create index unlocks_opened_by_idx on journal.unlocks (opened_by);
create index unlocks_refused_by_idx on journal.unlocks (refused_by);
create index unlocks_order_id_idx on journal.unlocks (order_id);

-- Timetable: occupancy of what is published, acts for many lessons ----------------------------------------------------

create table journal.timetable_occupancy (
    timetable_version_id smallint not null
    constraint timetable_occupancy_timetable_version_id_fkey references journal.timetable_versions on delete restrict,
    weekday smallint not null,
    lesson_no smallint not null,
    class_id smallint not null constraint timetable_occupancy_class_id_fkey references journal.school_classes on delete restrict,
    parts int4range not null default '(,)' constraint timetable_occupancy_parts_some check (not isempty(parts)),
    course_id integer not null constraint timetable_occupancy_course_id_fkey references journal.courses on delete restrict,
    constraint timetable_occupancy_pkey primary key (timetable_version_id, weekday, lesson_no, class_id, course_id, parts),
    constraint timetable_occupancy_slot_range check (weekday between 1 and 7 and lesson_no between 1 and 12),
    constraint timetable_occupancy_parts_free exclude using gist (
        timetable_version_id with =, weekday with =, lesson_no with =, class_id with =, parts with &&
    )
);
comment on table journal.timetable_occupancy is 'numbered parts of a class, (,) is the whole: two halves of 7А may meet at once, half with whole may not';
create index timetable_occupancy_class_id_idx on journal.timetable_occupancy (class_id);
create index timetable_occupancy_course_id_idx on journal.timetable_occupancy (course_id);

create table journal.day_acts (
    day_act_id integer generated always as identity constraint day_acts_pkey primary key,
    kind text not null constraint day_acts_kind_known check (kind in ('weather', 'quarantine', 'distance', 'moved-day', 'excursion', 'exam', 'other')),
    during daterange not null,
    title text not null,
    lessons_are text not null constraint day_acts_lessons_are_known check (lessons_are in ('held', 'distance', 'cancelled')),
    order_id integer constraint day_acts_order_id_fkey references journal.orders on delete restrict,
    entered_at timestamptz not null default clock_timestamp(),
    entered_by text not null default session_user
);
create index day_acts_order_id_idx on journal.day_acts (order_id);
create table journal.day_act_classes (
    day_act_id integer not null constraint day_act_classes_day_act_id_fkey references journal.day_acts on delete restrict,
    class_id smallint not null constraint day_act_classes_class_id_fkey references journal.school_classes on delete restrict,
    constraint day_act_classes_pkey primary key (day_act_id, class_id)
);
create index day_act_classes_class_id_idx on journal.day_act_classes (class_id);

alter table journal.substitutions add column seen_by_director_at timestamptz;
alter table journal.course_holders add column seen_by_director_at timestamptz;
comment on column journal.substitutions.seen_by_director_at is 'it gives a right to write: listed until the director has seen it';
comment on column journal.course_holders.seen_by_director_at is 'of a holder without an order of the load: listed until the director has seen it';

-- Lesson plans --------------------------------------------------------------------------------------------------------

create table journal.lesson_plans (
    lesson_plan_id integer generated always as identity constraint lesson_plans_pkey primary key,
    school_year_id smallint not null constraint lesson_plans_school_year_id_fkey references journal.school_years on delete restrict,
    subject_id smallint not null constraint lesson_plans_subject_id_fkey references journal.subjects on delete restrict,
    grade smallint not null constraint lesson_plans_grade_range check (grade between 1 and 12),
    title text not null,
    author_id integer not null constraint lesson_plans_author_id_fkey references journal.staff on delete restrict,
    state text not null default 'draft' constraint lesson_plans_state_known check (state in ('draft', 'waiting', 'approved')),
    version integer not null default 1
);
create index lesson_plans_school_year_id_idx on journal.lesson_plans (school_year_id);
create index lesson_plans_subject_id_idx on journal.lesson_plans (subject_id);
create index lesson_plans_author_id_idx on journal.lesson_plans (author_id);
create table journal.lesson_plan_courses (
    course_id integer constraint lesson_plan_courses_pkey primary key
    constraint lesson_plan_courses_course_id_fkey references journal.courses on delete restrict,
    lesson_plan_id integer not null constraint lesson_plan_courses_lesson_plan_id_fkey references journal.lesson_plans on delete restrict
);
create index lesson_plan_courses_lesson_plan_id_idx on journal.lesson_plan_courses (lesson_plan_id);
create table journal.lesson_plan_topics (
    lesson_plan_topic_id integer generated always as identity constraint lesson_plan_topics_pkey primary key,
    lesson_plan_id integer not null constraint lesson_plan_topics_lesson_plan_id_fkey references journal.lesson_plans on delete restrict,
    place integer not null,
    section text not null default '',
    topic text not null constraint lesson_plan_topics_topic_filled check (topic <> ''),
    lesson_type text not null default 'урок' constraint lesson_plan_topics_lesson_type_fkey references journal.lesson_types on delete restrict,
    homework text not null default '',
    work_kind_id smallint constraint lesson_plan_topics_work_kind_id_fkey references journal.work_kinds on delete restrict,
    pinned_on date,
    voided_at timestamptz,
    constraint lesson_plan_topics_key unique (lesson_plan_id, place) deferrable
);
comment on column journal.lesson_plan_topics.place is 'one row is one lesson hour; dates are computed from the timetable, pinned_on holds a control work';
create index lesson_plan_topics_work_kind_id_idx on journal.lesson_plan_topics (work_kind_id);
create index lesson_plan_topics_lesson_type_idx on journal.lesson_plan_topics (lesson_type);

-- The lesson: individual homework, files, notes, documents of absence --------------------------------------------------

alter table journal.lessons add column homework_due timestamptz;
alter table journal.lessons add column homework_character text not null default ''
constraint lessons_homework_character_known check (homework_character in ('', 'устно', 'письменно', 'практическая'));
alter table journal.lessons add column lesson_plan_topic_id integer
constraint lessons_lesson_plan_topic_id_fkey references journal.lesson_plan_topics on delete restrict;
create index lessons_lesson_plan_topic_id_idx on journal.lessons (lesson_plan_topic_id);

create table journal.individual_homework (
    lesson_id integer not null,
    course_id integer not null,
    pupil_id integer not null constraint individual_homework_pupil_id_fkey references journal.pupils on delete restrict,
    homework text not null,
    version integer not null default 1,
    ground text not null default '',
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint individual_homework_entered_by_fkey references journal.people on delete restrict,
    constraint individual_homework_pkey primary key (lesson_id, pupil_id),
    constraint individual_homework_lesson_id_fkey foreign key (lesson_id, course_id) references journal.lessons (lesson_id, course_id) on delete restrict
);
create index individual_homework_pupil_id_idx on journal.individual_homework (pupil_id);
create index individual_homework_course_id_idx on journal.individual_homework (course_id);
create index individual_homework_entered_by_idx on journal.individual_homework (entered_by);

create table private.session_contents (
    lesson_id integer constraint session_contents_pkey primary key,
    course_id integer not null,
    content text not null constraint session_contents_content_size check (length(content) between 1 and 4000),
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint session_contents_entered_by_fkey references journal.people on delete restrict,
    constraint session_contents_lesson_id_fkey foreign key (lesson_id, course_id) references journal.lessons (lesson_id, course_id) on delete restrict
);
comment on table private.session_contents is 'what a psychologist''s session was about: hers alone; others see that it was held (rulings 2)';
create index session_contents_course_id_idx on private.session_contents (course_id);
create index session_contents_entered_by_idx on private.session_contents (entered_by);

create table journal.attachments (
    attachment_id integer generated always as identity constraint attachments_pkey primary key,
    lesson_id integer not null,
    course_id integer not null,
    pupil_id integer constraint attachments_pupil_id_fkey references journal.pupils on delete restrict,
    file_name text not null constraint attachments_file_name_plain check (file_name !~ '[/\\[:cntrl:]]' and length(file_name) between 1 and 120),
    media_type text not null constraint attachments_media_type_known check (media_type in (
        'application/pdf', 'image/png', 'image/jpeg', 'text/plain',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'application/vnd.openxmlformats-officedocument.presentationml.presentation'
    )),
    size integer not null constraint attachments_size_range check (size between 1 and 20 * 1024 * 1024),
    content_sha256 bytea not null constraint attachments_content_sha256_length check (octet_length(content_sha256) = 32),
    added_at timestamptz not null default clock_timestamp(),
    added_by integer not null constraint attachments_added_by_fkey references journal.people on delete restrict,
    voided_at timestamptz,
    constraint attachments_lesson_id_fkey foreign key (lesson_id, course_id) references journal.lessons (lesson_id, course_id) on delete restrict
);
comment on column journal.attachments.pupil_id is 'null: for all; otherwise of the individual homework of one pupil';
create table journal.attachment_contents (
    attachment_id integer constraint attachment_contents_pkey primary key
    constraint attachment_contents_attachment_id_fkey references journal.attachments on delete restrict,
    content bytea not null
);
comment on table journal.attachment_contents is 'never changed: its size and sha256 stand in journal.attachments, which is audited';
alter table journal.attachment_contents alter column content set storage external;
create index attachments_pupil_id_idx on journal.attachments (pupil_id);
create index attachments_lesson_id_idx on journal.attachments (lesson_id, course_id);
create index attachments_course_id_idx on journal.attachments (course_id);
create index attachments_added_by_idx on journal.attachments (added_by);

create table journal.pupil_notes (
    pupil_note_id integer generated always as identity constraint pupil_notes_pkey primary key,
    lesson_id integer not null,
    course_id integer not null,
    pupil_id integer not null constraint pupil_notes_pupil_id_fkey references journal.pupils on delete restrict,
    kind text not null constraint pupil_notes_kind_known check (kind in ('remark', 'praise', 'recommendation')),
    text text not null constraint pupil_notes_text_size check (length(text) between 1 and 500),
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint pupil_notes_entered_by_fkey references journal.people on delete restrict,
    voided_at timestamptz,
    constraint pupil_notes_lesson_id_fkey foreign key (lesson_id, course_id) references journal.lessons (lesson_id, course_id) on delete restrict
);
create index pupil_notes_lesson_id_idx on journal.pupil_notes (lesson_id, course_id);
create index pupil_notes_course_id_idx on journal.pupil_notes (course_id);
create index pupil_notes_pupil_id_idx on journal.pupil_notes (pupil_id);
create index pupil_notes_entered_by_idx on journal.pupil_notes (entered_by);

create table private.absence_documents (
    absence_document_id integer generated always as identity constraint absence_documents_pkey primary key,
    pupil_id integer not null constraint absence_documents_pupil_id_fkey references journal.pupils on delete restrict,
    during daterange not null constraint absence_documents_during_bounded check (
        not isempty(during) and not lower_inf(during) and not upper_inf(during)
    ),
    reason text not null constraint absence_documents_reason_known check (reason in ('ill', 'excused')),
    kind text not null constraint absence_documents_kind_known check (kind in ('справка', 'заявление', 'приказ')),
    number text not null default '',
    is_remote boolean not null default false,
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint absence_documents_entered_by_fkey references journal.people on delete restrict,
    voided_at timestamptz
);
comment on table private.absence_documents is 'a certificate is health data: the class teacher''s alone, others see the reason in the attendance (rulings 2)';
comment on column private.absence_documents.is_remote is '«дистанционно» is present (rulings 27)';
create index absence_documents_pupil_id_idx on private.absence_documents (pupil_id);
create index absence_documents_entered_by_idx on private.absence_documents (entered_by);
alter table journal.attendance add column absence_document_id integer
constraint attendance_absence_document_id_fkey references private.absence_documents on delete restrict;
create index attendance_absence_document_id_idx on journal.attendance (absence_document_id);

-- Attempts, year marks, debts, decisions ------------------------------------------------------------------------------

create table journal.mark_attempts (
    work_id integer not null,
    pupil_id integer not null,
    course_id integer not null constraint mark_attempts_course_id_fkey references journal.courses on delete restrict,
    attempt smallint not null constraint mark_attempts_attempt_range check (attempt between 2 and 9),
    value text not null,
    set_on date not null,
    version integer not null default 1,
    ground text not null default '',
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint mark_attempts_entered_by_fkey references journal.people on delete restrict,
    constraint mark_attempts_pkey primary key (work_id, pupil_id, attempt),
    constraint mark_attempts_mark_fkey foreign key (work_id, pupil_id) references journal.marks (work_id, pupil_id) on delete restrict
);
comment on table journal.mark_attempts is 'a re-sit is a new attempt linked to the old mark, not an edit (rulings 5)';
create index mark_attempts_course_id_idx on journal.mark_attempts (course_id);
create index mark_attempts_entered_by_idx on journal.mark_attempts (entered_by);

alter table journal.final_marks add column ground text not null default '';
comment on column journal.final_marks.ground is 'what let the last write pass; empty: written before 0004';

create table journal.year_marks (
    course_id integer not null constraint year_marks_course_id_fkey references journal.courses on delete restrict,
    pupil_id integer not null constraint year_marks_pupil_id_fkey references journal.pupils on delete restrict,
    kind text not null constraint year_marks_kind_known check (kind in ('year', 'exam', 'final')),
    value text constraint year_marks_value_known check (value in ('5', '4', '3', '2', '1', 'н/а', 'осв', 'зач', 'незач')),
    order_id integer constraint year_marks_order_id_fkey references journal.orders on delete restrict,
    version integer not null default 1,
    ground text not null default '',
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint year_marks_entered_by_fkey references journal.people on delete restrict,
    constraint year_marks_pkey primary key (course_id, pupil_id, kind)
);
create index year_marks_pupil_id_idx on journal.year_marks (pupil_id);
create index year_marks_order_id_idx on journal.year_marks (order_id);
create index year_marks_entered_by_idx on journal.year_marks (entered_by);

create table journal.debts (
    debt_id integer generated always as identity constraint debts_pkey primary key,
    course_id integer not null constraint debts_course_id_fkey references journal.courses on delete restrict,
    pupil_id integer not null constraint debts_pupil_id_fkey references journal.pupils on delete restrict,
    arose_on date not null,
    due_on date not null,
    settled_on date,
    settled_by integer constraint debts_settled_by_fkey references journal.people on delete restrict,
    result text constraint debts_result_known check (result in ('5', '4', '3', '2', 'зач', 'незач')),
    order_id integer constraint debts_order_id_fkey references journal.orders on delete restrict,
    entered_by integer not null constraint debts_entered_by_fkey references journal.people on delete restrict,
    constraint debts_days check (arose_on <= due_on),
    constraint debts_settled_whole check ((settled_on is null) = (result is null))
);
create index debts_course_id_idx on journal.debts (course_id);
create index debts_pupil_id_idx on journal.debts (pupil_id);
create index debts_settled_by_idx on journal.debts (settled_by);
create index debts_entered_by_idx on journal.debts (entered_by);
create index debts_order_id_idx on journal.debts (order_id);

create table journal.council_decisions (
    council_decision_id integer generated always as identity constraint council_decisions_pkey primary key,
    school_year_id smallint not null constraint council_decisions_school_year_id_fkey references journal.school_years on delete restrict,
    pupil_id integer not null constraint council_decisions_pupil_id_fkey references journal.pupils on delete restrict,
    decision text not null constraint council_decisions_decision_known check (decision in (
        'переведён', 'переведён условно', 'оставлен на повторный год', 'допущен к ГИА', 'не допущен к ГИА', 'выпущен'
    )),
    protocol_number text not null constraint council_decisions_protocol_named check (protocol_number <> ''),
    decided_on date not null,
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint council_decisions_entered_by_fkey references journal.people on delete restrict
);
comment on table journal.council_decisions is 'решения педсовета have rights of their own past the closing (rulings 10)';
create index council_decisions_school_year_id_idx on journal.council_decisions (school_year_id);
create index council_decisions_entered_by_idx on journal.council_decisions (entered_by);
create index council_decisions_pupil_id_idx on journal.council_decisions (pupil_id);

-- Courses of other kinds, notices, remarks, duties --------------------------------------------------------------------

alter table journal.courses add column kind text not null default 'curriculum'
constraint courses_kind_known check (kind in ('curriculum', 'elective', 'extracurricular', 'after-school', 'home', 'psychologist'));
alter table journal.courses add column approved_by integer constraint courses_approved_by_fkey references journal.approvals on delete restrict;
alter table journal.courses add constraint courses_kind_marks check (
    kind not in ('extracurricular', 'after-school', 'psychologist') or marking = 'none'
);
create index courses_approved_by_idx on journal.courses (approved_by);

create table journal.mark_showings (
    work_id integer not null,
    pupil_id integer not null,
    first_shown_at timestamptz not null default clock_timestamp(),
    constraint mark_showings_pkey primary key (work_id, pupil_id),
    constraint mark_showings_mark_fkey foreign key (work_id, pupil_id) references journal.marks (work_id, pupil_id) on delete restrict
);
comment on table journal.mark_showings is 'when the diary first showed a mark to its family: the 3 days of a notice count from here (rulings 30)';

create table journal.mark_notices (
    mark_notice_id integer generated always as identity constraint mark_notices_pkey primary key,
    work_id integer not null,
    pupil_id integer not null,
    course_id integer not null constraint mark_notices_course_id_fkey references journal.courses on delete restrict,
    text text not null constraint mark_notices_text_size check (length(text) between 1 and 500),
    sent_at timestamptz not null default clock_timestamp(),
    sent_by integer not null constraint mark_notices_sent_by_fkey references journal.people on delete restrict,
    first_shown_at timestamptz,
    is_late boolean not null default false,
    answered_at timestamptz,
    answered_by integer constraint mark_notices_answered_by_fkey references journal.people on delete restrict,
    answer text not null default '',
    is_mended boolean,
    constraint mark_notices_mark_fkey foreign key (work_id, pupil_id) references journal.marks (work_id, pupil_id) on delete restrict,
    constraint mark_notices_answered_whole check ((answered_at is null) = (answered_by is null) and (answered_at is null) = (is_mended is null))
);
create index mark_notices_course_id_idx on journal.mark_notices (course_id);
create index mark_notices_mark_idx on journal.mark_notices (work_id, pupil_id);
create index mark_notices_sent_by_idx on journal.mark_notices (sent_by);
create index mark_notices_answered_by_idx on journal.mark_notices (answered_by);

create table journal.remarks (
    remark_id integer generated always as identity constraint remarks_pkey primary key,
    course_id integer not null constraint remarks_course_id_fkey references journal.courses on delete restrict,
    period_id smallint constraint remarks_period_id_fkey references journal.periods on delete restrict,
    lesson_id integer constraint remarks_lesson_id_fkey references journal.lessons on delete restrict,
    pupil_id integer constraint remarks_pupil_id_fkey references journal.pupils on delete restrict,
    text text not null constraint remarks_text_size check (length(text) between 1 and 1000),
    act_number text not null default '',
    made_at timestamptz not null default clock_timestamp(),
    made_by integer not null constraint remarks_made_by_fkey references journal.people on delete restrict,
    due_on date,
    answered_at timestamptz,
    answer text not null default '',
    verified_at timestamptz,
    answered_by integer constraint remarks_answered_by_fkey references journal.people on delete restrict,
    verified_by integer constraint remarks_verified_by_fkey references journal.people on delete restrict
);
comment on column journal.remarks.act_number is 'of an outside inspector, entered by the deputy (rulings 17)';
create index remarks_course_id_idx on journal.remarks (course_id);
create index remarks_period_id_idx on journal.remarks (period_id);
create index remarks_lesson_id_idx on journal.remarks (lesson_id);
create index remarks_pupil_id_idx on journal.remarks (pupil_id);
create index remarks_made_by_idx on journal.remarks (made_by);
create index remarks_answered_by_idx on journal.remarks (answered_by);
create index remarks_verified_by_idx on journal.remarks (verified_by);

create table journal.duty_checks (
    duty_check_id integer generated always as identity constraint duty_checks_pkey primary key,
    duty text not null constraint duty_checks_duty_named check (duty <> ''),
    person_id integer not null constraint duty_checks_person_id_fkey references journal.people on delete restrict,
    for_day date not null,
    outcome text not null constraint duty_checks_outcome_known check (outcome in ('done', 'not-applicable')),
    basis text not null constraint duty_checks_basis_named check (basis <> ''),
    checked_at timestamptz not null default clock_timestamp(),
    checked_by integer not null constraint duty_checks_checked_by_fkey references journal.people on delete restrict,
    constraint duty_checks_key unique (duty, person_id, for_day)
);
comment on table journal.duty_checks is 'a duty settled by hand with date and basis; automatic checks are queries (rulings 39)';
create index duty_checks_person_id_idx on journal.duty_checks (person_id);
create index duty_checks_checked_by_idx on journal.duty_checks (checked_by);

-- Access codes --------------------------------------------------------------------------------------------------------

create table private.access_codes (
    access_code_id integer generated always as identity constraint access_codes_pkey primary key,
    person_id integer not null constraint access_codes_person_id_fkey references journal.people on delete restrict,
    role_name name not null constraint access_codes_role_name_key unique,
    school_roles text [] not null,
    issued_at timestamptz not null default clock_timestamp(),
    issued_by integer not null constraint access_codes_issued_by_fkey references journal.people on delete restrict,
    valid_until timestamptz not null,
    redeemed_at timestamptz,
    voided_at timestamptz
);
comment on column private.access_codes.role_name is 'the code is itself a LOGIN role with EXECUTE on api.redeem only (security.md, 1)';
create index access_codes_person_id_idx on private.access_codes (person_id);
create index access_codes_issued_by_idx on private.access_codes (issued_by);

reset role;
