//! The settings of an office as its journal makes them. Settings are evidence: every change is an event
//! without an usulan; calendars and definitions are documents, named by hash (PROCEDURE section 5).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sop::calendar::Calendar;
use sop::definition::Definition;
use sop::people::{Account, Posts};
use sop::record::{DocumentId, Instant};

use crate::api::{
    AgencySetting, NumberSetting, NumberSettings, OfficeSettings, RecipientList, Retention, SigningRoute,
};
use crate::fault::Fault;

/// A change of the settings, as its event holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SettingEvent {
    /// The office begins.
    OfficeBegun {
        /// The sample office, watermarked and apart.
        sample: bool,
    },
    /// Kantor dan kop.
    OfficeSet {
        /// All of it.
        office: Box<OfficeSettings>,
    },
    /// Pejabat.
    PostsSet {
        /// All of them.
        posts: Posts,
    },
    /// Pengguna.
    AccountsSet {
        /// All of them.
        accounts: Vec<Account>,
    },
    /// Perangkat daerah.
    AgenciesSet {
        /// All of them.
        agencies: Vec<AgencySetting>,
    },
    /// Daftar penerima sendiri.
    RecipientListsSet {
        /// All of them.
        lists: Vec<RecipientList>,
    },
    /// Nomor surat.
    NumbersSet {
        /// All of it.
        numbers: NumberSettings,
    },
    /// Jam kerja dan libur.
    CalendarSet {
        /// The calendar, as a document.
        document: DocumentId,
    },
    /// The template of a kind of naskah.
    TemplateSet {
        /// The kind.
        naskah: String,
        /// The text, as a document; none goes back to the delivered one.
        document: Option<DocumentId>,
    },
    /// The SOP for usulan that begin from now on.
    SopSet {
        /// The definition, as a document.
        document: DocumentId,
    },
}

impl SettingEvent {
    /// The kind as the journal's column holds it.
    pub fn kind(&self) -> &'static str {
        match self {
            SettingEvent::OfficeBegun { .. } => "office_begun",
            SettingEvent::OfficeSet { .. } => "office_set",
            SettingEvent::PostsSet { .. } => "posts_set",
            SettingEvent::AccountsSet { .. } => "accounts_set",
            SettingEvent::AgenciesSet { .. } => "agencies_set",
            SettingEvent::RecipientListsSet { .. } => "recipient_lists_set",
            SettingEvent::NumbersSet { .. } => "numbers_set",
            SettingEvent::CalendarSet { .. } => "calendar_set",
            SettingEvent::TemplateSet { .. } => "template_set",
            SettingEvent::SopSet { .. } => "sop_set",
        }
    }

    /// Documents that the event names.
    pub fn documents(&self) -> Vec<DocumentId> {
        match self {
            SettingEvent::CalendarSet { document } | SettingEvent::SopSet { document } => {
                vec![document.clone()]
            }
            SettingEvent::TemplateSet { document, .. } => document.iter().cloned().collect(),
            SettingEvent::OfficeSet { office } => office.lambang.iter().cloned().collect(),
            SettingEvent::OfficeBegun { .. }
            | SettingEvent::PostsSet { .. }
            | SettingEvent::AccountsSet { .. }
            | SettingEvent::AgenciesSet { .. }
            | SettingEvent::RecipientListsSet { .. }
            | SettingEvent::NumbersSet { .. } => Vec::new(),
        }
    }
}

/// A template of the office's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetTemplate {
    /// The text, as a document.
    pub document: DocumentId,
    /// The text itself.
    pub source: Arc<str>,
}

/// The settings in force. Cheap to share; a change makes a new one.
#[derive(Debug, Clone)]
pub struct State {
    /// The sample office.
    pub sample: bool,
    /// Kantor dan kop.
    pub office: OfficeSettings,
    /// Pejabat.
    pub posts: Posts,
    /// Pengguna.
    pub accounts: Vec<Account>,
    /// Perangkat daerah.
    pub agencies: Vec<AgencySetting>,
    /// Daftar penerima sendiri.
    pub recipient_lists: Vec<RecipientList>,
    /// Nomor surat.
    pub numbers: NumberSettings,
    /// Templates that the office uses instead of the delivered ones, by kind.
    pub templates: BTreeMap<String, SetTemplate>,
    /// Jam kerja dan libur.
    pub calendar: Arc<Calendar>,
    /// The SOP for new usulan.
    pub definition: Arc<Definition>,
    /// Every SOP that an usulan may have begun with, by SHA-256 of its source.
    pub definitions: BTreeMap<String, Arc<Definition>>,
}

