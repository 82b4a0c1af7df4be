//! All tables of the catalog in one list, and all their rows in one value.

use crate::values::SourceSlug;

/// Hands the list of tables to another macro, so that no code names every table by hand. Identity tables come in an
/// order in which each refers only to those before it.
#[macro_export]
macro_rules! for_each_table {
    ($callback:ident) => {
        $callback! {
            identity {
                source Source,
                organization Organization,
                provider Provider,
                license License,
                domain Domain,
                category Category,
                family Family,
                model Model,
                variant Variant,
                benchmark Benchmark,
                offer Offer,
            }
            statement {
                organization_statement OrganizationStatement,
                provider_statement ProviderStatement,
                license_statement LicenseStatement,
                model_statement ModelStatement,
                model_link ModelLink,
                model_text ModelText,
                alias Alias,
                benchmark_statement BenchmarkStatement,
                benchmark_category BenchmarkCategory,
                label Label,
                score Score,
                domain_rank DomainRank,
                offer_statement OfferStatement,
                price_component PriceComponent,
                performance Performance,
            }
        }
    };
}

macro_rules! rows {
    (identity { $($identity:ident $_i:ident,)+ } statement { $($statement:ident $variant:ident,)+ }) => {
        /// Rows of every table: a catalog as it is stored, or a draft of what an import wants to say.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Rows {
            $(#[doc = concat!("Rows of `", stringify!($identity), "`.")] pub $identity: Vec<crate::$identity::Model>,)+
            $(#[doc = concat!("Rows of `", stringify!($statement), "`.")] pub $statement: Vec<crate::$statement::Model>,)+
        }

        /// Names the versioned tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum StatementTable {
            $(#[doc = concat!("`", stringify!($statement), "`.")] $variant,)+
        }

        impl StatementTable {
            /// Every versioned table, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
        }

        impl Rows {
            /// Whose statements there are.
            pub fn statement_sources(&self) -> std::collections::BTreeSet<SourceSlug> {
                let mut sources = std::collections::BTreeSet::new();
                $(sources.extend(self.$statement.iter().map(|row| row.source.clone()));)+
                sources
            }

            /// Adds all rows of `other`.
            pub fn append(&mut self, mut other: Self) {
                $(self.$identity.append(&mut other.$identity);)+
                $(self.$statement.append(&mut other.$statement);)+
            }
        }
    };
}

for_each_table!(rows);
