//! Finding rows by what people type: names, aliases, makers and families, in any case, punctuation and order, with small
//! typing errors.
//!
//! A row is relevant by how its own words meet those of the query, and by nothing else: other rows coming or going do not
//! change that, so that cursors of a search stay good.

mod collect;
mod words;

use entity::alias;
use tantivy::{
    Index, IndexReader, ReloadPolicy, TantivyDocument, TantivyError, Term,
    query::{BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur, Query, TermQuery},
    schema::{FAST, Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{TextAnalyzer, WhitespaceTokenizer},
};

use super::Catalog;
use collect::Everything;
pub use words::{MAX_WORDS, of as words_of};

/// Concepts that can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Searched {
    /// Models.
    Model,
    /// Benchmarks.
    Benchmark,
    /// Providers.
    Provider,
    /// Organizations.
    Organization,
}

/// A row that a query finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The concept.
    pub of: Searched,
    /// The place of the row among all of its concept.
    pub place: usize,
    /// How well it fits: more is better.
    pub relevance: i64,
}

/// Why a query finds nothing.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The query is longer than any name.
    #[error("the text has more than {MAX_WORDS} words; search for fewer")]
    TooLong,
    /// A fault of the index.
    #[error("the search index failed: {0}")]
    Index(#[from] TantivyError),
}

/// The index over one catalog.
pub struct SearchIndex {
    reader: IndexReader,
    fields: Fields,
    /// The row of each document, in the order in which they were added.
    rows: Vec<Row>,
}

/// The row that a document stands for.
#[derive(Clone, Copy)]
struct Row {
    of: Searched,
    place: usize,
    /// Words of its name, of which 999 count: of two that fit alike, the shorter name fits better.
    length: u16,
}

/// The fields of a document, the most telling first.
#[derive(Clone, Copy)]
struct Fields {
    /// Where the document is in the order in which it was added.
    document: Field,
    /// The name as a whole, and the key.
    whole: Field,
    /// Words of the name.
    name: Field,
    /// Parts of these words, and neighbours written as one.
    part: Field,
    /// Words of other names.
    other: Field,
    /// Words of the maker and the family.
    around: Field,
}

/// A row, and what it is known by.
struct Known<'a> {
    of: Searched,
    place: usize,
    key: &'a str,
    name: &'a str,
    others: Vec<&'a str>,
    around: Vec<&'a str>,
}

/// Memory that the writer may use before it begins another segment.
const WRITER_BYTES: usize = 64_000_000;
/// What a whole name adds to the relevance.
const WHOLE: f32 = 1_000.0;

