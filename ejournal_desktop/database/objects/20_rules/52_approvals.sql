-- One mechanism of approval: proposed, then approved or returned once, by another person than who proposed it and than whom it favours.
set role ${guard};

create or replace function sec.proposers(subject text)
returns text []
language sql
immutable
return case subject
    when 'role' then array['administrator', 'director']
    when 'role-end' then array['administrator', 'director']
    when 'account' then array['administrator']
    else array['deputy', 'administrator']
end;

-- Who decides: the director. A second person instead where the director herself proposed the role, forgot her password or is away.
create or replace function sec.deciders(a journal.approvals)
returns text []
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return case
        when a.subject = 'role' and sec.person_is(a.proposed_by, 'director') then array['administrator']
        -- who loses a role may agree, yet needs not: two others are enough
        when a.subject = 'role-end' and sec.person_is(a.proposed_by, 'director') then array['administrator', 'deputy']
        when a.subject = 'role-end' and a.content ->> 'school_role' = 'director' then array['director', 'deputy']
        when a.subject = 'class-teacher' and sec.person_is((a.content ->> 'person_id')::integer, 'director') then array['deputy']
        when a.subject = 'account' and a.content -> 'roles' ? 'director' then array['deputy', 'administrator']
        when a.subject = 'delegation' and a.content ->> 'acts_as' = 'director' then array['director', 'deputy']
        else array['director']
    end;
end
$$;

-- Does the person hold the role today by a grant (not as и.о.)?
create or replace function sec.person_is(asked_person_id integer, asked_role text)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return exists (
        select from private.accounts as a join private.role_grants as g on g.account_id = a.account_id
        where a.person_id = asked_person_id and a.state <> 'closed' and g.school_role = asked_role and g.during @> sec.today()
    );
end
$$;

-- Whom a proposal favours neither decides it nor, where it is about access, proposes it.
create or replace function sec.favours(subject text, asked_content jsonb, asked_person_id integer)
returns boolean
language sql
immutable
return subject in ('role', 'account', 'delegation', 'class-teacher', 'unlock') and (asked_content ->> 'person_id')::integer = asked_person_id;

create or replace function sec.judge_approval()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['deputy', 'administrator', 'director']);
begin
    if tg_op = 'INSERT' then
        if me.is_owner is not true then
            perform sec.actor(sec.proposers(new.subject));
            new.content := sec.approval_content(new.subject, coalesce(new.content -> 'asked', '{}'));
            new.title := new.content ->> 'title';
            perform sec.judge_proposal(new, me);
        end if;
        new.content_sha256 := sha256(convert_to(new.content::text, 'UTF8'));
        new.proposed_at := clock_timestamp();
        new.proposed_by := coalesce(me.person_id, new.proposed_by);
        new.state := 'waiting'; new.decided_by := null; new.decided_at := null; new.reason := ''; new.order_id := null;
        return new;
    end if;
    perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['state', 'decided_by', 'decided_at', 'reason', 'order_id']);
    if old.state <> 'waiting' then
        perform sec.refuse('EJ020', 'it is decided', jsonb_build_object('reason', 'decided', 'title', old.title));
    elsif new.state = 'withdrawn' then
        if me.is_owner is not true and old.proposed_by <> me.person_id then
            perform sec.refuse('EJ002', 'not a proposal of yours', jsonb_build_object('reason', 'not-yours'));
        end if;
        new.decided_by := null; new.decided_at := null; new.order_id := null;
    elsif new.state in ('approved', 'returned') then
        perform sec.judge_decision_of(old, new, me);
        new.decided_by := coalesce(me.person_id, new.decided_by);
        new.decided_at := clock_timestamp();
    end if;
    return new;
end
$$;