impl State {
    /// The delivered settings: what an office has before anything was set.
    ///
    /// # Errors
    /// Only if the delivered data are broken, which a test forbids.
    pub fn delivered() -> Result<State, Fault> {
        let calendar = Arc::new(Calendar::mojokerto().map_err(Fault::unknown)?);
        let definition = Arc::new(Definition::delivered().map_err(Fault::unknown)?);
        Ok(State {
            sample: false,
            office: crate::delivered::office(),
            posts: crate::delivered::posts(),
            accounts: Vec::new(),
            agencies: crate::delivered::agencies()?,
            recipient_lists: Vec::new(),
            numbers: crate::delivered::numbers(),
            templates: BTreeMap::new(),
            calendar,
            definitions: BTreeMap::from([(definition.hash.clone(), Arc::clone(&definition))]),
            definition,
        })
    }

    /// Adds one event. `read` gives the bytes of a document.
    ///
    /// # Errors
    /// A document that is missing or cannot be read.
    pub fn apply(
        &mut self,
        event: SettingEvent,
        read: &mut dyn FnMut(&str) -> Result<Vec<u8>, Fault>,
    ) -> Result<(), Fault> {
        match event {
            SettingEvent::OfficeBegun { sample } => self.sample = sample,
            SettingEvent::OfficeSet { office } => {
                self.office = *office;
                // An office that was set before a kind was delivered signs it as delivered.
                for route in crate::delivered::office().signing {
                    if self.office.signing.iter().all(|set| set.kind != route.kind) {
                        self.office.signing.push(route);
                    }
                }
            }
            SettingEvent::PostsSet { posts } => self.posts = posts,
            SettingEvent::AccountsSet { accounts } => self.accounts = accounts,
            SettingEvent::AgenciesSet { agencies } => self.agencies = agencies,
            SettingEvent::RecipientListsSet { lists } => self.recipient_lists = lists,
            SettingEvent::NumbersSet { numbers } => {
                self.numbers = numbers;
                for setting in crate::delivered::numbers().kinds {
                    if self.numbers.kinds.iter().all(|set| set.kind != setting.kind) {
                        self.numbers.kinds.push(setting);
                    }
                }
            }
            SettingEvent::TemplateSet { naskah, document: Some(document) } => {
                let source: Arc<str> = String::from_utf8(read(&document)?).map_err(Fault::unknown)?.into();
                self.templates.insert(naskah, SetTemplate { document, source });
            }
            SettingEvent::TemplateSet { naskah, document: None } => {
                self.templates.remove(&naskah);
            }
            SettingEvent::CalendarSet { document } => {
                let text = String::from_utf8(read(&document)?).map_err(Fault::unknown)?;
                self.calendar = Arc::new(Calendar::from_json(&text).map_err(Fault::unknown)?);
            }
            SettingEvent::SopSet { document } => {
                let text = String::from_utf8(read(&document)?).map_err(Fault::unknown)?;
                let definition = Arc::new(Definition::parse(&text).map_err(Fault::unknown)?);
                self.definitions.insert(definition.hash.clone(), Arc::clone(&definition));
                self.definition = definition;
            }
        }
        Ok(())
    }

    /// The account with this key.
    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id && account.active)
    }

    /// The agency with this key.
    pub fn agency(&self, id: &str) -> Option<&AgencySetting> {
        self.agencies.iter().find(|agency| agency.id == id)
    }

    /// Numbering of a kind of naskah, none when it carries no number.
    pub fn numbering(&self, kind: &str) -> Option<&NumberSetting> {
        self.numbers.kinds.iter().find(|setting| setting.kind == kind && !setting.pattern.trim().is_empty())
    }

    /// How long a dossier is kept, by the code with which the numbers of its letters begin; the nearest line of the
    /// schedule, none where it names neither the code nor one above it.
    pub fn retention(&self) -> Option<&Retention> {
        let code = self.numbering("surat-pemberitahuan")?.pattern.split('/').next()?.trim();
        let under = |line: &&Retention| {
            code.strip_prefix(line.code.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.office.retention.iter().filter(under).max_by_key(|line| line.code.len())
    }

    /// Signing route of a kind of naskah.
    pub fn route(&self, kind: &str) -> Option<&SigningRoute> {
        self.office.signing.iter().find(|route| route.kind == kind)
    }

    /// Post that signs a kind of naskah.
    pub fn signer(&self, kind: &str) -> Option<&str> {
        self.route(kind).map(|route| route.signer.as_str()).filter(|post| !post.is_empty())
    }

    /// The text of the template that is in force for a kind; none for a kind that nobody knows.
    pub fn template(&self, kind: letters::Kind) -> Option<&str> {
        let set = self.templates.get(kind.as_str()).map(|set| &*set.source);
        set.or_else(|| letters::delivered(kind))
    }

    /// An instant in the office's zone.
    pub fn local(&self, at: Instant) -> Instant {
        at.with_timezone(&self.calendar.offset())
    }

    /// Short name of the post that plays an actor of the SOP; the SOP's own name when no post does.
    pub fn actor_name(&self, definition: &Definition, actor: &str) -> String {
        self.posts
            .post_of_actor(actor)
            .map(|post| post.short.clone())
            .or_else(|| definition.actor(actor).map(|actor| actor.name.clone()))
            .unwrap_or_else(|| actor.to_owned())
    }
}
