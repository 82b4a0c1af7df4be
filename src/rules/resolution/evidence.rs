//! What speaks for and against two sets of records being one model.

use super::{Details, NameDate, Stage, group::Class};

/// Days by which two sources may disagree about a release.
const SAME_RELEASE: u32 = 45;

/// Whether two classes of other lines may be one model, as far as their details and evidence tell.
pub(super) fn may_be(one: &Class, other: &Class) -> bool {
    let fits = fits(&one.details, &other.details) && !leaves_open(one, other);
    may_be_pinned(one, other) && fits && against(one, other).is_none()
}

/// Whether maintainers say nothing against it.
pub(super) fn may_be_pinned(one: &Class, other: &Class) -> bool {
    one.pinned.is_none() || other.pinned.is_none() || one.pinned == other.pinned
}

/// Whether two stages may be of one model: a name that says none is that of what follows instructions.
fn same_stage(one: Option<Stage>, other: Option<Stage>) -> bool {
    one.unwrap_or(Stage::Instruct) == other.unwrap_or(Stage::Instruct)
}

fn sizes_agree(one: Option<i64>, other: Option<i64>) -> bool {
    // Sources count embeddings or round: a third is not rounding.
    !matches!((one, other), (Some(one), Some(other)) if one.max(other) / 4 > one.min(other) / 3)
}

/// Whether details may be of one model. A context window in the name tells models of unknown size apart
/// (`gpt-4`, `gpt-4-32k`).
pub(super) fn fits(one: &Details, other: &Details) -> bool {
    let same_window = one.window == other.window || one.size.is_some() && other.size.is_some();
    one.may_be(other) && same_stage(one.stage, other.stage) && same_window
}

/// What speaks against joining the records of `class`, which say less, to `known`.
pub(super) fn against(class: &Class, known: &Class) -> Option<&'static str> {
    let apart = |one: &[NameDate], other: &[NameDate], days: u32| {
        let far = |one: NameDate, other: NameDate| {
            // The same day of another year is a slip of the pen.
            let is_slip = one.day.is_some() && (one.month, one.day) == (other.month, other.day);
            !is_slip && one.days_to(other).is_some_and(|between| between > days)
        };
        // Sources err. Where one of them agrees, the others do not count.
        let mut pairs = one.iter().flat_map(|one| other.iter().map(|other| (*one, *other))).peekable();
        pairs.peek().is_some() && pairs.all(|(one, other)| far(one, other))
    };
    let (date, other_date) = (class.details.date.as_slice(), known.details.date.as_slice());
    if date.is_empty() && apart(&class.released, other_date, SAME_RELEASE)
        || other_date.is_empty() && apart(date, &known.released, SAME_RELEASE)
    {
        return Some("it was released at another time than the name of the other says");
    }
    // Two names that bear one date go over what sources say of the release.
    let is_one_date = !date.is_empty() && !other_date.is_empty();
    if !is_one_date && apart(&class.released, &known.released, 2 * SAME_RELEASE) {
        return Some("the two were released at different times");
    }
    let is_other =
        |one: &Class, other: &Class| one.dated_weights.iter().eq([&true]) && other.dated_weights.iter().eq([&false]);
    if is_other(class, known) || is_other(known, class) {
        return Some("weights with a date and without one");
    }
    if !sizes_agree(class.parameters, known.parameters) {
        return Some("the two have different numbers of parameters");
    }
    let is_same_release = class.released.iter().any(|one| one.day.is_some() && known.released.contains(one));
    if !class.described.is_disjoint(&known.described) && !is_same_release {
        return Some("one source describes both");
    }
    None
}

/// Whether each says something that the other does not, other than how it was trained last, and nothing else speaks for
/// it: `owl-9-8b` and `owl-9-0520` may be two sizes.
pub(super) fn leaves_open(one: &Class, other: &Class) -> bool {
    let rest = |one: &Details, other: &Details| Details { stage: None, ..one.without(other) }.count();
    let is_complementary = rest(&one.details, &other.details) > 0 && rest(&other.details, &one.details) > 0;
    is_complementary && !is_same_time(one, other) && !has_same_size(one, other)
}

fn is_same_time(class: &Class, known: &Class) -> bool {
    same_days(&dates(class), &dates(known))
}

fn has_same_size(class: &Class, known: &Class) -> bool {
    class.parameters.is_some() && class.parameters == known.parameters
}

/// Of the classes that fit, the one that is meant, if the others can be told to be rare.
pub(super) fn likely(class: &Class, classes: &[Class], fitting: Vec<usize>) -> Vec<usize> {
    // Of several releases, the one of the same days is meant.
    let same = |at: &usize| same_days(&class.released, &dates(&classes[*at]));
    let of_same_days: Vec<usize> = fitting.iter().copied().filter(same).collect();
    if of_same_days.len() == 1 {
        return of_same_days;
    }
    // What differs in size or date is another model, however seldom it is spoken of.
    let main =
        |at: usize| (classes[at].details.size.as_ref(), classes[at].details.date, classes[at].details.release.as_ref());
    let all: usize = fitting.iter().map(|at| classes[*at].members.len()).sum();
    let is_one = fitting.iter().all(|at| main(*at) == main(fitting[0]));
    let most = fitting.iter().copied().filter(|at| is_one && classes[*at].members.len() * 5 > all * 4);
    let most: Vec<usize> = most.collect();
    if most.is_empty() { fitting } else { most }
}

/// The dates that are known of a model: that of its name, and of its release.
fn dates(class: &Class) -> Vec<NameDate> {
    class.details.date.iter().chain(&class.released).copied().collect()
}

fn same_days(one: &[NameDate], other: &[NameDate]) -> bool {
    one.iter().any(|one| other.iter().any(|other| one.days_to(*other).is_some_and(|days| days <= 7)))
}

/// How sure a completed name is, and what speaks for it.
pub(super) fn completed(class: &Class, known: &Class) -> (u8, String) {
    let is_same_time = same_days(&class.released, &dates(known));
    let mut evidence = "the only model of the line that fits what the name leaves out".to_owned();
    let mut confidence = 90;
    if is_same_time {
        confidence += 4;
        evidence.push_str("; released at the same time");
    }
    if has_same_size(class, known) {
        confidence += 3;
        evidence.push_str("; as many parameters");
    }
    (confidence, evidence)
}
