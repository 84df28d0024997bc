//! The shell: one window, one command, one preview protocol.
