//! Objects of lopdf as bytes: its own writer writes whole documents only.

use lopdf::{Object, StringFormat};

/// `5 0 R`
pub(crate) fn reference(out: &mut Vec<u8>, id: u32) {
    out.extend_from_slice(format!("{id} 0 R").as_bytes());
}

/// An array of references.
pub(crate) fn references(out: &mut Vec<u8>, ids: &[u32]) {
    out.push(b'[');
    for (index, id) in ids.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        reference(out, *id);
    }
    out.push(b']');
}

/// Any object but a stream, whose bytes stand by themselves; its dictionary is written.
pub(crate) fn object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Name(bytes) => name(out, bytes),
        Object::String(bytes, format) => string(out, bytes, format),
        Object::Array(values) => {
            out.push(b'[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                self::object(out, value);
            }
            out.push(b']');
        }
        Object::Dictionary(entries) => dictionary(out, entries),
        Object::Stream(stream) => dictionary(out, &stream.dict),
        Object::Reference((id, generation)) => {
            out.extend_from_slice(format!("{id} {generation} R").as_bytes());
        }
    }
}

fn dictionary(out: &mut Vec<u8>, entries: &lopdf::Dictionary) {
    out.extend_from_slice(b"<<");
    self::entries(out, entries);
    out.extend_from_slice(b">>");
}

/// The entries of a dictionary without its brackets.
pub(crate) fn entries(out: &mut Vec<u8>, entries: &lopdf::Dictionary) {
    for (key, value) in entries {
        name(out, key);
        out.push(b' ');
        object(out, value);
    }
}

fn name(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'/');
    for byte in bytes {
        if byte.is_ascii_graphic() && !b"#()<>[]{}/%".contains(byte) {
            out.push(*byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn string(out: &mut Vec<u8>, bytes: &[u8], format: &StringFormat) {
    let plain = bytes.iter().all(|byte| (b' '..=b'~').contains(byte));
    if *format == StringFormat::Literal && plain {
        out.push(b'(');
        for byte in bytes {
            if matches!(byte, b'(' | b')' | b'\\') {
                out.push(b'\\');
            }
            out.push(*byte);
        }
        out.push(b')');
    } else {
        out.push(b'<');
        for byte in bytes {
            out.extend_from_slice(format!("{byte:02X}").as_bytes());
        }
        out.push(b'>');
    }
}
