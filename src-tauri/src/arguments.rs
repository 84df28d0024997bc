//! What a start was given on its command line.

use std::ffi::OsString;
use std::path::PathBuf;

use devices::Devices;

use crate::rpc::WhenPainted;

/// The arguments of one start.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// The office folder that was named, by `--office` or by the environment.
    pub(crate) office: Option<PathBuf>,
    /// What a test wants of the world.
    #[cfg(any(debug_assertions, feature = "test-door"))]
    pub(crate) test_door: crate::test_door::TestDoor,
}

/// Arguments that nobody understands.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WrongUse {
    /// An argument that is not known, or not in this build.
    #[error("unknown argument {0}; known: --office DIR")]
    Unknown(String),
    /// A flag that wants a value came last.
    #[error("{0} wants a value")]
    NoValue(String),
    /// A value that its flag cannot use.
    #[error("{flag} cannot use {value}")]
    #[cfg(any(debug_assertions, feature = "test-door"))]
    BadValue {
        /// The flag.
        flag: String,
        /// The value it was given.
        value: String,
    },
}

impl Arguments {
    /// Reads the arguments after the program's name. `environment` is the value of `ETALASE_OFFICE`; the command line
    /// wins over it, and an empty one counts as none.
    pub(crate) fn read(
        arguments: impl IntoIterator<Item = OsString>,
        environment: Option<OsString>,
    ) -> Result<Self, WrongUse> {
        let mut read = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(flag) = arguments.next() {
            let flag = flag.to_string_lossy().into_owned();
            if flag == "--office" {
                read.office = Some(value(&flag, &mut arguments)?.into());
                continue;
            }
            #[cfg(any(debug_assertions, feature = "test-door"))]
            if read.test_door.reads(&flag, || value(&flag, &mut arguments))? {
                continue;
            }
            return Err(WrongUse::Unknown(flag));
        }
        if read.office.is_none() {
            read.office = environment.filter(|folder| !folder.is_empty()).map(PathBuf::from);
        }
        Ok(read)
    }

    /// Puts a test's devices in the place of the real ones; in a release there is no such thing.
    #[cfg_attr(not(any(debug_assertions, feature = "test-door")), expect(unused_variables))]
    pub(crate) fn take_over(&self, devices: &mut Devices) {
        #[cfg(any(debug_assertions, feature = "test-door"))]
        self.test_door.take_over(devices);
    }

    /// What is asked of the office before the page asks anything; in a release, nothing.
    pub(crate) fn first_request(&self) -> Option<String> {
        #[cfg(any(debug_assertions, feature = "test-door"))]
        return self.test_door.first_request();
        #[cfg(not(any(debug_assertions, feature = "test-door")))]
        None
    }

    /// What happens when the page has painted its first rows; in a release, nothing.
    pub(crate) fn when_painted(&self) -> WhenPainted {
        #[cfg(any(debug_assertions, feature = "test-door"))]
        return self.test_door.when_painted();
        #[cfg(not(any(debug_assertions, feature = "test-door")))]
        WhenPainted::default()
    }
}

fn value(flag: &str, arguments: &mut impl Iterator<Item = OsString>) -> Result<OsString, WrongUse> {
    arguments.next().ok_or_else(|| WrongUse::NoValue(flag.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str], environment: Option<&str>) -> Result<Arguments, WrongUse> {
        Arguments::read(arguments.iter().map(OsString::from), environment.map(OsString::from))
    }

    #[test]
    fn the_command_line_wins_over_the_environment() {
        assert_eq!(read(&[], None).unwrap().office, None, "nothing named, nothing known");
        assert_eq!(read(&[], Some("")).unwrap().office, None, "an empty variable names nothing");
        assert_eq!(read(&[], Some("a")).unwrap().office, Some("a".into()), "the environment names one");
        assert_eq!(
            read(&["--office", "b"], Some("a")).unwrap().office,
            Some("b".into()),
            "the nearer word counts"
        );
    }

    #[test]
    fn what_is_not_understood_is_said() {
        assert_eq!(read(&["--kantor"], None).unwrap_err(), WrongUse::Unknown("--kantor".into()));
        assert_eq!(read(&["--office"], None).unwrap_err(), WrongUse::NoValue("--office".into()));
    }
}
