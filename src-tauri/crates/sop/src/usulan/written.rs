//! The forms in which parts of an usulan are written down where their own would not do.

use chrono::{DateTime, FixedOffset};

use super::Mark;
use crate::record::{Certainty, Happened, Instant};

/// A mark as it is written: an usulan has dozens, and most of what it is would else be dates spelled out twice. Its place,
/// earliest and latest instant as seconds since 1970 with the office's offset in seconds, and how the recorder knew.
pub(super) type WrittenMark = (u32, (i64, i32), (i64, i32), Certainty);

impl From<Mark> for WrittenMark {
    fn from(mark: Mark) -> WrittenMark {
        let seconds = |at: Instant| (at.timestamp(), at.offset().local_minus_utc());
        (mark.seq, seconds(mark.happened.from), seconds(mark.happened.to), mark.happened.certainty)
    }
}

impl TryFrom<WrittenMark> for Mark {
    type Error = &'static str;

    fn try_from((seq, from, to, certainty): WrittenMark) -> Result<Mark, Self::Error> {
        let instant = |(seconds, offset): (i64, i32)| {
            let offset = FixedOffset::east_opt(offset).ok_or("an offset of more than a day")?;
            Ok(DateTime::from_timestamp(seconds, 0)
                .ok_or("an instant beyond the calendar")?
                .with_timezone(&offset))
        };
        Ok(Mark { seq, happened: Happened { from: instant(from)?, to: instant(to)?, certainty } })
    }
}

/// A map whose keys are no texts, as a list of pairs.
pub(super) mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in super::super) fn serialize<S: Serializer, K: Serialize, V: Serialize>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(in super::super) fn deserialize<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        D: Deserializer<'de>,
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
    {
        Ok(Vec::deserialize(deserializer)?.into_iter().collect())
    }
}
