//! The register: one row per usulan, as the list views need it. A projection that the office writes; what it does not
//! hold in a column of its own is the office's business, in `extra`.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params_from_iter, types::Value};
use serde::{Deserialize, Serialize};

use crate::{
    error::ArchiveError,
    search::Query,
    tx::{ReadTx, WriteTx},
};

/// One usulan in the list views. Times are RFC 3339 texts, all with the office's offset, so that they sort.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RegisterRow {
    /// Its id, such as `2026-0042`; ids sort by age.
    pub id: String,
    /// The year under which it is filed.
    pub year: i32,
    /// State or overlay, as the office names it.
    pub status: String,
    /// The step at which it stands.
    pub step: Option<u32>,
    /// Id of the proposing agency.
    pub agency: Option<String>,
    /// Name of the agency, for display and order.
    pub agency_name: String,
    /// Name of the etalase.
    pub etalase: String,
    /// Where the folder lies ("Di mana").
    pub place: Option<String>,
    /// When the standard time of the running step ends.
    pub due: Option<String>,
    /// When the proposal was received.
    pub received: Option<String>,
    /// Whether a step was late, whatever the time is now.
    pub late: bool,
    /// Whether something is owed: copies, numbers, explanations.
    pub incomplete: bool,
    /// The newest entry of the journal that this row rests on.
    pub seq: i64,
    /// Everything else that the list shows, JSON.
    pub extra: String,
}

/// Which rows to list. Conditions that are given must all hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegisterFilter {
    /// One of these statuses; empty for all.
    pub statuses: Vec<String>,
    /// Filed under this year.
    pub year: Option<i32>,
    /// Of this agency.
    pub agency: Option<String>,
    /// At this step.
    pub step: Option<u32>,
    /// At this place.
    pub place: Option<String>,
    /// Late at this time: a step was late, or the running one is due before it.
    pub late_at: Option<String>,
    /// Something is owed.
    pub incomplete: bool,
    /// Found by what the user typed ([`crate::search`]); blank for no condition.
    pub search: String,
}

/// In which order to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterOrder {
    /// Earliest due first, those without a due time last; then newest.
    #[default]
    Due,
    /// Newest id first.
    Newest,
    /// Oldest id first.
    Oldest,
    /// Last changed first.
    Changed,
    /// Last received first, those not received last.
    Received,
    /// By name of the agency.
    Agency,
    /// By name of the etalase.
    Etalase,
    /// By step, those without one last.
    Step,
    /// By place, those without one last.
    Place,
}

impl RegisterOrder {
    /// Every order ends with the id, so that pages never overlap.
    fn sql(self) -> &'static str {
        match self {
            RegisterOrder::Due => "due IS NULL, due, id DESC",
            RegisterOrder::Newest => "id DESC",
            RegisterOrder::Oldest => "id",
            RegisterOrder::Changed => "seq DESC, id DESC",
            RegisterOrder::Received => "received IS NULL, received DESC, id DESC",
            RegisterOrder::Agency => "agency_name COLLATE NOCASE, id DESC",
            RegisterOrder::Etalase => "etalase COLLATE NOCASE, id DESC",
            RegisterOrder::Step => "step IS NULL, step, id DESC",
            RegisterOrder::Place => "place IS NULL, place COLLATE NOCASE, id DESC",
        }
    }
}

/// A part of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// At most so many rows.
    pub limit: u32,
    /// After leaving out so many.
    pub offset: u32,
}

impl Page {
    /// All rows.
    pub const ALL: Page = Page { limit: u32::MAX, offset: 0 };

    /// The first `limit` rows.
    pub fn first(limit: u32) -> Page {
        Page { limit, offset: 0 }
    }
}

const COLUMNS: &str = "id, year, status, step, agency, agency_name, etalase, place, due, received, late, incomplete, seq, extra";

fn row_of(row: &Row<'_>) -> rusqlite::Result<RegisterRow> {
    Ok(RegisterRow {
        id: row.get(0)?,
        year: row.get(1)?,
        status: row.get(2)?,
        step: row.get(3)?,
        agency: row.get(4)?,
        agency_name: row.get(5)?,
        etalase: row.get(6)?,
        place: row.get(7)?,
        due: row.get(8)?,
        received: row.get(9)?,
        late: row.get(10)?,
        incomplete: row.get(11)?,
        seq: row.get(12)?,
        extra: row.get(13)?,
    })
}

/// The conditions of a filter as SQL, and the values for its question marks in order.
fn condition(filter: &RegisterFilter) -> (String, Vec<Value>) {
    let RegisterFilter { statuses, year, agency, step, place, late_at, incomplete, search } = filter;
    let (mut sql, mut values) = (String::from("1"), Vec::new());
    let mut and = |clause: &str, with: Vec<Value>| {
        sql.push_str(" AND ");
        sql.push_str(clause);
        values.extend(with);
    };
    if !statuses.is_empty() {
        let marks = vec!["?"; statuses.len()].join(", ");
        and(&format!("status IN ({marks})"), statuses.iter().cloned().map(Value::Text).collect());
    }
    if let Some(year) = year {
        and("year = ?", vec![Value::Integer(i64::from(*year))]);
    }
    if let Some(agency) = agency {
        and("agency = ?", vec![Value::Text(agency.clone())]);
    }
    if let Some(step) = step {
        and("step = ?", vec![Value::Integer(i64::from(*step))]);
    }
    if let Some(place) = place {
        and("place = ?", vec![Value::Text(place.clone())]);
    }
    if let Some(at) = late_at {
        and("(late OR due < ?)", vec![Value::Text(at.clone())]);
    }
    if *incomplete {
        and("incomplete", Vec::new());
    }
    if !search.trim().is_empty() {
        let (found, with) = Query::new(search).usulan_sql();
        and(&format!("id IN ({found})"), with);
    }
    (sql, values)
}

