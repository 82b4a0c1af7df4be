//! The `modeldex` command: reads its arguments, runs one command, and reports.

use std::{io::Write, process::ExitCode};

use chrono::Utc;
use clap::Parser;
use modeldex::{
    cli::{Check, CheckSubject, Cli, Command, Common, Identity, IdentityTask, Serve},
    commands::{self, CommandError},
    graphql, import_all, report, telemetry,
};

/// 6 to 13 % less CPU for a request than the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let Cli { command, serve } = Cli::parse();
    match run(command.unwrap_or(Command::Serve(serve))).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&*error);
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        Command::Serve(settings) => {
            let Serve { common, .. } = &settings;
            telemetry::start(common)?;
            commands::serve(settings, now).await?;
        }
        Command::Import(settings) if settings.source == import_all::NAME => {
            telemetry::start(&settings.common)?;
            let summary = import_all::run(&settings, now).await?;
            if settings.json {
                say(serde_json::to_string_pretty(&summary)?);
            } else {
                say(&summary);
            }
            if !summary.failed.is_empty() {
                return Err("not every source could be read".into());
            }
        }
        Command::Import(settings) => {
            telemetry::start(&settings.common)?;
            let report = commands::import(&settings, now).await?;
            if settings.json {
                say(serde_json::to_string_pretty(&report)?);
            } else {
                say(report::Lines(&report));
            }
        }
        Command::Export(settings) => {
            telemetry::start(&settings.common)?;
            let files = commands::export(&settings).await?;
            say(format_args!("wrote {files} files into {}", settings.to.display()));
        }
        Command::Migrate(settings) => {
            let Common { database_url, .. } = &settings.common;
            telemetry::start(&settings.common)?;
            commands::open(database_url).await.map_err(CommandError::from)?;
            say("the database has the schema of this version");
        }
        Command::Schema => say(graphql::sdl().trim_end()),
        Command::Check(Check { subject: CheckSubject::Ranking(settings) }) => {
            let report = commands::check_ranking(&settings, now).await?;
            if settings.json {
                say(serde_json::to_string_pretty(&report)?);
            } else {
                say(report);
            }
        }
        Command::Check(Check { subject: CheckSubject::Identity(settings) }) => {
            let report = commands::check_identity(&settings, now).await?;
            if settings.json {
                say(serde_json::to_string_pretty(&report)?);
            } else {
                say(report);
            }
        }
        Command::Identity(Identity { task: IdentityTask::Review(settings) }) => {
            telemetry::start(&settings.common)?;
            let reviews = commands::identity_review(&settings).await?;
            if settings.json {
                say(serde_json::to_string_pretty(&reviews)?);
            } else {
                say(report::Reviews(&reviews));
            }
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
fn now() -> chrono::DateTime<Utc> {
    Utc::now()
}

/// Writes the result of the command. Whoever closed the pipe has read enough.
fn say(text: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

#[expect(clippy::print_stderr, reason = "the result of the command")]
fn complain(error: &dyn std::error::Error) {
    eprintln!("error: {error}");
}
