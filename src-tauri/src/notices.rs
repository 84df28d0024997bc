//! How the page hears what happens in the office: through a channel that it opens once.
//!
//! Not as an event: to listen to one, Tauri evaluates a script in the page, and for the result of a script WebKit sets up
//! an engine in this process too. The first rows would wait for that, and nothing has been told yet.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tauri::State;
use tauri::ipc::Channel;

/// The channel of the page that is shown, if it has opened one.
#[derive(Default)]
pub(crate) struct Notices(Mutex<Option<Channel<Value>>>);

impl Notices {
    /// Whatever is told from now on goes here. A page that is read anew opens a new channel; the old one leads nowhere.
    fn lead_to(&self, channel: Channel<Value>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(channel);
    }

    /// Tells the page; nobody, if it does not listen yet. It asks for everything when it begins.
    pub(crate) fn tell(&self, notice: Value) {
        let channel = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(channel) = channel {
            // A page that is gone needs no notice.
            let _ = channel.send(notice);
        }
    }
}

/// What is heard of the office, which may be open before there is an application: kept until then. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<Until>>);

/// Where notices go.
enum Until {
    /// Nowhere yet.
    Kept(Vec<String>),
    /// To whoever shows them.
    Led(Box<dyn Fn(&str) + Send>),
}

impl Default for Until {
    fn default() -> Self {
        Self::Kept(Vec::new())
    }
}

impl Heard {
    /// Notices go to `show` from now on, those that were kept before all others.
    pub(crate) fn lead_to(&self, show: impl Fn(&str) + Send + 'static) {
        let mut until = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Until::Kept(kept) = &*until {
            kept.iter().for_each(|notice| show(notice));
        }
        *until = Until::Led(Box::new(show));
    }

    /// Shows a notice, or keeps it.
    pub(crate) fn tell(&self, notice: &str) {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Until::Kept(kept) => kept.push(notice.to_owned()),
            Until::Led(show) => show(notice),
        }
    }
}

/// The page listens from now on.
#[tauri::command]
pub(crate) fn hear(channel: Channel<Value>, notices: State<'_, Notices>) {
    notices.lead_to(channel);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use tauri::ipc::InvokeResponseBody;

    use super::*;

    /// A channel, and what came through it.
    fn channel() -> (Channel<Value>, Arc<Mutex<Vec<Value>>>) {
        let came = Arc::<Mutex<Vec<Value>>>::default();
        let into = Arc::clone(&came);
        let channel = Channel::new(move |body: InvokeResponseBody| {
            into.lock().unwrap().push(body.deserialize()?);
            Ok(())
        });
        (channel, came)
    }

    #[test]
    fn what_is_heard_before_there_is_a_window_is_kept() {
        let (heard, shown) = (Heard::default(), Arc::<Mutex<Vec<String>>>::default());
        heard.tell("opened");
        heard.clone().tell("changed");
        let into = Arc::clone(&shown);
        heard.lead_to(move |notice| into.lock().unwrap().push(notice.to_owned()));
        assert_eq!(*shown.lock().unwrap(), ["opened", "changed"], "in its order");
        heard.tell("progress");
        assert_eq!(shown.lock().unwrap().last().map(String::as_str), Some("progress"), "then at once");
        assert_eq!(shown.lock().unwrap().len(), 3, "and each once");
    }

    #[test]
    fn the_page_that_listens_last_is_told() {
        let notices = Notices::default();
        notices.tell(json!("nobody listens"));
        let (first, told_first) = channel();
        notices.lead_to(first);
        notices.tell(json!({ "notice": "changed" }));
        let (second, told_second) = channel();
        notices.lead_to(second);
        notices.tell(json!({ "notice": "dragging" }));
        assert_eq!(*told_first.lock().unwrap(), [json!({ "notice": "changed" })], "until it is read anew");
        assert_eq!(*told_second.lock().unwrap(), [json!({ "notice": "dragging" })], "then the new one");
    }
}
