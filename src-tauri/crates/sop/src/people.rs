//! Posts, the people who hold them, and the accounts that type.
//!
//! An act is checked against the *post*: who held it on the date of the event decides, not which account
//! is at the keyboard (PROCEDURE section 1). Plt. and Plh. are daily reality here (facts, finding 2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Key of a post, e.g. `kabag-pbj`.
pub type PostId = String;
/// Key of a person, e.g. `p-03`.
pub type PersonId = String;
/// Key of an account, e.g. `siti`.
pub type AccountId = String;

/// In which capacity a person holds a post (facts 1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Appointed to the post.
    Definitif,
    /// Pelaksana tugas: the post is empty.
    Plt,
    /// Pelaksana harian: the holder is away for a short time.
    Plh,
}

/// A post of the regency, inside or outside the SOP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Post {
    /// Key.
    pub id: PostId,
    /// Full name as it is printed, e.g. "Kepala Bagian Pengadaan Barang dan Jasa".
    pub name: String,
    /// What people call it in the room, e.g. "Kabag PBJ".
    pub short: String,
    /// The actor of the SOP that this post plays, by the definition's actor id; none for signers outside it.
    pub sop_actor: Option<String>,
    /// Whether the petugas may record this post's acts from paper; false is "hanya sendiri".
    pub recordable: bool,
}

/// A person with name, rank and number as printed under a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// Key.
    pub id: PersonId,
    /// Full name with titles.
    pub name: String,
    /// Pangkat in words, e.g. "Pembina Tingkat I"; empty when not known.
    pub rank: String,
    /// NIP, digits; empty when not known.
    pub nip: String,
}

/// A period in which a person holds a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tenure {
    /// Key.
    pub id: String,
    /// The post.
    pub post: PostId,
    /// The person.
    pub person: PersonId,
    /// Definitif, Plt. or Plh.
    pub capacity: Capacity,
    /// First day.
    pub from: NaiveDate,
    /// Last day, none while it lasts.
    pub to: Option<NaiveDate>,
    /// The paper it rests on (SK or SPT number); may be empty.
    pub basis: String,
}

impl Tenure {
    /// Whether the tenure covers `date`.
    pub fn covers(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to)
    }
}

/// A post with the person who holds it on some date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Holder {
    /// The post.
    pub post: Post,
    /// The person.
    pub person: Person,
    /// Definitif, Plt. or Plh.
    pub capacity: Capacity,
}

/// All posts, people and tenures of an office.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Posts {
    /// The posts in the order in which they are shown.
    pub posts: Vec<Post>,
    /// The people.
    pub persons: Vec<Person>,
    /// Who held what, when.
    pub tenures: Vec<Tenure>,
}

impl Posts {
    /// The post with this key.
    pub fn post(&self, id: &str) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == id)
    }

    /// The person with this key.
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.persons.iter().find(|person| person.id == id)
    }

    /// The post that plays an actor of the SOP.
    pub fn post_of_actor(&self, actor: &str) -> Option<&Post> {
        self.posts.iter().find(|post| post.sop_actor.as_deref() == Some(actor))
    }

    /// Everybody who holds `post` on `date`; whoever stands in (Plh., then Plt.) comes before the holder,
    /// since that is who signs on that day.
    pub fn holders(&self, post: &str, date: NaiveDate) -> Vec<Holder> {
        let mut found: Vec<&Tenure> =
            self.tenures.iter().filter(|t| t.post == post && t.covers(date)).collect();
        found.sort_by_key(|tenure| std::cmp::Reverse((tenure.capacity, tenure.from)));
        found
            .into_iter()
            .filter_map(|tenure| {
                Some(Holder {
                    post: self.post(&tenure.post)?.clone(),
                    person: self.person(&tenure.person)?.clone(),
                    capacity: tenure.capacity,
                })
            })
            .collect()
    }

    /// The one who signs for `post` on `date`.
    pub fn holder(&self, post: &str, date: NaiveDate) -> Option<Holder> {
        self.holders(post, date).into_iter().next()
    }

    /// Whether `person` holds `post` on `date`, in any capacity.
    pub fn holds(&self, person: &str, post: &str, date: NaiveDate) -> bool {
        self.tenures.iter().any(|t| t.person == person && t.post == post && t.covers(date))
    }
}

/// What an account may do (PROCEDURE section 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Registers, types, prints, scans, and records acts of every post that allows it.
    Petugas,
    /// Acts for the post held.
    Pejabat,
    /// Keeps the dossiers: attaches copies, mends records of copies, closes the berkas.
    Arsiparis,
    /// Sets the office up; no act on an usulan.
    Admin,
}

/// Somebody who uses this office on the screen. Agency heads have none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Account {
    /// Key.
    pub id: AccountId,
    /// Name as shown.
    pub name: String,
    /// What the account may do; one person may hold several.
    pub roles: Vec<Role>,
    /// The official behind the account, for a pejabat.
    pub person: Option<PersonId>,
    /// False once the account is closed; its records stay.
    pub active: bool,
}

impl Account {
    /// Whether the account has this role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether the account belongs to somebody who holds `post` on `date`, and may act as pejabat.
    pub fn holds(&self, posts: &Posts, post: &str, date: NaiveDate) -> bool {
        self.is(Role::Pejabat) && self.person.as_deref().is_some_and(|person| posts.holds(person, post, date))
    }
}
