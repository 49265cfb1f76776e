//! The tables as the build script writes them from `data/`.

use crate::model::*;
use crate::numbers::*;
use crate::prose::*;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
