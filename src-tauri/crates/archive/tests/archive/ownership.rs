use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

use archive::{
    error::ArchiveError,
    folder::FolderRisk,
    office::{Archive, Settings, owner_of},
    owner::Owner,
    verify::{Expectations, verify},
};

use crate::common::{Office, append, contents, entry, owner, raw, row};

/// Names the office folder to a test that runs as another process.
const OFFICE: &str = "ETALASE_TEST_OFFICE";

/// Runs one test of this binary as another process; it plays the other part of that test.
fn other_process(test: &str, office: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(OFFICE, office)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The first line of a process that begins with `mark`, without it.
fn line_of(child: &mut Child, mark: &str) -> String {
    // Its end of the pipe stays open: the harness of the other process goes on printing.
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    // The harness may print before us on the same line.
    let found =
        lines.map_while(Result::ok).find_map(|line| line.split_once(mark).map(|(_, rest)| rest.to_owned()));
    found.unwrap_or_else(|| panic!("the other process ended without saying {mark}"))
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}").unwrap();
    out.flush().unwrap();
}

#[test]
fn a_second_process_is_told_who_has_the_folder() {
    if let Some(dir) = std::env::var_os(OFFICE) {
        let other = Owner { host: "PC-LAIN".into(), account: "budi".into(), ..owner() };
        let archive = Archive::open(Path::new(&dir), &other).unwrap();
        say("@owns");
        std::io::stdin().read_line(&mut String::new()).unwrap();
        drop(archive);
        return;
    }
    let office = Office::new();
    append(&office.create(), entry(None, "officials_changed", "{}"));
    assert_eq!(owner_of(&office.dir()), None, "closed, nobody has it");

    let mut child = other_process("ownership::a_second_process_is_told_who_has_the_folder", &office.dir());
    line_of(&mut child, "@owns");
    let refused = Archive::open(&office.dir(), &owner()).unwrap_err();
    assert_eq!(
        refused,
        ArchiveError::InUse { who: "budi".into(), host: "PC-LAIN".into(), since: owner().since },
        "the one who has it is named"
    );
    let said = owner_of(&office.dir()).unwrap();
    assert_eq!((said.account.as_str(), said.pid != std::process::id()), ("budi", true));

    let reader = Archive::open_read_only(&office.dir()).unwrap();
    assert_eq!(
        reader.read(|tx| Ok::<_, ArchiveError>(tx.head()?.seq)),
        Ok(1),
        "reading is allowed meanwhile"
    );
    assert!(reader.is_read_only());
    assert_eq!(reader.write(|tx| tx.head()), Err(ArchiveError::ReadOnly), "writing is not");
    assert_eq!(reader.store_bytes("x.pdf", b"x"), Err(ArchiveError::ReadOnly));
    assert_eq!(verify(&office.dir(), &Expectations::default()), Ok(vec![]), "and so is verifying");

    child.kill().unwrap();
    child.wait().unwrap();
    let archive = office.open();
    assert_eq!(owner_of(&office.dir()), Some(owner()), "a process that died has nothing any more");
    drop(archive);
}

#[test]
fn of_many_processes_exactly_one_gets_the_folder() {
    if let Some(dir) = std::env::var_os(OFFICE) {
        let opened = Archive::open(Path::new(&dir), &owner());
        say(match &opened {
            Ok(_) => "@got it",
            Err(ArchiveError::InUse { .. }) => "@in use",
            Err(_) => "@failed",
        });
        std::io::stdin().read_line(&mut String::new()).unwrap();
        return;
    }
    let office = Office::new();
    drop(office.create());
    for round in 0..3 {
        let mut children: Vec<Child> = (0..5)
            .map(|_| other_process("ownership::of_many_processes_exactly_one_gets_the_folder", &office.dir()))
            .collect();
        let mut answers = BTreeMap::new();
        for child in &mut children {
            *answers.entry(line_of(child, "@")).or_insert(0) += 1;
        }
        assert_eq!(
            answers,
            BTreeMap::from([("got it".to_owned(), 1), ("in use".to_owned(), 4)]),
            "round {round}: one owner, the others are told"
        );
        for mut child in children {
            drop(child.stdin.take());
            assert!(child.wait().unwrap().success(), "round {round}: every process ends well");
        }
    }
}

