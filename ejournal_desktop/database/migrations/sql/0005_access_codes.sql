-- 0005: what an access code opens: a new account, or one whose password was forgotten (rulings 21, 22).
set role ${owner};

alter table private.access_codes
add column account_id integer constraint access_codes_account_id_fkey references private.accounts on delete restrict;
comment on column private.access_codes.account_id is 'the account that is given back; null: the code makes a new one';
create index access_codes_account_id_idx on private.access_codes (account_id);
create unique index access_codes_open_key on private.access_codes (person_id) where redeemed_at is null and voided_at is null;
comment on index private.access_codes_open_key is 'one living code a person: a new one voids the old';

alter table journal.schools
add column access_code_days smallint not null default 30 constraint schools_access_code_days_range check (access_code_days between 1 and 90);
comment on column journal.schools.access_code_days is 'how long an access code lives from its issue (rulings 22)';

reset role;
