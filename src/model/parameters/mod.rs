//! Every number of the model that is not a fact of a scenario: one table with meaning, unit, default, plausible range,
//! source and evidence mark, from which the structures that the rules read are made.

mod table;

pub use table::*;

use serde::{Deserialize, Serialize};

/// How well a value is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evidence {
    /// Stated by a named source.
    Sourced,
    /// Recalled general knowledge; a prior to be widened.
    Recalled,
    /// Arithmetic on sourced values.
    Derived,
    /// A modelling choice.
    Choice,
}

impl Evidence {
    /// One letter, as in the documents: S, R, D, P.
    pub const fn mark(self) -> &'static str {
        match self {
            Evidence::Sourced => "S",
            Evidence::Recalled => "R",
            Evidence::Derived => "D",
            Evidence::Choice => "P",
        }
    }

    /// What the mark says, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Evidence::Sourced => "sourced",
            Evidence::Recalled => "recalled",
            Evidence::Derived => "derived",
            Evidence::Choice => "a modelling choice",
        }
    }
}

/// The values that a parameter may take at all; the plausible range is narrower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// 0..=1.
    Share,
    /// 0..=1e6.
    NonNegative,
    /// 1e-6..=1e6.
    Positive,
    /// -1e3..=1e3.
    Real,
}

impl Bounds {
    /// Lowest and highest allowed value.
    pub const fn range(self) -> (f64, f64) {
        match self {
            Bounds::Share => (0.0, 1.0),
            Bounds::NonNegative => (0.0, 1e6),
            Bounds::Positive => (1e-6, 1e6),
            Bounds::Real => (-1e3, 1e3),
        }
    }
}

/// One row of the parameter table.
#[derive(Clone, Copy, Debug)]
pub struct ParameterRow {
    /// `submodel.name`, as in a scenario's `parameters` and in `--set parameters.…`.
    pub name: &'static str,
    /// Default value.
    pub default: f64,
    /// Plausible range.
    pub plausible: (f64, f64),
    /// Allowed values.
    pub bounds: Bounds,
    /// Unit; `1` for plain numbers and shares.
    pub unit: &'static str,
    /// Evidence mark.
    pub evidence: Evidence,
    /// Where the value comes from.
    pub source: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// Declares the groups of parameters: structure, defaults, table and access by name from the same lines.
macro_rules! parameters {
    ($( $(#[$group_doc:meta])* $group:ident : $structure:ident {
        $( $name:ident = $default:literal, ($low:literal, $high:literal), $bounds:ident, $unit:literal, $evidence:ident, $source:literal, $meaning:literal; )*
    } )*) => {
        $(
            $(#[$group_doc])*
            #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(deny_unknown_fields, default)]
            pub struct $structure { $( #[doc = concat!($meaning, " [", $unit, "]; default ", stringify!($default), ".")] pub $name: f64, )* }

            impl Default for $structure {
                fn default() -> Self { $structure { $( $name: $default, )* } }
            }
        )*

        /// All parameters, by submodel.
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Parameters { $( $(#[$group_doc])* pub $group: $structure, )* }

        impl Parameters {
            /// The value of a parameter by its name in [`TABLE`].
            pub fn get(&self, name: &str) -> Option<f64> {
                match name { $( $( concat!(stringify!($group), ".", stringify!($name)) => Some(self.$group.$name), )* )* _ => None }
            }

            /// Sets a parameter by its name; false when there is none of that name. Bounds are checked by validation.
            pub fn set(&mut self, name: &str, value: f64) -> bool {
                match name { $( $( concat!(stringify!($group), ".", stringify!($name)) => { self.$group.$name = value; true } )* )* _ => false }
            }
        }

        /// The table of all parameters.
        pub const TABLE: &[super::ParameterRow] = &[ $( $( super::ParameterRow {
            name: concat!(stringify!($group), ".", stringify!($name)),
            default: $default,
            plausible: ($low, $high),
            bounds: super::Bounds::$bounds,
            unit: $unit,
            evidence: super::Evidence::$evidence,
            source: $source,
            meaning: $meaning,
        }, )* )* ];
    };
}
use parameters;
