-- Fills an empty, migrated PostgreSQL database with as much as all of Sweden would bring
-- in ten years: 100 districts, 4,000 places, 300 offices, a million visits, their releases
-- and their ledger. For measuring (docs/scaling.md), never for use: no audit log tells of it.
--
--   psql "$POLISKONTOR_DATABASE" -v ON_ERROR_STOP=1 -f scripts/sweden.sql

\set now '2026-11-21 09:00+00'

BEGIN;
SET LOCAL session_replication_role = replica; -- what stands is signed and announced already
SET LOCAL TIME ZONE 'Europe/Stockholm';

CREATE FUNCTION pg_temp.made(kind text, VARIADIC n int[]) RETURNS text IMMUTABLE LANGUAGE sql AS
    $$ SELECT md5(kind || array_to_string(n, '.'))::uuid::text $$;

INSERT INTO districts (id, slug, name, notice_days, buffer_minutes, contact_line, version, created_at, updated_at)
SELECT pg_temp.made('district', d), 'omrade-' || d, 'Område ' || d, 14, 15, '114 14', 1, :'now', :'now'
FROM generate_series(1, 100) d;

INSERT INTO municipalities (id, district_id, slug, name, version, created_at, updated_at)
SELECT pg_temp.made('kommun', d, k), pg_temp.made('district', d), format('kommun-%s-%s', d, k), format('Kommun %s i område %s', k, d), 1, :'now', :'now'
FROM generate_series(1, 100) d, generate_series(1, 3) k;

INSERT INTO offices (id, district_id, name, base_name, base_lat, base_lon, retired, version, created_at, updated_at)
SELECT pg_temp.made('office', d, o), pg_temp.made('district', d), 'Mobilt kontor ' || o, 'Polishuset', 55.5 + d % 10, 12.5 + d / 10, false, 1, :'now', :'now'
FROM generate_series(1, 100) d, generate_series(0, 2) o;

INSERT INTO localities (id, district_id, municipality_id, slug, name, kind, lat, lon, population, visiting_weekdays, visiting_weeks,
    visiting_opens, visiting_closes, visiting_minutes, visiting_need, version, created_at, updated_at)
SELECT pg_temp.made('place', d, p), pg_temp.made('district', d), pg_temp.made('kommun', d, p % 3 + 1), format('ort-%s-%s', d, p), format('Ort %s i område %s', p, d),
    'basort', 55.5 + d % 10 + (p / 7) * 0.03, 12.5 + d / 10 + (p % 7) * 0.05, 300 + p * 90, '[true,true,true,true,true,false,false]', 'every',
    540, 1200, 150, 100, 1, :'now', :'now'
FROM generate_series(1, 100) d, generate_series(1, 40) p;

INSERT INTO sites (id, district_id, locality_id, name, street, postal_code, town, lat, lon, directions, preference, retired, version, created_at, updated_at)
SELECT pg_temp.made('site', d, p), pg_temp.made('district', d), pg_temp.made('place', d, p), 'Torget', 'Storgatan 1', '296 31', format('Ort %s', p),
    55.5 + d % 10 + (p / 7) * 0.03, 12.5 + d / 10 + (p % 7) * 0.05, 'Vid busshållplatsen.', 1, false, 1, :'now', :'now'
FROM generate_series(1, 100) d, generate_series(1, 40) p;

INSERT INTO site_travel (from_site, to_site, minutes)
SELECT pg_temp.made('site', d, a), pg_temp.made('site', d, b), 5 + abs(a - b) % 40
FROM generate_series(1, 100) d, generate_series(1, 40) a, generate_series(1, 40) b WHERE a <> b;

INSERT INTO seasons (id, district_id, name, from_day, to_day, summer_from_month, summer_from_day, summer_to_month, summer_to_day,
    summer_occasion_share, summer_locality_rate, version, created_at, updated_at)
SELECT pg_temp.made('season', d), pg_temp.made('district', d), '2026–2027', '2026-07-01', '2027-06-30', 6, 1, 8, 31, 350, 500, 1, :'now', :'now'
FROM generate_series(1, 100) d;

INSERT INTO shifts (id, district_id, office_id, starts_at, ends_at, slots, note, version, created_at, updated_at)
SELECT pg_temp.made('shift', d, o, day - date '2026-07-01'), pg_temp.made('district', d), pg_temp.made('office', d, o),
    day + time '09:00', day + time '17:00', 2, '', 1, :'now', :'now'
FROM generate_series(1, 100) d, generate_series(0, 2) o, LATERAL (SELECT i::date AS day FROM generate_series(date '2026-07-01', '2027-06-30', '1 day') i) days;

INSERT INTO pledges (id, district_id, municipality_id, slug, kind, title, reference, parties, signed, from_day, to_day, follow_up, demonstration,
    version, created_at, updated_at)
SELECT pg_temp.made('pledge', d), pg_temp.made('district', d), pg_temp.made('kommun', d, 1), 'lofte-' || d, 'pledge', 'Medborgarlöfte', '', '["Polisen"]',
    '2025-01-01', '2025-01-01', '2028-12-31', '', true, 1, :'now', :'now'
