//! The program itself: its command line, and a server on a real socket.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use crate::support::{import, sqlite, world};

const MODELDEX: &str = env!("CARGO_BIN_EXE_modeldex");
/// Far above what a request takes; a test that would hang fails instead.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the server is asked whether it is ready, at most. It answers each time, so that nobody has to wait.
const ATTEMPTS: usize = 10_000;

/// The command, untouched by the settings of whoever runs the tests.
fn modeldex(arguments: &[&str]) -> Command {
    let mut command = Command::new(MODELDEX);
    command.args(arguments).env_clear().stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> (Output, String, String) {
    let output = modeldex(arguments).output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("a text");
    let (out, error) = (text(&output.stdout), text(&output.stderr));
    (output, out, error)
}

/// Ends the server if the test does not get that far.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already where all is well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The status line and the body of an answer.
fn request(address: &str, text: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.write_all(text.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
}

fn get(address: &str, path: &str) -> (String, String) {
    request(address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"))
}

#[tokio::test]
async fn a_source_that_is_not_known_cannot_be_excluded() {
    let database = sqlite().await;
    import(&database.store, "catalog", &[world()]).await;
    let excluded = ["--exclude-source", "bazaar,atlass"];
    let arguments = [&["serve", "--listen", "127.0.0.1:0", "--database-url", &database.url], &excluded[..]].concat();
    let (output, _, error) = run(&arguments);
    assert_eq!(output.status.code(), Some(1), "{error}");
    // The server may have begun to listen, and to log.
    let fault = error.lines().find(|line| line.starts_with("error: ")).unwrap_or_default();
    assert!(fault.starts_with("error: --exclude-source: there is no source 'atlass'; there are: "), "{error}");
    assert!(fault.contains("atlas, bazaar,") && fault.contains("openrouter"), "{error}");
}

#[tokio::test]
async fn the_server_starts_answers_and_stops_when_told() {
    let database = sqlite().await;
    // A database that has a catalog is served as it is.
    import(&database.store, "catalog", &[world()]).await;
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--database-url", &database.url];
    let mut server = Running(modeldex(&arguments).stderr(Stdio::piped()).spawn().expect("the program runs"));

    let mut log = BufReader::new(server.0.stderr.take().expect("a log")).lines();
    let mut next_line = || log.next().expect("the server ended early").expect("a line");
    let address = loop {
        let line = next_line();
        if let Some((_, rest)) = line.split_once("GraphQL at http://") {
            break rest.split('/').next().unwrap_or_default().to_owned();
        }
    };
    let ready = (0..ATTEMPTS).map(|_| get(&address, "/readyz")).find(|(status, _)| status == "HTTP/1.1 200 OK");
    assert_eq!(ready.expect("the server becomes ready").1, "serving revision 1\n");

    let body = r#"{"query":"{ model(slug: \"alpha-7b\") { name contextWindow } }"}"#;
    let head = format!("POST /graphql HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    let length = body.len();
    let (status, answer) =
        request(&address, &format!("{head}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"));
    assert_eq!(status, "HTTP/1.1 200 OK");
    assert_eq!(answer, r#"{"data":{"model":{"name":"Alpha 7B","contextWindow":128000}}}"#);

    let killed = Command::new("kill").args(["-TERM", &server.0.id().to_string()]).status().expect("kill runs");
    assert!(killed.success());
    // Its log ends when it does.
    let rest: Vec<String> = log.map(|line| line.expect("a line")).collect();
    let status = server.0.wait().expect("the server ends");
    assert_eq!(status.code(), Some(0), "{rest:?}");
    assert!(rest.iter().any(|line| line.ends_with("stopping")), "{rest:?}");
}

#[test]
fn help_names_the_variables_that_set_the_same() {
    let (output, help, _) = run(&["serve", "--help"]);
    assert!(output.status.success());
    let variables = ["DATABASE_URL", "LOG", "LOG_FORMAT", "LISTEN", "REFRESH_SECONDS", "MAX_DEPTH", "MAX_COMPLEXITY"];
    for variable in variables {
        let names = [format!("[env: MODELDEX_{variable}=]"), format!("[env: MODELDEX_{variable}]")];
        assert!(names.iter().any(|name| help.contains(name)), "{variable} is not in {help}");
    }
    let (_, help, _) = run(&["--help"]);
    for command in ["serve", "import", "export", "migrate", "schema", "check"] {
        assert!(help.contains(&format!("  {command} ")), "{command} is not in {help}");
    }
}

#[test]
fn an_unknown_source_is_answered_with_the_known_ones() {
    let (output, out, error) = run(&["import", "nonsense", "--database-url", "sqlite::memory:"]);
    assert_eq!((output.status.code(), out.as_str()), (Some(1), ""));
    assert!(error.starts_with("error: there is no source 'nonsense' to import"), "{error}");
    for source in ["models.dev", "llm-stats", "artificial-analysis", "catalog"] {
        assert!(error.contains(source), "{source} is not in {error}");
    }
}

#[test]
fn the_schema_is_printed_as_it_is_committed() {
    let (output, out, error) = run(&["schema"]);
    assert_eq!((output.status.code(), error.as_str()), (Some(0), ""));
    assert_eq!(out, include_str!("../../../schema.graphql"));
}

#[test]
fn a_database_address_of_no_known_engine_is_refused_without_its_password() {
    let (output, _, error) = run(&["migrate", "--database-url", "mysql://me:secret@host/catalog"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(error.contains("is not a database address"), "{error}");
    assert!(!error.contains("secret"), "{error}");
}
