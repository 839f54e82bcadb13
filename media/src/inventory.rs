//! What the media server holds at a moment: nothing personal, only numbers.

/// Everything kept for legs and their browsers. A server without legs holds nothing: what does not come back to nothing leaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Inventory {
    /// Legs open now.
    pub legs: usize,
    /// Rooms with a leg in them.
    pub rooms: usize,
    /// Rooms being recorded.
    pub recordings: usize,
    /// ICE fragments that lead to legs.
    pub fragments: usize,
    /// Validated addresses.
    pub addresses: usize,
    /// Legs that wait for a time.
    pub timers: usize,
    /// TCP connections, proved or not.
    pub tcp_connections: usize,
    /// Events nobody has read yet.
    pub unread_events: usize,
}