/// A SELECT of the different values of an indexed column, in order. It leaps from one to the next, where DISTINCT would
/// read every row of the index.
fn leaps(column: &str) -> String {
    format!(
        "WITH RECURSIVE every (value) AS (
           SELECT min({column}) FROM register
           UNION ALL
           SELECT (SELECT min({column}) FROM register WHERE value < {column}) FROM every WHERE value IS NOT NULL
         )
         SELECT value FROM every WHERE value IS NOT NULL"
    )
}

impl ReadTx<'_> {
    /// The row of one usulan.
    pub fn register_row(&self, usulan: &str) -> Result<Option<RegisterRow>, ArchiveError> {
        let mut select = self.statement(&format!("SELECT {COLUMNS} FROM register WHERE id = ?1"))?;
        Ok(select.query_row([usulan], row_of).optional()?)
    }

    /// The rows that a filter lets through.
    pub fn register(
        &self,
        filter: &RegisterFilter,
        order: RegisterOrder,
        page: Page,
    ) -> Result<Vec<RegisterRow>, ArchiveError> {
        let (condition, mut values) = condition(filter);
        values.extend([Value::Integer(page.limit.into()), Value::Integer(page.offset.into())]);
        let order = order.sql();
        let mut select = self.statement(&format!(
            "SELECT {COLUMNS} FROM register WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?"
        ))?;
        let rows = select.query_map(params_from_iter(values), row_of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many rows a filter lets through.
    pub fn register_count(&self, filter: &RegisterFilter) -> Result<u64, ArchiveError> {
        let (condition, values) = condition(filter);
        let mut select = self.statement(&format!("SELECT count(*) FROM register WHERE {condition}"))?;
        let count: i64 = select.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// How many rows of every status the filter's other conditions let through: the counts of the state switch.
    pub fn register_counts(&self, filter: &RegisterFilter) -> Result<BTreeMap<String, u64>, ArchiveError> {
        let (condition, values) = condition(&RegisterFilter { statuses: Vec::new(), ..filter.clone() });
        let sql = format!("SELECT status, count(*) FROM register WHERE {condition} GROUP BY status");
        let mut select = self.statement(&sql)?;
        let counts = select.query_map(params_from_iter(values), |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
        })?;
        Ok(counts.collect::<Result<_, _>>()?)
    }

    /// The years under which usulan are filed, oldest first.
    pub fn register_years(&self) -> Result<Vec<i32>, ArchiveError> {
        self.each_of(&leaps("year"))
    }

    /// Where folders lie, sorted.
    pub fn register_places(&self) -> Result<Vec<String>, ArchiveError> {
        self.each_of(&leaps("place"))
    }

    /// Agencies that proposed something: id, and name as of the oldest of their usulan; in the order of these.
    pub fn register_agencies(&self) -> Result<Vec<(String, String)>, ArchiveError> {
        let sql = format!(
            "SELECT first.agency, first.agency_name FROM ({}) AS every JOIN register AS first
             ON first.id = (SELECT min(id) FROM register WHERE agency = every.value) ORDER BY first.id",
            leaps("agency")
        );
        let mut select = self.statement(&sql)?;
        let found = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    fn each_of<T: rusqlite::types::FromSql>(&self, sql: &str) -> Result<Vec<T>, ArchiveError> {
        let mut select = self.statement(sql)?;
        let found = select.query_map([], |row| row.get(0))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    pub(crate) fn dump_register(&self) -> Result<Vec<String>, ArchiveError> {
        let rows = self.register(&RegisterFilter::default(), RegisterOrder::Oldest, Page::ALL)?;
        rows.iter().map(|row| dump_line("register", row)).collect()
    }
}

impl WriteTx<'_> {
    /// Writes the row of an usulan, new or over the old one.
    pub fn put_register_row(&self, row: &RegisterRow) -> Result<(), ArchiveError> {
        let mut upsert = self.statement(&format!(
            "INSERT INTO register ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (id) DO UPDATE SET year = excluded.year, status = excluded.status, step = excluded.step,
               agency = excluded.agency, agency_name = excluded.agency_name, etalase = excluded.etalase,
               place = excluded.place, due = excluded.due, received = excluded.received, late = excluded.late,
               incomplete = excluded.incomplete, seq = excluded.seq, extra = excluded.extra"
        ))?;
        upsert.execute((
            &row.id,
            row.year,
            &row.status,
            row.step,
            &row.agency,
            &row.agency_name,
            &row.etalase,
            &row.place,
            &row.due,
            &row.received,
            row.late,
            row.incomplete,
            row.seq,
            &row.extra,
        ))?;
        Ok(())
    }
}

/// One row of a projection as a line of text: the table, a blank, the row as JSON.
pub(crate) fn dump_line<T: Serialize>(table: &str, row: &T) -> Result<String, ArchiveError> {
    let json = serde_json::to_string(row).map_err(|e| ArchiveError::Database { detail: e.to_string() })?;
    Ok(format!("{table} {json}"))
}
