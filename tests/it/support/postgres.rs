//! A private PostgreSQL database for each test that asks for one.
//!
//! The first [`database`] call of a process starts one PostgreSQL server on a free port of
//! 127.0.0.1, with its data in a temporary directory; every call then creates a database there.
//! Nothing needs cleaning up: the server is the charge of a small shell script that waits for its
//! standard input to end. The operating system ends it with this process, however that dies.
//!
//! `cargo test` runs all tests in one process and so starts one server. cargo-nextest runs each
//! test in a process of its own, and each starts a server of its own: give it a server through
//! [`URL_VARIABLE`] to save about a second a test. It also hides the output of tests that pass, the
//! notice about skipped tests included: set [`REQUIRE_VARIABLE`] to fail instead.

use std::env;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;

use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, DbErr, Statement};

/// Names a running server to create the test databases on, as `postgres://user@host/database`.
///
/// The user must be allowed to create databases. Those left by runs of more than an hour ago are
/// dropped. A server that is named here and does not answer fails the tests; it does not skip them.
const URL_VARIABLE: &str = "MODELDEX_TEST_POSTGRES_URL";

/// Set to `1`, makes the tests fail where they would be skipped for want of PostgreSQL.
const REQUIRE_VARIABLE: &str = "MODELDEX_REQUIRE_POSTGRES";

/// The first part of the name of every test database.
const PREFIX: &str = "modeldex_test_";

/// The programs a server needs, all from one directory so that their versions agree.
const PROGRAMS: [&str; 3] = ["initdb", "pg_ctl", "postgres"];

/// Runs a server until standard input ends, then removes its directory.
///
/// Arguments: the directory of the programs, the directory to use, the ports to try. Prints
/// `ready` and the port when the server answers, or else what went wrong.
///
/// `pg_ctl start` detaches the server, so that a signal meant for the tests does not reach it, and
/// returns once it accepts connections. SIGPIPE is ignored because the reader of `ready` may have
/// died by then, and the server must be stopped even so.
const WATCHDOG: &str = r#"
programs=$1 directory=$2
shift 2
PATH=${PATH:+$PATH:}/usr/bin:/bin
exec 2>&1
trap '' PIPE

start() {
    "$programs/initdb" -D "$directory/data" -A trust -U modeldex -E UTF8 --locale=C --no-sync \
        </dev/null >"$directory/log" 2>&1 || return 1
    printf '%s\n' >>"$directory/data/postgresql.conf" \
        "listen_addresses = '127.0.0.1'" \
        "unix_socket_directories = ''" \
        'max_connections = 200' \
        'fsync = off' \
        'synchronous_commit = off' \
        'full_page_writes = off' || return 1
    for port in "$@"; do
        "$programs/pg_ctl" start -w -t 60 -D "$directory/data" -l "$directory/log" -o "-p $port" \
            </dev/null >>"$directory/log" 2>&1 && return 0
    done
    return 1
}

if start "$@"; then
    echo "ready $port"
    exec >/dev/null 2>&1
    read -r _
    status=0
else
    cat "$directory/log"
    status=1
fi
"$programs/pg_ctl" stop -m immediate -w -D "$directory/data" >/dev/null 2>&1
rm -rf "$directory"
exit $status
"#;

/// The server that the databases are created on.
struct Server {
    /// Where to connect to create a database.
    admin_url: String,
    /// The standard input of the watchdog, open for as long as this process lives.
    _lifeline: Option<ChildStdin>,
}