FROM generate_series(1, 100) d;
INSERT INTO commitments (id, pledge_id, position, article, title, text, owner, indicator, count, per, aim_days, max_gap_days, binds, kinds, localities)
SELECT pg_temp.made('commitment', d), pg_temp.made('pledge', d), 0, 1, 'Kontoret kommer', '', 'police', 'visits', 0, '', 15, 28, 'year_round', '["basort"]', '[]'
FROM generate_series(1, 100) d;

-- Each place is visited every fifteenth day. A visit is announced by the release of the
-- month before, and told to have been held by that of the month after.
CREATE TEMPORARY TABLE told ON COMMIT DROP AS
SELECT d, p, pg_temp.made('visit', d, p, k) AS id, day + time '10:00' AT TIME ZONE 'Europe/Stockholm' AS starts_at,
    12 * (extract(year FROM day)::int - 2016) + extract(month FROM day)::int - 10 AS announced
FROM generate_series(1, 100) d, generate_series(1, 40) p, generate_series(0, 255) k,
    LATERAL (SELECT date '2016-11-01' + 15 * k + p / 3 AS day) days;

CREATE TEMPORARY TABLE monthly ON COMMIT DROP AS
SELECT number, (date '2016-10-01' + (number - 1) * interval '1 month' + time '09:00') AT TIME ZONE 'Europe/Stockholm' AS at FROM generate_series(1, 140) number
WHERE date '2016-10-01' + (number - 1) * interval '1 month' < :'now';

INSERT INTO releases (id, district_id, number, at, comment, urgent)
SELECT pg_temp.made('release', d, number), pg_temp.made('district', d), number, at, 'Månadens tidtabell', false
FROM monthly, generate_series(1, 100) d ORDER BY number, d;

INSERT INTO visits (id, district_id, locality_id, site_id, office_id, starts_at, ends_at, state, occupies, pinned, public_note, note, reason, version, created_at, updated_at)
SELECT id, pg_temp.made('district', d), pg_temp.made('place', d, p), pg_temp.made('site', d, p), pg_temp.made('office', d, p % 3), starts_at, starts_at + interval '150 minutes',
    CASE WHEN held.number IS NOT NULL THEN 'held' WHEN new.number IS NOT NULL THEN 'announced' ELSE 'draft' END,
    true, false, '', '', '', 1, coalesce(new.at, :'now'), coalesce(held.at, new.at, :'now')
FROM told LEFT JOIN monthly new ON new.number = announced LEFT JOIN monthly held ON held.number = announced + 2;

CREATE TEMPORARY TABLE changes ON COMMIT DROP AS
SELECT d, p, told.id, starts_at, starts_at + interval '150 minutes' AS ends_at, number, at, number > announced AS held,
    jsonb_build_object('id', told.id, 'districtId', pg_temp.made('district', d),
        'municipality', jsonb_build_object('slug', format('kommun-%s-%s', d, p % 3 + 1), 'name', format('Kommun %s i område %s', p % 3 + 1, d)),
        'locality', jsonb_build_object('slug', format('ort-%s-%s', d, p), 'name', format('Ort %s i område %s', p, d)), 'kind', 'basort',
        'site', jsonb_build_object('name', 'Torget', 'street', 'Storgatan 1', 'postalCode', '296 31', 'town', format('Ort %s', p),
            'lat', 55.5 + d % 10 + (p / 7) * 0.03, 'lon', 12.5 + d / 10 + (p % 7) * 0.05, 'directions', 'Vid busshållplatsen.'),
        'siteId', pg_temp.made('site', d, p), 'officeId', pg_temp.made('office', d, p % 3),
        'starts', to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'ends', to_char((starts_at + interval '150 minutes') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'state', 'announced', 'sequence', 0, 'created', to_char(new_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'changed', to_char(new_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'release', announced) AS public
FROM (SELECT told.*, monthly.at AS new_at FROM told JOIN monthly ON monthly.number = announced) told
JOIN monthly ON monthly.number IN (announced, announced + 2);

INSERT INTO release_changes (release_id, district_id, visit_id, kind, starts_at, ends_at, before_visit, after_visit)
SELECT pg_temp.made('release', d, number), pg_temp.made('district', d), id, CASE WHEN held THEN 'held' ELSE 'new' END, starts_at, ends_at,
    CASE WHEN held THEN public::text END, CASE WHEN held THEN (public || '{"held": true}')::text ELSE public::text END
FROM changes ORDER BY number, d, starts_at;

INSERT INTO ledger (district_id, release, visit_id, locality_id, kind, at, starts_at, ends_at, notice_seconds)
SELECT pg_temp.made('district', d), number, id, pg_temp.made('place', d, p), CASE WHEN held THEN 'held' ELSE 'new' END, at, starts_at, ends_at,
    greatest(0, extract(epoch FROM starts_at - at)::bigint)
FROM changes ORDER BY number, d, starts_at;

INSERT INTO ledger_commitments (ledger_id, position, commitment_id)
SELECT ledger.id, 0, commitments.id FROM ledger JOIN pledges USING (district_id) JOIN commitments ON commitments.pledge_id = pledges.id WHERE ledger.kind = 'new';
COMMIT;

ANALYZE;
SELECT (SELECT count(*) FROM visits) AS visits, (SELECT count(*) FROM release_changes) AS changes, (SELECT count(*) FROM ledger) AS ledger,
    pg_size_pretty(pg_database_size(current_database())) AS size;
