//! The memory of an office: journal, register, numbers, documents.
