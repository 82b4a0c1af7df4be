//! Bundles `web/graphiql` with Node and npm, so that the server carries its own GraphiQL.
//!
//! Nobody needs Node to build the server: without it, or without a network, `missing.txt` takes the
//! place of the bundle, and the page says what is in it.
//!
//! - `MODELDEX_SKIP_GRAPHIQL=1` leaves GraphiQL out on purpose.
//! - `MODELDEX_REQUIRE_GRAPHIQL=1` makes the build fail where it would have been left out.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

const SKIP: &str = "MODELDEX_SKIP_GRAPHIQL";
const REQUIRE: &str = "MODELDEX_REQUIRE_GRAPHIQL";
const SOURCE: &str = "web/graphiql";
/// What the bundle is made from. The folders which npm and Vite fill are not among them, so a
/// developer who works on the page there does not cause builds here.
const INPUTS: [&str; 6] = ["package.json", "package-lock.json", "vite.config.js", "index.html", "examples.json", "src"];
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };
const NPM_CI: [&str; 8] = [
    "ci",
    "--include=dev",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    "--fetch-retries=1",
    "--fetch-timeout=30000",
];
/// A safeguard against a step that hangs, far above what one takes (20 s on two cores).
const STEP_LIMIT: Duration = Duration::from_mins(5);

