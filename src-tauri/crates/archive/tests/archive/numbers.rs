use archive::{
    error::ArchiveError,
    numbers::{NewNumber, NumberRow, NumberSource, NumberState, Recorded},
    office::Archive,
};

fn number(seq: i64, number: Option<i64>, suffix: &str) -> NewNumber {
    NewNumber {
        seq,
        item: 0,
        pool: "keluar".into(),
        year: 2026,
        number,
        suffix: suffix.into(),
        text: match number {
            Some(n) => format!("000.3/{n}{suffix}/416-023/2026"),
            None => "tanpa nomor".into(),
        },
        naskah: Some(format!("N2026-{seq:05}")),
        usulan: Some("2026-0042".into()),
        letter_date: Some("2026-11-10".into()),
        extra: r#"{"hal":"Undangan"}"#.into(),
    }
}

fn record(archive: &Archive, new: NewNumber, reason: Option<&str>) -> Recorded {
    let reason = reason.map(str::to_owned);
    archive.write(move |tx| tx.record_number(&new, reason.as_deref())).unwrap()
}

fn holders(recorded: Recorded) -> Vec<i64> {
    match recorded {
        Recorded::Kept => Vec::new(),
        Recorded::Double { holders } => holders.into_iter().map(|row| row.seq).collect(),
    }
}

#[test]
fn the_paper_book_is_recorded_as_it_was_written() {
    let archive = Archive::scratch().unwrap();
    assert_eq!(record(&archive, number(1, Some(145), ""), None), Recorded::Kept);
    assert_eq!(record(&archive, number(2, Some(145), ".a"), None), Recorded::Kept, "145.a is another number");
    assert_eq!(record(&archive, number(3, Some(9), ""), None), Recorded::Kept, "in any order, with any gap");
    assert_eq!(record(&archive, number(4, None, ""), None), Recorded::Kept, "even without a number in it");

    let double = record(&archive, number(5, Some(145), ""), None);
    assert_eq!(holders(double), [1], "a double is shown with the letter that has it");
    assert_eq!(holders(record(&archive, number(5, Some(145), ".a"), Some(" "))), [2], "blanks are no reason");
    assert_eq!(
        holders(record(&archive, number(5, None, ""), None)),
        [4],
        "without a number, the writing counts"
    );
    let other_year = NewNumber { year: 2027, ..number(5, Some(145), "") };
    assert_eq!(record(&archive, other_year, None), Recorded::Kept, "every year is a pool of its own");
    let other_pool = NewNumber { pool: "masuk".into(), ..number(6, Some(145), "") };
    assert_eq!(record(&archive, other_pool, None), Recorded::Kept, "every pool for itself");

    assert_eq!(record(&archive, number(7, Some(145), ""), Some("TU memberi dua kali")), Recorded::Kept);
    assert_eq!(holders(record(&archive, number(8, Some(145), ""), None)), [1, 7], "then both have it");

    let book = archive.read(|tx| tx.numbers("keluar", 2026)).unwrap();
    let order: Vec<(i64, Option<&str>)> =
        book.iter().map(|row| (row.seq, row.double_reason.as_deref())).collect();
    assert_eq!(
        order,
        [(3, None), (1, None), (7, Some("TU memberi dua kali")), (2, None), (4, None)],
        "in the order of the book; what was refused is not in it"
    );
    let kept: Vec<NumberRow> = archive.read(|tx| tx.numbers_of_naskah("N2026-00007")).unwrap();
    let NewNumber { seq, item, pool, year, number, suffix, text, naskah, usulan, letter_date, extra } =
        number(7, Some(145), "");
    assert_eq!(
        kept,
        [NumberRow {
            seq,
            item,
            pool,
            year,
            number,
            suffix,
            text,
            source: NumberSource::Paper,
            naskah,
            usulan,
            letter_date,
            double_reason: Some("TU memberi dua kali".into()),
            state: NumberState::Used,
            ended_by: None,
            end_reason: None,
            extra,
        }],
        "nothing of it is lost"
    );
}

