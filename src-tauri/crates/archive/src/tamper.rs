//! The hand of somebody who knows SQLite and means harm: changes a closed office behind its back, so that tests of the
//! floors above can show that verification finds it. It is here because only this crate names the database, and behind
//! a feature because no program may be able to do this.

use std::path::Path;

use rusqlite::{Connection, types::Value};

use crate::{error::ArchiveError, folder::OfficeFolder};

/// A value as it stands in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// None.
    Null,
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl Cell {
    fn of(value: Value) -> Result<Cell, ArchiveError> {
        match value {
            Value::Null => Ok(Cell::Null),
            Value::Integer(number) => Ok(Cell::Integer(number)),
            Value::Text(text) => Ok(Cell::Text(text)),
            Value::Blob(bytes) => Ok(Cell::Blob(bytes)),
            Value::Real(number) => {
                Err(ArchiveError::Database { detail: format!("no column holds a number such as {number}") })
            }
        }
    }

    /// Its literal in SQL.
    pub fn sql(&self) -> String {
        match self {
            Cell::Null => "NULL".to_owned(),
            Cell::Integer(number) => number.to_string(),
            Cell::Text(text) => format!("'{}'", text.replace('\'', "''")),
            Cell::Blob(bytes) => {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                format!("x'{digits}'")
            }
        }
    }
}

/// The rows that a SELECT gives.
pub fn rows(dir: &Path, select: &str) -> Result<Vec<Vec<Cell>>, ArchiveError> {
    let connection = Connection::open(OfficeFolder::at(dir).database())?;
    let mut select = connection.prepare(select)?;
    let columns = select.column_count();
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((0..columns).map(|at| Cell::of(row.get(at)?)).collect::<Result<_, _>>()?);
    }
    Ok(found)
}

/// Runs SQL with the triggers out of the way, and puts them back, so that nothing but the change itself is to be seen.
pub fn tamper(dir: &Path, sql: &str) -> Result<(), ArchiveError> {
    let connection = Connection::open(OfficeFolder::at(dir).database())?;
    // Tests do this a thousand times, to copies that need not survive a power cut.
    connection.pragma_update(None, "synchronous", "OFF")?;
    // Whoever means harm is not held up by a rule that can be switched off.
    connection.pragma_update(None, "ignore_check_constraints", "ON")?;
    let triggers: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%RAISE(%' ORDER BY name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let drop: String = triggers.iter().map(|(name, _)| format!("DROP TRIGGER {name};\n")).collect();
    let restore: String = triggers.iter().map(|(_, sql)| format!("{sql};\n")).collect();
    connection.execute_batch(&format!("BEGIN;\n{drop}{sql};\n{restore}COMMIT;"))?;
    connection.close().map_err(|(_, error)| ArchiveError::from(error))
}
