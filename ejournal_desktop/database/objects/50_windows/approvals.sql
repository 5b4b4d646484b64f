-- One mechanism of approval: propose, look, approve, return, withdraw. Content is the server's; approving applies.
set role ${guard};

create or replace function sec.approval_is_stale(a journal.approvals)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return a.state = 'waiting' and sec.approval_content(a.subject, a.content -> 'asked') is distinct from a.content;
exception
    when sqlstate 'EJ020' or sqlstate 'EJ050' or sqlstate 'EJ018' then return true;  -- it could not even be proposed today
end
$$;

create or replace function sec.may_decide(a journal.approvals, me sec.identity)
returns boolean
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return a.state = 'waiting' and me.roles && sec.deciders(a) and a.proposed_by <> me.person_id
        and not sec.favours(a.subject, a.content, me.person_id);
end
$$;

create or replace function sec.approval_head(a journal.approvals, me sec.identity)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    return jsonb_build_object(
        'approval_id', a.approval_id, 'subject', a.subject, 'title', a.title, 'summary', coalesce(a.content ->> 'summary', ''), 'note', a.note,
        'proposed_by', sec.author(a.proposed_by), 'proposed_at', sec.local_iso(a.proposed_at), 'is_mine', a.proposed_by = me.person_id,
        'state', a.state, 'decided_by', sec.author(a.decided_by), 'decided_at', sec.local_iso(a.decided_at), 'reason', a.reason,
        'order', sec.order_text(a.order_id), 'may_decide', sec.may_decide(a, me),
        'order_need', case
            when sec.order_kind(a.subject) is null then 'none'
            when a.subject in ('finals', 'results', 'unlock', 'delegation', 'load') then 'required' else 'optional'
        end
    );
end
$$;

reset role;
grant execute on function sec.approval_is_stale(journal.approvals), sec.may_decide(journal.approvals, sec.identity),
sec.approval_head(journal.approvals, sec.identity) to ${api};

set role ${api};

create or replace function api.propose(subject text, asked jsonb, note text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['deputy', 'administrator', 'director']);
    made integer := sec.propose(propose.subject, asked, propose.note);
begin
    return (select sec.approval_head(a, me) from journal.approvals as a where a.approval_id = made);
end
$$;

-- The director sees all, others what they proposed and what waits for them.
create or replace function api.approvals(decided boolean)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['deputy', 'administrator', 'director']);
begin
    return coalesce((
        select jsonb_agg(sec.approval_head(a, me) order by case when decided then a.decided_at end desc nulls last, a.proposed_at, a.approval_id)
        from journal.approvals as a
        where (a.state <> 'waiting') = decided
            and ('director' = any (me.roles) or a.proposed_by = me.person_id or sec.may_decide(a, me))
    ), '[]');
end
$$;

-- One in full, beside what was approved of the same subject before it.
create or replace function api.approval(approval_id integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand(array['deputy', 'administrator', 'director']);
    a journal.approvals;
    previous journal.approvals;
begin
    select x.* into a from journal.approvals as x where x.approval_id = approval.approval_id;
    if a.approval_id is null or not ('director' = any (me.roles) or a.proposed_by = me.person_id or sec.may_decide(a, me)) then
        perform sec.refuse('EJ002', 'no such proposal', jsonb_build_object('reason', 'not-yours'));
    end if;
    if a.subject in ('load', 'curriculum') then
        select x.* into previous from journal.approvals as x
        where x.subject = a.subject and x.state = 'approved' and x.approval_id < a.approval_id
            and x.content -> 'school_year_id' = a.content -> 'school_year_id'
        order by x.approval_id desc limit 1;
    end if;
    return sec.approval_head(a, me) || jsonb_build_object(
        'content', a.content - 'asked', 'is_stale', sec.approval_is_stale(a),
        'checks', case a.state when 'waiting' then sec.approval_checks(a) else '[]' end, 'previous', case
            when previous.approval_id is not null then jsonb_build_object(
                'approval_id', previous.approval_id, 'decided_at', sec.local_iso(previous.decided_at),
                'order', sec.order_text(previous.order_id), 'content', previous.content - 'asked'
            )
        end
    );
end
$$;

create or replace function api.approve(approval_ids integer [], order_number text, issued_on date, resolution text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['director', 'deputy', 'administrator']);
    return sec.approve(approval_ids, order_number, issued_on, resolution);
end
$$;

create or replace function api.return_approval(approval_id integer, reason text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['director', 'deputy', 'administrator']);
    perform sec.decide_otherwise(return_approval.approval_id, 'returned', return_approval.reason);
end
$$;

create or replace function api.withdraw_approval(approval_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand(array['deputy', 'administrator', 'director']);
    perform sec.decide_otherwise(withdraw_approval.approval_id, 'withdrawn', '');
end
$$;

reset role;
grant execute on function api.propose(text, jsonb, text), api.approvals(boolean), api.approval(integer),
api.approve(integer [], text, date, text), api.return_approval(integer, text), api.withdraw_approval(integer)
to ${deputy}, ${administrator}, ${director};
