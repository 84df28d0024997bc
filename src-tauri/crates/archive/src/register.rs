//! The register: one row per usulan, as the list views need it. A projection that the office writes; what it does not
//! hold in a column of its own is the office's business, in `extra`.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params_from_iter, types::Value};
use serde::{Deserialize, Serialize};

use crate::{
    error::ArchiveError,
    key::{NEWEST, key_of, of_year, parsed},
    search::{Matches, Query},
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
    /// Every order ends with the key, so that pages never overlap. As the indexes have it.
    fn sql(self) -> &'static str {
        match self {
            RegisterOrder::Due => "due IS NULL, due, key DESC",
            RegisterOrder::Newest => "key DESC",
            RegisterOrder::Oldest => "key",
            RegisterOrder::Changed => "seq DESC, key DESC",
            RegisterOrder::Received => "received IS NULL, received DESC, key DESC",
            RegisterOrder::Agency => "agency_name COLLATE NOCASE, key DESC",
            RegisterOrder::Etalase => "etalase COLLATE NOCASE, key DESC",
            RegisterOrder::Step => "step IS NULL, step, key DESC",
            RegisterOrder::Place => "place IS NULL, place COLLATE NOCASE, key DESC",
        }
    }

    /// The index that holds the rows in this order, and the order in its words.
    fn index(self) -> (&'static str, &'static str) {
        let name = match self {
            // A year's keys lie together: the same as the key alone, in an index that holds little else.
            RegisterOrder::Newest => return ("register_by_year", "year DESC, key DESC"),
            RegisterOrder::Oldest => return ("register_by_year", "year, key"),
            RegisterOrder::Due => "register_in_order_of_due",
            RegisterOrder::Changed => "register_in_order_of_change",
            RegisterOrder::Received => "register_in_order_of_receipt",
            RegisterOrder::Agency => "register_in_order_of_agency",
            RegisterOrder::Etalase => "register_in_order_of_etalase",
            RegisterOrder::Step => "register_in_order_of_step",
            RegisterOrder::Place => "register_in_order_of_place",
        };
        (name, self.sql())
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

/// A part of the rows, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegisterPart {
    /// The rows of the page.
    pub rows: Vec<RegisterRow>,
    /// How many rows the filter lets through; of a search the newest [`MOST_FOUND`] at most.
    pub total: u64,
    /// A search found more than that, which only a narrower one brings up.
    pub more: bool,
    /// How many rows of every status the filter's other conditions let through, the search left out: the counts of the
    /// state switch.
    pub counts: BTreeMap<String, u64>,
}

/// What a search brings up at most. Nobody reads on so far, and counting every hit of one letter in a hundred thousand
/// usulan takes a second.
pub const MOST_FOUND: u64 = 500;

/// Of so many rows one must be let through for a list to be walked in its order or a search in its own, the others
/// skipped; of fewer, those let through are looked up first.
const SPARSE: u64 = 8;

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

/// The conditions of a filter as SQL, the search left out, and the values for its question marks in order.
fn condition(filter: &RegisterFilter) -> (String, Vec<Value>) {
    let RegisterFilter { statuses, year, agency, step, place, late_at, incomplete, search: _ } = filter;
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
        // Compared, so that the index of what is owed is used.
        and("incomplete = 1", Vec::new());
    }
    (sql, values)
}

