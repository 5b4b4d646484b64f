-- 0019: how the marks of a certificate come about is dated norms as well: the weight of an exam, half-years and years of grades 10 and 11, of which
-- subjects «Математика» is made (rulings 31).
set role ${owner};

alter table journal.norms add column part_id smallint constraint norms_part_id_fkey references journal.subjects on delete restrict;
comment on column journal.norms.part_id is 'kind part: the subject whose marks make those of subject_id, value 1 counts, 0 no longer';
create index norms_part_id_idx on journal.norms (part_id);
alter table journal.norms drop constraint norms_key;
alter table journal.norms add constraint norms_key unique nulls not distinct (kind, subject_id, work_kind_id, grade_from, valid_from, part_id);
alter table journal.norms drop constraint norms_kind_known;
alter table journal.norms add constraint norms_kind_known check (kind in (
    'weight', 'rounding', 'homework-deadline', 'access-code-days', 'period-marks', 'difficulty', 'daily-load', 'weekly-load', 'accumulation',
    'attachment-megabytes', 'threshold-5', 'threshold-4', 'threshold-3', 'least-marks', 'disputed', 'year-tie', 'no-five-with-two',
    'control-decides', 'exam-weight', 'half-years', 'part', 'parts-first'
));
alter table journal.norms add constraint norms_part_whole check ((kind = 'part') = (part_id is not null) and (kind <> 'part' or subject_id is not null));
comment on column journal.norms.value is
'a weight, a border in averages, a number of marks; year-tie: 0 up, 1 towards the last period; no-five-with-two, control-decides, half-years: 1 in '
'force; exam-weight: beside the year''s mark, 0 none; parts-first: 0 parts and exam together, 1 the mean of the parts first';

reset role;
