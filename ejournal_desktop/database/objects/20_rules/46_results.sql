-- Year, exam and final marks, debts and the council's decisions: rights of their own past the closing (rulings 10).
set role ${guard};

-- Who sets the results of a course: its holder of today, after the year the last one.
create or replace function sec.demand_sets_results(asked_course_id integer)
returns sec.identity
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['teacher']);
    today date := sec.today();
begin
    if me.is_owner is not true and not exists (
        select from journal.course_holders as h
        where h.course_id = asked_course_id and h.person_id = me.person_id and h.sets_finals
            and sec.holding_lets_write(h.approved_by, h.is_self_entered, me.roles) and (
            h.during @> today
            or (upper(h.during) <= today and not exists (
                select from journal.course_holders as o
                where o.course_id = asked_course_id and o.sets_finals and coalesce(upper(o.during), 'infinity') > upper(h.during)
            ))
        )
    ) then
        perform sec.demand_approved_load(asked_course_id, today);
        perform sec.refuse('EJ002', 'not the holder who sets the finals', jsonb_build_object('reason', 'not-holder'));
    end if;
    return me;
end
$$;

create or replace function sec.judge_year_mark()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.demand_sets_results(new.course_id);
    taken text;
    closed_at timestamptz;
begin
    select sec.year_marking_of(c.course_id), y.closed_at into taken, closed_at from journal.courses as c
    join journal.school_years as y on y.school_year_id = c.school_year_id
    where c.course_id = new.course_id for share of c;
    if tg_op = 'UPDATE' and (new.course_id, new.pupil_id, new.kind) is distinct from (old.course_id, old.pupil_id, old.kind) then
        perform sec.refuse('EJ020', 'a final mark does not move', jsonb_build_object('reason', 'moved'));
    elsif taken = 'none' then
        perform sec.refuse('EJ017', 'the course takes no marks', '{}');
    elsif (taken = 'five' and new.value in ('зач', 'незач')) or (taken = 'pass' and new.value ~ '^[1-5]$') then
        perform sec.refuse('EJ014', 'not a value of the scale', jsonb_build_object('value', new.value, 'marking', taken));
    elsif new.kind = 'year' and closed_at is not null and not sec.debt_is_settled(new.course_id, new.pupil_id)
        and not sec.is_supplement(new.order_id, new.pupil_id, closed_at)
    then
        perform sec.demand_year_of_course_open(new.course_id);
    end if;
    if me.is_owner is not true then
        perform sec.demand_results_order(new.order_id, new.course_id, new.kind, new.pupil_id);
        -- after the year a result changes under another order only: a signed supplement
        if closed_at is not null and (case tg_op when 'UPDATE' then new.order_id = old.order_id else false end) then
            perform sec.refuse('EJ020', 'another order changes a result of a closed year', jsonb_build_object('reason', 'same-order'));
        end if;
    end if;
    perform sec.demand_pupil_of_course(new.course_id, new.pupil_id);
    new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end;
    new.entered_at := clock_timestamp();
    new.entered_by := coalesce(me.person_id, new.entered_by);
    new.ground := case when me.is_owner then 'owner' else 'course:' || new.course_id end;
    return new;
end
$$;

create or replace function sec.demand_pupil_of_course(asked_course_id integer, asked_pupil_id integer)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    if not exists (
        select from journal.courses as c
        join journal.group_memberships as m on m.group_id = c.group_id
        where c.course_id = asked_course_id and m.pupil_id = asked_pupil_id
    ) then
        perform sec.refuse('EJ013', 'never a pupil of the course', jsonb_build_object('pupil', null));
    end if;
end
$$;

-- The deputy records a debt; its result is set by the course's holder, another person, under an order, once.
create or replace function sec.judge_debt()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity;
begin
    if tg_op = 'INSERT' then
        me := sec.actor(array['deputy']);
        perform sec.demand_pupil_of_course(new.course_id, new.pupil_id);
        new.settled_on := null;
        new.settled_by := null;
        new.result := null;
        new.entered_by := coalesce(me.person_id, new.entered_by);
        return new;
    end if;
    perform sec.demand_only(to_jsonb(old), to_jsonb(new), array['due_on', 'settled_on', 'settled_by', 'result', 'order_id']);
    if old.settled_on is not null then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    elsif new.result is null then
        perform sec.actor(array['deputy']);
        return new;
    end if;
    me := sec.demand_sets_results(new.course_id);
    if me.is_owner is not true then
        perform sec.demand_results_order(new.order_id, new.course_id, 'resit', new.pupil_id);
    end if;
    if me.person_id = old.entered_by then  -- a settled debt opens the year's mark past its closing
        perform sec.refuse('EJ002', 'who recorded a debt does not settle it', jsonb_build_object('reason', 'own-debt'));
    end if;
    new.settled_on := sec.today();
    new.settled_by := coalesce(me.person_id, new.settled_by);
    return new;