/// Keys as one value, read with `json_each`.
fn list(keys: &[i64]) -> Value {
    let keys: Vec<String> = keys.iter().map(i64::to_string).collect();
    Value::Text(format!("[{}]", keys.join(",")))
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

    /// The rows that a filter lets through, its search left out.
    pub fn register(
        &self,
        filter: &RegisterFilter,
        order: RegisterOrder,
        page: Page,
    ) -> Result<Vec<RegisterRow>, ArchiveError> {
        let (condition, mut values) = condition(filter);
        values.extend([Value::Integer(page.limit.into()), Value::Integer(page.offset.into())]);
        let order = order.sql();
        self.rows(
            &format!("SELECT {COLUMNS} FROM register WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?"),
            values,
        )
    }

    /// Ids of the usulan that a filter lets through, its search left out, each with the newest entry of the journal on which
    /// its row rests; by age.
    pub fn register_seqs(&self, filter: &RegisterFilter) -> Result<Vec<(String, i64)>, ArchiveError> {
        let (condition, values) = condition(filter);
        let mut select =
            self.statement(&format!("SELECT id, seq FROM register WHERE {condition} ORDER BY key"))?;
        let seqs = select.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(seqs.collect::<Result<_, _>>()?)
    }

    /// A page of the rows that a filter lets through, with its counts. What a search names exactly (`2026-0042`, or `42`
    /// of any year) comes first where `exact_first`; of more than [`MOST_FOUND`] hits the newest are listed, in the order
    /// asked for.
    pub fn register_part(
        &self,
        filter: &RegisterFilter,
        order: RegisterOrder,
        page: Page,
        exact_first: bool,
    ) -> Result<RegisterPart, ArchiveError> {
        let counts = self.register_counts(filter)?;
        let of_status = |(status, count): (&String, &u64)| {
            (filter.statuses.is_empty() || filter.statuses.contains(status)).then_some(*count)
        };
        let through: u64 = counts.iter().filter_map(of_status).sum();
        let sparse = through * SPARSE < self.ids_used("usulan")?;
        if filter.search.trim().is_empty() {
            let rows = self.paged(filter, order, page, sparse)?;
            return Ok(RegisterPart { rows, total: through, more: false, counts });
        }
        let query = Query::new(&filter.search);
        let mut found = if sparse {
            self.found_among(&query, &self.keys_of(filter)?)?
        } else {
            self.found_through(&query, filter)?
        };
        let mut exact = Vec::new();
        for key in if exact_first { self.exact(filter)? } else { Vec::new() } {
            if found.contains(&key) || self.is_found(&query, key)? {
                exact.push(key);
            }
        }
        found.splice(0..0, exact.iter().copied().filter(|key| !found.contains(key)).collect::<Vec<_>>());
        let more = MOST_FOUND < found.len() as u64;
        found.truncate(usize::try_from(MOST_FOUND).unwrap_or(usize::MAX));
        let rows = self.in_order(&found, &exact, order, page)?;
        Ok(RegisterPart { rows, total: found.len() as u64, more, counts })
    }

    /// A page of what a filter lets through. Keys come first, from an index alone where it can be; only the rows of the
    /// page are read, however far on it lies. Where most are let through, an index that holds them in order is walked.
    fn paged(
        &self,
        filter: &RegisterFilter,
        order: RegisterOrder,
        page: Page,
        sparse: bool,
    ) -> Result<Vec<RegisterRow>, ArchiveError> {
        let (condition, mut values) = condition(filter);
        values.extend([Value::Integer(page.limit.into()), Value::Integer(page.offset.into())]);
        let order_of_rows = order.sql();
        let (indexed, order) = match (sparse, order.index()) {
            (true, _) => (String::new(), order_of_rows),
            (false, (index, order)) => (format!("INDEXED BY {index}"), order),
        };
        self.rows(
            &format!(
                "SELECT {COLUMNS} FROM register WHERE key IN (SELECT key FROM register {indexed}
                   WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?) ORDER BY {order_of_rows}"
            ),
            values,
        )
    }

    /// Of these usulan, a page in an order, those named exactly before all others.
    fn in_order(
        &self,
        found: &[i64],
        exact: &[i64],
        order: RegisterOrder,
        page: Page,
    ) -> Result<Vec<RegisterRow>, ArchiveError> {
        let order = order.sql();
        let values = vec![
            list(found),
            list(exact),
            Value::Integer(page.limit.into()),
            Value::Integer(page.offset.into()),
        ];
        self.rows(
            &format!(
                "SELECT {COLUMNS} FROM register WHERE key IN (SELECT value FROM json_each(?))
                 ORDER BY key IN (SELECT value FROM json_each(?)) DESC, {order} LIMIT ? OFFSET ?"
            ),
            values,
        )
    }

    fn rows(&self, sql: &str, values: Vec<Value>) -> Result<Vec<RegisterRow>, ArchiveError> {
        let mut select = self.statement(sql)?;
        let rows = select.query_map(params_from_iter(values), row_of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The keys that a filter lets through, newest first.
    fn keys_of(&self, filter: &RegisterFilter) -> Result<Vec<i64>, ArchiveError> {
        let (condition, values) = condition(filter);
        let mut select = self.statement(&format!("SELECT key FROM register WHERE {condition}"))?;
        let keys = select.query_map(params_from_iter(values), |row| row.get(0))?;
        let mut keys: Vec<i64> = keys.collect::<Result<_, _>>()?;
        keys.sort_unstable_by(|a, b| b.cmp(a));
        Ok(keys)
    }

    /// The newest hits of a search among some usulan, one more than is listed.
    fn found_among(&self, query: &Query, keys: &[i64]) -> Result<Vec<i64>, ArchiveError> {
        let mut matches = Matches::of(self, query)?;
        let mut found = Vec::new();
        let mut rest = keys;
        while let Some(&key) = rest.first()
            && found.len() as u64 <= MOST_FOUND
        {
            let Some(hit) = matches.at_most(key)? else { break };
            if hit == key {
                found.push(key);
                rest = &rest[1..];
            } else {
                rest = &rest[rest.partition_point(|key| hit < *key)..];
            }
        }
        Ok(found)
    }

    /// The newest hits of a search that a filter lets through, one more than is listed.
    fn found_through(&self, query: &Query, filter: &RegisterFilter) -> Result<Vec<i64>, ArchiveError> {
        let (condition, values) = condition(filter);
        let mut passes = self.statement(&format!("SELECT 1 FROM register WHERE {condition} AND key = ?"))?;
        let mut matches = Matches::of(self, query)?;
        let mut found = Vec::new();
        let mut from = NEWEST;
        while found.len() as u64 <= MOST_FOUND
            && let Some(key) = matches.at_most(from)?
        {
            from = key - 1;
            let values = values.iter().cloned().chain([Value::Integer(key)]);
            if passes.exists(params_from_iter(values))? {
                found.push(key);
            }
        }
        Ok(found)
    }

    /// The usulan that a search names by its whole number, or by the number in whichever year, and the filter lets through.
    fn exact(&self, filter: &RegisterFilter) -> Result<Vec<i64>, ArchiveError> {
        let typed = filter.search.trim();
        let named: Vec<i64> = match (parsed(typed), typed.parse()) {
            (Some(key), _) => vec![key],
            (None, Ok(number)) => {
                self.register_years()?.into_iter().filter_map(|year| of_year(year, number)).collect()
            }
            (None, Err(_)) => Vec::new(),
        };
        let (condition, mut values) = condition(filter);
        values.push(list(&named));
        let sql = format!(
            "SELECT key FROM register WHERE {condition} AND key IN (SELECT value FROM json_each(?)) ORDER BY key DESC"
        );
        let mut select = self.statement(&sql)?;
        let keys = select.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    fn is_found(&self, query: &Query, key: i64) -> Result<bool, ArchiveError> {
        Ok(Matches::of(self, query)?.at_most(key)? == Some(key))
    }

    /// Whether the office has no usulan.
    pub fn register_is_empty(&self) -> Result<bool, ArchiveError> {
        Ok(!self.statement("SELECT 1 FROM register")?.exists([])?)
    }

    /// How many rows of every status the filter's other conditions let through, the search left out.
    pub fn register_counts(&self, filter: &RegisterFilter) -> Result<BTreeMap<String, u64>, ArchiveError> {
        let filter = RegisterFilter { statuses: Vec::new(), search: String::new(), ..filter.clone() };
        let (condition, values) = condition(&filter);
        let counted = filter == RegisterFilter { year: filter.year, ..RegisterFilter::default() };
        let sql = if counted {
            format!(
                "SELECT status, sum(n) FROM register_counts WHERE {condition} GROUP BY status HAVING 0 < sum(n)"
            )
        } else {
            format!("SELECT status, count(*) FROM register WHERE {condition} GROUP BY status")
        };
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
             ON first.key = (SELECT min(key) FROM register WHERE agency = every.value) ORDER BY first.key",
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
        let mut select = self.statement(&format!("SELECT {COLUMNS}, key FROM register"))?;
        let rows = select.query_map([], |row| Ok((row_of(row)?, row.get::<_, i64>(14)?)))?;
        let mut lines = Vec::new();
        for row in rows {
            let (row, key) = row?;
            lines.push(dump_line("register", &row)?);
            // It says nothing that the id does not say; where it does, search and lists go astray.
            if parsed(&row.id) != Some(key) {
                lines.push(dump_line("register", &(row.id, "key", key))?);
            }
        }
        // Nor do the counts that are kept.
        let mut select = self.statement(
            "SELECT year, status, n FROM register_counts WHERE 0 <> n
             EXCEPT SELECT year, status, count(*) FROM register GROUP BY year, status",
        )?;
        let mut wrong = select.query([])?;
        while let Some(row) = wrong.next()? {
            let count: (i32, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            lines.push(dump_line("register", &("count", count))?);
        }
        Ok(lines)
    }
}

impl WriteTx<'_> {
    /// Writes the row of an usulan, new or over the old one.
    pub fn put_register_row(&self, row: &RegisterRow) -> Result<(), ArchiveError> {
        let mut upsert = self.statement(&format!(
            "INSERT INTO register (key, {COLUMNS})
             VALUES (?15, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT (key) DO UPDATE SET year = excluded.year, status = excluded.status, step = excluded.step,
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
            key_of(&row.id)?,
        ))?;
        Ok(())
    }
}

/// One row of a projection as a line of text: the table, a blank, the row as JSON.
pub(crate) fn dump_line<T: Serialize>(table: &str, row: &T) -> Result<String, ArchiveError> {
    let json = serde_json::to_string(row).map_err(|e| ArchiveError::Database { detail: e.to_string() })?;
    Ok(format!("{table} {json}"))
}
