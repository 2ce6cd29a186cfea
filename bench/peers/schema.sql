-- What both relational peers keep: the state, who changed it (audit), what to tell (outbox),
-- and which commands were done.
CREATE TABLE organisations (
    number text PRIMARY KEY,
    name text NOT NULL,
    municipality uuid,
    region text
);
CREATE TABLE runs (id uuid PRIMARY KEY, stage text NOT NULL);
CREATE TABLE participations (
    id uuid PRIMARY KEY,
    run uuid NOT NULL REFERENCES runs,
    solution text NOT NULL,
    municipality uuid NOT NULL,
    number text NOT NULL,
    region text NOT NULL,
    basis_version integer NOT NULL,
    puljer integer[] NOT NULL,
    deadline date NOT NULL,
    version integer NOT NULL,
    answer text,
    level text,
    reason text,
    wished_pulje integer,
    document text
);
CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    by text NOT NULL,
    role text NOT NULL,
    body text NOT NULL,
    participation uuid NOT NULL REFERENCES participations,
    version integer NOT NULL,
    what jsonb NOT NULL,
    UNIQUE (participation, version)
);
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject text NOT NULL,
    payload jsonb NOT NULL,
    sent_at timestamptz
);
CREATE TABLE commands (
    command uuid PRIMARY KEY,
    digest text NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    position bigint NOT NULL
);