/// The URL of a new, empty database, or `None` if this machine has no PostgreSQL.
///
/// # Panics
///
/// If the server fails to create the database, or if there is no PostgreSQL and
/// [`REQUIRE_VARIABLE`] is set.
pub(crate) async fn database() -> Option<String> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    let required = env::var_os(REQUIRE_VARIABLE).is_some_and(|value| value == "1");
    let server = SERVER.get_or_init(|| {
        let server = match env::var(URL_VARIABLE) {
            Ok(admin_url) if !admin_url.is_empty() => Ok(Server { admin_url, _lifeline: None }),
            _ => start(),
        };
        if let (Err(reason), false) = (&server, required) {
            announce_skip(reason);
        }
        server
    });
    match server {
        Ok(server) => Some(
            create_database(&server.admin_url)
                .await
                .unwrap_or_else(|error| panic!("cannot create a PostgreSQL database for this test: {error}")),
        ),
        Err(reason) if required => panic!("{REQUIRE_VARIABLE} is set, but there is no PostgreSQL: {reason}"),
        Err(_) => None,
    }
}

/// Says on standard error that tests are skipped, past the test harness, which captures `eprintln!`.
fn announce_skip(reason: &str) {
    let rule = "=".repeat(80);
    let message = format!(
        "\n{rule}\nSKIPPED: PostgreSQL tests did not run, because {reason}\n\n\
         Install the PostgreSQL server programs or set {URL_VARIABLE} to run them;\n\
         set {REQUIRE_VARIABLE}=1 to fail instead of skipping.\n{rule}\n"
    );
    // There is nowhere left to report a standard error that cannot be written.
    let _ = io::stderr().write_all(message.as_bytes());
}

/// Creates a database with a name of its own and returns its URL.
async fn create_database(admin_url: &str) -> Result<String, DbErr> {
    let mut options = ConnectOptions::new(admin_url);
    options.max_connections(1).sqlx_logging(false);
    let admin = Database::connect(options).await?;
    drop_old_databases(&admin).await?;
    // The server's clock and the number of its connection: no two calls share both.
    let name: String = first_column(
        &admin,
        format!(
            "SELECT '{PREFIX}' || floor(extract(epoch FROM clock_timestamp()) * 1000000)::bigint \
             || '_' || pg_backend_pid()"
        ),
    )
    .await?
    .into_iter()
    .collect();
    // Unlike template1, template0 takes no connections, and one would make the statement fail.
    admin.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")).await?;
    admin.close().await?;
    Ok(with_database(admin_url, &name))
}

/// Drops the databases of runs that ended long ago, which only a lasting server can have.
async fn drop_old_databases(admin: &DatabaseConnection) -> Result<(), DbErr> {
    let old = first_column(
        admin,
        format!(
            "SELECT datname::text FROM pg_database WHERE datname ~ '^{PREFIX}[0-9]+_[0-9]+$' \
             AND split_part(datname, '_', 3)::numeric / 1000000 < extract(epoch FROM now()) - 3600"
        ),
    )
    .await?;
    for name in old {
        // Fails if the database is in use, or if another process drops it just now: both are fine.
        let _ = admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await;
    }
    Ok(())
}

