//! Usulan that have not ended, as the office replayed them last. Working rows: whoever reads one compares its `seq` with the
//! journal, and replays that where they differ. Nothing is lost with them.

use std::collections::BTreeMap;

use crate::{
    error::ArchiveError,
    tx::{ReadTx, WriteTx},
};

/// One usulan that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningRow {
    /// Which.
    pub usulan: String,
    /// The newest entry of the journal that it knows.
    pub seq: i64,
    /// What it says, as the office writes it.
    pub body: String,
}

impl ReadTx<'_> {
    /// Gives `read` those that `program` wrote, one by one as they are found: id and what it says. An office may have
    /// hundreds, of ten kilobytes each.
    pub fn running(&self, program: &str, mut read: impl FnMut(&str, &str)) -> Result<(), ArchiveError> {
        let mut select = self.statement("SELECT usulan, body FROM running WHERE program = ?1")?;
        let mut rows = select.query([program])?;
        while let Some(row) = rows.next()? {
            let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            read(text(0)?, text(1)?);
        }
        Ok(())
    }

    /// The newest entry that each of them knows; 0 for one that another program wrote, which knows nothing that is of use.
    pub fn running_seqs(&self, program: &str) -> Result<BTreeMap<String, i64>, ArchiveError> {
        let mut select = self.statement("SELECT usulan, iif(program = ?1, seq, 0) FROM running")?;
        let seqs = select.query_map([program], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(seqs.collect::<Result<_, _>>()?)
    }
}

impl WriteTx<'_> {
    /// Writes rows in the name of `program`, each over an older one of its usulan, and lets go of those that have ended.
    pub fn keep_running(
        &self,
        program: &str,
        rows: &[RunningRow],
        ended: &[String],
    ) -> Result<(), ArchiveError> {
        let mut upsert = self.statement(
            "INSERT INTO running (usulan, seq, program, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (usulan) DO UPDATE SET seq = excluded.seq, program = excluded.program, body = excluded.body",
        )?;
        for row in rows {
            upsert.execute((&row.usulan, row.seq, program, &row.body))?;
        }
        let mut delete = self.statement("DELETE FROM running WHERE usulan = ?1")?;
        for usulan in ended {
            delete.execute([usulan])?;
        }
        Ok(())
    }
}