end
$$;

-- The matter of a decision: where the pupil goes, or whether he is let to the state exams.
create or replace function sec.decision_matter(decision text)
returns text
language sql
immutable
return case when decision like '%к ГИА' then 'exams' else 'transfer' end;

-- A decision stands; a later one on the same matter is a row of its own that names it, and counts once the director has signed it (rulings 10).
create or replace function sec.judge_decision()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    me sec.identity := sec.actor(array['deputy', 'director']);
begin
    if tg_op = 'UPDATE' then
        return sec.judge_signature(old, new, me);
    end if;
    perform sec.demand_decision_fits(new);
    new.supplements := (
        select d.council_decision_id from journal.council_decisions as d
        where d.school_year_id = new.school_year_id and d.pupil_id = new.pupil_id
            and sec.decision_matter(d.decision) = sec.decision_matter(new.decision)
        order by d.council_decision_id desc limit 1
    );
    perform sec.demand_signed_before(new);
    new.entered_at := clock_timestamp();
    new.entered_by := coalesce(me.person_id, new.entered_by);
    new.signed_by := case when new.supplements is not null and 'director' = any (me.roles) then me.person_id end;
    new.signed_at := case when new.signed_by is not null then clock_timestamp() end;
    return new;
end
$$;

-- Taken already, under a named protocol, of a pupil of that year, and one that his grade knows.
create or replace function sec.demand_decision_fits(d journal.council_decisions)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    grade smallint := (
        select c.grade from journal.class_memberships as m
        join journal.school_classes as c on c.class_id = m.class_id and c.school_year_id = d.school_year_id
        where m.pupil_id = d.pupil_id order by upper(m.during) desc nulls first, lower(m.during) desc nulls last limit 1
    );
begin
    perform sec.demand_plain_text(d.protocol_number, 40);
    if d.decided_on > sec.today() then
        perform sec.refuse('EJ020', 'a decision has been taken', jsonb_build_object('reason', 'future'));
    elsif grade is null then
        perform sec.refuse('EJ013', 'not a pupil of that year', jsonb_build_object('pupil', null));
    elsif (d.decision in ('переведён', 'переведён условно') and grade in (9, 11))
        or (d.decision in ('допущен к ГИА', 'не допущен к ГИА', 'выпущен') and grade not in (9, 11))
    then
        perform sec.refuse('EJ020', 'no decision of this grade', jsonb_build_object('reason', 'decision-grade', 'decision', d.decision, 'grade', grade));
    end if;
end
$$;

create or replace function sec.demand_signed_before(d journal.council_decisions)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
    before journal.council_decisions;
begin
    select * into before from journal.council_decisions as b where b.council_decision_id = d.supplements;
    if before.decision = d.decision then
        perform sec.refuse('EJ020', 'that is decided already', jsonb_build_object('reason', 'same-decision', 'decision', d.decision));
    elsif before.decided_on > d.decided_on then
        perform sec.refuse('EJ020', 'later than the one it follows', jsonb_build_object('reason', 'decision-order', 'decided_on', before.decided_on));
    elsif before.supplements is not null and before.signed_at is null then
        perform sec.refuse('EJ020', 'a supplement waits for its signature', jsonb_build_object('reason', 'decision-unsigned'));
    end if;
end
$$;

-- The director signs a supplement that another person recorded, once.
create or replace function sec.judge_signature(was journal.council_decisions, becomes journal.council_decisions, me sec.identity)
returns journal.council_decisions
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
    perform sec.demand_only(to_jsonb(was), to_jsonb(becomes), array['signed_by', 'signed_at']);
    perform sec.actor(array['director']);
    if was.supplements is null or was.signed_at is not null then
        perform sec.refuse('EJ020', 'what was written stands', jsonb_build_object('reason', 'written'));
    end if;
    becomes.signed_by := coalesce(me.person_id, becomes.signed_by);
    becomes.signed_at := clock_timestamp();
    return becomes;
end
$$;

reset role;
grant execute on function sec.judge_debt(), sec.judge_decision(), sec.judge_year_mark() to ${owner};