#[test]
fn the_application_issues_once_and_without_gaps() {
    let archive = Archive::scratch().unwrap();
    let issue = |new: NewNumber| archive.write(move |tx| tx.issue_number(&new));
    assert_eq!(issue(number(1, Some(1), "")), Ok(()));
    let refused = |given: i64, next: i64| {
        Err(ArchiveError::NotTheNextNumber { pool: "keluar".into(), year: 2026, given, next })
    };
    assert_eq!(issue(number(2, Some(1), "")), refused(1, 2), "no number twice");
    assert_eq!(issue(number(2, Some(3), "")), refused(3, 2), "no gap");
    assert_eq!(issue(number(2, Some(2), "a")), refused(2, 2), "no suffix");
    assert_eq!(issue(number(2, None, "")), refused(0, 2), "and a number there must be");
    assert_eq!(issue(number(2, Some(2), "")), Ok(()));

    archive.write(|tx| tx.void_number(2, 0, 3, "salah cetak")).unwrap();
    assert_eq!(archive.read(|tx| tx.next_number("keluar", 2026)), Ok(3), "a void number is not given again");
    assert_eq!(issue(number(4, Some(3), "")), Ok(()));
    let book = archive.read(|tx| tx.numbers("keluar", 2026)).unwrap();
    let states: Vec<_> =
        book.iter().map(|row| (row.number, row.state, row.end_reason.as_deref(), row.ended_by)).collect();
    assert_eq!(
        states,
        [
            (Some(1), NumberState::Used, None, None),
            (Some(2), NumberState::Void, Some("salah cetak"), Some(3)),
            (Some(3), NumberState::Used, None, None),
        ],
        "void numbers stay visible with their reason"
    );
    let twice = archive.write(|tx| tx.void_number(2, 0, 5, "lagi"));
    assert_eq!(
        twice,
        Err(ArchiveError::NoSuchNumber { seq: 2, item: 0 }),
        "what has ended does not end again"
    );
    let corrected = archive.write(|tx| tx.correct_number(1, 0, 5, "keliru"));
    assert_eq!(corrected, Err(ArchiveError::IssuedNumber), "an issued number cannot be corrected away");
    assert_eq!(archive.read(|tx| tx.next_number("keluar", 2027)), Ok(1), "a new year begins anew");
}

#[test]
fn a_refused_act_gives_its_number_back() {
    let archive = Archive::scratch().unwrap();
    let refused: Result<(), ArchiveError> = archive.write(|tx| {
        let next = tx.next_number("keluar", 2026)?;
        tx.issue_number(&number(1, Some(next), ""))?;
        Err(ArchiveError::Busy)
    });
    assert_eq!(refused, Err(ArchiveError::Busy));
    assert_eq!(archive.read(|tx| tx.next_number("keluar", 2026)), Ok(1), "nothing was issued");
}

#[test]
fn a_number_typed_wrong_is_corrected_and_stays_visible() {
    let archive = Archive::scratch().unwrap();
    record(&archive, number(1, Some(999), ""), None);
    archive.write(|tx| tx.correct_number(1, 0, 2, "salah ketik, 99")).unwrap();
    assert_eq!(record(&archive, number(2, Some(99), ""), None), Recorded::Kept);
    assert_eq!(archive.read(|tx| tx.next_number("keluar", 2026)), Ok(100), "nobody holds the wrong number");
    assert_eq!(record(&archive, number(3, Some(999), ""), None), Recorded::Kept, "so it is free");
    let book = archive.read(|tx| tx.numbers("keluar", 2026)).unwrap();
    let states: Vec<_> = book.iter().map(|row| (row.number, row.state)).collect();
    assert_eq!(
        states,
        [(Some(99), NumberState::Used), (Some(999), NumberState::Corrected), (Some(999), NumberState::Used)]
    );
    assert_eq!(
        archive.write(|tx| tx.void_number(7, 0, 8, "x")),
        Err(ArchiveError::NoSuchNumber { seq: 7, item: 0 }),
        "a number that was never recorded"
    );
}

#[test]
fn a_pool_that_the_application_takes_over_goes_on_from_the_book() {
    let archive = Archive::scratch().unwrap();
    record(&archive, number(1, Some(145), ".a"), None);
    let issued = archive.write(|tx| {
        let next = tx.next_number("keluar", 2026)?;
        tx.issue_number(&number(2, Some(next), ""))?;
        Ok::<_, ArchiveError>(next)
    });
    assert_eq!(issued, Ok(146));
    assert_eq!(
        holders(record(&archive, number(3, Some(146), ""), None)),
        [2],
        "an issued number is held, too"
    );
}
