-- Reason: which file was imported when and by whom: the school's management; written by api.apply_import (90_imports.sql).

alter table journal.import_batches enable row level security;
alter table journal.import_batches force row level security;
grant select on journal.import_batches to ${guard};

drop policy if exists seen_by_all_seeing on journal.import_batches;
create policy seen_by_all_seeing on journal.import_batches for select to ${deputy}, ${director}, ${administrator}, ${inspector}
using ((select sec.sees_all()));
grant select on journal.import_batches to ${deputy}, ${director}, ${administrator}, ${inspector};

drop policy if exists windows_read on journal.import_batches;
create policy windows_read on journal.import_batches for select to ${api}
using (
    (select sec.sees_all())
);
grant select on journal.import_batches to ${api};
