//! M/M/1. Roads of the model have constant services; the queue of the benches has exponential ones, with the engine's
//! draws, pending events and clock.

use truceline::bench::Queue;

use crate::oracle::{Oracle, WRONG, all_hold};

#[test]
fn customers_of_exponential_services_wait_as_m_m_1() {
    let queue = Queue { arrivals_per_hour: 1.0, services_per_hour: 2.0, hours: 250_000 };
    let done = queue.ready(queue.closed_form())()().expect("the queue runs");
    let customers = 32 * u64::from(queue.hours);
    let check = done.checks.iter().find(|check| check.name == "mean waiting").expect("the queue counts who waits");
    let load = queue.arrivals_per_hour / queue.services_per_hour;
    // Waiting customers are arrivals times wait (Little), 1 an hour here.
    let expected = queue.arrivals_per_hour * load / (queue.services_per_hour - queue.arrivals_per_hour);
    let wait = Oracle::new(
        "wait, rho / (mu - lambda), h",
        customers,
        check.found,
        [expected, WRONG * expected],
        check.standard_error,
    );
    all_hold("queues: M/M/1 of the benches", &[wait]);
}
