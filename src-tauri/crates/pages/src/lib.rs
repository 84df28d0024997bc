//! The pages of any document as pixels. Pure over bytes.
