//! Entry point of the command line.

fn main() -> std::process::ExitCode {
    etalase_cli::run(std::env::args_os().skip(1))
}