type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={SKIP}");
    println!("cargo::rerun-if-env-changed={REQUIRE}");
    for input in INPUTS {
        println!("cargo::rerun-if-changed={SOURCE}/{input}");
    }
    match embed() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            println!("cargo::error=GraphiQL cannot be built. {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Fills `OUT_DIR/graphiql`, which the server embeds.
fn embed() -> Result<()> {
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: this runs under cargo.")?);
    let output = out_dir.join("graphiql");
    let bundle = if is_set(SKIP) { Err(format!("{SKIP} was set when it was built.")) } else { bundle(&out_dir) };
    fresh_folder(&output).map_err(|error| in_words(&output, error))?;
    let reason = match bundle {
        Ok(built) => return copy_folder(&built, &output).map_err(|error| in_words(&output, error)),
        Err(reason) if is_set(REQUIRE) => return Err(reason),
        Err(reason) => reason,
    };
    if !is_set(SKIP) {
        println!("cargo::warning=GraphiQL is left out. {reason}");
        println!("cargo::warning=To try again, touch build.rs or set {REQUIRE}=1.");
    }
    let note = output.join("missing.txt");
    fs::write(&note, reason).map_err(|error| in_words(&note, error))
}

/// The folder with the bundle of the present inputs, which is built unless some earlier build, of
/// whichever profile, has done it.
fn bundle(out_dir: &Path) -> Result<PathBuf> {
    let files = inputs()?;
    let cache = cache_folder(out_dir);
    let wanted = cache.join(fingerprint(&files)?);
    if wanted.join("index.html").is_file() {
        return Ok(wanted);
    }
    require_tools()?;

    // Built apart and moved when whole, for another build may be at the same next to this one.
    let work = out_dir.join("graphiql-work");
    let built = build_in(&work, &files);
    fs::create_dir_all(&cache).map_err(|error| in_words(&cache, error))?;
    let moved = built.and_then(|dist| match fs::rename(dist, &wanted) {
        Err(error) if !wanted.join("index.html").is_file() => Err(in_words(&wanted, error)),
        _ => Ok(wanted),
    });
    let _ = fs::remove_dir_all(&work);
    moved
}

fn build_in(work: &Path, files: &[PathBuf]) -> Result<PathBuf> {
    fresh_folder(work).map_err(|error| in_words(work, error))?;
    for file in files {
        let copy = work.join(file);
        let parent = copy.parent().unwrap_or(work);
        fs::create_dir_all(parent).map_err(|error| in_words(parent, error))?;
        fs::copy(file, &copy).map_err(|error| in_words(file, error))?;
    }
    let folder = work.join(SOURCE);
    run(&folder, "npm ci", &NPM_CI)?;
    run(&folder, "npm run build", &["run", "build"])?;
    Ok(folder.join("dist"))
}

/// Every input, the examples included, by its path from the root of the repository, where cargo
/// starts build scripts.
fn inputs() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for input in INPUTS {
        list_files(&Path::new(SOURCE).join(input), &mut files)?;
    }
    let list = Path::new(SOURCE).join("examples.json");
    let text = fs::read_to_string(&list).map_err(|error| in_words(&list, error))?;
    for example in example_files(&text) {
        println!("cargo::rerun-if-changed={example}");
        if !Path::new(example).is_file() {
            return Err(format!("{} lists {example}, which is missing.", list.display()));
        }
        files.push(example.into());
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// The values of the `"file"` keys. A JSON parser would be the only build-dependency, for a list
/// which is ours and whose paths need no escapes.
fn example_files(json: &str) -> impl Iterator<Item = &str> {
    json.split("\"file\"").skip(1).filter_map(|rest| rest.split('"').nth(1))
}

fn list_files(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(|error| in_words(path, error))? {
        list_files(&entry.map_err(|error| in_words(path, error))?.path(), files)?;
    }
    Ok(())
}

/// FNV-1a over names and contents: it has to tell versions apart, not to withstand an attacker.
fn fingerprint(files: &[PathBuf]) -> Result<String> {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |bytes: &[u8]| {
        for byte in bytes.len().to_le_bytes().iter().chain(bytes) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for file in files {
        eat(file.to_string_lossy().as_bytes());
        eat(&fs::read(file).map_err(|error| in_words(file, error))?);
    }
    Ok(format!("{hash:016x}"))
}

/// Beside the profiles where the target folder can be told by the tag that cargo puts into it, so
/// that debug and release builds share one bundle; else this build's own folder.
fn cache_folder(out_dir: &Path) -> PathBuf {
    let target = out_dir.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file());
    target.unwrap_or(out_dir).join("graphiql-cache")
}

fn require_tools() -> Result<()> {
    let version = |tool: &str| {
        let output = Command::new(tool).arg("--version").stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let node = version("node").ok_or("Node was not found when it was built.")?;
    let mut numbers = node.trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    let release: (u32, u32) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if release < (20, 19) {
        return Err(format!("Node 20.19 or newer is needed; {node} was found when it was built."));
    }
    version(NPM).ok_or("npm was not found when it was built.")?;
    Ok(())
}

fn run(folder: &Path, step: &str, arguments: &[&str]) -> Result<()> {
    // Into a file, for a pipe that nobody reads would stop npm when it is full.
    let log = folder.join("npm.log");
    let open = || File::options().create(true).append(true).open(&log).map_err(|error| in_words(&log, error));
    let mut child = Command::new(NPM)
        .args(arguments)
        .current_dir(folder)
        .env("MODELDEX_REPO_ROOT", "../..")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(open()?)
        .stderr(open()?)
        .spawn()
        .map_err(|error| format!("{step} did not start: {error}."))?;
    let status = wait(&mut child).map_err(|error| format!("{step} was lost: {error}."))?;
    let Some(status) = status else {
        return Err(format!("{step} was stopped after {} s.", STEP_LIMIT.as_secs()));
    };
    if status.success() {
        return Ok(());
    }
    Err(format!("{step} failed: {}", complaint(&fs::read_to_string(&log).unwrap_or_default())))
}

/// How the child ended, or `None` if it had to be stopped.
#[expect(clippy::disallowed_methods, reason = "a build script has no runtime to wait with")]
fn wait(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > STEP_LIMIT {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// What npm's log says went wrong, in one line and without its stacks and pointers to more logs.
fn complaint(log: &str) -> String {
    let said: Vec<_> = log
        .lines()
        .map(|line| line.trim_start_matches("npm error").trim())
        .filter(|line| !line.is_empty() && !line.starts_with("npm warn") && !line.starts_with("at "))
        .filter(|line| !line.contains("complete log"))
        .collect();
    let error = said.iter().position(|line| line.to_lowercase().contains("error"));
    let first = error.unwrap_or(said.len().saturating_sub(3));
    said.into_iter().skip(first).take(3).collect::<Vec<_>>().join(" | ")
}

fn fresh_folder(path: &Path) -> io::Result<()> {
    if path.exists() {
        fs::remove_dir_all(path)?;
    }
    fs::create_dir_all(path)
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn is_set(name: &str) -> bool {
    env::var(name).is_ok_and(|value| !value.is_empty() && value != "0")
}

fn in_words(path: &Path, error: io::Error) -> String {
    format!("{}: {error}.", path.display())
}
