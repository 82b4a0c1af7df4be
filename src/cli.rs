//! The command line.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand};

use crate::rules::ranking::Settings;

/// One catalog of AI models, benchmarks, scores and prices, served as GraphQL.
#[derive(Debug, Parser)]
#[command(name = "modeldex", version, about, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do. Without a command, the catalog is served.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Settings of the server, where no command is given.
    #[command(flatten)]
    pub serve: Serve,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve GraphQL and GraphiQL. An empty database gets the bundled catalog first.
    Serve(Serve),
    /// Read a source into the catalog, as one revision or as nothing.
    Import(Import),
    /// Write the catalog as text, one file for each table.
    Export(Export),
    /// Bring the database to the schema of this version.
    Migrate(Migrate),
    /// Print the GraphQL schema.
    Schema,
    /// Measure how good what the program computes is.
    Check(Check),
    /// Look after which records mean which model.
    Identity(Identity),
}

/// Which database, and what to log.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// The database: sqlite://<file>, which is created where it is missing, or postgres://<user>@<host>/<database>.
    #[arg(long, env = "MODELDEX_DATABASE_URL", default_value = "sqlite://modeldex.db", hide_env_values = true)]
    pub database_url: String,
    /// What to log, as tracing filters: `info`, `modeldex=debug,sqlx=warn`.
    #[arg(long, env = "MODELDEX_LOG", default_value = "info,sea_orm_migration=warn,sqlx=warn")]
    pub log: String,
    /// How to log: lines for people, or one JSON object a line.
    #[arg(long, env = "MODELDEX_LOG_FORMAT", value_enum, default_value = "text")]
    pub log_format: LogFormat,
}

/// The form of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Settings of `serve`.
#[derive(Args, Clone, Debug)]
pub struct Serve {
    /// Which database, and what to log.
    #[command(flatten)]
    pub common: Common,
    /// The address and port to listen on.
    #[arg(long, env = "MODELDEX_LISTEN", default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,
    /// Seconds between two looks for a new revision, which another process may have imported.
    #[arg(long, env = "MODELDEX_REFRESH_SECONDS", default_value = "2", value_parser = seconds)]
    pub refresh_seconds: Duration,
    /// Sources to serve nothing of, by their names: `openrouter,artificial-analysis`. The catalog is as if they had never been
    /// imported; the database keeps what they state.
    #[arg(long, env = "MODELDEX_EXCLUDE_SOURCE", value_delimiter = ',', value_name = "SOURCES")]
    pub exclude_source: Vec<String>,
    /// Most levels of nested fields that a request may have.
    #[arg(long, env = "MODELDEX_MAX_DEPTH", default_value_t = crate::graphql::Limits::default().depth)]
    pub max_depth: usize,
    /// Most fields that an answer may have, lists counted by the size of the page that is asked for.
    #[arg(long, env = "MODELDEX_MAX_COMPLEXITY", default_value_t = crate::graphql::Limits::default().complexity)]
    pub max_complexity: usize,
}

/// Settings of `import`.
#[derive(Args, Clone, Debug)]
pub struct Import {
    /// Which database, and what to log.
    #[command(flatten)]
    pub common: Common,
    /// The source by its name, such as `models.dev` or `litellm`; `all` for every one that asks for nothing; or `catalog`
    /// for the catalog's own text form.
    pub source: String,
    /// Where to read it: an address, a file or a folder. Without it, the source's live data.
    #[arg(long)]
    pub from: Option<String>,
    /// Say what would change, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Print the report as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Settings of `export`.
#[derive(Args, Clone, Debug)]
pub struct Export {
    /// Which database, and what to log.
    #[command(flatten)]
    pub common: Common,
    /// The folder to write into.
    #[arg(long)]
    pub to: PathBuf,
    /// Leave out what may not be handed on: sources that forbid it, and texts of sources.
    #[arg(long)]
    pub bundle: bool,
}

/// Settings of `migrate`.
#[derive(Args, Clone, Debug)]
pub struct Migrate {
    /// Which database, and what to log.
    #[command(flatten)]
    pub common: Common,
}

/// What to measure.
#[derive(Args, Clone, Debug)]
pub struct Check {
    /// What to measure.
    #[command(subcommand)]
    pub subject: CheckSubject,
}

/// What can be measured.
#[derive(Clone, Debug, Subcommand)]
pub enum CheckSubject {
    /// How well ranks hold on results that they were not made from. `docs/ranking.md` explains the figures.
    Ranking(CheckRanking),
    /// How often names that mean one model are joined, and others are not. `docs/identity.md` explains the figures.
    Identity(CheckIdentity),
}

/// Settings of `check identity`.
#[derive(Args, Clone, Debug)]
pub struct CheckIdentity {
    /// A database to judge the pairs in. Without it, the bundled catalog.
    #[arg(long)]
    pub database_url: Option<String>,
    /// A file of labelled pairs, one JSON object a line. Without it, the pairs of the project.
    #[arg(long)]
    pub pairs: Option<PathBuf>,
    /// Print the figures as JSON.
    #[arg(long)]
    pub json: bool,
}

/// What to do about identity.
#[derive(Args, Clone, Debug)]
pub struct Identity {
    /// What to do.
    #[command(subcommand)]
    pub task: IdentityTask,
}

/// What can be done about identity.
#[derive(Clone, Debug, Subcommand)]
pub enum IdentityTask {
    /// List the records that stay apart although they may mean another model.
    Review(IdentityReview),
}

/// Settings of `identity review`.
#[derive(Args, Clone, Debug)]
pub struct IdentityReview {
    /// Which database, and what to log.
    #[command(flatten)]
    pub common: Common,
    /// Print the list as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Settings of `check ranking`.
#[derive(Args, Clone, Debug)]
pub struct CheckRanking {
    /// A folder of LLM Stats data to measure on. Without it, the bundled catalog.
    #[arg(long)]
    pub from: Option<String>,
    /// Which method to measure.
    #[arg(long, default_value = Settings::VERSION_1.method, value_parser = method)]
    pub method: Settings,
    /// Print the figures as JSON.
    #[arg(long)]
    pub json: bool,
}

fn method(name: &str) -> Result<Settings, String> {
    let method = Settings::ALL.into_iter().find(|settings| settings.method == name);
    method.ok_or_else(|| format!("there are {}", Settings::ALL.map(|settings| settings.method).join(", ")))
}

fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>().map(Duration::try_from_secs_f64) {
        Ok(Ok(duration)) if duration >= Duration::from_millis(100) => Ok(duration),
        _ => Err("give a number of seconds, at least 0.1".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_defined() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sources_are_excluded_in_one_list_or_one_by_one() {
        let cli = ["modeldex", "serve", "--exclude-source", "a,b", "--exclude-source", "c"];
        let Some(Command::Serve(serve)) = Cli::try_parse_from(cli).expect("it parses").command else {
            panic!("it is a command")
        };
        assert_eq!(serve.exclude_source, ["a", "b", "c"]);
    }

    #[test]
    fn no_command_means_serve() {
        let cli = Cli::try_parse_from(["modeldex", "--listen", "127.0.0.1:9000"]).expect("it parses");
        assert!(cli.command.is_none());
        assert_eq!(cli.serve.listen.port(), 9000);
    }
}
