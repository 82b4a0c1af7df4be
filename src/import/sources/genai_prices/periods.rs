//! When each price of a list holds.
//!
//! The source tries a list from its end: the last price whose constraint is met counts, and the first one if none is.
//! So a price holds where its own constraint is met and that of no later price is.

use chrono::Timelike;
use entity::values::PartialDate;
use serde_json::Value;

use crate::import::{amounts::Conditions, json};

const DAY: usize = 24 * 60;

/// What a price of a list asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// Nothing.
    Always,
    /// A day from which it holds.
    From(PartialDate),
    /// Minutes of the day, UTC, from the first up to the second, perhaps across midnight.
    Daily(usize, usize),
}

impl Constraint {
    /// Reads a constraint. An error says what is not understood.
    pub fn read(constraint: Option<&Value>) -> Result<Self, String> {
        let Some(constraint) = constraint.filter(|constraint| !constraint.is_null()) else {
            return Ok(Self::Always);
        };
        let unknown = || format!("{constraint} is not a constraint that we know");
        let parts = constraint.as_object().ok_or_else(unknown)?;
        let text = |key: &str| parts.get(key).and_then(Value::as_str);
        match (parts.len(), text("start_date"), text("start_time"), text("end_time")) {
            (1, Some(date), _, _) => json::date(Some(date))?.map(Self::From).ok_or_else(unknown),
            (2, _, Some(from), Some(until)) => Ok(Self::Daily(minute(from)?, minute(until)?)),
            _ => Err(unknown()),
        }
    }
}

/// `00:30:00Z` or `08:30:00+08:00` as minutes of the day, UTC.
fn minute(text: &str) -> Result<usize, String> {
    let time = chrono::DateTime::parse_from_rfc3339(&format!("2000-01-01T{text}"));
    let time = time.map_err(|error| format!("'{text}' is not a time of day: {error}"))?.to_utc().time();
    let minutes = usize::try_from(time.hour() * 60 + time.minute()).ok().filter(|_| time.second() == 0);
    minutes.ok_or_else(|| format!("'{text}' is not a whole minute"))
}

/// Prices that take the place of a first one.
const MOST: usize = 100;

/// The periods in which each price holds, in the order of the prices; none for a price that never does.
///
/// Days and times of day together are not understood.
pub fn periods(constraints: &[Constraint]) -> Result<Vec<Vec<Conditions>>, String> {
    let Some((_, later)) = constraints.split_first() else { return Ok(Vec::new()) };
    // Each is compared with all others.
    if later.len() > MOST {
        return Err(format!("more than {MOST} later prices in one list are not understood"));
    }
    let dated = later.iter().any(|constraint| matches!(constraint, Constraint::From(_)));
    let daily = later.iter().any(|constraint| matches!(constraint, Constraint::Daily(..)));
    if dated && daily {
        return Err("days and times of day in one list are not understood".to_owned());
    }
    // The first counts where no other does, whatever it asks for.
    let constraints: Vec<Constraint> = [Constraint::Always].into_iter().chain(later.iter().cloned()).collect();
    Ok(if daily { by_minute(&constraints) } else { by_day(&constraints) })
}

fn by_day(constraints: &[Constraint]) -> Vec<Vec<Conditions>> {
    let start = |constraint: &Constraint| match constraint {
        Constraint::From(date) => Some(date.clone()),
        Constraint::Always | Constraint::Daily(..) => None,
    };
    let period = |(position, constraint): (usize, &Constraint)| {
        let from = start(constraint);
        // A later price without a day has taken the place of this one since ever.
        let later: Option<Vec<PartialDate>> = constraints.iter().skip(position + 1).map(start).collect();
        let until = later?.into_iter().min();
        let never = until.as_ref().is_some_and(|until| from.as_ref().is_some_and(|from| from >= until));
        (!never).then(|| Conditions { valid_from: from, valid_until: until, ..Conditions::default() })
    };
    constraints.iter().enumerate().map(|place| period(place).into_iter().collect()).collect()
}

