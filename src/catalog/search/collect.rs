//! Collecting everything that a query finds.

use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader, TantivyError,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

/// Collects every document with its score, in no order.
pub(super) struct Everything;

/// What is collected of one segment.
pub(super) struct OfSegment {
    documents: Column<u64>,
    found: Vec<(u64, Score)>,
}

impl Collector for Everything {
    type Fruit = Vec<(u64, Score)>;
    type Child = OfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<OfSegment, TantivyError> {
        Ok(OfSegment { documents: segment.fast_fields().u64("document")?, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<(u64, Score)>>) -> Result<Vec<(u64, Score)>, TantivyError> {
        Ok(fruits.concat())
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = Vec<(u64, Score)>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.found.extend(self.documents.first(document).map(|document| (document, score)));
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
