//! Variables that a request leaves out, where the library falls short of the specification.

use async_graphql::{
    Pos, Positioned, Value,
    parser::types::{BaseType, DocumentOperations, ExecutableDocument, OperationDefinition, VariableDefinition},
};
use serde_json::Map;

type Variables = Map<String, serde_json::Value>;

/// A variable that the operation needs and that has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the variable ${name} is of type {expected} and needs a value; give it in `variables`")]
pub struct Missing {
    name: String,
    expected: String,
}

/// Refuses a request without a variable that its operation needs. The library notices while it executes, and does not
/// say which.
pub fn check(
    document: &ExecutableDocument,
    operation_name: Option<&str>,
    variables: &Variables,
) -> Result<(), Missing> {
    let mut operations = document.operations.iter();
    let operation = match operation_name {
        Some(wanted) => operations.find(|(name, _)| name.is_some_and(|name| name == wanted)),
        // Of several, the library refuses to choose.
        None => operations.next().filter(|_| operations.next().is_none()),
    };
    let definitions = operation.map_or(&[][..], |(_, operation)| &operation.node.variable_definitions);
    for VariableDefinition { name, var_type, default_value, .. } in
        definitions.iter().map(|definition| &definition.node)
    {
        let is_there = match variables.get(name.node.as_str()) {
            None => default_value.is_some(),
            Some(value) => !value.is_null(),
        };
        if !is_there && !var_type.node.nullable {
            return Err(Missing { name: name.node.to_string(), expected: var_type.node.to_string() });
        }
    }
    Ok(())
}

/// Gives every number that is left out a default. When the library computes what a list costs, it takes a page size
/// from a variable without a value for a variable that is not defined, in operations that are not asked for too.
pub fn complete(document: &mut ExecutableDocument, variables: &Variables) {
    let complete = |operation: &mut Positioned<OperationDefinition>| {
        for definition in &mut operation.node.variable_definitions {
            let VariableDefinition { name, var_type, default_value, .. } = &mut definition.node;
            let is_number = matches!(&var_type.node.base, BaseType::Named(name) if name == "Int");
            if is_number && default_value.is_none() && !variables.contains_key(name.node.as_str()) {
                // One that is needed is left out only where the operation is not executed.
                let value = if var_type.node.nullable { Value::Null } else { Value::from(1) };
                *default_value = Some(Positioned::new(value, Pos::default()));
            }
        }
    };
    match &mut document.operations {
        DocumentOperations::Single(operation) => complete(operation),
        DocumentOperations::Multiple(operations) => operations.values_mut().for_each(complete),
    }
}
