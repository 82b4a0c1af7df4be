//! Refusing documents that would keep the server busy before it ever looks at their fields.
//!
//! The library validates a document with its fragments inlined, so that a few hundred bytes of fragments that each
//! spread the next one twice cost seconds. Here every fragment is sized once.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{ExecutableDocument, FragmentDefinition, Selection, SelectionSet},
};

/// Why a document is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Too many fields.
    #[error(
        "the document has more than {0} fields once its fragments are expanded; ask for less, or in several requests"
    )]
    TooManyFields(usize),
    /// Fragments that contain themselves.
    #[error("the fragment '{0}' contains itself")]
    Cycle(String),
    /// Too deep.
    #[error("the document is nested deeper than {0} levels")]
    TooDeep(usize),
}

/// Refuses text with more brackets inside each other than any document needs. The parser and the validator descend
/// once for each, and would run out of stack long before anybody counts fields.
pub fn check_nesting(document: &str, max_nesting: usize) -> Result<(), Refusal> {
    let (mut nesting, mut in_string, mut escaped, mut in_comment) = (0usize, false, false, false);
    for byte in document.bytes() {
        match byte {
            b'\n' => in_comment = false,
            _ if in_comment => {}
            b'\\' if in_string && !escaped => {
                escaped = true;
                continue;
            }
            b'"' if !escaped => in_string = !in_string,
            _ if in_string => {}
            b'#' => in_comment = true,
            b'{' | b'[' | b'(' => nesting += 1,
            b'}' | b']' | b')' => nesting = nesting.saturating_sub(1),
            _ => {}
        }
        escaped = false;
        if nesting > max_nesting {
            return Err(Refusal::TooDeep(max_nesting));
        }
    }
    Ok(())
}

/// What a selection comes down to once its fragments are expanded.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    fields: usize,
    depth: usize,
}

enum State {
    UnderWay,
    Sized(Size),
}

/// Refuses a document of more than `max_fields` fields, or deeper than `max_depth`, or with fragments in a circle.
pub fn check(document: &ExecutableDocument, max_fields: usize, max_depth: usize) -> Result<(), Refusal> {
    let mut sizes = Sizes { fragments: &document.fragments, known: HashMap::new(), max_depth };
    let mut total = 0usize;
    for (_, operation) in document.operations.iter() {
        total = total.saturating_add(sizes.of(&operation.node.selection_set.node, 0)?.fields);
    }
    // Fragments that nothing spreads are validated too.
    for (name, fragment) in &document.fragments {
        sizes.of_fragment(name, fragment, 0)?;
    }
    if total > max_fields {
        return Err(Refusal::TooManyFields(max_fields));
    }
    Ok(())
}

struct Sizes<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    known: HashMap<&'a str, State>,
    max_depth: usize,
}

impl<'a> Sizes<'a> {
    fn of(&mut self, set: &'a SelectionSet, level: usize) -> Result<Size, Refusal> {
        if level > self.max_depth {
            return Err(Refusal::TooDeep(self.max_depth));
        }
        let mut size = Size::default();
        for selection in &set.items {
            let part = match &selection.node {
                Selection::Field(field) => {
                    let inner = self.of(&field.node.selection_set.node, level + 1)?;
                    Size { fields: inner.fields.saturating_add(1), depth: inner.depth.saturating_add(1) }
                }
                Selection::InlineFragment(inline) => self.of(&inline.node.selection_set.node, level + 1)?,
                Selection::FragmentSpread(spread) => {
                    match self.fragments.get_key_value(&spread.node.fragment_name.node) {
                        Some((name, fragment)) => self.of_fragment(name, fragment, level)?,
                        // Validation names it.
                        None => Size::default(),
                    }
                }
            };
            size.fields = size.fields.saturating_add(part.fields);
            size.depth = size.depth.max(part.depth);
        }
        if size.depth > self.max_depth {
            return Err(Refusal::TooDeep(self.max_depth));
        }
        Ok(size)
    }

    fn of_fragment(
        &mut self,
        name: &'a Name,
        fragment: &'a Positioned<FragmentDefinition>,
        level: usize,
    ) -> Result<Size, Refusal> {
        match self.known.get(name.as_str()) {
            Some(State::Sized(size)) => return Ok(*size),
            Some(State::UnderWay) => return Err(Refusal::Cycle(name.to_string())),
            None => {}
        }
        self.known.insert(name.as_str(), State::UnderWay);
        let size = self.of(&fragment.node.selection_set.node, level)?;
        self.known.insert(name.as_str(), State::Sized(size));
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn checked(document: &str) -> Result<(), Refusal> {
        check(&parse_query(document).expect("a document"), 100, 10)
    }

    #[test]
    fn an_ordinary_document_passes() {
        assert_eq!(checked("{ a { b } ...F } fragment F on Query { c }"), Ok(()));
    }

    #[test]
    fn fragments_that_spread_fragments_are_counted_as_they_expand() {
        let bomb: String = (0..40).map(|n| format!("fragment F{n} on Q {{ ...F{} ...F{} }}", n + 1, n + 1)).collect();
        let document = format!("{{ ...F0 }} {bomb} fragment F40 on Q {{ a }}");
        assert_eq!(checked(&document), Err(Refusal::TooManyFields(100)));
    }

    #[test]
    fn fragments_in_a_circle_are_refused() {
        assert_eq!(
            checked("{ ...A } fragment A on Q { ...B } fragment B on Q { ...A }")
                .map_err(|error| error.to_string().len()),
            Err("the fragment 'A' contains itself".len())
        );
    }

    #[test]
    fn brackets_are_counted_outside_of_strings_and_comments() {
        assert_eq!(check_nesting("{ a(b: \"[[[[ \\\" [[[\") # [[[[\n }", 3), Ok(()));
        assert_eq!(check_nesting(&"[".repeat(200_000), 100), Err(Refusal::TooDeep(100)));
    }

    #[test]
    fn depth_is_counted_through_fragments() {
        let deep = format!("{}a{}", "{ a ".repeat(11), " }".repeat(11));
        assert_eq!(checked(&deep), Err(Refusal::TooDeep(10)));
    }
}
