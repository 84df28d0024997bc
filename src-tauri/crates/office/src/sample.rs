//! The sample office: invented officials and accounts, marked CONTOH, apart from any real data; and the
//! demonstration that takes one usulan through the whole SOP in it.

use std::sync::Arc;

use chrono::NaiveDate;
use sop::people::{Account, Capacity, Person, Posts, Role, Tenure};

use crate::api::OfficeSettings;
use crate::delivered::{self, ASISTEN, KABAG, SEKDA, SUBKOORD};
use crate::fault::Fault;
use crate::founding::Founding;

/// The petugas of the sample office.
pub const PETUGAS: &str = "siti";
/// The Kabag's account.
pub const KABAG_ACCOUNT: &str = "kabag";
/// The Sub Koordinator's account.
pub const SUBKOORD_ACCOUNT: &str = "subkoord";
/// The admin's account.
pub const ADMIN: &str = "admin";
/// The archivist's account.
pub const ARSIPARIS: &str = "arsiparis";

/// What the sample office begins with.
///
/// # Errors
/// Only if the delivered data are broken, which a test forbids.
pub(crate) fn founding() -> Result<Founding, Fault> {
    Ok(Founding {
        sample: true,
        office: sample_office(),
        posts: sample_posts(),
        accounts: sample_accounts(),
        ..Founding::delivered()?
    })
}

/// The delivered office with somebody to call, invented like everybody in the sample.
fn sample_office() -> OfficeSettings {
    OfficeSettings {
        contact: "Layanan Pengadaan Bagian PBJ".into(),
        phone: "(0321) 321001".into(),
        email: "pbj@mojokertokab.go.id".into(),
        ..delivered::office()
    }
}

fn sample_posts() -> Posts {
    let mut posts = delivered::posts();
    let person = |id: &str, name: &str, rank: &str, nip: &str| Person {
        id: id.into(),
        name: name.into(),
        rank: rank.into(),
        nip: nip.into(),
    };
    posts.persons = vec![
        person("p-kabag", "BAMBANG CONTOH, S.T., M.T.", "Pembina Tingkat I", "197504122001121003"),
        person("p-subkoord", "RINA CONTOH, S.Kom.", "Penata Tingkat I", "198602142010012011"),
        person("p-sekda", "Drs. HADI CONTOH, M.Si.", "Pembina Utama Madya", "196803271988091002"),
        person("p-asisten", "Dra. LESTARI CONTOH, M.M.", "Pembina Utama Muda", "196911051994032004"),
    ];
    let since = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap_or_default();
    let tenure = |id: &str, post: &str, person: &str, capacity: Capacity, from: NaiveDate| Tenure {
        id: id.into(),
        post: post.into(),
        person: person.into(),
        capacity,
        from,
        to: None,
        basis: "SK contoh".into(),
    };
    posts.tenures = vec![
        // The post of the Kabag is often held by a Plt. (facts, finding 2).
        tenure("t-kabag", KABAG, "p-kabag", Capacity::Plt, since),
        tenure("t-subkoord", SUBKOORD, "p-subkoord", Capacity::Definitif, since),
        tenure("t-sekda", SEKDA, "p-sekda", Capacity::Definitif, since),
        tenure("t-asisten", ASISTEN, "p-asisten", Capacity::Definitif, since),
    ];
    posts
}

fn sample_accounts() -> Vec<Account> {
    let account = |id: &str, name: &str, roles: &[Role], person: Option<&str>| Account {
        id: id.into(),
        name: name.into(),
        roles: roles.to_vec(),
        person: person.map(str::to_owned),
        active: true,
    };
    vec![
        account(PETUGAS, "Siti Rahmawati", &[Role::Petugas], None),
        account(KABAG_ACCOUNT, "Bambang Contoh", &[Role::Pejabat], Some("p-kabag")),
        account(SUBKOORD_ACCOUNT, "Rina Contoh", &[Role::Pejabat], Some("p-subkoord")),
        account(ARSIPARIS, "Yusuf Contoh", &[Role::Arsiparis], None),
        account(ADMIN, "Admin Contoh", &[Role::Admin], None),
    ]
}

/// The delivered SOP, for callers that need its words without an office.
///
/// # Errors
/// Only if the delivered file is broken, which a test forbids.
pub fn delivered_sop() -> Result<Arc<sop::definition::Definition>, Fault> {
    Ok(Arc::new(sop::definition::Definition::delivered().map_err(Fault::unknown)?))
}
