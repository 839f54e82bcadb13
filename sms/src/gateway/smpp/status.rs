//! What a `command_status` means for a message: SMPP 3.4 §5.1.3, and the codes of SMPP 5.0 §4.7.6 that 3.4 centres
//! borrowed. Pure.
//!
//! | codes | meaning for the message |
//! |---|---|
//! | `0B` `RINVDSTADR` | `InvalidNumber` |
//! | `101` `RPROHIBITED` | `Blocked` |
//! | `FE` `RDELIVERYFAILURE` | `Undelivered` |
//! | `14` `RMSGQFUL`, `58` `RTHROTTLED` | later: throttled |
//! | `04` `RINVBNDSTS`, `05` `RALYBND`, `08` `RSYSERR`, `0D`–`0F` bind, `45` `RSUBMITFAIL`, `53` `RINVSYSTYP`, `64` `RX_T_APPN`, `FF` `RUNKNOWNERR`, `102` `RSERTYPUNAVAIL` | later: retry |
//! | `01`–`03` lengths and command, `06`, `07`, `0A` `RINVSRCADR`, `48`–`51` TON and NPI, `61`–`63` times, `65`, `66`, `C0`–`C4` optional parameters, all others and those of the centre's own (`400`–`4FF`) | `Refused` |

use super::super::http::Verdict;

/// "No error".
pub(super) const ROK: u32 = 0;
/// "Invalid command id": a request that we do not serve.
pub(super) const RINVCMDID: u32 = 0x03;
/// "Message queue full": receipts come faster than they are stored.
pub(super) const RMSGQFUL: u32 = 0x14;
/// "Invalid command length": what follows the header is not such a PDU.
pub(super) const RINVCMDLEN: u32 = 0x02;

/// What a status other than [`ROK`] means; `None` stands for `Undelivered`, which no HTTP verdict has.
pub(super) const fn meaning(status: u32) -> Option<Verdict> {
    Some(match status {
        0x0B => Verdict::InvalidNumber,
        0x101 => Verdict::Blocked,
        0xFE => return None,
        0x14 | 0x58 => Verdict::Throttled,
        0x04 | 0x05 | 0x08 | 0x0D | 0x0E | 0x0F | 0x45 | 0x53 | 0x64 | 0xFF | 0x102 => Verdict::Retry,
        _ => Verdict::Refused,
    })
}
