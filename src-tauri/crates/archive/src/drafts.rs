//! Drafts: what somebody has typed and not yet recorded. Working rows: they survive a restart, are backed up, and are
//! neither chained nor rebuilt (PROCEDURE section 5).

use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use crate::{
    error::ArchiveError,
    tx::{ReadTx, WriteTx},
};

/// One draft of one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// Whose it is.
    pub account: String,
    /// What it is a draft of, as the office names it.
    pub key: String,
    /// What was typed, as the office writes it.
    pub body: String,
    /// When it was saved, RFC 3339.
    pub at: String,
}

fn draft_of(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft { account: row.get(0)?, key: row.get(1)?, body: row.get(2)?, at: row.get(3)? })
}

impl ReadTx<'_> {
    /// One draft.
    pub fn draft(&self, account: &str, key: &str) -> Result<Option<Draft>, ArchiveError> {
        let mut select =
            self.statement("SELECT account, key, body, at FROM drafts WHERE account = ?1 AND key = ?2")?;
        Ok(select.query_row((account, key), draft_of).optional()?)
    }

    /// All drafts of an account, sorted by key.
    pub fn drafts(&self, account: &str) -> Result<Vec<Draft>, ArchiveError> {
        let mut select =
            self.statement("SELECT account, key, body, at FROM drafts WHERE account = ?1 ORDER BY key")?;
        let drafts = select.query_map([account], draft_of)?;
        Ok(drafts.collect::<Result<_, _>>()?)
    }
}

impl WriteTx<'_> {
    /// Saves a draft over an older one of the same account and key.
    pub fn save_draft(&self, draft: &Draft) -> Result<(), ArchiveError> {
        let mut upsert = self.statement(
            "INSERT INTO drafts (account, key, body, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (account, key) DO UPDATE SET body = excluded.body, at = excluded.at",
        )?;
        upsert.execute((&draft.account, &draft.key, &draft.body, &draft.at))?;
        Ok(())
    }

    /// Drops a draft; whether there was one.
    pub fn drop_draft(&self, account: &str, key: &str) -> Result<bool, ArchiveError> {
        let mut delete = self.statement("DELETE FROM drafts WHERE account = ?1 AND key = ?2")?;
        Ok(0 < delete.execute((account, key))?)
    }
}
