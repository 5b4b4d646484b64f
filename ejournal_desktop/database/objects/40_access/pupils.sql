-- Reason: file numbers and refusals are personal: nobody reads the table; windows show own pupils.

alter table journal.pupils enable row level security;
alter table journal.pupils force row level security;
grant select on journal.pupils to ${guard};

drop policy if exists windows_read on journal.pupils;
create policy windows_read on journal.pupils for select to ${api}
using (
    (select sec.sees_names())
    or pupil_id = any((select sec.my_pupil_ids())::integer [])
);
grant select on journal.pupils to ${api};
