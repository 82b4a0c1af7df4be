//! All tables of the first release.

use sea_orm_migration::prelude::*;

use crate::columns::Columns;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in logs().into_iter().chain(identities()).chain(statements()) {
            table.create(manager).await?;
        }
        Ok(())
    }
}

/// Written first, because every other table refers to revisions.
fn logs() -> Vec<Columns> {
    vec![
        Columns::log("revision", &["number"]).big_integer("number").timestamp("created_at").text("summary"),
        Columns::log("import_run", &["number"])
            .big_integer("number")
            .text("source")
            .text("origin")
            .text("digest")
            .timestamp("started_at")
            .timestamp("finished_at")
            .text("outcome")
            .revision_null("revision")
            .big_integer("taken")
            .big_integer("new")
            .big_integer("changed")
            .big_integer("unchanged")
            .big_integer("retired")
            .big_integer("rejected"),
        Columns::log("reject", &["run", "position"])
            .big_integer("run")
            .foreign_key("run", "import_run", "number")
            .integer("position")
            .text("record")
            .text("rule")
            .text("reason"),
    ]
}

/// In an order in which each refers only to those before it.
fn identities() -> Vec<Columns> {
    vec![
        Columns::identity("source")
            .text("name")
            .text("homepage")
            .text("license")
            .text_null("license_url")
            .text("attribution")
            .boolean("redistributable")
            .integer("precedence"),
        Columns::identity("organization"),
        Columns::identity("provider"),
        Columns::identity("license"),
        Columns::identity("domain").integer("position"),
        Columns::identity("category").integer("position").reference_null("domain", "domain"),
        Columns::identity("family").text("name").reference_null("organization", "organization"),
        Columns::identity("model").reference_null("organization", "organization"),
        Columns::identity("variant").reference("model", "model").text("kind").text("setting"),
        Columns::identity("benchmark"),
        Columns::identity("offer")
            .reference("source", "source")
            .text("kind")
            .reference_null("provider", "provider")
            .text("external_id"),
    ]
}

fn statements() -> Vec<Columns> {
    vec![
        Columns::statement("organization_statement")
            .reference("source", "source")
            .reference("organization", "organization")
            .text("name")
            .text_null("homepage")
            .text_null("country"),
        Columns::statement("provider_statement")
            .reference("source", "source")
            .reference("provider", "provider")
            .text("name")
            .text_null("homepage")
            .text_null("documentation")
            .text_null("api"),
        Columns::statement("license_statement")
            .reference("source", "source")
            .reference("license", "license")
            .text("name")
            .text_null("spdx_id")
            .text_null("url")
            .text("commercial_use"),
        Columns::statement("model_statement")
            .reference("source", "source")
            .text("external_id")
            .reference("model", "model")
            .text("name")
            .reference_null("family", "family")
            .reference_null("license", "license")
            .boolean_null("open_weights")
            .text_null("released_on")
            .text_null("knowledge_cutoff")
            .big_integer_null("total_parameters")
            .big_integer_null("active_parameters")
            .big_integer_null("training_tokens")
            .big_integer_null("context_window")
            .big_integer_null("max_output_tokens")
            .text_null("input_modalities")
            .text_null("output_modalities")
            .boolean_null("reasoning")
            .boolean_null("tool_calls")
            .boolean_null("structured_output")
            .boolean_null("attachments")
            .text_null("lifecycle")
            .text_null("url"),
        Columns::statement("model_link")
            .reference("source", "source")
            .text("external_id")
            .reference("model", "model")
            .text("kind")
            .text("url"),
        Columns::statement("model_text")
            .reference("source", "source")
            .text("external_id")
            .reference("model", "model")
            .text("locale")
            .text("scope")
            .text("text"),
        Columns::statement("alias")
            .reference("source", "source")
            .reference("system", "source")
            .text("kind")
            .text("external_id")
            .text_null("name")
            .reference_null("model", "model")
            .reference_null("variant", "variant")
            .reference_null("organization", "organization")
            .reference_null("provider", "provider")
            .reference_null("benchmark", "benchmark")
            .text("match_kind"),
        Columns::statement("benchmark_statement")
            .reference("source", "source")
            .reference("benchmark", "benchmark")
            .text("name")
            .text_null("version")
            .text_null("split")
            .text_null("metric")
            .text("kind")
            .text_null("scale_min")
            .text_null("scale_max")
            .text_null("unit")
            .text_null("direction")
            .reference_null("parent", "benchmark")
            .text_null("url"),
        Columns::statement("benchmark_category")
            .reference("source", "source")
            .reference("benchmark", "benchmark")
            .reference("category", "category")
            .integer("position"),
        Columns::statement("label").reference("source", "source").text("subject").text("locale").text("text"),
        Columns::statement("score")
            .reference("source", "source")
            .text("external_id")
            .reference("model", "model")
            .reference_null("variant", "variant")
            .reference("benchmark", "benchmark")
            .text_null("setup")
            .text("value")
            .text("reporter")
            .text_null("measured_on")
            .text_null("url")
            .reference_null("origin", "source"),
        Columns::statement("domain_rank")
            .reference("source", "source")
            .text("method")
            .reference("domain", "domain")
            .reference("model", "model")
            .integer_null("rank")
            .integer_null("rank_low")
            .integer_null("rank_high")
            .integer("population")
            .text_null("score")
            .text_null("percentile")
            .integer("tests")
            .text_null("independent_share"),
        Columns::statement("offer_statement")
            .reference("source", "source")
            .reference("offer", "offer")
            .reference("model", "model")
            .text_null("name")
            .big_integer_null("context_window")
            .big_integer_null("max_input_tokens")
            .big_integer_null("max_output_tokens")
            .text_null("input_modalities")
            .text_null("output_modalities")
            .boolean_null("reasoning")
            .boolean_null("tool_calls")
            .boolean_null("structured_output")
            .boolean_null("attachments")
            .text_null("quantization")
            .text_null("region")
            .boolean_null("trains_on_prompts")
            .integer_null("retention_days")
            .text_null("lifecycle")
            .text("price_status")
            .text_null("url"),
        Columns::statement("price_component")
            .reference("source", "source")
            .reference("offer", "offer")
            .text("unit")
            .big_integer("per")
            .text("amount")
            .text("currency")
            .big_integer_null("above_tokens")
            .text_null("service_tier")
            .text_null("region")
            .big_integer_null("cache_ttl_seconds")
            .integer_null("utc_from_minute")
            .integer_null("utc_until_minute")
            .integer_null("weekdays")
            .text_null("valid_from")
            .text_null("valid_until"),
        Columns::statement("performance")
            .reference("source", "source")
            .text("external_id")
            .reference("model", "model")
            .reference_null("offer", "offer")
            .text("metric")
            .integer_null("percentile")
            .text("value")
            .text_null("window")
            .text_null("workload")
            .big_integer_null("sample_size"),
    ]
}
