//! The first questions of the page, who is at the desk and Meja, and their answers.
//!
//! The office is open long before its page is read: the web view's processes take most of a start. So the answers travel in the
//! page itself, and its first rows wait for no request. Where the office was not as quick as the page, the page asks.

use std::borrow::Cow;

use tauri::http::Response;
use tauri::http::header::CONTENT_TYPE;

use crate::door::Door;

/// Runs when the page is read and its own scripts have not begun. Takes up the answers that came with the page, once, or asks;
/// `ui/src/backend/door.ts` awaits either. A page that is read anew asks, since its first reading took the answers.
pub(crate) const QUESTIONS: &str = include_str!("first.js");

/// Where the head of a page ends.
const HEAD_END: &[u8] = b"</head>";

/// Lets the answers travel in the page, if they are there; every other file stays as it is. Never waits.
pub(crate) fn travel(response: &mut Response<Cow<'static, [u8]>>, door: &Door) {
    let is_page =
        response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return;
    }
    let answers = door.first_answers();
    if let Some(page) = answers.and_then(|answers| with_answers(response.body(), &answers)) {
        *response.body_mut() = Cow::Owned(page);
    }
}

/// The page with the answers at the end of its head, as data that no policy of content takes for a script; `None` for a page
/// without a head.
fn with_answers(page: &[u8], answers: &str) -> Option<Vec<u8>> {
    let end = page.windows(HEAD_END.len()).position(|here| here == HEAD_END)?;
    let (before, after) = page.split_at(end);
    let opening = br#"<script type="application/json" id="first-answers">"#;
    // In JSON a "<" stands only in a text, where it may be written so; as itself it could end the element.
    let answers = answers.replace('<', r"\u003c");
    Some([before, opening, answers.as_bytes(), b"</script>", after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html><head><title>Etalase</title></head><body></body></html>";

    fn response(kind: &str, body: &str) -> Response<Cow<'static, [u8]>> {
        Response::builder().header(CONTENT_TYPE, kind).body(Cow::Owned(body.as_bytes().to_vec())).unwrap()
    }

    #[track_caller]
    fn text<'a>(response: &'a Response<Cow<'static, [u8]>>) -> &'a str {
        std::str::from_utf8(response.body()).expect("text")
    }

    #[test]
    fn answers_stand_in_the_head_and_read_back_as_they_were() {
        let answers = r#"{"session":{"ok":{"office":"</script><!-- <b>Dinas</b>"}},"desk":{"ok":null}}"#;
        let page = String::from_utf8(with_answers(PAGE.as_bytes(), answers).unwrap()).unwrap();
        let (before, rest) =
            page.split_once(r#"<script type="application/json" id="first-answers">"#).unwrap();
        let (given, after) = rest.split_once("</script>").unwrap();
        assert_eq!(format!("{before}{after}"), PAGE, "the page itself is as it was");
        assert!(!given.contains('<'), "nothing in it can end the element: {given}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(given).unwrap(),
            serde_json::from_str::<serde_json::Value>(answers).unwrap()
        );
    }

    #[test]
    fn a_page_without_a_head_stays_as_it_is() {
        assert_eq!(with_answers(b"<p>Etalase</p>", "{}"), None);
    }

    #[test]
    fn the_first_page_takes_the_answers_and_no_other_file_or_page_does() {
        let door = Door::answered(r#"{"session":1,"desk":2}"#);
        let mut script = response("text/javascript", PAGE);
        travel(&mut script, &door);
        assert_eq!(text(&script), PAGE, "a script is not the page");
        let mut page = response("text/html; charset=utf-8", PAGE);
        travel(&mut page, &door);
        assert!(text(&page).contains(r#">{"session":1,"desk":2}</script></head>"#), "{}", text(&page));
        let mut again = response("text/html; charset=utf-8", PAGE);
        travel(&mut again, &door);
        assert_eq!(text(&again), PAGE, "a page that is read again asks");
    }

    #[test]
    fn a_page_that_is_quicker_than_its_office_asks() {
        let door = Door::opening(|| panic!("on purpose"));
        door.ask("{}");
        let mut page = response("text/html", PAGE);
        travel(&mut page, &door);
        assert_eq!(text(&page), PAGE, "and hears from the door what became of the office");
    }
}