fn by_minute(constraints: &[Constraint]) -> Vec<Vec<Conditions>> {
    let mut owner = vec![0; DAY];
    for (position, constraint) in constraints.iter().enumerate() {
        let holds = |minute: usize| match *constraint {
            Constraint::Daily(from, until) if from <= until => (from..until).contains(&minute),
            Constraint::Daily(from, until) => minute >= from || minute < until,
            Constraint::Always | Constraint::From(_) => true,
        };
        owner.iter_mut().enumerate().filter(|(minute, _)| holds(*minute)).for_each(|(_, owner)| *owner = position);
    }
    let owned = |minute: usize, position: usize| owner.get(minute % DAY) == Some(&position);
    let windows = |position: usize| {
        if (0..DAY).all(|minute| owned(minute, position)) {
            return vec![Conditions::default()];
        }
        let starts = (0..DAY).filter(|minute| owned(*minute, position) && !owned(minute + DAY - 1, position));
        let window = |from: usize| {
            let length = (1..DAY).find(|length| !owned(from + length, position))?;
            let (from, until) = (i32::try_from(from).ok()?, i32::try_from((from + length) % DAY).ok()?);
            Some(Conditions { utc_minutes: Some((from, until)), ..Conditions::default() })
        };
        starts.filter_map(window).collect()
    };
    (0..constraints.len()).map(windows).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn from(date: &str) -> Constraint {
        Constraint::From(date.parse().expect("a date"))
    }

    fn days(constraints: &[Constraint]) -> Vec<String> {
        let show = |date: &Option<PartialDate>| date.as_ref().map(ToString::to_string).unwrap_or_default();
        let all = periods(constraints).expect("they are understood");
        all.iter()
            .map(|periods| {
                let shown: Vec<String> =
                    periods.iter().map(|p| format!("{}..{}", show(&p.valid_from), show(&p.valid_until))).collect();
                shown.join(" ")
            })
            .collect()
    }

    fn minutes(constraints: &[Constraint]) -> Vec<Vec<Option<(i32, i32)>>> {
        let all = periods(constraints).expect("they are understood");
        all.iter().map(|periods| periods.iter().map(|period| period.utc_minutes).collect()).collect()
    }

    #[test]
    fn a_price_holds_up_to_the_day_of_the_next() {
        assert_eq!(days(&[Constraint::Always]), [".."]);
        assert_eq!(
            days(&[Constraint::Always, from("2026-03-01"), from("2026-09-01")]),
            ["..2026-03-01", "2026-03-01..2026-09-01", "2026-09-01.."]
        );
        // What a later price covers from an earlier day on never holds.
        assert_eq!(
            days(&[Constraint::Always, from("2026-09-01"), from("2026-03-01")]),
            ["..2026-03-01", "", "2026-03-01.."]
        );
        assert_eq!(days(&[from("2026-03-01"), Constraint::Always]), ["", ".."]);
    }

    #[test]
    fn a_price_holds_outside_of_the_hours_of_the_next() {
        let daily = Constraint::Daily;
        assert_eq!(minutes(&[Constraint::Always, daily(30, 990)]), [vec![Some((990, 30))], vec![Some((30, 990))]]);
        assert_eq!(minutes(&[Constraint::Always, daily(960, 0)]), [vec![Some((0, 960))], vec![Some((960, 0))]]);
        assert_eq!(
            minutes(&[Constraint::Always, daily(60, 120), daily(180, 240)]),
            [vec![Some((120, 180)), Some((240, 60))], vec![Some((60, 120))], vec![Some((180, 240))]]
        );
        assert_eq!(minutes(&[Constraint::Always, daily(60, 60)]), [vec![None], vec![]]);
    }

    #[test]
    fn times_are_brought_to_utc() {
        let read = |from, until| Constraint::read(Some(&json!({"start_time": from, "end_time": until})));
        assert_eq!(read("00:30:00Z", "16:30:00Z"), Ok(Constraint::Daily(30, 990)));
        assert_eq!(read("08:30:00+08:00", "00:30:00+08:00"), Ok(Constraint::Daily(30, 990)));
        assert!(read("00:30:30Z", "16:30:00Z").is_err() && read("25:00:00Z", "1").is_err());
    }

    #[test]
    fn what_is_not_understood_is_said_so() {
        for constraint in [json!({"moon": "full"}), json!(5), json!({"start_date": "9999-01-01"}), json!({})] {
            assert!(Constraint::read(Some(&constraint)).is_err(), "{constraint}");
        }
        assert_eq!(Constraint::read(Some(&Value::Null)), Ok(Constraint::Always));
        assert!(periods(&[Constraint::Always, from("2026-03-01"), Constraint::Daily(0, 60)]).is_err());
        assert_eq!(periods(&[]), Ok(vec![]));
    }
}
