//! What the commands do.

use std::{collections::BTreeSet, io::IsTerminal, sync::Arc};

use chrono::{DateTime, Utc};
use entity::values::SourceSlug;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::{net::TcpListener, sync::watch};
use tracing::{info, warn};

use crate::{
    bundle,
    catalog::{Follower, Holder, RefreshError},
    check::{self, LoadError, identity, ranking},
    cli,
    export::{self, Selection},
    graphql::{self, Limits},
    http::{self, App},
    import::{
        self, ImportError, Report, Subject,
        decided::Review,
        fetch::{self, FetchError, Location, Progress},
        records::Records,
        sources,
    },
    import_all,
    rules::ranking::SEED,
    store::{Store, StoreError},
};

/// Why a command failed. The message is for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The bytes could not be had.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The import.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The catalog could not be built.
    #[error("the catalog cannot be built from the database: {0}")]
    Refresh(#[from] RefreshError),
    /// No such source.
    #[error("there is no source '{given}' to import; there are: {known}")]
    UnknownSource {
        /// What was given.
        given: String,
        /// What there is.
        known: String,
    },
    /// No such source to exclude.
    #[error("--exclude-source: there is no source '{given}'; there are: {known}")]
    UnknownExclusion {
        /// What was given.
        given: String,
        /// What there is.
        known: String,
    },
    /// One place to read everything from.
    #[error("--from gives one place, and every source has its own; leave it out, or import a source by its name")]
    FromOfAll,
    /// A source without live data.
    #[error("{0} has no live address that modeldex can read; give a file or a folder with --from")]
    NoDefault(String),
    /// A key is missing.
    #[error(
        "{source_name} asks for a key; set the environment variable {variable}, or give a saved answer with --from"
    )]
    NoKey {
        /// The source.
        source_name: &'static str,
        /// The variable.
        variable: &'static str,
    },
    /// There is nothing to export.
    #[error("the database holds no catalog yet; import one first, or start the server once")]
    Empty,
    /// Files could not be written.
    #[error("cannot write: {0}")]
    Write(#[from] std::io::Error),
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {error}; choose another address with --listen")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// The cause.
        error: std::io::Error,
    },
    /// There are no data to check.
    #[error(transparent)]
    Check(#[from] LoadError),
    /// A row that JSON cannot hold.
    #[error("cannot write the catalog as text: {0}")]
    Text(#[from] serde_json::Error),
    /// The labelled pairs.
    #[error(transparent)]
    Pairs(#[from] identity::PairError),
}

/// Opens the database and brings it up to date.
pub async fn open(url: &str) -> Result<Store, StoreError> {
    let store = Store::open(url).await?;
    store.migrate().await?;
    Ok(store)
}

/// Serves until a signal comes, then lets requests under way finish.
pub async fn serve(settings: cli::Serve, clock: impl Fn() -> DateTime<Utc>) -> Result<(), CommandError> {
    let store = open(&settings.common.database_url).await?;
    let excluded = settings.exclude_source.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let excluded: BTreeSet<SourceSlug> = excluded.map(SourceSlug::from).collect();
    let holder = Arc::new(Holder::excluding(excluded.clone()));
    let limits = Limits { depth: settings.max_depth, complexity: settings.max_complexity, ..Limits::default() };
    let app = App { schema: graphql::schema(limits), limits, holder: holder.clone(), store: store.clone() };
    let listener = TcpListener::bind(settings.listen)
        .await
        .map_err(|error| CommandError::Listen { address: settings.listen, error })?;

    let (stop, stopped) = watch::channel(false);
    // Health answers while the first catalog is still being built.
    let server = tokio::spawn(http::serve(listener, app, stopped));
    let load = async {
        bundle::load_if_empty(&store, clock).await?;
        check_excluded(&store, &excluded).await?;
        holder.refresh(&store).await?;
        Follower { store, holder, every: settings.refresh_seconds }.run().await;
        Ok::<(), CommandError>(())
    };
    tokio::select! {
        failed = load => failed?,
        () = signal() => info!("stopping"),
    }
    stop.send_replace(true);
    match server.await {
        Ok(outcome) => Ok(outcome?),
        Err(panicked) => Err(std::io::Error::other(panicked).into()),
    }
}

/// Refuses the name of a source that is not known: what was meant would be served.
async fn check_excluded(store: &Store, excluded: &BTreeSet<SourceSlug>) -> Result<(), CommandError> {
    let mut known: BTreeSet<SourceSlug> = store.sources().await?.into_iter().collect();
    known.extend(sources::REGISTRY.iter().map(|info| SourceSlug::from(info.slug)));
    match excluded.difference(&known).next() {
        None => Ok(()),
        Some(given) => {
            let known: Vec<&str> = known.iter().map(SourceSlug::as_str).collect();
            Err(CommandError::UnknownExclusion { given: given.to_string(), known: known.join(", ") })
        }
    }
}

/// Waits for SIGINT or SIGTERM.
async fn signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a handler there is nothing to wait for but the interrupt.
    let _ = interrupt.await;
}

/// Reads a source into the catalog.
pub async fn import(settings: &cli::Import, clock: impl Fn() -> DateTime<Utc>) -> Result<Report, CommandError> {
    let subject = Subject::named(&settings.source).ok_or_else(|| {
        let importable = sources::REGISTRY.iter().filter(|info| info.import.is_some()).map(|info| info.slug);
        let known: Vec<&str> = importable.chain([sources::catalog::SOURCE, import_all::NAME]).collect();
        CommandError::UnknownSource { given: settings.source.clone(), known: known.join(", ") }
    })?;
    let importer = sources::importable(&settings.source);
    let default = importer.map_or(&[][..], |(_, importer)| importer.default_from);
    let from = settings.from.as_deref().map_or_else(|| default.to_vec(), |from| vec![from]);
    if from.is_empty() {
        return Err(CommandError::NoDefault(settings.source.clone()));
    }
    let from: Vec<Location> = from.into_iter().map(str::parse).collect::<Result<_, _>>()?;

    let mut headers = Vec::new();
    if let ([Location::Url(_), ..], Some((info, importer))) = (&*from, importer)
        && let Some(key) = importer.key
    {
        match std::env::var(key.variable) {
            Ok(value) => headers.push((key.header, format!("{}{value}", key.scheme))),
            // Another address than the source's own may not need one.
            Err(_) if settings.from.is_some() => {}
            Err(_) => {
                return Err(CommandError::NoKey { source_name: info.name, variable: key.variable });
            }
        }
    }
    let next_page = importer.and_then(|(_, importer)| importer.next_page);
    let mut progress = progress(matches!(*from, [Location::Folder(_)]));
    let files = fetch::fetch_all(
        &from,
        &headers,
        &fetch::Limits::default(),
        |page| next_page.and_then(|next| next(page)),
        &mut *progress,
        tokio::time::sleep,
    )
    .await?;
    drop(progress);
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    info!(files = files.len(), bytes, "read");
    let store = open(&settings.common.database_url).await?;
    // A database starts with the bundled catalog, whose definitions say what the sources' names mean. A catalog in text
    // form brings its own.
    if matches!(subject, Subject::Source(..)) {
        if !settings.dry_run {
            bundle::load_if_empty(&store, &clock).await?;
        } else if store.revision().await?.is_none() {
            warn!("the database is empty, so everything counts as new; a real import loads the bundled catalog first");
        }
    }
    let origin = from.iter().map(Location::to_string).collect::<Vec<_>>().join(", ");
    Ok(import::run(&store, subject, &origin, &files, settings.dry_run, clock).await?)
}

/// A bar on a terminal; elsewhere a plain line for each file, except for those of a folder, of which there are many.
fn progress(is_folder: bool) -> Box<Progress<'static>> {
    if is_folder {
        return Box::new(|_, _, _| {});
    }
    if !std::io::stderr().is_terminal() {
        let mut last = String::new();
        return Box::new(move |path, _, total| {
            if last != path {
                info!(path, bytes = total, "reading");
                path.clone_into(&mut last);
            }
        });
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {bytes} {bytes_per_sec}") {
        bar.set_style(style);
    }
    Box::new(move |path, bytes, total| {
        if let Some(total) = total {
            bar.set_length(total);
        }
        bar.set_position(bytes);
        bar.set_message(path.to_owned());
    })
}

