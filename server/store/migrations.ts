// The tables, as the steps that made them: step n takes a file from user_version n to n + 1. Steps that have been released
// are never edited. The first block belongs to the accounts library, which reads and writes it by these names; it keeps
// times as ISO text, ours are ms since the epoch.

export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE "user" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL UNIQUE,
    "emailVerified" INTEGER NOT NULL,
    "image" TEXT,
    "createdAt" TEXT NOT NULL,
    "updatedAt" TEXT NOT NULL
  ) STRICT;

  CREATE TABLE "session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "expiresAt" TEXT NOT NULL,
    "token" TEXT NOT NULL UNIQUE,
    "createdAt" TEXT NOT NULL,
    "updatedAt" TEXT NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX "session_userId_idx" ON "session" ("userId");

  CREATE TABLE "account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TEXT,
    "refreshTokenExpiresAt" TEXT,
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TEXT NOT NULL,
    "updatedAt" TEXT NOT NULL
  ) STRICT;
  CREATE INDEX "account_userId_idx" ON "account" ("userId");

  CREATE TABLE "verification" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "updatedAt" TEXT NOT NULL
  ) STRICT;
  CREATE INDEX "verification_identifier_idx" ON "verification" ("identifier");

  CREATE TABLE "passkey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT,
    "publicKey" TEXT NOT NULL,
    "userId" TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
    "credentialID" TEXT NOT NULL,
    "counter" INTEGER NOT NULL,
    "deviceType" TEXT NOT NULL,
    "backedUp" INTEGER NOT NULL,
    "transports" TEXT,
    "createdAt" TEXT,
    "aaguid" TEXT
  ) STRICT;
  CREATE INDEX "passkey_userId_idx" ON "passkey" ("userId");
  CREATE INDEX "passkey_credentialID_idx" ON "passkey" ("credentialID");

  CREATE TABLE workspaces (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE members (
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    person_id TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('manager', 'coordinator', 'viewer')),
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, person_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_by_person ON members (person_id);

  CREATE TABLE invites (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    role TEXT NOT NULL CHECK (role IN ('manager', 'coordinator', 'viewer')),
    note TEXT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    created_by TEXT REFERENCES "user" ("id") ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_by TEXT REFERENCES "user" ("id") ON DELETE SET NULL,
    accepted_at INTEGER,
    revoked_at INTEGER
  ) STRICT;
  CREATE INDEX invites_by_workspace ON invites (workspace_id);

  CREATE TABLE api_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('manager', 'coordinator', 'viewer')),
    token_hash TEXT NOT NULL UNIQUE,
    created_by TEXT REFERENCES "user" ("id") ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
  ) STRICT;
  CREATE INDEX api_tokens_by_workspace ON api_tokens (workspace_id);

  CREATE TABLE recovery_links (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
    secret_hash TEXT NOT NULL UNIQUE,
    -- the manager who made it; empty when the administrator did
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
  ) STRICT;
  CREATE INDEX recovery_links_by_person ON recovery_links (person_id);

  CREATE TABLE setup_link (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    secret_hash TEXT NOT NULL,
    used_at INTEGER
  ) STRICT;

  CREATE TABLE log_info (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    epoch TEXT NOT NULL
  ) STRICT;

  CREATE TABLE log_workspaces (
    number INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE log_documents (
    workspace INTEGER NOT NULL REFERENCES log_workspaces (number),
    number INTEGER NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (workspace, number),
    UNIQUE (workspace, path)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE log_rows (
    workspace INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    document INTEGER NOT NULL,
    person TEXT NOT NULL,
    time INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    -- CRC-32 of bytes
    checksum INTEGER NOT NULL,
    -- of this row and the hash before it
    hash TEXT NOT NULL,
    PRIMARY KEY (workspace, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX log_rows_by_document ON log_rows (workspace, document);
  `,
  `
  -- Whose a clientID is, per document (rule G2).
  CREATE TABLE log_owners (
    workspace INTEGER NOT NULL,
    document INTEGER NOT NULL,
    client INTEGER NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (workspace, document, client)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Documents compacted (S12): the one in use, the one before it, and those pinned because of what came after (G4).
  CREATE TABLE log_snapshots (
    workspace INTEGER NOT NULL,
    document INTEGER NOT NULL,
    -- everything up to this row is in it
    seq INTEGER NOT NULL,
    time INTEGER NOT NULL,
    is_pinned INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    -- CRC-32 of bytes
    checksum INTEGER NOT NULL,
    -- SHA-256 of bytes
    fingerprint TEXT NOT NULL,
    -- bytes, compressed
    packed BLOB,
    PRIMARY KEY (workspace, document, seq)
  ) STRICT;

  -- 0 = none. Rows of the document up to pruned_seq may be gone.
  ALTER TABLE log_documents ADD COLUMN snapshot_seq INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE log_documents ADD COLUMN pruned_seq INTEGER NOT NULL DEFAULT 0;

  -- Structs of others, taken back after a restore (S13).
  ALTER TABLE log_rows ADD COLUMN is_healing INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE log_owners ADD COLUMN is_from_before INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE log_info ADD COLUMN healing_until INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE log_quarantine (
    workspace INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (workspace, seq)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Who was a member, and what they made before they knew that they no longer were (S15): kept for a manager to look at.
  CREATE TABLE former_members (
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    person_id TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
    -- as it was when they were removed
    role TEXT NOT NULL,
    removed_at INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, person_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER member_is_former AFTER DELETE ON members WHEN EXISTS (SELECT 1 FROM "user" WHERE "id" = OLD.person_id)
    BEGIN
      INSERT INTO former_members VALUES (OLD.workspace_id, OLD.person_id, OLD.role, CAST(unixepoch('subsec') * 1000 AS INTEGER))
        ON CONFLICT DO UPDATE SET role = excluded.role, removed_at = excluded.removed_at;
    END;
  CREATE TRIGGER member_is_back AFTER INSERT ON members
    BEGIN
      DELETE FROM former_members WHERE workspace_id = NEW.workspace_id AND person_id = NEW.person_id;
    END;

  CREATE TABLE quarantined_updates (
    id INTEGER NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    person_id TEXT NOT NULL,
    document TEXT NOT NULL,
    bytes BLOB NOT NULL,
    -- SHA-256 of bytes: what is handed in twice is kept once
    hash TEXT NOT NULL,
    -- how many, as their device counted
    edits INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    UNIQUE (workspace_id, person_id, document, hash)
  ) STRICT;
  `,
  `
  -- It has been through the gate since it was made (S11).
  ALTER TABLE log_snapshots ADD COLUMN is_vetted INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- Secret addresses of calendars (server/accounts/feeds.ts), and what has been said in them (server/feeds/feed-entries.ts).
  CREATE TABLE calendar_feeds (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    person_id TEXT NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- 'all', 'mine' or 'account <id>'
    scope TEXT NOT NULL,
    kinds TEXT NOT NULL,
    secret_hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    last_read_at INTEGER,
    revoked_at INTEGER
  ) STRICT;
  CREATE INDEX calendar_feeds_by_workspace ON calendar_feeds (workspace_id);
  CREATE TRIGGER feeds_end_with_member AFTER DELETE ON members
    BEGIN
      UPDATE calendar_feeds SET revoked_at = CAST(unixepoch('subsec') * 1000 AS INTEGER)
        WHERE workspace_id = OLD.workspace_id AND person_id = OLD.person_id AND revoked_at IS NULL;
    END;

  CREATE TABLE feed_entries (
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    uid TEXT NOT NULL,
    account_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    -- as JSON, as it was last said
    entry TEXT NOT NULL,
    PRIMARY KEY (workspace_id, uid)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX feed_entries_by_account ON feed_entries (workspace_id, account_id);
  `,
]
