//! The register as asked for: filtered, searched, counted.

use archive::register::{Page, RegisterFilter, RegisterOrder};
use archive::search::HitPlace;
use archive::tx::ReadTx;
use sop::act::Agency;

use crate::api::{RegisterPage, RegisterQuery, RegisterSort, SearchHit};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::journal::stamp;
use crate::views::row::{place_name, row_view};

/// Rows of one page at most.
const MOST_ROWS: u32 = 200;

fn statuses(state: &str) -> Vec<String> {
    let list: &[&str] = match state {
        "berjalan" => &["berjalan"],
        "ditahan" => &["ditahan", "dikembalikan"],
        "selesai" => &["selesai", "berkas_lengkap", "tidak_dilanjutkan", "batal"],
        "konsep" => &["konsep"],
        _ => &[],
    };
    list.iter().map(|status| (*status).to_owned()).collect()
}

fn order_of(sort: RegisterSort, filter: &RegisterFilter) -> RegisterOrder {
    match sort {
        RegisterSort::Usual if filter.statuses == ["berjalan"] => RegisterOrder::Due,
        RegisterSort::Usual | RegisterSort::Newest => RegisterOrder::Newest,
        RegisterSort::Due => RegisterOrder::Due,
        RegisterSort::Oldest => RegisterOrder::Oldest,
        RegisterSort::Changed => RegisterOrder::Changed,
        RegisterSort::Received => RegisterOrder::Received,
        RegisterSort::Agency => RegisterOrder::Agency,
        RegisterSort::Etalase => RegisterOrder::Etalase,
        RegisterSort::Step => RegisterOrder::Step,
        RegisterSort::Place => RegisterOrder::Place,
    }
}

/// One page of the register.
pub(crate) fn page(desk: &Desk, query: RegisterQuery) -> Result<RegisterPage, Fault> {
    let now = stamp(desk.now());
    let limit = if query.limit == 0 { MOST_ROWS } else { query.limit.min(MOST_ROWS) };
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let filter = RegisterFilter {
        statuses: statuses(&query.state),
        year: (query.year > 0).then_some(query.year),
        agency: some(&query.agency),
        step: (query.step > 0).then_some(query.step),
        place: place_key(desk, &query.place)?,
        late_at: query.late.then(|| now.clone()),
        incomplete: query.incomplete,
        search: query.search.clone(),
    };
    let order = order_of(query.order, &filter);
    let typed = query.search.clone();
    let page = Page { limit, offset: query.offset };
    let (part, hits, offered) = desk.archive.read(move |tx: &ReadTx<'_>| -> Result<_, Fault> {
        let part = tx.register_part(&filter, order, page, true)?;
        let mut hits = Vec::with_capacity(part.rows.len());
        for row in &part.rows {
            hits.push(if typed.trim().is_empty() {
                None
            } else {
                tx.search_place(&typed, &row.id, &[&row.id, &row.etalase, &row.agency_name])?.map(hit)
            });
        }
        let offered = (tx.register_agencies()?, tx.register_places()?, tx.register_years()?);
        Ok((part, hits, offered))
    })?;
    let (agencies, places, years) = offered;
    let agencies: Vec<Agency> = agencies.into_iter().map(|(id, name)| Agency { id, name }).collect();
    let count = |name: &str| -> u32 {
        let names = statuses(name);
        let sum: u64 = part
            .counts
            .iter()
            .filter(|(status, _)| names.is_empty() || names.contains(status))
            .map(|(_, n)| *n)
            .sum();
        u32::try_from(sum).unwrap_or(u32::MAX)
    };
    let counts = ["berjalan", "ditahan", "selesai", "konsep", "semua"]
        .into_iter()
        .map(|name| (name.to_owned(), count(name)))
        .collect();
    desk.look(|look| {
        let rows = part
            .rows
            .iter()
            .zip(hits)
            .map(|(row, hit)| row_view(row, hit, look))
            .collect::<Result<Vec<_>, Fault>>()?;
        Ok(RegisterPage {
            rows,
            total: u32::try_from(part.total).unwrap_or(u32::MAX),
            more: part.more,
            counts,
            agencies: agencies.clone(),
            places: places.iter().map(|place| place_name(place, look)).collect(),
            years: years.clone(),
        })
    })
}

/// The key of a place that the filter names in words.
fn place_key(desk: &Desk, name: &str) -> Result<Option<String>, Fault> {
    if name.is_empty() {
        return Ok(None);
    }
    let keys = desk.archive.read(|tx: &ReadTx<'_>| -> Result<_, Fault> { Ok(tx.register_places()?) })?;
    let key = desk.look(|look| keys.into_iter().find(|key| place_name(key, look) == name));
    Ok(Some(key.unwrap_or_else(|| name.to_owned())))
}

fn hit(place: HitPlace) -> SearchHit {
    let snippet = place
        .snippet
        .iter()
        .map(|part| if part.hit { format!("\u{2}{}\u{3}", part.text) } else { part.text.clone() })
        .collect();
    SearchHit { field: place.field, snippet }
}
