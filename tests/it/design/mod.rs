//! Designs: balance, published points, and bits that must not move.

mod points;
