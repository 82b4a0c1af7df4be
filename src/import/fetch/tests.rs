use std::{
    io::Write,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    Router,
    extract::Query,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use super::*;

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

/// Serves at a free port of this machine.
async fn serve(routes: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    tokio::spawn(async move { axum::serve(listener, routes).await });
    format!("http://{address}")
}

fn limits() -> Limits {
    Limits { max_bytes: 1000, max_files: 3, ..Limits::default() }
}

/// What came back, and how long was waited.
type Outcome = (Result<Vec<InputFile>, FetchError>, Vec<Duration>);

async fn fetch_from(from: &str, headers: &[(&str, String)]) -> Outcome {
    let waits = Arc::new(Mutex::new(Vec::new()));
    let location: Location = from.parse().expect("a location");
    let sleep = async |duration| waits.lock().expect("no panic").push(duration);
    let files = fetch(&location, headers, &limits(), &mut |_, _, _| {}, sleep).await;
    let waits = waits.lock().expect("no panic").clone();
    (files, waits)
}

async fn failure(from: &str) -> String {
    match fetch_from(from, &[]).await.0 {
        Ok(files) => panic!("{files:?}"),
        Err(error) => error.to_string(),
    }
}

/// Answers the first `failures` requests with `first`, and the rest with data.
fn after(failures: usize, first: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Router {
    let count = Arc::new(AtomicUsize::new(0));
    let answer = move || {
        let failed = count.fetch_add(1, Ordering::SeqCst) < failures;
        let answer = if failed { first() } else { (JSON, "[1]").into_response() };
        async move { answer }
    };
    Router::new().route("/a/data.json", get(answer))
}

fn seconds(waits: &[Duration]) -> Vec<u64> {
    waits.iter().map(Duration::as_secs).collect()
}

mod addresses {
    use super::*;

    /// So that a server can import in the background.
    #[test]
    fn a_fetch_can_move_between_threads() {
        fn moves(_: impl Send) {}
        let location = Location::File("x".into());
        moves(fetch(&location, &[], &Limits::default(), &mut |_, _, _| {}, tokio::time::sleep));
    }

    #[tokio::test]
    async fn data_arrives_under_the_last_part_of_its_address() {
        let base = serve(after(0, || StatusCode::OK.into_response())).await;
        let (files, waits) = fetch_from(&format!("{base}/a/data.json?x=1"), &[]).await;
        let expected = InputFile { path: "data.json".to_owned(), bytes: b"[1]".to_vec() };
        assert_eq!((files.expect("data"), waits.len()), (vec![expected], 0));
    }

    #[tokio::test]
    async fn a_server_in_trouble_is_tried_again_with_growing_waits() {
        let base = serve(after(3, || StatusCode::BAD_GATEWAY.into_response())).await;
        let (files, waits) = fetch_from(&format!("{base}/a/data.json"), &[]).await;
        assert_eq!((files.is_ok(), seconds(&waits)), (true, vec![1, 2, 4]));

        let base = serve(after(9, || StatusCode::BAD_GATEWAY.into_response())).await;
        let text = failure(&format!("{base}/a/data.json?key=secret")).await;
        assert!(text.contains("/a/data.json answered 502 after 4 attempts"), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }

    #[tokio::test]
    async fn retry_after_is_honoured_up_to_a_cap() {
        let asking = |after_header: &'static str| {
            let date = ("date", "Wed, 21 Oct 2026 07:28:00 GMT");
            move || (StatusCode::TOO_MANY_REQUESTS, [("retry-after", after_header), date]).into_response()
        };
        for (asked, waited) in [("7", 7), ("Wed, 21 Oct 2026 07:28:09 GMT", 9), ("soon", 1)] {
            let base = serve(after(1, asking(asked))).await;
            let (files, waits) = fetch_from(&format!("{base}/a/data.json"), &[]).await;
            assert_eq!((files.is_ok(), seconds(&waits)), (true, vec![waited]), "{asked}");
        }
        let base = serve(after(1, asking("3600"))).await;
        let (files, waits) = fetch_from(&format!("{base}/a/data.json"), &[]).await;
        assert!(matches!(files, Err(FetchError::Busy { seconds: 3600, .. })), "{files:?}");
        assert_eq!(waits.len(), 0);
    }

    #[tokio::test]
    async fn a_refusal_is_final() {
        let base = serve(after(1, || StatusCode::FORBIDDEN.into_response())).await;
        let (files, waits) = fetch_from(&format!("{base}/a/data.json"), &[]).await;
        assert!(matches!(files, Err(FetchError::Status { status: 403, attempts: 1, .. })), "{files:?}");
        assert_eq!(waits.len(), 0);
    }

    #[tokio::test]
    async fn a_web_page_is_not_data_whatever_it_calls_itself() {
        let html = [("content-type", "text/html; charset=utf-8")];
        let page = "\n <!doctype html><title>Just a moment</title>";
        let routes = Router::new()
            .route("/ok", get(move || async move { (html, page) }))
            .route("/forbidden", get(move || async move { (StatusCode::FORBIDDEN, html, page) }))
            .route("/disguised", get(move || async move { (JSON, page) }))
            .route("/picture", get(|| async { ([("content-type", "image/png")], "x") }));
        let base = serve(routes).await;
        for path in ["ok", "forbidden", "disguised"] {
            let text = failure(&format!("{base}/{path}")).await;
            assert!(text.contains("a web page instead of data"), "{text}");
        }
        let text = failure(&format!("{base}/picture")).await;
        assert!(text.contains("'image/png'"), "{text}");
    }

    #[tokio::test]
    async fn the_limit_counts_unpacked_bytes() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&[b' '; 100_000]).expect("in memory");
        let packed = packed.finish().expect("in memory");
        let gzip = [("content-type", "application/json"), ("content-encoding", "gzip")];
        assert!(packed.len() < 1000);
        let routes = Router::new()
            .route("/bomb", get(move || async move { (gzip, packed) }))
            .route("/long", get(|| async { (JSON, vec![b' '; 1001]) }))
            .route("/fits", get(|| async { (JSON, vec![b' '; 1000]) }));
        let base = serve(routes).await;
        for path in ["bomb", "long"] {
            let text = failure(&format!("{base}/{path}")).await;
            assert!(text.contains("larger than 1000 bytes"), "{text}");
        }
        assert!(fetch_from(&format!("{base}/fits"), &[]).await.0.is_ok());
    }

    #[tokio::test]
    async fn a_dead_address_is_tried_again_and_named() {
        let (files, waits) = fetch_from("http://user:secret@127.0.0.1:1/x?key=secret", &[]).await;
        let text = files.map_err(|error| error.to_string()).expect_err("nobody listens there");
        assert!(text.starts_with("http://127.0.0.1:1/x could not be read in 4 attempts"), "{text}");
        assert!(!text.contains("secret"), "{text}");
        assert_eq!(waits.len(), 3);
    }

    #[tokio::test]
    async fn a_key_goes_to_its_host_and_no_other() {
        let seen = |headers: HeaderMap| async move {
            let key = headers.get("x-api-key").map(|key| key.as_bytes().to_vec());
            (JSON, key.unwrap_or_default())
        };
        let other = serve(Router::new().route("/seen", get(seen))).await;
        let elsewhere = format!("{other}/seen");
        let routes = Router::new()
            .route("/seen", get(seen))
            .route("/here", get(|| async { Redirect::temporary("/seen") }))
            .route("/away", get(move || async move { Redirect::temporary(&elsewhere) }));
        let base = serve(routes).await;
        let key = [("x-api-key", "k".to_owned())];
        let (files, _) = fetch_from(&format!("{base}/here"), &key).await;
        assert_eq!(files.expect("data")[0].bytes, b"k");
        let (files, waits) = fetch_from(&format!("{base}/away"), &key).await;
        let text = files.map_err(|error| error.to_string()).expect_err("another host");
        assert!(text.contains("must not get the key") && waits.is_empty(), "{text}");
        assert!(fetch_from(&format!("{base}/away"), &[]).await.0.is_ok());

        let (files, _) = fetch_from(&base, &[("x-api-key", "a\nb".to_owned())]).await;
        assert!(matches!(files, Err(FetchError::Header(_))));
    }

    #[tokio::test]
    async fn several_addresses_are_read_one_after_the_other_within_one_limit() {
        let base = serve(Router::new().route("/{name}", get(|| async { (JSON, vec![b' '; 501]) }))).await;
        let read = async |names: &[&str]| {
            let from: Vec<Location> =
                names.iter().map(|name| format!("{base}/{name}").parse().expect("a location")).collect();
            fetch_all(&from, &[], &limits(), |_| None, &mut |_, _, _| {}, async |_| {}).await
        };
        assert_eq!(read(&["a"]).await.expect("data")[0].path, "a");
        assert!(matches!(read(&["a", "b"]).await, Err(FetchError::TooLarge { .. })));
    }

    /// Pages of the form `next`, which is empty on the last, and asked for as the value of `parameter`.
    async fn pages(parameter: &'static str, next: impl Fn(&str) -> String + Clone + Send + Sync + 'static) -> Outcome {
        let answer = move |Query(query): Query<std::collections::BTreeMap<String, String>>| {
            assert_eq!(query.get("size").map(String::as_str), Some("2"));
            let body = next(query.get(parameter).map_or("", String::as_str));
            async move { (JSON, body) }
        };
        let base = serve(Router::new().route("/list", get(answer))).await;
        let location: Location = format!("{base}/list?size=2").parse().expect("a location");
        let read = |bytes: &[u8]| {
            let value = std::str::from_utf8(bytes).ok().filter(|value| !value.is_empty())?;
            Some((parameter, value.to_owned()))
        };
        let files = fetch_all(&[location], &[], &limits(), read, &mut |_, _, _| {}, async |_| {}).await;
        (files, Vec::new())
    }

    #[tokio::test]
    async fn pages_are_followed_to_the_last_and_not_in_circles() {
        // Opaque, and with characters that mean something in an address.
        let by_cursor = |cursor: &str| match cursor {
            "" => "a&page=9==".to_owned(),
            "a&page=9==" => "b +#é".to_owned(),
            "b +#é" => String::new(),
            other => panic!("{other} is no cursor"),
        };
        let by_number = |page: &str| match page.parse().unwrap_or(1) {
            3 => String::new(),
            page => (page + 1).to_string(),
        };
        for files in [pages("cursor", by_cursor).await.0, pages("page", by_number).await.0] {
            let files = files.expect("three pages");
            let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
            assert_eq!(paths, ["list", "list.page-000002", "list.page-000003"]);
        }
        let endless = pages("cursor", |cursor| format!("{cursor}x")).await.0;
        assert!(matches!(endless, Err(FetchError::TooMany { limit: 3, .. })), "{endless:?}");
        for circle in ["a", "1"] {
            let pages = pages("page", |_| circle.to_owned()).await.0;
            assert!(matches!(pages, Err(FetchError::Pages { .. })), "{pages:?}");
        }
    }
}

