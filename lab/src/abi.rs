//! The door to JavaScript: a plain C interface without pointers from outside. The page asks for room ([`lab_input`]), writes
//! there, calls, and reads where it is told.
//!
//! A call is the name of a question, a line feed, and its arguments as JSON. Its reply is JSON, `{"ok":true,"value":…}` or
//! `{"ok":false,"error":…}`, and a list of 64-bit floats, empty for most questions. Both stay where they are until the next call.
//!
//! A defect of the engine ends in a trap, which JavaScript sees as an exception; [`lab_fault`] then says where it was. The
//! instance is not to be used after that: the page makes a new one.

use std::cell::RefCell;

use crate::session::{Reply, Session};

#[derive(Default)]
struct Door {
    session: Option<Session>,
    input: Vec<u8>,
    reply: Reply,
}

thread_local! {
    static DOOR: RefCell<Door> = RefCell::new(Door::default());
    static FAULT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Room for a call of so many bytes; where it begins.
#[unsafe(no_mangle)]
pub extern "C" fn lab_input(length: usize) -> *mut u8 {
    DOOR.with_borrow_mut(|door| {
        door.input.clear();
        door.input.resize(length, 0);
        door.input.as_mut_ptr()
    })
}

/// Answers what stands in the input. Returns the number of bytes of the reply's JSON.
#[unsafe(no_mangle)]
pub extern "C" fn lab_call() -> usize {
    DOOR.with_borrow_mut(|door| {
        let Door { session, input, reply } = door;
        let session = session.get_or_insert_with(|| {
            std::panic::set_hook(Box::new(|information| {
                FAULT.with(|fault| {
                    if let Ok(mut fault) = fault.try_borrow_mut() {
                        *fault = information.to_string();
                    }
                });
            }));
            Session::default()
        });
        *reply = session.answer(input);
        reply.json.len()
    })
}

/// Where the JSON of the last reply begins.
#[unsafe(no_mangle)]
pub extern "C" fn lab_reply() -> *const u8 {
    DOOR.with_borrow(|door| door.reply.json.as_ptr())
}

/// Where the numbers of the last reply begin; aligned to 8 bytes.
#[unsafe(no_mangle)]
pub extern "C" fn lab_numbers() -> *const f64 {
    DOOR.with_borrow(|door| door.reply.numbers.as_ptr())
}

/// How many numbers the last reply has.
#[unsafe(no_mangle)]
pub extern "C" fn lab_numbers_count() -> usize {
    DOOR.with_borrow(|door| door.reply.numbers.len())
}

/// Where the text of the last fault begins.
#[unsafe(no_mangle)]
pub extern "C" fn lab_fault() -> *const u8 {
    FAULT.with_borrow(|fault| fault.as_ptr())
}

/// Bytes of the text of the last fault, 0 when there was none.
#[unsafe(no_mangle)]
pub extern "C" fn lab_fault_length() -> usize {
    FAULT.with_borrow(String::len)
}