/// Writes the catalog as text.
pub async fn export(settings: &cli::Export) -> Result<usize, CommandError> {
    let store = open(&settings.common.database_url).await?;
    let (_, rows) = store.load().await?.ok_or(CommandError::Empty)?;
    let selection = if settings.bundle { Selection::Bundle } else { Selection::Everything };
    let files = export::export(rows, selection)?;
    export::write_files(&settings.to, &files)?;
    Ok(files.len())
}

/// Measures how well names are joined.
pub async fn check_identity(
    settings: &cli::CheckIdentity,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<identity::Report, CommandError> {
    let sets = match &settings.pairs {
        Some(path) => vec![identity::PairSet::read(&path.display().to_string(), &std::fs::read_to_string(path)?)?],
        None => identity::PairSet::of_the_project()?,
    };
    let rows = check::rows(settings.database_url.as_deref(), clock).await?;
    Ok(identity::check(&rows, &sets))
}

/// The records that somebody should look at.
pub async fn identity_review(settings: &cli::IdentityReview) -> Result<Vec<Review>, CommandError> {
    let store = open(&settings.common.database_url).await?;
    let (_, rows) = store.load().await?.ok_or(CommandError::Empty)?;
    Ok(Records::of(&rows).decide().reviews())
}

/// Measures how good the ranking is.
pub async fn check_ranking(
    settings: &cli::CheckRanking,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<ranking::Report, CommandError> {
    let data = match &settings.from {
        Some(folder) => check::llm_stats(folder, clock).await?,
        None => check::bundled(None, clock).await?,
    };
    Ok(ranking::check(&data, &settings.method, ranking::Effort::FULL, SEED))
}