mod paths {
    use super::*;

    #[tokio::test]
    async fn a_folder_is_read_in_order_without_hidden_files_and_linked_folders() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("inside")).expect("a folder");
            std::fs::write(path, "x").expect("a file");
        };
        ["b/2.json", "b/1.json", "a.json", ".hidden", ".git/config"].into_iter().for_each(write);
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).expect("a link");
        #[cfg(unix)]
        std::os::unix::fs::symlink("nowhere", folder.path().join("dangling")).expect("a link");

        let root = folder.path().display().to_string();
        let files = fetch_from(&root, &[]).await.0.expect("files");
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["a.json", "b/1.json", "b/2.json"]);

        write("c.json");
        let text = failure(&root).await;
        assert!(text.contains("more than 3 files"), "{text}");
    }

    #[tokio::test]
    async fn the_size_limit_holds_for_all_files_together() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a", "b"] {
            std::fs::write(folder.path().join(name), [b' '; 501]).expect("a file");
        }
        assert!(failure(&folder.path().display().to_string()).await.contains("larger than 1000 bytes"));
        let one = folder.path().join("a").display().to_string();
        assert_eq!(fetch_from(&one, &[]).await.0.expect("a file")[0].path, "a");
    }

    #[tokio::test]
    async fn what_is_nowhere_is_said_so() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(failure(&folder.path().display().to_string()).await.contains("no files"));
        for (text, part) in [
            ("/no/such/file.json", "there is no file or folder '/no/such/file.json'"),
            ("models.invalid/api.json", "an address that begins with https://"),
            ("ftp://host/file", "'ftp://' cannot be read"),
            ("https://", "not a valid address"),
        ] {
            let error = text.parse::<Location>().expect_err(text).to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
