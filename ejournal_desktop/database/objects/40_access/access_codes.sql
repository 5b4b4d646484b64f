-- Reason: codes are logins: nobody reads the table, only functions of the guard do.

alter table private.access_codes enable row level security;
alter table private.access_codes force row level security;
grant select on private.access_codes to ${guard};
