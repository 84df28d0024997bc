use archive::{error::ArchiveError, journal::Head, sha::Sha256, verify::Expectations};

use crate::common::{Office, append, entry};

#[test]
fn entries_form_a_chain_in_the_order_of_entry() {
    let office = Office::new();
    let archive = office.create();
    assert_eq!(archive.read(|tx| tx.head()), Ok(Head::EMPTY), "a new office has an empty journal");

    let settings = append(&archive, entry(None, "officials_changed", "{}"));
    let first = append(&archive, entry(Some("2026-0001"), "received", r#"{"agency":"dindik"}"#));
    let other = append(&archive, entry(Some("2026-0002"), "received", "{}"));
    let second = append(&archive, entry(Some("2026-0001"), "disposed", "{}"));

    assert_eq!([settings.seq, first.seq, other.seq, second.seq], [1, 2, 3, 4], "seq has no gaps");
    assert_eq!(settings.prev, Sha256::ZERO, "the first entry follows nothing");
    assert_eq!(first.prev, settings.hash, "every entry follows the one before");
    for e in [&settings, &first, &other, &second] {
        assert_eq!(e.entry.hash_at(e.seq, e.prev), e.hash, "what was stored hashes to what was said");
    }

    let (mine, of_settings, rest, all, last) = archive
        .read(|tx| -> Result<_, ArchiveError> {
            Ok((
                tx.entries_of("2026-0001")?,
                tx.settings_entries()?,
                tx.entries_after(2)?,
                tx.entries_after(0)?.len(),
                tx.last_seq_of("2026-0001")?,
            ))
        })
        .unwrap();
    assert_eq!(mine, [first, second.clone()], "the entries of one usulan");
    assert_eq!(of_settings, [settings], "settings are the entries of no usulan");
    assert_eq!(rest, [other, second.clone()], "what came after one that was seen");
    assert_eq!((all, last), (4, Some(4)));
    assert_eq!(archive.read(|tx| tx.head()), Ok(Head { seq: 4, hash: second.hash }));
    assert_eq!(archive.verify(&Expectations::default()), Ok(vec![]), "what was only appended is sound");
}