create or replace function sec.judge_proposal(proposal journal.approvals, me sec.identity)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_plain_text(proposal.note, 500);
    if proposal.subject in ('role', 'role-end', 'account', 'delegation', 'unlock') then
        perform sec.demand_other(me, (proposal.content ->> 'person_id')::integer);
    end if;
    if (proposal.content ->> 'is_early')::boolean and trim(proposal.note) = '' then
        perform sec.refuse('EJ020', 'why so early', jsonb_build_object('reason', 'finals-early', 'ends_on', proposal.content ->> 'period_ends_on'));
    elsif exists (
        select from journal.approvals as a
        where a.state = 'waiting' and a.subject = proposal.subject and a.content -> 'asked' = proposal.content -> 'asked'
    ) then
        perform sec.refuse('EJ020', 'the same is waiting', jsonb_build_object('reason', 'already-waiting', 'title', proposal.title));
    end if;
end
$$;

-- Another person than who proposed and than whom it favours; an approval only of what still stands as it was proposed.
create or replace function sec.judge_decision_of(was journal.approvals, becomes journal.approvals, me sec.identity)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    issued_on date;
begin
    perform sec.actor(sec.deciders(was));
    perform sec.demand_other(me, was.proposed_by);
    if sec.favours(was.subject, was.content, me.person_id) then
        perform sec.demand_other(me, me.person_id);
    end if;
    perform sec.demand_plain_text(becomes.reason, 500);
    if becomes.state = 'returned' or me.is_owner then
        return;
    end if;
    if sec.approval_content(was.subject, was.content -> 'asked') is distinct from was.content then
        perform sec.refuse('EJ020', 'changed since it was proposed', jsonb_build_object('reason', 'stale', 'title', was.title));
    end if;
    if becomes.order_id is null and was.subject in ('finals', 'results', 'unlock', 'delegation', 'load') then
        perform sec.refuse('EJ020', 'approved by an order', jsonb_build_object('reason', 'approval-no-order'));
    end if;
    select o.issued_on into issued_on from journal.orders as o where o.order_id = becomes.order_id;
    if issued_on < (was.proposed_at at time zone me.zone)::date then
        perform sec.refuse('EJ020', 'older than what it approves', jsonb_build_object(
            'reason', 'order-older', 'issued_on', issued_on, 'proposed_on', (was.proposed_at at time zone me.zone)::date
        ));
    end if;
end
$$;

-- What gives a right to write is seen by another than who gave it: an и.о. does not hide her own acts from the director.
create or replace function sec.demand_other_giver(given_by text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if given_by = session_user and (sec.me()).is_owner is not true then
        perform sec.refuse('EJ002', 'not to oneself', jsonb_build_object('reason', 'self-grant'));
    end if;
end
$$;

-- Rows of a load and a curriculum: approved as they stand; a change of the row ends the approval.
create or replace function sec.judge_approved_row()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    aside constant text [] := array['approved_by', 'seen_by_director_at', 'marking', 'kind', 'batch_id', 'order_id'];
    was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
    becomes jsonb := to_jsonb(new);
begin
    if was ->> 'approved_by' is distinct from becomes ->> 'approved_by' and becomes ->> 'approved_by' is not null then
        perform sec.actor(array['director']);
        if not exists (select from journal.approvals as a where a.approval_id = new.approved_by and a.state = 'approved') then
            perform sec.refuse('EJ020', 'not what was approved', jsonb_build_object('reason', 'not-approved'));
        end if;
    end if;
    if becomes ->> 'seen_by_director_at' is not null and was ->> 'seen_by_director_at' is null then
        perform sec.actor(array['director']);
        perform sec.demand_other_giver((select b.imported_by from journal.import_batches as b where b.batch_id = new.batch_id));
    end if;
    if tg_op = 'UPDATE' and was - aside is distinct from becomes - aside then
        new.approved_by := null;
        if tg_table_name = 'course_holders' then
            new.seen_by_director_at := null;
        end if;
    end if;
    return new;
end
$$;

-- и.о., dated, by order: given by the director herself, or confirmed by a second person when she is away (rulings 18).
create or replace function sec.judge_delegation()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['director', 'deputy', 'administrator']);
begin
    perform sec.demand_other(me, new.person_id);
    if tg_op = 'UPDATE' then  -- it may end earlier, nothing else, and as the director says: nobody alone rids herself of who acts for her
        if me.is_owner is not true and not 'director' = any (me.roles) then
            perform sec.refuse('EJ051', 'two people end a role', jsonb_build_object('reason', 'second-person-end', 'roles', array[old.acts_as]));
        end if;
        perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['during']);
        if lower(new.during) <> lower(old.during) or upper(new.during) > upper(old.during) then
            perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
        end if;
        return new;
    end if;
    if not exists (select from journal.orders as o where o.order_id = new.order_id and o.kind = 'appointment') then
        perform sec.refuse('EJ020', 'a delegation is given by an order', jsonb_build_object('reason', 'delegation-no-order'));
    elsif me.is_owner is not true and not sec.person_is(me.person_id, 'director') and not exists (  -- an и.о. hands nothing on alone
        select from journal.approvals as a
        where a.order_id = new.order_id and a.subject = 'delegation' and a.state = 'approved' and a.decided_by = me.person_id
            and a.content -> 'person_id' = to_jsonb(new.person_id) and a.content ->> 'acts_as' = new.acts_as
            and a.content ->> 'starts_on' = lower(new.during)::text and a.content ->> 'ends_on' = (upper(new.during) - 1)::text
    ) then
        perform sec.refuse('EJ051', 'two people give a role', jsonb_build_object('reason', 'second-person', 'roles', array[new.acts_as]));
    end if;
    new.entered_at := clock_timestamp();
    new.entered_by := session_user;
    return new;
