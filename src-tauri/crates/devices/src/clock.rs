//! The only place that reads the PC's clock.

use chrono::{DateTime, FixedOffset};

/// What time it is, with the office's offset from UTC.
pub trait Clock: Send + Sync {
    /// The present moment. Not monotone: a person or a time server may set the PC's clock back (PROCEDURE 1).
    fn now(&self) -> DateTime<FixedOffset>;
}

/// Offset of Asia/Jakarta (WIB) in seconds. Indonesia has no summer time, so a fixed offset is the whole zone.
const WIB_SECONDS: i32 = 7 * 3600;

/// The PC's own clock, told in one office's zone whatever zone Windows is set to.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    zone: FixedOffset,
}

impl SystemClock {
    /// The clock told in Asia/Jakarta, the default zone of an office (DESIGN 9).
    #[must_use]
    pub fn wib() -> Self {
        Self { zone: wib() }
    }

    /// The clock told in another zone (WITA, WIT).
    #[must_use]
    pub fn in_zone(zone: FixedOffset) -> Self {
        Self { zone }
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the clock is read")]
    fn now(&self) -> DateTime<FixedOffset> {
        // A PC whose clock stands before 1970, or after the year 262 000, is told as 1970: wrong, but not a crash.
        let since_1970 =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let seconds = i64::try_from(since_1970.as_secs()).unwrap_or_default();
        DateTime::from_timestamp(seconds, since_1970.subsec_nanos())
            .unwrap_or_default()
            .with_timezone(&self.zone)
    }
}

/// Asia/Jakarta.
pub(crate) fn wib() -> FixedOffset {
    // Seven hours are inside the range of an offset, so the fallback (UTC) is never taken.
    FixedOffset::east_opt(WIB_SECONDS).unwrap_or_else(|| chrono::Offset::fix(&chrono::Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_speaks_in_the_office_s_zone() {
        assert_eq!(SystemClock::wib().now().offset().local_minus_utc(), 25_200, "WIB is UTC+7");
        let wit = FixedOffset::east_opt(9 * 3600).unwrap();
        assert_eq!(SystemClock::in_zone(wit).now().offset(), &wit, "another zone is kept as given");
    }

    #[test]
    fn the_zone_does_not_move_the_moment() {
        let before = SystemClock::wib().now();
        let between = SystemClock::in_zone(FixedOffset::east_opt(0).unwrap()).now();
        let after = SystemClock::wib().now();
        // A clock that is being set back during the test is the only way to fail here.
        assert!(before <= between && between <= after, "the zone changes the wording, not the moment");
    }
}
