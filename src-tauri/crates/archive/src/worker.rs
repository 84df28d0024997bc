//! Threads that own a connection and run jobs on it, one after the other.

use std::{
    any::Any,
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::{self, JoinHandle},
};

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    error::ArchiveError,
    tx::{ReadTx, WriteTx},
};

/// What a thread does with its connection.
pub(crate) type Job = Box<dyn FnOnce(&mut Connection) + Send>;

thread_local! {
    /// Whether this thread runs jobs of an archive, so that waiting for another job could wait for itself.
    static RUNS_JOBS: Cell<bool> = const { Cell::new(false) };
}

/// Threads that share one queue of jobs.
#[derive(Debug)]
pub(crate) struct Crew {
    jobs: Option<mpsc::Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Crew {
    /// Starts one thread for every connection. `keep` lives as long as the threads and is dropped after the connection.
    pub(crate) fn start<K: Send + Sync + 'static>(
        name: &str,
        connections: Vec<Connection>,
        keep: K,
    ) -> Result<Crew, ArchiveError> {
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        let keep = Arc::new(keep);
        let mut threads = Vec::new();
        for connection in connections {
            let (queue, keep) = (Arc::clone(&queue), Arc::clone(&keep));
            let started = thread::Builder::new().name(name.to_owned()).spawn(move || {
                run(connection, &queue);
                drop(keep);
            });
            threads.push(
                started.map_err(|e| ArchiveError::File { name: name.to_owned(), detail: e.to_string() })?,
            );
        }
        Ok(Crew { jobs: Some(jobs), threads })
    }

    /// Runs `act` in a transaction that is committed if it returns `Ok`, and waits for it.
    pub(crate) fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        F: FnOnce(&WriteTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<ArchiveError> + Send + 'static,
    {
        self.run(TransactionBehavior::Immediate, move |connection| act(&WriteTx::new(connection)))
    }

    /// Runs `look` over one snapshot, and waits for it.
    pub(crate) fn read<T, E, F>(&self, look: F) -> Result<T, E>
    where
        F: FnOnce(&ReadTx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<ArchiveError> + Send + 'static,
    {
        self.run(TransactionBehavior::Deferred, move |connection| look(&ReadTx::new(connection)))
    }

    fn run<T, E, F>(&self, behavior: TransactionBehavior, work: F) -> Result<T, E>
    where
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<ArchiveError> + Send + 'static,
    {
        if RUNS_JOBS.get() {
            return Err(ArchiveError::Nested.into());
        }
        let (answer, answered) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |connection| {
            // The one who asked may be gone; the work is done or undone all the same.
            let _ = answer.send(in_transaction(connection, behavior, work));
        });
        let queue = self.jobs.as_ref().ok_or(ArchiveError::Closed)?;
        queue.send(job).map_err(|_| ArchiveError::Closed)?;
        answered.recv().map_err(|_| ArchiveError::Closed)?
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.jobs = None;
        let here = thread::current().id();
        for thread in self.threads.drain(..) {
            // The last handle may be dropped inside a job: that thread ends by itself.
            if thread.thread().id() != here {
                let _ = thread.join();
            }
        }
    }
}

fn run(mut connection: Connection, queue: &Mutex<mpsc::Receiver<Job>>) {
    RUNS_JOBS.set(true);
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            // `in_transaction` catches the panics of the work; this is for what surrounds it.
            Ok(job) => drop(catch_unwind(AssertUnwindSafe(|| job(&mut connection)))),
            Err(mpsc::RecvError) => return,
        }
    }
}

fn in_transaction<T, E, F>(
    connection: &mut Connection,
    behavior: TransactionBehavior,
    work: F,
) -> Result<T, E>
where
    F: FnOnce(&Connection) -> Result<T, E>,
    E: From<ArchiveError>,
{
    let transaction = connection.transaction_with_behavior(behavior).map_err(ArchiveError::from)?;
    // After a panic the transaction is dropped, which rolls it back; nothing of the work survives it.
    match catch_unwind(AssertUnwindSafe(|| work(&transaction))) {
        Ok(Ok(value)) => {
            transaction.commit().map_err(ArchiveError::from)?;
            Ok(value)
        }
        Ok(Err(refusal)) => Err(refusal),
        Err(panic) => Err(ArchiveError::Panicked { message: message_of(panic.as_ref()) }.into()),
    }
}

fn message_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        connection::configure,
        journal::NewEntry,
        migration::{MIGRATIONS, migrate},
    };

    #[test]
    fn a_full_disk_refuses_the_act_and_keeps_what_was_there() {
        let home = tempfile::tempdir().unwrap();
        let mut connection = Connection::open(home.path().join("etalase.db")).unwrap();
        configure(&connection).unwrap();
        migrate(&mut connection, MIGRATIONS, home.path(), "").unwrap();
        // SQLite then says of its own accord what it says of a full disk.
        let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        connection.pragma_update_and_check(None, "max_page_count", pages + 8, |_| Ok(())).unwrap();
        let crew = Crew::start("test", vec![connection], ()).unwrap();

        let new = |length: usize| NewEntry { body: "x".repeat(length), ..NewEntry::default() };
        let (small, large) = (new(100), new(100_000));
        let again = small.clone();
        let first = crew.write(move |tx| tx.append(&small)).unwrap();
        let refused = crew.write(move |tx| {
            tx.append(&again)?;
            tx.append(&large)
        });
        assert_eq!(refused, Err(ArchiveError::DiskFull), "said as what it is");
        let head = crew.read(|tx| tx.head()).unwrap();
        assert_eq!(
            (head.seq, head.hash),
            (1, first.hash),
            "nothing of the act is left, what was before is there"
        );
        let small = new(10);
        assert_eq!(crew.write(move |tx| tx.append(&small)).map(|e| e.seq), Ok(2), "a smaller act still fits");
    }
}
