//! The expected number of slots opened by a time, its variance, and its inverse.

/// Piecewise-linear `C(τ)` and `V(τ)` up to the horizon, which is the last knot. `C` rises strictly.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curve {
    /// Seconds from now.
    pub time: Vec<f64>,
    /// Expected number of slots opened.
    pub slots: Vec<f64>,
    /// Its variance.
    pub variance: Vec<f64>,
}

/// Nobody is told a wait beyond a day; also stands for "not foreseeable".
pub const FOREVER: f64 = 86_400.0;

/// Slots per second added everywhere, so that the inverse exists: one in thirty years.
const TRICKLE: f64 = 1e-9;

impl Curve {
    /// Empties it, keeping the memory.
    pub fn clear(&mut self) {
        self.time.clear();
        self.slots.clear();
        self.variance.clear();
    }

    /// Appends a knot; slots never decrease.
    pub fn push(&mut self, time: f64, slots: f64, variance: f64) {
        let floor = match (self.slots.last(), self.time.last()) {
            (Some(slots), Some(before)) => slots + TRICKLE * (time - before),
            _ => 0.0,
        };
        self.time.push(time);
        self.slots.push(slots.max(floor));
        self.variance.push(variance.max(0.0));
    }

    /// The horizon in seconds.
    pub fn end(&self) -> f64 {
        self.time.last().copied().unwrap_or(0.0)
    }

    /// Slots opened by the horizon.
    pub fn total(&self) -> f64 {
        self.slots.last().copied().unwrap_or(0.0)
    }

    /// Variance at the horizon.
    pub fn total_variance(&self) -> f64 {
        self.variance.last().copied().unwrap_or(0.0)
    }

    /// When `slots` have opened. `hint` is the cell of a smaller or equal demand and is moved on. Beyond the horizon at the
    /// mean rate so far, at most [`FOREVER`].
    pub fn when(&self, slots: f64, hint: &mut usize) -> f64 {
        if slots >= self.total() {
            let rate = (self.total() / self.end().max(1.0)).max(TRICKLE);
            return (self.end() + (slots - self.total()) / rate).min(FOREVER);
        }
        while *hint + 2 < self.slots.len() && self.slots[*hint + 1] < slots {
            *hint += 1;
        }
        while *hint > 0 && self.slots[*hint] > slots {
            *hint -= 1;
        }
        let (low, high) = (self.slots[*hint], self.slots[*hint + 1]);
        let share = ((slots - low) / (high - low).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
        self.time[*hint] + share * (self.time[*hint + 1] - self.time[*hint])
    }

    /// The variance at `time`, which lies in or near the cell `hint`.
    pub fn variance_at(&self, time: f64, hint: usize) -> f64 {
        let mut cell = hint.min(self.time.len().saturating_sub(2));
        while cell + 2 < self.time.len() && self.time[cell + 1] < time {
            cell += 1;
        }
        let Some(next) = self.time.get(cell + 1) else { return self.total_variance() };
        let share =
            ((time - self.time[cell]) / (next - self.time[cell]).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
        self.variance[cell] + share * (self.variance[cell + 1] - self.variance[cell])
    }
}
