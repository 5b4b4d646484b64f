-- Approving applies in the same transaction: what is decided is done, or nothing is.
set role ${guard};

-- The kind of the order that an approval of this subject gives; null: none is needed and none is kept.
create or replace function sec.order_kind(subject text)
returns text
language sql
immutable
return case subject
    when 'finals' then 'finals' when 'results' then 'finals' when 'unlock' then 'unlock' when 'load' then 'load' when 'curriculum' then 'other'
    when 'role' then 'appointment' when 'delegation' then 'appointment' when 'role-end' then 'appointment'
    when 'class-teacher' then 'appointment'
end;

create or replace function sec.add_order(order_number text, issued_on date, kind text, title text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    made integer;
begin
    if issued_on is null then
        perform sec.refuse('EJ014', 'an order has a number and a title', jsonb_build_object('reason', 'order-empty'));
    elsif exists (select from journal.orders as o where o.number = trim(order_number) and o.issued_on = add_order.issued_on) then
        perform sec.refuse('EJ020', 'there is such an order', jsonb_build_object('reason', 'order-taken', 'number', trim(order_number), 'issued_on', issued_on));
    end if;
    insert into journal.orders (number, issued_on, kind, title) values (trim(order_number), issued_on, kind, trim(title))
    returning order_id into made;
    return made;
end
$$;

create or replace function sec.propose(asked_subject text, asked jsonb, asked_note text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    made integer;
begin
    insert into journal.approvals (subject, title, content, content_sha256, proposed_by, note)
    values (asked_subject, '', jsonb_build_object('asked', coalesce(asked, '{}')), '', sec.person_id(), trim(coalesce(asked_note, '')))
    returning approval_id into made;
    return made;
end
$$;

-- Several of one subject at once, all under one order.
create or replace function sec.approve(asked_ids integer [], order_number text, issued_on date, resolution text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    subjects text [];
    made_order integer;
    a journal.approvals;
begin
    perform from journal.approvals as x where x.approval_id = any (asked_ids) order by x.approval_id for update;
    select array_agg(distinct x.subject) into subjects from journal.approvals as x where x.approval_id = any (asked_ids);
    if coalesce(cardinality(subjects), 0) <> 1 then
        perform sec.refuse('EJ020', 'several of one kind', jsonb_build_object('reason', 'not-one-kind'));
    end if;
    if sec.order_kind(subjects[1]) is not null and trim(coalesce(order_number, '')) <> '' then
        select x.* into a from journal.approvals as x where x.approval_id = any (asked_ids) order by x.approval_id limit 1;
        perform sec.actor(sec.deciders(a));
        made_order := sec.add_order(order_number, issued_on, sec.order_kind(a.subject), a.title);
    end if;
    for a in
        update journal.approvals as x set state = 'approved', reason = trim(coalesce(resolution, '')), order_id = made_order
        where x.approval_id = any (asked_ids) returning x.*
    loop
        perform sec.apply_approval(a);
    end loop;
    return jsonb_build_object('approved', cardinality(asked_ids), 'order', sec.order_text(made_order), 'order_id', made_order);
end
$$;

create or replace function sec.apply_approval(a journal.approvals)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    year smallint := (a.content ->> 'school_year_id')::smallint;
begin
    case a.subject
        when 'load' then
            update journal.courses as c set approved_by = a.approval_id where c.school_year_id = year;
            update journal.course_holders as h set approved_by = a.approval_id
            from journal.courses as c where c.course_id = h.course_id and c.school_year_id = year;
        when 'curriculum' then
            update journal.curriculum_hours as h set approved_by = a.approval_id where h.school_year_id = year;
        when 'finals' then
            insert into journal.finals_scopes (order_id, class_id, period_id, pupil_id, opens_on, closes_on)
            select
                a.order_id, c.class_id::smallint, (a.content ->> 'period_id')::smallint, (a.content ->> 'pupil_id')::integer,
                (a.content ->> 'opens_on')::date, (a.content ->> 'closes_on')::date
            from jsonb_array_elements_text(a.content -> 'class_ids') as c (class_id);
        when 'results' then
            insert into journal.results_scopes (order_id, class_id, result, subject_id, pupil_id, opens_on, closes_on)
            select
                a.order_id, c.class_id::smallint, r.result, (a.content ->> 'subject_id')::smallint, (a.content ->> 'pupil_id')::integer,
                (a.content ->> 'opens_on')::date, (a.content ->> 'closes_on')::date
            from jsonb_array_elements_text(a.content -> 'class_ids') as c (class_id)
            cross join jsonb_array_elements_text(a.content -> 'results') as r (result);
        when 'role' then
            perform sec.give_role(
                (a.content ->> 'person_id')::integer, a.content ->> 'school_role',
                daterange((a.content ->> 'starts_on')::date, (a.content ->> 'ends_on')::date, '[]')
            );
        when 'role-end' then
            perform sec.close_role((a.content ->> 'role_grant_id')::integer, coalesce((a.content ->> 'last_day')::date, sec.today() - 1) + 1);
        when 'class-teacher' then
            perform sec.appoint_class_teacher((a.content ->> 'person_id')::integer, (a.content ->> 'class_id')::smallint, a.order_id);
        when 'delegation' then
            perform sec.delegate(
                (a.content ->> 'person_id')::integer, a.content ->> 'acts_as',
                daterange((a.content ->> 'starts_on')::date, (a.content ->> 'ends_on')::date, '[]'), a.order_id
            );
        else null;  -- unlock: the deputy opens under the order; account: who proposed it issues the code
    end case;
end
$$;

-- To an account that is there; a person without one gets the role with her account or code.
create or replace function sec.give_role(asked_person_id integer, asked_role text, asked_during daterange)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    account private.accounts;
begin
    select x.* into account from private.accounts as x where x.person_id = asked_person_id and x.state <> 'closed';
    if found then
        perform sec.add_role(account, asked_role, asked_during);
    end if;
end
$$;

-- The group of PostgreSQL stays after the last day and opens nothing then: doors and policies ask for the dated role.
create or replace function sec.delegate(asked_person_id integer, asked_role text, asked_during daterange, asked_order_id integer)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    account private.accounts;
    made integer;
begin
    select x.* into account from private.accounts as x where x.person_id = asked_person_id and x.state <> 'closed';
    if not found then
        perform sec.refuse_proposal('not-staff', '{}');
    end if;
    insert into journal.delegations (person_id, acts_as, during, order_id)
    values (asked_person_id, asked_role, asked_during, asked_order_id)
    returning delegation_id into made;
    perform sec.set_group(account.role_name, asked_role, true);
    return made;
end
$$;

create or replace function sec.decide_otherwise(asked_id integer, becomes text, why text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if becomes = 'returned' and trim(coalesce(why, '')) = '' then
        perform sec.refuse('EJ020', 'returned with a reason', jsonb_build_object('reason', 'return-reason'));
    end if;
    update journal.approvals as x set state = becomes, reason = trim(coalesce(why, '')) where x.approval_id = asked_id;
    if not found then
        perform sec.refuse('EJ002', 'no such proposal', jsonb_build_object('reason', 'not-yours'));
    end if;
end
$$;

reset role;
grant execute on function sec.propose(text, jsonb, text), sec.approve(integer [], text, date, text), sec.decide_otherwise(integer, text, text),
sec.add_order(text, date, text, text), sec.delegate(integer, text, daterange, integer), sec.order_kind(text), sec.deciders(journal.approvals)
to ${api};
