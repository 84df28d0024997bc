//! The preview protocol `letter:`: pages of naskah and scans as pictures, by the ids that the office gave out.
//!
//! `letter://localhost/preview/<id>/<page>?w=<pixels>` and `letter://localhost/document/<sha>/<page>?w=<pixels>`; WebView2
//! spells the first part `http://letter.localhost/`. There is nothing here that could be taken for a path of the file
//! system: what is not letters, digits, `-` or `_` between slashes is not found.

use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::door::Door;
use crate::window::MAIN;

/// Answers one request for a picture, on a thread that may block.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let wanted = (context.webview_label() == MAIN).then(|| wanted(&request)).flatten();
    let Some(wanted) = wanted else {
        return responder.respond(not_found());
    };
    let door = context.app_handle().state::<Door>().inner().clone();
    tauri::async_runtime::spawn_blocking(move || {
        responder.respond(match door.image(&wanted) {
            Some(image) => found(image.media_type, image.bytes),
            None => not_found(),
        });
    });
}

/// The id, page and width that a request names, in the office's own spelling; `None` for anything else.
fn wanted(request: &Request<Vec<u8>>) -> Option<String> {
    let path = request.uri().path().strip_prefix('/')?;
    let plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    let known = request.method() == Method::GET && path.split('/').count() == 3 && path.split('/').all(plain);
    known.then(|| match request.uri().query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    })
}

fn found(media_type: &'static str, bytes: Vec<u8>) -> Response<Vec<u8>> {
    response(StatusCode::OK, media_type, bytes)
}

fn not_found() -> Response<Vec<u8>> {
    response(StatusCode::NOT_FOUND, "text/plain", Vec::new())
}

/// Nothing is kept by the web view: a page of a konsep changes with every key, and personal data stay in the office.
fn response(status: StatusCode, media_type: &'static str, bytes: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(method: &str, address: &str, expected: Option<&str>) {
        let request = Request::builder().method(method).uri(address).body(Vec::new()).unwrap();
        assert_eq!(wanted(&request).as_deref(), expected, "{method} {address}");
    }

    #[test]
    fn only_ids_and_pages_are_understood() {
        check("GET", "letter://localhost/preview/N2026-00117/2?w=900", Some("preview/N2026-00117/2?w=900"));
        check("GET", "letter://localhost/document/ab12/1", Some("document/ab12/1"));
        check("GET", "http://letter.localhost/document/ab12/1?w=80", Some("document/ab12/1?w=80"));
        check("POST", "letter://localhost/document/ab12/1", None);
        check("GET", "letter://localhost/document/../1", None);
        check("GET", "letter://localhost/document/%2e%2e/1", None);
        check("GET", "letter://localhost/document/a%5Cb/1", None);
        check("GET", "letter://localhost/document//1", None);
        check("GET", "letter://localhost/document/ab12/1/2", None);
        check("GET", "letter://localhost/", None);
    }

    #[test]
    fn nothing_is_kept_by_the_web_view() {
        for response in [found("image/png", vec![1]), not_found()] {
            assert_eq!(response.headers()["cache-control"], "no-store", "found or not");
        }
        assert_eq!(
            found("image/png", vec![1]).headers()["content-type"],
            "image/png",
            "the office names the type"
        );
        assert_eq!(not_found().status(), StatusCode::NOT_FOUND, "an unknown id is not found, not empty");
    }
}
