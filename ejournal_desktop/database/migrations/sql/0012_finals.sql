-- 0012: the school's rule of period marks is dated norms (rulings 26); a final mark keeps why it is another than proposed, or why there is none.
set role ${owner};

alter table journal.norms drop constraint norms_kind_known;
alter table journal.norms add constraint norms_kind_known check (kind in (
    'weight', 'rounding', 'homework-deadline', 'access-code-days', 'period-marks', 'difficulty', 'daily-load', 'weekly-load', 'accumulation',
    'attachment-megabytes', 'threshold-5', 'threshold-4', 'threshold-3', 'least-marks', 'disputed', 'year-tie', 'no-five-with-two',
    'control-decides'
));
comment on column journal.norms.value is
'a weight, a border in averages, a number of marks; year-tie: 0 up, 1 towards the last period; no-five-with-two, control-decides: 1 in force';

alter table journal.final_marks add column reason text not null default '' constraint final_marks_reason_size check (length(reason) <= 300);
comment on column journal.final_marks.reason is 'why «н/а», or why the mark differs from the proposed one; asked in place, never shown in the diary';
alter table journal.year_marks add column reason text not null default '' constraint year_marks_reason_size check (length(reason) <= 300);

reset role;
