//! PDUs: those we send, and those we get with what can be known of a broken one.

use bytes::{Buf, BytesMut};
use chrono::TimeDelta;
use rusmpp::decode::DecodeWithLength;
use rusmpp::pdus::{BindTransceiver, SubmitSm};
use rusmpp::types::{COctetString, EmptyOrFullCOctetString, OctetString};
use rusmpp::values::{
    DataCoding, EsmClass, InterfaceVersion, IntermediateNotification, MCDeliveryReceipt, Npi,
    RegisteredDelivery, SmeOriginatedAcknowledgement, Ton,
};
use rusmpp::{Command, CommandId, CommandStatus, Pdu};
use tokio_util::codec::LengthDelimitedCodec;

use super::settings::{Bind, SenderId};
use crate::message::Recipient;
use crate::octets::Octets;
use crate::segments::Encoding;

/// Length, id, status, sequence number: four octets each.
const HEADER: usize = 16;

/// `esm_class`: user data begin with a header (TS 23.040). Written out, because the library's default is a delivery
/// acknowledgement.
const USER_DATA_HEADER: u8 = 0b0100_0000;

/// Frames by `command_length`, which counts itself. A length beyond `most` ends the connection: nothing after it can be
/// trusted.
pub(super) fn frames(most: usize) -> LengthDelimitedCodec {
    LengthDelimitedCodec::builder()
        .length_field_length(4)
        .length_adjustment(-4)
        .num_skip(4)
        .max_frame_length(most)
        .new_codec()
}

/// What came in.
pub(super) struct Incoming {
    pub id: CommandId,
    pub status: u32,
    pub sequence: u32,
    /// `None`: the body is not such a PDU's (or there is none).
    pub pdu: Option<Pdu>,
    /// The body could not be understood.
    pub broken: bool,
}

/// Reads a frame without its length; `None` if it is too short for a header.
pub(super) fn read(mut frame: BytesMut) -> Option<Incoming> {
    let mut header = frame.get(..HEADER - 4)?;
    let (id, status, sequence) = (CommandId::from(header.get_u32()), header.get_u32(), header.get_u32());
    let length = frame.len();
    let (pdu, broken) = match Command::decode(&mut frame, length) {
        Ok((command, _)) => (command.pdu().cloned(), false),
        Err(_) => (None, true),
    };
    Some(Incoming { id, status, sequence, pdu, broken })
}

pub(super) fn command(status: u32, sequence: u32, pdu: impl Into<Pdu>) -> Command {
    Command::builder().status(CommandStatus::from(status)).sequence_number(sequence).pdu(pdu)
}

/// Why the settings make no PDU.
pub(super) type Problem = String;

pub(super) fn bind(bind: &Bind, password: &str) -> Result<BindTransceiver, Problem> {
    Ok(BindTransceiver::builder()
        .system_id(text("system_id", &bind.system_id)?)
        .password(text("password", password)?)
        .system_type(text("system_type", &bind.system_type)?)
        .interface_version(InterfaceVersion::Smpp3_4)
        .build())
}

/// The message without its text: sender, receipts asked for.
pub(super) fn blank(sender: &SenderId) -> Result<SubmitSm, Problem> {
    let (address, ton, npi) = sender.resolve();
    Ok(SubmitSm::builder()
        .source_addr_ton(Ton::from(ton))
        .source_addr_npi(Npi::from(npi))
        .source_addr(text("sender.address", address)?)
        .dest_addr_ton(Ton::International)
        .dest_addr_npi(Npi::Isdn)
        .registered_delivery(RegisteredDelivery::new(
            MCDeliveryReceipt::McDeliveryReceiptRequestedWhereFinalDeliveryOutcomeIsSuccessOrFailure,
            SmeOriginatedAcknowledgement::default(),
            IntermediateNotification::default(),
            0,
        ))
        .build())
}

/// One PDU for each part, to be delivered within `life` or not at all.
pub(super) fn submits(
    blank: &SubmitSm,
    to: &Recipient,
    life: TimeDelta,
    octets: Octets,
) -> Result<Vec<SubmitSm>, Problem> {
    let validity = EmptyOrFullCOctetString::from_string(relative_time(life)).map_err(|e| e.to_string())?;
    let destination = text("destination", to.e164().trim_start_matches('+'))?;
    let long = octets.parts.len() > 1;
    let coding = match octets.encoding {
        Encoding::Gsm7 => DataCoding::McSpecific,
        Encoding::Ucs2 => DataCoding::Ucs2,
    };
    let parts = octets.parts.into_iter().map(|part| {
        let mut pdu = blank.clone();
        pdu.destination_addr = destination.clone();
        pdu.esm_class = EsmClass::from(if long { USER_DATA_HEADER } else { 0 });
        pdu.data_coding = coding;
        pdu.validity_period = validity.clone();
        pdu.set_short_message(OctetString::from_vec(part).map_err(|error| error.to_string())?);
        Ok(pdu)
    });
    parts.collect()
}

/// `YYMMDDhhmmsstnnR` (SMPP 3.4 §7.1.1.2), relative to the centre's own clock, which need not be ours. Whole minutes, rounded up,
/// because centres count in coarser steps than seconds; at least one, because nothing means the centre's default, and at most
/// 27 days, because a month has no length.
fn relative_time(life: TimeDelta) -> String {
    let minutes = (life.num_seconds().clamp(1, 27 * 24 * 3600) + 59) / 60;
    let (days, hours, minutes) = (minutes / (24 * 60), minutes / 60 % 24, minutes % 60);
    format!("0000{days:02}{hours:02}{minutes:02}00000R")
}

fn text<const MAX: usize>(name: &str, value: &str) -> Result<COctetString<1, MAX>, Problem> {
    COctetString::from_string(value.to_owned())
        .map_err(|_| format!("`{name}` has at most {} ASCII characters", MAX - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_is_written_as_smpp_3_4_writes_relative_times() {
        let cases = [
            (TimeDelta::minutes(10), "000000001000000R"),
            (TimeDelta::seconds(61), "000000000200000R"),
            (TimeDelta::seconds(-5), "000000000100000R"),
            (TimeDelta::hours(24), "000001000000000R"),
            (TimeDelta::minutes(3 * 24 * 60 + 62), "000003010200000R"),
            (TimeDelta::days(400), "000027000000000R"),
        ];
        for (life, written) in cases {
            assert_eq!(relative_time(life), written, "{life}");
            assert_eq!(written.len(), 16);
        }
    }
}
