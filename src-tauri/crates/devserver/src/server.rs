//! The addresses.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Json, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use crate::page;
use crate::world::{Begin, Drag, PrinterPlay, World, WorldError};

/// What every address works on.
#[derive(Clone)]
struct Served {
    world: Arc<World>,
    page: Arc<PathBuf>,
}

/// All addresses of one office and one built page.
pub(crate) fn router(world: Arc<World>, page: PathBuf) -> Router {
    let test = world.is_test();
    let served = Served { world, page: Arc::new(page) };
    let mut router = Router::new()
        .route("/rpc", post(rpc))
        .route("/letter/{*path}", get(letter))
        .route("/notices", get(notices))
        .fallback(get(file));
    if test {
        router = router
            .route("/test/reset", post(reset))
            .route("/test/restart", post(restart))
            .route("/test/clock", post(clock))
            .route("/test/picks", post(picks))
            .route("/test/drag", post(drag))
            .route("/test/printer", post(printer))
            .route("/test/opened", get(opened));
    }
    router.layer(middleware::from_fn(only_from_here)).with_state(served)
}

/// Refuses what was addressed to another name, and what a page of another origin sends: a page somewhere on the network
/// can make a browser ask this address, but cannot make it lie about these two headers.
async fn only_from_here(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let local = |header: header::HeaderName, prefix: &str| match headers.get(header) {
        Some(value) => {
            value.to_str().ok().and_then(|value| value.strip_prefix(prefix)).is_some_and(is_loopback)
        }
        None => false,
    };
    let host = local(header::HOST, "");
    let origin = !headers.contains_key(header::ORIGIN) || local(header::ORIGIN, "http://");
    if host && origin {
        let mut response = next.run(request).await;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    } else {
        (StatusCode::FORBIDDEN, "only from this machine").into_response()
    }
}

/// Whether `name[:port]` is this machine, told by itself.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        Some(_) | None => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// Runs what blocks on a thread that may block; a panic there is an answer, not a dead connection.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, StatusCode> {
    tokio::task::spawn_blocking(work).await.map_err(|_panic| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn rpc(State(served): State<Served>, request: Bytes) -> Result<Response, StatusCode> {
    let request = String::from_utf8(request.to_vec()).map_err(|_| StatusCode::BAD_REQUEST)?;
    let entrance = served.world.entrance();
    let answer = blocking(move || entrance.ask_json(&request)).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], answer).into_response())
}

async fn letter(State(served): State<Served>, address: Uri) -> Result<Response, StatusCode> {
    let wanted = address.path_and_query().and_then(|address| address.as_str().strip_prefix("/letter/"));
    let wanted = wanted.ok_or(StatusCode::NOT_FOUND)?.to_owned();
    let entrance = served.world.entrance();
    let image = blocking(move || entrance.image(&wanted)).await?.ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(header::CONTENT_TYPE, image.media_type)], image.bytes).into_response())
}

