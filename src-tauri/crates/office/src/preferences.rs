//! What an account chose for itself: columns, views that it saved. Working rows beside the drafts, since they are like
//! them in all that matters: of one account, kept with the office (so that another PC shows the same), backed up, and no
//! part of what the journal says.

use archive::drafts::Draft;

use crate::api::Answer;
use crate::desk::Desk;
use crate::fault::{Code, Fault};
use crate::journal::stamp;

/// A choice is a list of names and filters; what is larger is a mistake of the page.
const MOST_BYTES: usize = 64 * 1024;

/// The row of a choice. No form has such a name, so a draft and a choice never meet.
fn row(key: &str) -> String {
    format!("preference:{key}")
}

impl Desk {
    pub(crate) fn preference(&self, key: &str) -> Result<Answer, Fault> {
        let (hand, row) = (self.hand()?, row(key));
        let kept =
            self.archive.read(move |tx| -> Result<_, Fault> { Ok(tx.draft(&hand.account.id, &row)?) })?;
        let body = kept.map(|kept| serde_json::from_str(&kept.body)).transpose().map_err(Fault::unknown)?;
        Ok(Answer::Preference(body))
    }

    pub(crate) fn save_preference(&self, key: &str, body: &serde_json::Value) -> Result<Answer, Fault> {
        let hand = self.hand()?;
        let body = body.to_string();
        if body.len() > MOST_BYTES {
            return Err(Fault::new(
                Code::InvalidRequest,
                "Pilihan tampilan ini terlalu besar untuk disimpan. Pilihan yang lama tetap berlaku. Hapus beberapa tampilan tersimpan.",
            ));
        }
        let kept = Draft { account: hand.account.id.clone(), key: row(key), body, at: stamp(hand.now) };
        self.archive.write(move |tx| -> Result<(), Fault> { Ok(tx.save_draft(&kept)?) })?;
        Ok(Answer::SavePreference)
    }
}
