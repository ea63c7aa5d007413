//! Tests of people, villages and evacuation on small worlds built by hand.

mod closures;
mod queues;
mod returns;
mod stress;
mod world;