async fn notices(
    State(served): State<Served>,
) -> Sse<impl Stream<Item = Result<Event, std::convert::Infallible>>> {
    let heard = stream::unfold(served.world.notices(), |mut notices| async move {
        loop {
            match notices.recv().await {
                Ok(notice) => return Some((Ok(Event::default().data(notice)), notices)),
                // A page that fell behind still hears the next one, and then asks anew.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    Sse::new(heard).keep_alive(KeepAlive::default())
}

async fn file(State(served): State<Served>, address: Uri) -> Result<Response, StatusCode> {
    let path = address.path().to_owned();
    let page = Arc::clone(&served.page);
    let (media_type, bytes) =
        blocking(move || page::file(&page, &path)).await?.ok_or(StatusCode::NOT_FOUND)?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    let policy = HeaderValue::from_str(&page::policy()).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok((headers, Body::from(bytes)).into_response())
}

/// What a test sends to begin anew.
#[derive(Deserialize)]
struct Reset {
    sample: bool,
    /// No office at all.
    #[serde(default)]
    nothing: bool,
    now: String,
}

async fn reset(State(served): State<Served>, Json(reset): Json<Reset>) -> Result<Response, StatusCode> {
    let begin = match (reset.nothing, reset.sample) {
        (true, _) => Begin::Nothing,
        (false, true) => Begin::Sample,
        (false, false) => Begin::Delivered,
    };
    let fresh = blocking(move || served.world.reset(begin, &reset.now)).await?;
    Ok(told(fresh.map(|folder| json!({ "folder": folder }))))
}

async fn restart(State(served): State<Served>) -> Result<Response, StatusCode> {
    let again = blocking(move || served.world.restart()).await?;
    Ok(told(Ok(again.into())))
}

/// What a test sends to move the clock.
#[derive(Deserialize)]
struct Clock {
    now: String,
}

async fn clock(State(served): State<Served>, Json(clock): Json<Clock>) -> Response {
    told(served.world.set_clock(&clock.now).map(Value::from))
}

/// What a test sends to answer the next dialog.
#[derive(Deserialize)]
struct Picks {
    paths: Vec<PathBuf>,
}

async fn picks(State(served): State<Served>, Json(picks): Json<Picks>) -> Response {
    told(Ok(served.world.pick(picks.paths).into()))
}

async fn printer(State(served): State<Served>, Json(play): Json<PrinterPlay>) -> Response {
    told(Ok(served.world.printer(play).into()))
}

async fn drag(State(served): State<Served>, Json(drag): Json<Drag>) -> Result<Response, StatusCode> {
    let played = blocking(move || served.world.drag(&drag)).await?;
    Ok(told(Ok(played.into())))
}

async fn opened(State(served): State<Served>) -> Response {
    told(Ok(json!(served.world.opened())))
}

/// An answer to a test: the value, or status 422 and why not.
fn told(answer: Result<Value, WorldError>) -> Response {
    match answer {
        Ok(value) => Json(value).into_response(),
        Err(error) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": error.to_string() }))).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::{SocketAddr, TcpStream};

    /// A server on a free port, on a runtime that ends with it.
    struct Running {
        address: SocketAddr,
        _runtime: tokio::runtime::Runtime,
        _page: tempfile::TempDir,
    }

    fn running() -> Running {
        let page = tempfile::tempdir().unwrap();
        std::fs::write(page.path().join("index.html"), "halaman").unwrap();
        let world =
            Arc::new(World::test(Begin::Sample, "2026-03-02T08:15:00+07:00").expect("a sample office"));
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let router = router(world, page.path().to_owned());
        runtime.spawn(
            async move { axum::serve(listener, router).await.expect("it serves until the test ends") },
        );
        Running { address, _runtime: runtime, _page: page }
    }

    impl Running {
        fn send(&self, request: &str, headers: &str, body: &str) -> TcpStream {
            let mut stream = TcpStream::connect(self.address).unwrap();
            write!(
                stream,
                "{request} HTTP/1.1\r\n{headers}Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            )
            .unwrap();
            stream
        }

        /// Status, headers and body.
        fn raw(&self, request: &str, headers: &str, body: &str) -> (u16, String, String) {
            let mut answer = String::new();
            self.send(request, headers, body).read_to_string(&mut answer).unwrap();
            let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
            let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
            (status, head.to_lowercase(), body.to_owned())
        }

        fn ask(&self, request: &str, body: Value) -> (u16, Value) {
            let (status, _, body) = self.raw(request, "Host: localhost\r\n", &body.to_string());
            (status, serde_json::from_str(&body).unwrap_or(Value::String(body)))
        }
    }

    #[test]
    fn a_host_is_this_machine_or_not() {
        for here in ["127.0.0.1", "127.0.0.1:4179", "localhost:1", "[::1]:80", "localhost"] {
            assert!(is_loopback(here), "{here}");
        }
        for elsewhere in [
            "",
            "example.com",
            "127.0.0.1.example.com:80",
            "localhost.example.com",
            "10.0.0.1:80",
            "localhost:x",
        ] {
            assert!(!is_loopback(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn other_names_and_other_pages_are_refused() {
        let server = running();
        let status = |headers: &str| server.raw("POST /rpc", headers, r#"{"ask":"session"}"#).0;
        assert_eq!(status("Host: kantor.example.com\r\n"), 403, "a name that was made to point here");
        assert_eq!(status(""), 403, "a request that names nobody");
        assert_eq!(
            status("Host: localhost\r\nOrigin: https://example.com\r\n"),
            403,
            "a page from elsewhere"
        );
        assert_eq!(
            status("Host: localhost\r\nOrigin: http://localhost:5179\r\n"),
            200,
            "the page under development"
        );
    }

    #[test]
    fn the_page_comes_with_the_window_s_policy() {
        let server = running();
        let (status, head, body) = server.raw("GET /", "Host: localhost\r\n", "");
        assert_eq!((status, body.as_str()), (200, "halaman"), "the built page");
        assert!(
            head.contains("content-security-policy: ") && head.contains("script-src 'self'"),
            "strict: {head}"
        );
        assert_eq!(server.ask("GET /tidak-ada.js", json!(null)).0, 404, "nothing is made up");
        assert_eq!(server.ask("GET /letter/document/00/1?w=80", json!(null)).0, 404, "nor a picture");
    }

    #[test]
    fn a_test_plays_the_world() {
        let server = running();
        let (status, answer) = server.ask("POST /rpc", json!({ "ask": "session" }));
        assert!(status == 200 && answer.get("ok").is_some(), "the office answers: {answer}");
        let reset = json!({ "sample": true, "now": "2026-05-04T07:30:00+07:00" });
        let (status, fresh) = server.ask("POST /test/reset", reset);
        assert_eq!(status, 200, "a fresh office: {fresh}");
        let folder = PathBuf::from(fresh["folder"].as_str().expect("the folder is told"));
        assert!(folder.is_dir(), "a test may look into it");
        assert_eq!(
            server.ask("POST /test/clock", json!({ "now": "2026-05-04T09:00:00+07:00" })),
            (200, json!(true))
        );
        assert_eq!(server.ask("POST /test/clock", json!({ "now": "besok" })).0, 422, "no moment, no change");
        assert_eq!(server.ask("POST /test/picks", json!({ "paths": ["a.pdf"] })), (200, json!(true)));
        let gone = json!({ "turn": "gone", "queue": "Cetak nanti", "after": 2 });
        assert_eq!(server.ask("POST /test/printer", gone), (200, json!(true)));
        assert_eq!(server.ask("POST /test/printer", json!({ "turn": "meledak" })).0, 422, "no such turn");
        assert_eq!(server.ask("GET /test/opened", json!(null)), (200, json!([])), "nothing was opened yet");
        drop(server);
        assert!(!folder.exists(), "the folder goes with its office");
    }

    #[test]
    fn a_test_can_begin_without_an_office_and_start_again() {
        let server = running();
        let reset = json!({ "sample": false, "nothing": true, "now": "2026-05-04T07:30:00+07:00" });
        let (_, fresh) = server.ask("POST /test/reset", reset);
        let folder = PathBuf::from(fresh["folder"].as_str().expect("the folder is told"));
        assert!(!folder.exists(), "there is no office");
        let code = |answer: &Value| answer["fault"]["code"].as_str().unwrap_or_default().to_owned();
        let ask = |what: &str| server.ask("POST /rpc", json!({ "ask": what })).1;
        assert_eq!(code(&ask("session")), "office.not_chosen", "and the page hears so");
        assert_eq!(ask("open_sample")["ok"]["data"]["sample"], true, "it can open the sample");
        assert_eq!(server.ask("POST /test/restart", json!(null)), (200, json!(true)));
        assert_eq!(ask("session")["ok"]["data"]["sample"], true, "which is open again after a restart");
    }

    #[test]
    fn notices_stay_open() {
        let server = running();
        let mut lines = BufReader::new(server.send("GET /notices", "Host: localhost\r\n", "")).lines();
        let mut head = Vec::new();
        for line in lines.by_ref().map(|line| line.unwrap().to_lowercase()) {
            if line.is_empty() {
                break;
            }
            head.push(line);
        }
        assert!(head[0].contains("200"), "{head:?}");
        assert!(
            head.iter().any(|line| line == "content-type: text/event-stream"),
            "server-sent events: {head:?}"
        );
    }
}