#[test]
fn one_process_cannot_own_a_folder_twice() {
    let office = Office::new();
    let archive = office.create();
    let Owner { host, account: who, since, .. } = owner();
    assert_eq!(Archive::open(&office.dir(), &owner()).unwrap_err(), ArchiveError::InUse { who, host, since });
    let text = fs::read_to_string(office.dir().join("office.lock")).unwrap();
    assert!(text.contains("siti") && text.contains("PC-PBJ-01"), "a person can read the lock, too: {text}");
    drop(archive);
    assert_eq!(fs::read_to_string(office.dir().join("office.lock")).unwrap(), "", "nobody is named any more");
    drop(office.open());
}

#[test]
fn an_office_is_made_only_where_there_is_room() {
    let office = Office::new();
    let dir = office.dir();
    assert_eq!(
        Archive::open(&dir, &owner()).unwrap_err(),
        ArchiveError::NotAnOffice,
        "nothing is made by opening"
    );
    assert!(!dir.exists());
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("Surat pribadi.docx"), b"x").unwrap();
    let before = contents(&dir);
    assert_eq!(
        Archive::create(&dir, &owner()).unwrap_err(),
        ArchiveError::NotEmpty { name: "Surat pribadi.docx".into() }
    );
    assert_eq!(Archive::open(&dir, &owner()).unwrap_err(), ArchiveError::NotAnOffice);
    assert_eq!(contents(&dir), before, "what was there is untouched");

    fs::remove_file(dir.join("Surat pribadi.docx")).unwrap();
    fs::write(dir.join("desktop.ini"), b"x").unwrap();
    fs::create_dir(dir.join("documents")).unwrap();
    fs::write(dir.join("etalase.db.new"), b"what an interrupted attempt left").unwrap();
    append(&office.create(), entry(None, "officials_changed", "{}"));
    assert_eq!(
        Archive::create(&dir, &owner()).unwrap_err(),
        ArchiveError::AlreadyAnOffice,
        "no office twice"
    );
    assert_eq!(
        office.open().read(|tx| Ok::<_, ArchiveError>(tx.head()?.seq)),
        Ok(1),
        "and the first one is whole"
    );
}

