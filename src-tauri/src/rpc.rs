//! The command for all requests: one of the page goes to the office, its answer comes back, both as JSON.

use serde_json::Value;
use tauri::State;
use tauri::ipc::Response;

use crate::door::{self, Door};

/// What happens when the page says that its first rows from the office are on the screen: nothing, or a line for the
/// benchmark.
#[derive(Default)]
pub(crate) struct WhenPainted(Option<Box<dyn Fn() + Send + Sync>>);

impl WhenPainted {
    /// Tells somebody.
    #[cfg(any(debug_assertions, feature = "test-door"))]
    pub(crate) fn tell(tell: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(tell)))
    }
}

/// Hands one request to the office. The answer is `{"ok": …}` or `{"fault": …}`; the command itself never fails, so
/// that the page has one kind of refusal to read.
///
/// `{"ask":"painted"}` is noticed on the way: the office only acknowledges it, the benchmark waits for it.
///
/// The office works on a thread that may block: a request may wait for a dialog for as long as the person likes.
#[tauri::command]
pub(crate) async fn rpc(
    request: Value,
    door: State<'_, Door>,
    when_painted: State<'_, WhenPainted>,
) -> Result<Response, ()> {
    if request.get("ask").and_then(Value::as_str) == Some("painted")
        && let Some(tell) = &when_painted.0
    {
        tell();
    }
    let door = door.inner().clone();
    let answered = tauri::async_runtime::spawn_blocking(move || door.ask(&request.to_string())).await;
    Ok(Response::new(answered.unwrap_or_else(|_panic| door::broken())))
}
