CREATE TABLE contests (
    contest_id  text PRIMARY KEY,
    name        text NOT NULL,
    area        text NOT NULL,
    level       text NOT NULL,
    tracks      text[] NOT NULL,
    enter_until date NOT NULL,
    winners     integer NOT NULL CHECK (winners > 0),
    state       text NOT NULL,
    version     integer NOT NULL
);
CREATE TABLE judges (
    judge_id   text PRIMARY KEY,
    contest_id text NOT NULL REFERENCES contests,
    person_id  text NOT NULL,
    area       text NOT NULL,
    UNIQUE (contest_id, person_id)
);
CREATE TABLE entries (
    entry_id   text PRIMARY KEY,
    contest_id text NOT NULL REFERENCES contests,
    person_id  text NOT NULL,
    area       text NOT NULL,
    title      text NOT NULL,
    track      text,
    rank       integer,
    state      text NOT NULL,
    version    integer NOT NULL,
    UNIQUE (contest_id, person_id)
);
CREATE TABLE prizes (
    prize_id text PRIMARY KEY,
    entry_id text NOT NULL UNIQUE REFERENCES entries,
    rank     integer NOT NULL
);