#[test]
fn what_is_not_ours_is_refused_and_untouched() {
    let foreign = |path: &Path| {
        let other = raw(path);
        other.execute_batch("CREATE TABLE songs (title TEXT); PRAGMA application_id = 77;").unwrap();
    };
    let newer = |path: &Path| {
        drop(Archive::create(path.parent().unwrap(), &owner()).unwrap());
        raw(path).execute_batch("PRAGMA user_version = 99").unwrap();
    };
    type Make<'a> = &'a dyn Fn(&Path);
    let known = 5;
    let cases: [(&str, Make<'_>, ArchiveError); 6] = [
        ("an empty file", &|path| fs::write(path, b"").unwrap(), ArchiveError::NotADatabase),
        ("a text", &|path| fs::write(path, "Kepada Yth. ".repeat(50)).unwrap(), ArchiveError::NotADatabase),
        ("a short text", &|path| fs::write(path, b"SQLite format 3\0").unwrap(), ArchiveError::NotADatabase),
        ("another application", &foreign, ArchiveError::Foreign { application_id: 77 }),
        ("a nameless database", &|path| raw(path).execute_batch("CREATE TABLE t (x)").unwrap(), {
            ArchiveError::Foreign { application_id: 0 }
        }),
        ("a newer build", &newer, ArchiveError::Newer { found: 99, known }),
    ];
    for (what, make, expected) in cases {
        let office = Office::new();
        fs::create_dir_all(office.dir()).unwrap();
        make(&office.database());
        let before = contents(&office.dir());
        assert_eq!(Archive::open(&office.dir(), &owner()).unwrap_err(), expected, "{what}, opened");
        assert_eq!(Archive::open_read_only(&office.dir()).unwrap_err(), expected, "{what}, read");
        assert_eq!(
            Archive::create(&office.dir(), &owner()).unwrap_err(),
            ArchiveError::AlreadyAnOffice,
            "{what}"
        );
        assert_eq!(contents(&office.dir()), before, "{what}: not a byte has changed, and no file came");
    }
}

#[test]
fn a_synchronised_folder_has_no_write_ahead_log() {
    let office = Office::new();
    let settings = Settings { synchronised: vec![office.beside("")], ..Settings::default() };
    let archive = Archive::create_with(&office.dir(), &owner(), &settings).unwrap();
    assert!(matches!(archive.risk(), FolderRisk::Synchronised { .. }), "the office can say the risk");
    append(&archive, entry(None, "officials_changed", "{}"));
    assert!(!office.dir().join("etalase.db-wal").exists(), "nothing but the database itself is to be copied");
    drop(archive);
    let mode = |office: &Office| -> String {
        raw(&office.database()).query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(mode(&office), "delete");
    drop(office.open());
    assert_eq!(mode(&office), "wal", "moved to a local disk it has its log again");
    drop(Archive::open_with(&office.dir(), &owner(), &settings).unwrap());
    assert_eq!(mode(&office), "delete", "and moved back it has none");
}

#[cfg(unix)]
mod read_only_media {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn set_mode(dir: &Path, folder: u32, file: u32) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                set_mode(&path, folder, file);
            } else {
                fs::set_permissions(&path, fs::Permissions::from_mode(file)).unwrap();
            }
        }
        fs::set_permissions(dir, fs::Permissions::from_mode(folder)).unwrap();
    }

    #[test]
    fn a_closed_office_is_readable_and_verifiable() {
        let office = Office::new();
        let archive = office.create();
        append(&archive, entry(Some("2026-0001"), "received", "{}"));
        archive.write(|tx| tx.put_register_row(&row("2026-0001", "berjalan"))).unwrap();
        drop(archive);
        set_mode(&office.dir(), 0o555, 0o444);
        let before = contents(&office.dir());

        let reader = Archive::open_read_only(&office.dir()).unwrap();
        assert_eq!(reader.read(|tx| Ok::<_, ArchiveError>(tx.head()?.seq)), Ok(1));
        assert!(matches!(reader.read(|tx| tx.register_row("2026-0001")), Ok(Some(_))));
        assert_eq!(verify(&office.dir(), &Expectations::default()), Ok(vec![]));
        assert_eq!(contents(&office.dir()), before, "not even a file of SQLite's own came into being");
        drop(reader);
        set_mode(&office.dir(), 0o755, 0o644);
    }

    #[test]
    fn an_office_that_was_not_closed_never_shows_an_older_state() {
        let office = Office::new();
        let archive = office.create();
        append(&archive, entry(None, "officials_changed", "{}"));
        // As a copy of the folder looks that was taken while it was open.
        let copy = office.beside("Salinan");
        fs::create_dir(&copy).unwrap();
        for name in ["etalase.db", "etalase.db-wal"] {
            fs::copy(office.dir().join(name), copy.join(name)).unwrap();
        }
        set_mode(&copy, 0o555, 0o444);
        match Archive::open_read_only(&copy) {
            Err(error) => assert_eq!(error, ArchiveError::NotClosed, "where it cannot be read, that is said"),
            // Root may write wherever rights forbid it.
            Ok(reader) => assert_eq!(reader.read(|tx| Ok::<_, ArchiveError>(tx.head()?.seq)), Ok(1)),
        }
        set_mode(&copy, 0o755, 0o644);
    }
}
