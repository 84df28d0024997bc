//! Long work that the user may cancel. It runs in the request that asked for it, under a name that the sender gave; another
//! request of the same door cancels it by that name.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What long work on many letters is at; each goes through all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MergeStage {
    /// The letters, each as a file of its own.
    Letters,
    /// The print file.
    PrintFile,
    /// Handing them to the printer, each as a job of its own.
    Handing,
}

impl MergeStage {
    /// Its word in a notice of progress.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Letters => "letters",
            Self::PrintFile => "print_file",
            Self::Handing => "handing",
        }
    }
}

/// The work under way at one door.
#[derive(Debug, Default)]
pub(crate) struct Jobs(Mutex<BTreeMap<String, Arc<AtomicBool>>>);

impl Jobs {
    /// Begins work of a name. A name that is in use already belongs to the newer work from then on.
    pub(crate) fn begin(&self, name: &str) -> Job<'_> {
        let stop = Arc::new(AtomicBool::new(false));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), Arc::clone(&stop));
        Job { jobs: self, name: name.to_owned(), stop }
    }

    /// Asks work of a name to stop. False when none of that name is under way.
    pub(crate) fn cancel(&self, name: &str) -> bool {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.get(name).map(|stop| stop.store(true, Ordering::Relaxed)).is_some()
    }
}

/// One work, until it is dropped.
#[derive(Debug)]
pub(crate) struct Job<'a> {
    jobs: &'a Jobs,
    name: String,
    stop: Arc<AtomicBool>,
}

impl Job<'_> {
    /// Whether the user asked it to stop.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Drop for Job<'_> {
    fn drop(&mut self) {
        let mut jobs = self.jobs.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Only its own entry: a newer work may have taken the name.
        if jobs.get(&self.name).is_some_and(|stop| Arc::ptr_eq(stop, &self.stop)) {
            jobs.remove(&self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_cancelled_by_its_name_while_it_lasts() {
        let jobs = Jobs::default();
        assert!(!jobs.cancel("gabung-1"), "nothing of that name");
        let first = jobs.begin("gabung-1");
        let other = jobs.begin("gabung-2");
        assert!(jobs.cancel("gabung-1") && first.is_cancelled() && !other.is_cancelled(), "that one alone");
        let second = jobs.begin("gabung-1");
        drop(first);
        assert!(jobs.cancel("gabung-1") && second.is_cancelled(), "the newer work keeps the name");
        drop(second);
        assert!(!jobs.cancel("gabung-1"), "it is over");
    }
}