end
$$;

-- The days for which a second person confirmed this grant, not longer than 30 days before (a code: before it was issued), and it was not used
-- yet; null: nobody did. The 30 days here and the three below are no norms: the administrator keeps those, and it is she whom these restrain.
create or replace function sec.confirmed_days(asked_person_id integer, asked_role text, as_of timestamptz)
returns daterange
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return (
        select daterange((a.content ->> 'starts_on')::date, (a.content ->> 'ends_on')::date, '[]') from journal.approvals as a
        where a.subject = 'role' and a.state = 'approved' and a.decided_at > as_of - interval '30 days'
            and a.content -> 'person_id' = to_jsonb(asked_person_id) and a.content ->> 'school_role' = asked_role
            and not exists (
                select from private.accounts as x join private.role_grants as g on g.account_id = x.account_id
                where x.person_id = asked_person_id and g.school_role = asked_role and g.granted_at > a.decided_at
            )
        order by a.approval_id desc
        limit 1
    );
end
$$;

-- A code lives longer than a confirmation: what counts is the day of its issue.
create or replace function sec.moment_of_grant()
returns timestamptz
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return coalesce((select c.issued_at from private.access_codes as c where c.access_code_id = sec.code_at_work()), clock_timestamp());
end
$$;

-- A new code for an administrator, deputy or director: confirmed within three days, and not issued yet.
create or replace function sec.reissue_is_confirmed(asked_person_id integer)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return exists (
        select from journal.approvals as a
        where a.subject = 'account' and a.state = 'approved' and a.decided_at > clock_timestamp() - interval '3 days'
            and a.content -> 'person_id' = to_jsonb(asked_person_id)
            and not exists (
                select from private.access_codes as c where c.person_id = asked_person_id and c.issued_at > a.decided_at
            )
    );
end
$$;

-- Before an account or a code with such a role is made.
create or replace function sec.demand_confirmed_roles(asked_person_id integer, school_roles text [], as_of timestamptz)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    alone text [] := array(
        select r from unnest(school_roles) as r where r = any (sec.roles_of_two()) and sec.confirmed_days(asked_person_id, r, as_of) is null
    );
begin
    if alone <> '{}' and (sec.me()).is_owner is not true then
        perform sec.refuse('EJ051', 'a second person has to confirm', jsonb_build_object('reason', 'second-person', 'roles', alone));
    end if;
end
$$;

reset role;
grant execute on function sec.judge_approval(), sec.judge_approved_row(), sec.judge_delegation() to ${owner};