/// The first column of the rows that a query answers.
async fn first_column(connection: &DatabaseConnection, sql: String) -> Result<Vec<String>, DbErr> {
    let rows = connection.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// The URL with its database replaced.
fn with_database(url: &str, name: &str) -> String {
    let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    let server = rest.split('/').next().unwrap_or(rest);
    let separator = if parameters.is_empty() { "" } else { "?" };
    format!("{scheme}://{server}/{name}{separator}{parameters}")
}

/// Starts a server that ends with this process, or says why that cannot be done.
fn start() -> Result<Server, String> {
    let programs = find_programs().ok_or_else(|| {
        format!("no directory with the programs {} was found and {URL_VARIABLE} is not set", PROGRAMS.join(", "))
    })?;
    let ports = free_ports().map_err(|error| format!("no free port was found: {error}"))?;
    let directory = tempfile::Builder::new()
        .prefix("modeldex-postgres-")
        .tempdir()
        .map_err(|error| format!("no temporary directory could be created: {error}"))?;
    let mut watchdog = Command::new("/bin/sh");
    watchdog
        .args(["-c", WATCHDOG, "postgres-watchdog"])
        .arg(&programs)
        .arg(directory.path())
        .args(ports.iter().map(u16::to_string))
        // The server's user may not be allowed to enter the directory of the tests.
        .current_dir(directory.path())
        // Otherwise Ctrl-C would end the watchdog before it can stop the server.
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    drop_root(&mut watchdog, directory.path())?;
    let mut watchdog =
        watchdog.spawn().map_err(|error| format!("/bin/sh cannot be run in the temporary directory: {error}"))?;
    // From here on the watchdog removes the directory.
    let _ = directory.keep();
    let lifeline = watchdog.stdin.take();
    let mut output = BufReader::new(watchdog.stdout.take().ok_or("the watchdog has no output")?);
    let mut report = String::new();
    output.read_line(&mut report).map_err(|error| format!("the watchdog cannot be read: {error}"))?;
    if let Some(port) = report.strip_prefix("ready ") {
        let admin_url = format!("postgres://modeldex@127.0.0.1:{}/postgres", port.trim_end());
        return Ok(Server { admin_url, _lifeline: lifeline });
    }
    let mut rest = Vec::new();
    // What could be read is shown; that there was more does not change the outcome.
    let _ = output.read_to_end(&mut rest);
    report.push_str(&String::from_utf8_lossy(&rest));
    Err(format!("the server in {} did not start:\n{}", programs.display(), report.trim_end()))
}

/// The directory with the server programs: on the search path, or else where packages put them.
fn find_programs() -> Option<PathBuf> {
    let on_path: Vec<PathBuf> = env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    // Debian keeps a directory for each version: 9.6, 15, 17.
    let mut packaged: Vec<(Vec<u32>, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version: Result<_, _> = entry.file_name().to_str()?.split('.').map(str::parse).collect();
            Some((version.ok()?, entry.path().join("bin")))
        })
        .collect();
    packaged.sort();
    on_path
        .into_iter()
        .chain(packaged.into_iter().rev().map(|(_, directory)| directory))
        .chain([PathBuf::from("/usr/local/pgsql/bin")])
        .find(|directory| has_programs(directory))
        .or_else(|| configured_directory().filter(|directory| has_programs(directory)))
}

/// The directory that `pg_config` names.
fn configured_directory() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").stderr(Stdio::null()).output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim_end()))
}

/// Whether a directory has all the programs. A relative one does not count: the watchdog runs elsewhere.
fn has_programs(directory: &Path) -> bool {
    let executable = |path: PathBuf| {
        fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
    };
    directory.is_absolute() && PROGRAMS.iter().all(|program| executable(directory.join(program)))
}

/// Ports that nothing listens on, as yet: a few, because another process may take one before the server does.
fn free_ports() -> io::Result<Vec<u16>> {
    let listeners: io::Result<Vec<_>> = (0..5).map(|_| TcpListener::bind(("127.0.0.1", 0))).collect();
    listeners?.iter().map(|listener| Ok(listener.local_addr()?.port())).collect()
}

/// If this process is root, which PostgreSQL refuses to run as, makes the command run as somebody
/// else and gives the directory to them.
fn drop_root(command: &mut Command, directory: &Path) -> Result<(), String> {
    // The owner of a directory that this process has created is the user it runs as.
    let metadata = fs::metadata(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    if metadata.uid() != 0 {
        return Ok(());
    }
    let users = fs::read_to_string("/etc/passwd").map_err(|error| format!("/etc/passwd cannot be read: {error}"))?;
    let (uid, gid) = ["postgres", "nobody"]
        .into_iter()
        .find_map(|name| ids_of(&users, name))
        .ok_or("the tests run as root and there is neither a user postgres nor nobody to run the server as")?;
    chown(directory, Some(uid), Some(gid))
        .map_err(|error| format!("{} cannot be given to another user: {error}", directory.display()))?;
    command.gid(gid).uid(uid);
    Ok(())
}

/// The user and group number of a user, from the text of `/etc/passwd`.
fn ids_of(users: &str, name: &str) -> Option<(u32, u32)> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}
