//! Naskah: template, content, layout, PDF. Pure: values in, bytes out.
