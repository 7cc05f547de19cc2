-- What citizens are told of what they said and what was done. Only "public" is ever
-- read by public pages; it is NULL where there is nothing to read. What summaries say is
-- not in the audit log.

-- +goose Up
CREATE TABLE summaries (
    id          TEXT NOT NULL PRIMARY KEY,
    district_id TEXT NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    locality_id TEXT NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    owner       TEXT NOT NULL CHECK (owner IN ('police', 'kommun')),
    topic       TEXT NOT NULL,
    from_day    DATE NOT NULL,
    to_day      DATE NOT NULL,
    said        TEXT NOT NULL,
    done        TEXT NOT NULL,
    shown       TEXT NOT NULL, -- JSON list of what is shown of actions
    visits      TEXT NOT NULL, -- JSON list
    notes       TEXT NOT NULL, -- JSON list
    state       TEXT NOT NULL CHECK (state IN ('draft', 'awaiting', 'published', 'withdrawn')),
    author_id   TEXT NOT NULL,
    editor_id   TEXT NOT NULL,
    approver_id TEXT NOT NULL,
    remark      TEXT NOT NULL,
    public      TEXT,           -- JSON of what was approved
    edition     INTEGER NOT NULL DEFAULT 0, -- counts, over all summaries, what was changed for citizens
    withdrawn_at     DATETIME,     -- NULL until then, as the two that follow
    withdrawn_by     TEXT,
    withdrawn_reason TEXT,
    version     INTEGER NOT NULL CHECK (version >= 1),
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL,
    CHECK (from_day <= to_day),
    CHECK (state <> 'withdrawn' OR public IS NULL),
    CHECK (state <> 'published' OR public IS NOT NULL),
    CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
    CHECK (public IS NULL OR (approver_id <> author_id AND approver_id <> ''))
);
CREATE INDEX summaries_district ON summaries (district_id, updated_at);
CREATE INDEX summaries_locality ON summaries (locality_id, updated_at);
CREATE INDEX summaries_edition ON summaries (edition);
