-- The one writer: all units of a batch in one transaction, each with a verdict of its own.
create function append_units_1(
    u_id uuid[], u_fingerprint bytea[], u_answer bytea[],
    e_unit integer[], e_stream uuid[], e_version bigint[], e_topic text[], e_state bytea[], e_meta bytea[], e_at timestamptz[], e_claim boolean[],
    a_type text[], a_key text[], a_shard integer[], a_data bytea[],
    m_unit integer[], m_producer text[], m_shard integer[], m_epoch integer[], m_start bigint[], m_end bigint[],
    x_unit integer[], x_producer text[], x_epoch integer[], x_position bigint[],
    t_unit integer[], t_view text[], t_key text[], t_position bigint[],
    r_unit integer[], r_stream uuid[], r_version bigint[],
    p_rows jsonb, o_rows jsonb
) returns table (verdict text, epoch integer, first bigint, last bigint, fingerprint bytea, answer bytea, shards integer[], positions bigint[])
language plpgsql as $$
#variable_conflict use_column
declare
    v_epoch integer;
    v_position bigint;
    v_count bigint;
    v_units integer := coalesce(array_length(u_id, 1), 0);
    v_verdicts text[] := array_fill('ok'::text, array[v_units]);
    r record;
begin
    select h.epoch, h.position into strict v_epoch, v_position from head h for update;

    for r in select i.no from unnest(u_id) with ordinality i(id, no) join units k on k.unit_id = i.id loop
        v_verdicts[r.no] := 'already';
    end loop;

    for r in
        select w.unit, w.claim
        from (select e.unit, e.stream, min(e.version) - 1 as expected, bool_or(e.claim) as claim
              from unnest(e_unit, e_stream, e_version, e_claim) e(unit, stream, version, claim)
              group by e.unit, e.stream) w
        cross join lateral (select coalesce(max(s.originator_version), 0) as version from events s where s.originator_id = w.stream) c
        where c.version <> w.expected
        order by w.unit, w.claim
    loop
        if v_verdicts[r.unit] = 'ok' then
            v_verdicts[r.unit] := case when r.claim then 'taken' else 'conflict' end;
        end if;
    end loop;

    if array_length(r_unit, 1) > 0 then
        for r in
            select w.unit from unnest(r_unit, r_stream, r_version) w(unit, stream, version)
            cross join lateral (select coalesce(max(s.originator_version), 0) as version from events s where s.originator_id = w.stream) c
            where c.version <> w.version
        loop
            if v_verdicts[r.unit] = 'ok' then v_verdicts[r.unit] := 'conflict'; end if;
        end loop;
    end if;

    if array_length(m_unit, 1) > 0 then
        for r in
            select m.unit
            from unnest(m_unit, m_producer, m_shard, m_epoch, m_start) m(unit, producer, shard, epoch, start)
            left join inbox i on i.producer = m.producer and i.shard = m.shard
            where coalesce(i.done, 0) <> m.start or coalesce(i.stopped, false)
               or m.epoch <> coalesce((select max(p.epoch) from producers p where p.producer = m.producer), 0)
            union all
            select d.unit from (
                select m.unit, row_number() over (partition by m.producer, m.shard order by m.unit) as turn
                from unnest(m_unit, m_producer, m_shard) m(unit, producer, shard)) d
            where d.turn > 1
        loop
            if v_verdicts[r.unit] = 'ok' then v_verdicts[r.unit] := 'conflict'; end if;
        end loop;
    end if;

    if array_length(x_unit, 1) > 0 then
        for r in
            select x.unit
            from unnest(x_unit, x_producer, x_epoch, x_position) x(unit, producer, epoch, position)
            left join parked p on p.producer = x.producer and p.epoch = x.epoch and p.position = x.position
            where p.producer is null
        loop
            if v_verdicts[r.unit] = 'ok' then v_verdicts[r.unit] := 'conflict'; end if;
        end loop;
    end if;

    if array_length(t_unit, 1) > 0 then
        for r in
            select t.unit
            from unnest(t_unit, t_view, t_key, t_position) t(unit, view, key, position)
            join timers_heard h on h.view = t.view and h.key = t.key
            where h.position >= t.position
        loop
            if v_verdicts[r.unit] = 'ok' then v_verdicts[r.unit] := 'conflict'; end if;
        end loop;
    end if;

    with chosen as (
        select e.*, v_position + row_number() over (order by e.ord) as position
        from unnest(e_unit, e_stream, e_version, e_topic, e_state, e_meta, e_at, a_type, a_key, a_shard, a_data) with ordinality
             e(unit, stream, version, topic, state, meta, at, told_type, told_key, told_shard, told_data, ord)
        where v_verdicts[e.unit] = 'ok'
    ), chained as (
        select c.*,
            case when c.told_shard is not null then
                coalesce(lag(c.position) over (partition by c.told_shard order by c.position), s.last, 0)
            end as previous
        from chosen c left join shards s on s.shard = c.told_shard
    )
    insert into events (originator_id, originator_version, topic, state, notification_id, epoch, unit_id, meta, recorded_at,
                        announced_type, announced_key, announced_shard, announced_data, previous)
    select c.stream, c.version, c.topic, c.state, c.position, v_epoch, u_id[c.unit], c.meta, c.at,
           c.told_type, c.told_key, c.told_shard, c.told_data, c.previous
    from chained c order by c.position;
    get diagnostics v_count = row_count;

    if v_count > 0 then
        insert into shards (shard, last)
        select e.announced_shard, max(e.notification_id) from events e
        where e.notification_id > v_position and e.announced_shard is not null group by 1
        on conflict (shard) do update set last = excluded.last;
        update head set position = v_position + v_count;
    end if;

    insert into units (unit_id, fingerprint, answer, epoch, first, last)
    select u_id[n], u_fingerprint[n], u_answer[n], v_epoch, coalesce(e.first, 0), coalesce(e.last, 0)
    from generate_series(1, v_units) n
    left join (
        select s.unit_id, min(s.notification_id) as first, max(s.notification_id) as last
        from events s where s.notification_id > v_position group by s.unit_id) e on e.unit_id = u_id[n]
    where v_verdicts[n] = 'ok';

    if array_length(m_unit, 1) > 0 then
        insert into inbox (producer, shard, done)
        select m.producer, m.shard, m.stop from unnest(m_unit, m_producer, m_shard, m_end) m(unit, producer, shard, stop)
        where v_verdicts[m.unit] = 'ok'
        on conflict (producer, shard) do update set done = excluded.done;
    end if;
    if array_length(x_unit, 1) > 0 then
        delete from parked p using unnest(x_unit, x_producer, x_epoch, x_position) x(unit, producer, epoch, position)
        where v_verdicts[x.unit] = 'ok' and p.producer = x.producer and p.epoch = x.epoch and p.position = x.position;
    end if;
    if array_length(t_unit, 1) > 0 then
        insert into timers_heard (view, key, position)
        select t.view, t.key, t.position from unnest(t_unit, t_view, t_key, t_position) t(unit, view, key, position)
        where v_verdicts[t.unit] = 'ok'
        on conflict (view, key) do update set position = excluded.position;
    end if;
    if p_rows is not null then
        insert into parked (producer, epoch, position, shard, previous, key, type, data, headers, reason, parked_at, retry_at)
        select p.producer, p.epoch, p.position, p.shard, p.previous, p.key, p.type, decode(p.data, 'base64'), p.headers, p.reason, p.parked_at, p.retry_at
        from jsonb_to_recordset(p_rows) p(unit integer, producer text, epoch integer, position bigint, shard integer, previous bigint,
            key text, type text, data text, headers text, reason text, parked_at timestamptz, retry_at timestamptz)
        where v_verdicts[p.unit] = 'ok'
        on conflict do nothing;
    end if;
    if o_rows is not null then
        insert into oddities (producer, kind, detail, key, type, epoch, position, data)
        select o.producer, o.kind, o.detail, o.key, o.type, o.epoch, o.position, decode(o.data, 'base64')
        from jsonb_to_recordset(o_rows) o(unit integer, producer text, kind text, detail text, key text, type text, epoch integer, position bigint, data text)
        where v_verdicts[o.unit] = 'ok';
    end if;

    return query
    select v_verdicts[n], k.epoch, k.first, k.last, k.fingerprint, k.answer, t.shards, t.positions
    from generate_series(1, v_units) n
    left join units k on k.unit_id = u_id[n] and v_verdicts[n] in ('ok', 'already')
    left join (
        select e.unit_id,
            array_agg(e.announced_shard order by e.notification_id) as shards,
            array_agg(e.notification_id order by e.notification_id) as positions
        from events e where e.notification_id > v_position and e.announced_shard is not null group by e.unit_id) t on t.unit_id = u_id[n]
    order by n;
end
$$;