impl SearchIndex {
    /// Indexes a catalog.
    pub fn build(catalog: &Catalog) -> Result<Self, SearchError> {
        let mut schema = Schema::builder();
        let words = || {
            let indexing =
                TextFieldIndexing::default().set_tokenizer("words").set_index_option(IndexRecordOption::Basic);
            TextOptions::default().set_indexing_options(indexing.set_fieldnorms(false))
        };
        let fields = Fields {
            document: schema.add_u64_field("document", FAST),
            whole: schema.add_text_field("whole", STRING),
            name: schema.add_text_field("name", words()),
            part: schema.add_text_field("part", words()),
            other: schema.add_text_field("other", words()),
            around: schema.add_text_field("around", words()),
        };
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("words", TextAnalyzer::builder(WhitespaceTokenizer::default()).build());
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, WRITER_BYTES)?;
        let mut rows = Vec::new();
        for known in documents(catalog) {
            let mut document = TantivyDocument::new();
            document.add_u64(fields.document, rows.len().try_into().unwrap_or(u64::MAX));
            for whole in [known.key, known.name] {
                document.add_text(fields.whole, words::whole(whole));
            }
            let name = words::of(known.name);
            document.add_text(fields.part, words::parts(&name).join(" "));
            document.add_text(fields.name, name.join(" "));
            let others = || known.others.iter().chain([&known.key]).flat_map(|other| words::of(other));
            document.add_text(
                fields.other,
                others().chain(words::parts(&words::of(known.key))).collect::<Vec<_>>().join(" "),
            );
            let around = known.around.iter().flat_map(|name| words::of(name));
            document.add_text(fields.around, around.collect::<Vec<_>>().join(" "));
            let length = u16::try_from(name.len() + known.key.len()).unwrap_or(u16::MAX).min(999);
            rows.push(Row { of: known.of, place: known.place, length });
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { reader, fields, rows })
    }

    /// All rows that meet every word of a query, the most relevant first. A query without a letter or digit finds nothing.
    pub fn search(&self, query: &str) -> Result<Vec<Hit>, SearchError> {
        let asked = words::of_query(query).ok_or(SearchError::TooLong)?;
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let term = |field, text: &str| Term::from_field_text(field, text);
        let constant =
            |query: Box<dyn Query>, score| -> Box<dyn Query> { Box::new(ConstScoreQuery::new(query, score)) };
        let exact = |field, word: &str, score| {
            constant(Box::new(TermQuery::new(term(field, word), IndexRecordOption::Basic)), score)
        };
        let Fields { whole, name, part, other, around, .. } = self.fields;
        let mut clauses: Vec<(Occur, Box<dyn Query>)> =
            vec![(Occur::Should, exact(whole, &words::whole(query), WHOLE))];
        for word in &asked {
            // Numbers tell models apart: `4b` is not `7b`, and neither is `4` a beginning of `405b`.
            let is_number = word.bytes().any(|byte| byte.is_ascii_digit());
            let errors = if is_number { 0 } else { u8::from(word.len() >= 4) + u8::from(word.len() >= 8) };
            let mut ways = vec![exact(name, word, 100.0), exact(part, word, 80.0)];
            for (field, score) in [(other, 60.0), (around, 40.0)] {
                ways.push(exact(field, word, score));
            }
            for (field, score) in [(name, 50.0), (part, 45.0), (other, 30.0), (around, 20.0)] {
                if word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
                    ways.push(constant(Box::new(FuzzyTermQuery::new_prefix(term(field, word), 0, true)), score));
                }
                if errors > 0 {
                    ways.push(constant(
                        Box::new(FuzzyTermQuery::new_prefix(term(field, word), errors, true)),
                        score / 2.0,
                    ));
                }
            }
            clauses.push((Occur::Must, Box::new(DisjunctionMaxQuery::new(ways))));
        }
        let found = self.reader.searcher().search(&BooleanQuery::new(clauses), &Everything)?;
        let mut hits: Vec<Hit> = found.into_iter().filter_map(|(document, score)| self.hit(document, score)).collect();
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.relevance), hit.of, hit.place));
        Ok(hits)
    }

    fn hit(&self, document: u64, score: f32) -> Option<Hit> {
        let Row { of, place, length } = *self.rows.get(usize::try_from(document).ok()?)?;
        #[expect(clippy::cast_possible_truncation, reason = "a sum of at most 12 whole numbers up to 1000")]
        let score = score.round() as i64;
        Some(Hit { of, place, relevance: score * 1_000 - i64::from(length) })
    }
}

/// What all rows are known by.
fn documents(catalog: &Catalog) -> impl Iterator<Item = Known<'_>> {
    let organization = |slug: &str| catalog.organizations.find(slug);
    let models = catalog.models.all().iter().enumerate().map(move |(place, model)| {
        let key = model.row.slug.as_str();
        let others = called(catalog.aliases.of(key));
        let maker = model.row.organization.as_ref().map(|slug| slug.as_str());
        let family = model.facts.family.as_ref().and_then(|slug| catalog.families.find(slug.as_str()));
        let around = maker
            .into_iter()
            .chain(maker.and_then(organization).map(|row| row.name.as_str()))
            .chain(family.map(|row| row.name.as_str()));
        Known { of: Searched::Model, place, key, name: &model.facts.name, others, around: around.collect() }
    });
    let benchmarks = catalog.benchmarks.all().iter().enumerate().map(|(place, benchmark)| {
        let facts = &benchmark.facts;
        let key = facts.benchmark.as_str();
        let mut others = called(catalog.benchmark_aliases.of(key));
        others.extend(facts.version.as_deref().into_iter().chain(facts.split.as_deref()));
        Known { others, ..Known::named(Searched::Benchmark, place, key, &facts.name) }
    });
    let providers = catalog.providers.all().iter().enumerate();
    let providers =
        providers.map(|(place, row)| Known::named(Searched::Provider, place, row.provider.as_str(), &row.name));
    let organizations = catalog.organizations.all().iter().enumerate();
    let organizations = organizations
        .map(|(place, row)| Known::named(Searched::Organization, place, row.organization.as_str(), &row.name));
    models.chain(benchmarks).chain(providers).chain(organizations)
}

impl<'a> Known<'a> {
    /// A row that is known by its key and its name alone.
    fn named(of: Searched, place: usize, key: &'a str, name: &'a str) -> Self {
        Self { of, place, key, name, others: Vec::new(), around: Vec::new() }
    }
}

/// What aliases call a row, each name once.
fn called(aliases: &[alias::Model]) -> Vec<&str> {
    let names = aliases.iter().flat_map(|row| row.name.as_deref().into_iter().chain([row.external_id.as_str()]));
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchIndex").field("documents", &self.rows.len()).finish_non_exhaustive()
    }
}
