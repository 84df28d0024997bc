//! Ports to the world and their adapters: clock, file picker, opener, printer.
