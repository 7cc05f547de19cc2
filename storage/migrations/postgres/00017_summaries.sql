-- What citizens are told of what they said and what was done. Only "public" is ever
-- read by public pages; it is NULL where there is nothing to read. What summaries say is
-- not in the audit log.

-- +goose Up
CREATE TABLE summaries (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    district_id text NOT NULL REFERENCES districts (id) ON DELETE RESTRICT,
    locality_id text NOT NULL REFERENCES localities (id) ON DELETE RESTRICT,
    owner       text NOT NULL CHECK (owner IN ('police', 'kommun')),
    topic       text NOT NULL,
    from_day    date NOT NULL,
    to_day      date NOT NULL,
    said        text NOT NULL,
    done        text NOT NULL,
    shown       text NOT NULL, -- JSON list of what is shown of actions
    visits      text NOT NULL, -- JSON list
    notes       text NOT NULL, -- JSON list
    state       text NOT NULL CHECK (state IN ('draft', 'awaiting', 'published', 'withdrawn')),
    author_id   text NOT NULL,
    editor_id   text NOT NULL,
    approver_id text NOT NULL,
    remark      text NOT NULL,
    public      text,           -- JSON of what was approved
    edition     integer NOT NULL DEFAULT 0, -- counts, over all summaries, what was changed for citizens
    withdrawn_at     timestamptz,     -- NULL until then, as the two that follow
    withdrawn_by     text,
    withdrawn_reason text,
    version     integer NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK (from_day <= to_day),
    CHECK (state <> 'withdrawn' OR public IS NULL),
    CHECK (state <> 'published' OR public IS NOT NULL),
    CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
    CHECK (public IS NULL OR (approver_id <> author_id AND approver_id <> ''))
);
CREATE INDEX summaries_district ON summaries (district_id, updated_at);
CREATE INDEX summaries_locality ON summaries (locality_id, updated_at);
CREATE INDEX summaries_edition ON summaries (edition);
