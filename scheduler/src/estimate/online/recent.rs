//! The last so many samples.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// A ring buffer of samples, the oldest forgotten first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recent<T> {
    kept: usize,
    samples: VecDeque<T>,
}

impl<T> Recent<T> {
    /// Keeps the last `kept` samples.
    pub const fn new(kept: usize) -> Self {
        Self { kept, samples: VecDeque::new() }
    }

    /// Adds a sample, forgetting the oldest if full.
    pub fn push(&mut self, sample: T) {
        while self.samples.len() >= self.kept.max(1) {
            self.samples.pop_front();
        }
        self.samples.push_back(sample);
    }

    /// The samples, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.samples.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.samples.len()
    }
}
