//! The configuration as it ships, and the command on a runtime without a screen.

use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{Manager, WebviewWindow, WebviewWindowBuilder};

use crate::door::{self, Door};
use crate::rpc::WhenPainted;
use crate::window::MAIN;

fn config() -> Value {
    serde_json::from_str(include_str!("../../tauri.conf.json")).expect("the configuration is JSON")
}

/// The sources that a directive of the policy allows.
fn allowed(directive: &str) -> Vec<String> {
    let config = config();
    let sources = config["app"]["security"]["csp"][directive].as_str().unwrap_or_default();
    sources.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn everything_that_is_not_named_is_refused() {
    for directive in ["default-src", "object-src", "base-uri", "form-action"] {
        assert_eq!(allowed(directive), ["'none'"], "{directive}");
    }
    for directive in ["script-src", "style-src", "font-src"] {
        assert_eq!(allowed(directive), ["'self'"], "{directive}");
    }
}

#[test]
fn both_spellings_of_each_protocol_are_allowed() {
    // WebView2 spells a custom scheme `http://<scheme>.localhost`; the others `<scheme>:`. A missing spelling shows only
    // on the other system.
    let images = allowed("img-src");
    let connections = allowed("connect-src");
    for (sources, spelling) in [
        (&images, "letter:"),
        (&images, "http://letter.localhost"),
        (&connections, "ipc:"),
        (&connections, "http://ipc.localhost"),
    ] {
        assert!(sources.iter().any(|source| source == spelling), "{spelling} is missing in {sources:?}");
    }
    let all = [images, connections].concat();
    let local = |source: &String| !source.contains("//") || source.ends_with(".localhost");
    assert!(all.iter().all(local), "nothing on a network is allowed: {all:?}");
}

#[test]
fn nothing_dangerous_is_switched_on() {
    fn keys(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    let path = format!("{path}/{key}");
                    keys(value, &path, found);
                    found.push(path);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| keys(item, path, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let config = config();
    let mut found = Vec::new();
    keys(&config, "", &mut found);
    for key in &found {
        let lower = key.to_lowercase();
        for banned in
            ["dangerous", "devcsp", "assetprotocol", "devurl", "plugins", "beforebuildcommand", "updater"]
        {
            assert!(!lower.contains(banned), "{key} has no place here");
        }
    }
    assert_eq!(config["app"]["withGlobalTauri"], json!(false), "the page imports what it needs");
    assert_eq!(config["app"]["security"]["freezePrototype"], json!(true), "prototypes are frozen");
    assert_eq!(config["bundle"]["active"], json!(false), "the installer is our own");
    let window = &config["app"]["windows"][0];
    assert_eq!(window["devtools"], json!(false), "no developer tools");
    assert_eq!(
        window["zoomHotkeysEnabled"],
        json!(false),
        "the page zooms by its own keys, and remembers it"
    );
    assert_eq!(window["dragDropEnabled"], json!(true), "the window takes dropped files, and not the page");
}

#[test]
fn the_one_capability_is_exactly_this() {
    let capabilities = config()["app"]["security"]["capabilities"].clone();
    assert_eq!(capabilities.as_array().map(Vec::len), Some(1), "one capability");
    assert_eq!(capabilities[0]["windows"], json!([MAIN]), "for the one window");
    assert_eq!(
        capabilities[0]["permissions"],
        json!(["core:webview:allow-set-webview-zoom", "allow-rpc", "allow-hear"]),
        "whoever adds to this list says why in the decisions"
    );
}

/// The shell on a runtime without a screen, with an office that does not open.
fn shell(when_painted: WhenPainted) -> (tauri::App<MockRuntime>, WebviewWindow<MockRuntime>) {
    let app = crate::with_doors(mock_builder()).build(crate::context()).expect("the shell builds");
    app.manage(Door::opening(|| panic!("on purpose")));
    app.manage(when_painted);
    let window =
        WebviewWindowBuilder::new(&app, MAIN, Default::default()).build().expect("a window without a screen");
    (app, window)
}

fn invoke(window: &WebviewWindow<MockRuntime>, command: &str, body: Value) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.into(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().expect("an address"),
        body: InvokeBody::Json(body),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().expect("an answer is JSON"))
}

#[test]
fn a_request_of_the_page_reaches_the_office() {
    let (_app, window) = shell(WhenPainted::default());
    let expected: Value = serde_json::from_str(&door::broken()).expect("JSON");
    assert_eq!(
        invoke(&window, "rpc", json!({ "request": { "ask": "desk" } })),
        Ok(expected),
        "the office's own words come back, as an object and not as text"
    );
}

#[test]
fn the_first_painted_rows_are_told() {
    let (told, hear) = std::sync::mpsc::channel();
    let (_app, window) = shell(WhenPainted::tell(move || told.send(()).expect("the test listens")));
    let ask = |request: &str| invoke(&window, "rpc", json!({ "request": { "ask": request } }));
    ask("desk").expect("an answer");
    assert!(hear.try_recv().is_err(), "an ordinary request is not the mark");
    ask("painted").expect("the office answers the mark like any request");
    assert!(hear.try_recv().is_ok(), "the mark is told before the office has answered");
}

#[test]
fn no_other_command_may_be_called() {
    let (_app, window) = shell(WhenPainted::default());
    for command in [
        "open",
        "plugin:window|close",
        "plugin:event|emit",
        "plugin:event|listen",
        "plugin:webview|internal_toggle_devtools",
    ] {
        assert!(invoke(&window, command, json!({})).is_err(), "{command} is refused");
    }
}
