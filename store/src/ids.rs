//! Opaque ids of the rows that only the store knows. Those of tickets, sessions, staff and calls are `scheduler`'s.

use scheduler::opaque_id;

opaque_id! {
    /// A picture taken from the stream.
    StillId
}
opaque_id! {
    /// A message in the outbox; also its idempotency key at the gateway.
    OutboxId
}
opaque_id! {
    /// A recording of one side of a call; also its file's name.
    RecordingId
}
opaque_id! {
    /// One connection of one side of a call.
    LineId
}
opaque_id! {
    /// A registration.
    RegistrationId
}
opaque_id! {
    /// The office closed against its hours.
    ClosureId
}
