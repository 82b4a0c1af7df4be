//! The models of one line: which of its records mean the same one.

use std::collections::{BTreeMap, BTreeSet};

use entity::{enums::MatchKind, values::ModelSlug};

use super::{Details, Doubt, Ground, Joined, NameDate, Parts, Reading, Record, Stage};

/// Days by which two sources may disagree about a release.
const SAME_RELEASE: u32 = 45;

/// Versions of one line of which each is compared with all others. A line of more is a flood of names in which nobody
/// can tell what a shorter one means, and only names that say the same are joined.
const MOST_VERSIONS: usize = 2_000;

/// The records of one line of one maker, in an order that does not depend on theirs.
pub(super) struct Group<'a, 'r> {
    records: &'a [Record<'r>],
    readings: &'a [Reading],
    members: &'a [usize],
}

/// Records that say the same details, and sets of them that are one model.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    details: Details,
    members: Vec<usize>,
    released: Vec<NameDate>,
    parameters: Option<i64>,
    /// Whether the names of its weights have a date.
    dated_weights: BTreeSet<bool>,
    /// The model that a maintainer says it is.
    pinned: Option<ModelSlug>,
    /// Sources that describe it.
    described: BTreeSet<String>,
}

impl<'a, 'r> Group<'a, 'r> {
    pub fn new(records: &'a [Record<'r>], readings: &'a [Reading], members: &'a [usize]) -> Self {
        Self { records, readings, members }
    }

    /// Joins the records that mean one model. What leaves out a detail is joined to the only model that has it.
    pub fn join(&self, joined: &mut Joined) {
        let mut exact: BTreeMap<&Details, Vec<usize>> = BTreeMap::new();
        let mut moving = Vec::new();
        let mut apart = Vec::new();
        let mut pinned: BTreeMap<&Details, &ModelSlug> = BTreeMap::new();
        for at in self.members {
            let Parts { details, moves, .. } = &self.readings[*at].parts;
            match &self.records[*at].pinned {
                Some(_) if super::is_alone(&self.records[*at], &self.readings[*at]) => apart.push(*at),
                // A word against another word is about that record alone.
                Some(model) if *pinned.entry(details).or_insert(model) != model => apart.push(*at),
                None if *moves && details.date.is_none() => moving.push(*at),
                _ => exact.entry(details).or_default().push(*at),
            }
        }
        let mut ordered: Vec<Class> =
            exact.into_iter().map(|(details, members)| self.class(details, members)).collect();
        ordered.sort_by(|a, b| b.details.count().cmp(&a.details.count()).then_with(|| a.details.cmp(&b.details)));
        let mut classes: Vec<Class> = Vec::new();
        if ordered.len() > MOST_VERSIONS {
            apart.append(&mut moving);
            for class in std::mem::take(&mut ordered) {
                self.join_same(&class, joined);
                classes.push(class);
            }
        }
        let mut unclear = Vec::new();
        for class in ordered {
            self.join_same(&class, joined);
            // What fits more than one model waits until it is known how much is known of each.
            unclear.extend(self.place(class, &mut classes, false, joined));
        }
        for class in unclear {
            self.place(class, &mut classes, true, joined);
        }
        for at in moving {
            self.follow(at, &mut classes, joined);
        }
        classes.extend(apart.into_iter().map(|at| self.class(&self.readings[at].parts.details, vec![at])));
        for class in &classes {
            joined.classes.insert(joined.root(class.members[0]), class.clone());
        }
    }

    fn class(&self, details: &Details, members: Vec<usize>) -> Class {
        let is_plain =
            |at: &usize| self.readings[*at].variant().is_none() && self.readings[*at].parts.serving.is_empty();
        let described = members.iter().filter(|at| self.records[**at].is_model && is_plain(at));
        Class {
            details: details.clone(),
            released: members
                .iter()
                .filter_map(|at| self.records[*at].released)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            pinned: members.iter().find_map(|at| self.records[*at].pinned.clone()),
            dated_weights: members
                .iter()
                .filter_map(|at| Some(self.readings[*at].weights.as_ref()?.details.date.is_some()))
                .collect(),
            parameters: members.iter().find_map(|at| self.records[*at].parameters),
            described: described.map(|at| self.records[*at].source.to_owned()).collect(),
            members,
        }
    }

    fn join_same(&self, class: &Class, joined: &mut Joined) {
        let first = class.members[0];
        for at in &class.members[1..] {
            let same_name = self.readings[*at].name == self.readings[first].name;
            let kind = if same_name { MatchKind::ExactName } else { MatchKind::SameParts };
            let evidence = if same_name { "the same name" } else { "names that say the same" };
            self.add(*at, first, kind, 97, evidence.to_owned(), joined);
        }
    }

    fn add(&self, at: usize, to: usize, kind: MatchKind, confidence: u8, evidence: String, joined: &mut Joined) {
        let reading = &self.readings[at];
        let (confidence, evidence) = if reading.is_inferred {
            (confidence - 4, format!("{evidence}; the maker is that of all others of the line"))
        } else {
            (confidence, evidence)
        };
        let kind = match kind {
            MatchKind::MovingAlias => kind,
            _ if reading.variant().is_some() => MatchKind::Variant,
            _ if !reading.parts.serving.is_empty() => MatchKind::Serving,
            _ => kind,
        };
        joined.join(at, to, Ground { kind, confidence, evidence });
    }

    /// Joins a class to the only one that it fits, or makes it one of its own. Gives it back if that is not clear and may
    /// become so.
    fn place(&self, class: Class, classes: &mut Vec<Class>, is_last: bool, joined: &mut Joined) -> Option<Class> {
        let first = class.members[0];
        let mut fitting: Vec<usize> = (0..classes.len())
            .filter(|at| may_be_pinned(&class, &classes[*at]) && fits(&class.details, &classes[*at].details))
            .filter(|at| !leaves_open(&class, &classes[*at]))
            .collect();
        let is_clear = fitting.len() < 2;
        if !is_clear {
            if !is_last {
                return Some(class);
            }
            fitting = likely(&class, classes, fitting);
        }
        let [only] = fitting[..] else {
            if !fitting.is_empty() {
                let candidates = fitting.iter().map(|at| classes[*at].members[0]).collect();
                joined.doubts.push(Doubt { record: first, candidates, because: "more than one model fits" });
            }
            classes.push(class);
            return None;
        };
        let known = &mut classes[only];
        if let Some(because) = against(&class, known) {
            joined.doubts.push(Doubt { record: first, candidates: vec![known.members[0]], because });
            classes.push(class);
            return None;
        }
        let (confidence, evidence) = if is_clear {
            completed(&class, known)
        } else {
            (82, "of the models that fit, the one that is meant by far the most".to_owned())
        };
        self.add(first, known.members[0], MatchKind::Completed, confidence, evidence, joined);
        known.details = known.details.or(&class.details);
        known.released.extend(class.released);
        known.dated_weights.extend(class.dated_weights);
        known.pinned = known.pinned.take().or(class.pinned);
        known.parameters = known.parameters.or(class.parameters);
        known.described.extend(class.described);
        known.members.extend(class.members);
        None
    }

    /// An id that moves from release to release means the newest one that is known.
    fn follow(&self, at: usize, classes: &mut Vec<Class>, joined: &mut Joined) {
        let details = &self.readings[at].parts.details;
        let fitting = classes.iter().enumerate().filter(|(_, class)| fits(details, &class.details));
        let date = |class: &Class| {
            let named = class.details.date.filter(|date| date.year.is_some());
            named.or_else(|| class.released.iter().copied().max())
        };
        let newest = fitting.max_by(|(_, a), (_, b)| date(a).cmp(&date(b)).then_with(|| b.details.cmp(&a.details)));
        match newest.map(|(place, _)| place) {
            Some(place) => {
                let to = classes[place].members[0];
                self.add(at, to, MatchKind::MovingAlias, 85, "the newest release that is known".to_owned(), joined);
                classes[place].members.push(at);
            }
            None => classes.push(self.class(details, vec![at])),
        }
    }
}

/// Whether two classes of other lines may be one model, as far as their details and evidence tell.
pub(super) fn may_be(one: &Class, other: &Class) -> bool {
    let fits = fits(&one.details, &other.details) && !leaves_open(one, other);
    may_be_pinned(one, other) && fits && against(one, other).is_none()
}

/// Whether maintainers say nothing against it.
fn may_be_pinned(one: &Class, other: &Class) -> bool {
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
fn fits(one: &Details, other: &Details) -> bool {
    let same_window = one.window == other.window || one.size.is_some() && other.size.is_some();
    one.may_be(other) && same_stage(one.stage, other.stage) && same_window
}

/// What speaks against joining the records of `class`, which say less, to `known`.
fn against(class: &Class, known: &Class) -> Option<&'static str> {
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
fn leaves_open(one: &Class, other: &Class) -> bool {
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
fn likely(class: &Class, classes: &[Class], fitting: Vec<usize>) -> Vec<usize> {
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
fn completed(class: &Class, known: &Class) -> (u8, String) {
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
