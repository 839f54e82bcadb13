//! Delivery receipts: SMPP 3.4 §5.3.2.12, 5.3.2.35 (optional parameters) and appendix B (text). Pure.

use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::TlvValue;

use super::super::ReportStatus;
use super::settings::MessageIdForm;
use crate::delivery::FailureReason;

/// What a `deliver_sm` is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Delivered {
    /// The end of a message.
    Report { gateway_id: String, status: ReportStatus },
    /// On its way: nothing to store.
    Intermediate,
    /// No receipt: somebody answered our sender number. Nobody reads that; it is acknowledged and forgotten.
    Other,
}

/// Bits of `esm_class` that say "receipt" (§5.2.12): receipt, delivery acknowledgement, intermediate notification.
const RECEIPT_BITS: u8 = 0b0010_1100;

pub(super) fn read(pdu: &DeliverSm, form: MessageIdForm) -> Delivered {
    let (mut id, mut state, mut payload) = (None, None, None);
    for tlv in pdu.tlvs() {
        match tlv.value() {
            Some(TlvValue::ReceiptedMessageId(value)) => id = Some(value.as_str().to_owned()),
            Some(TlvValue::MessageState(value)) => state = Some(u8::from(*value)),
            Some(TlvValue::MessagePayload(value)) => payload = Some(value.value.to_vec()),
            _ => {}
        }
    }
    let octets = payload.unwrap_or_else(|| pdu.short_message().as_ref().to_vec());
    let text = String::from_utf8_lossy(&octets);
    let says_receipt = u8::from(pdu.esm_class) & RECEIPT_BITS != 0;
    // Some centres forget the bits, and some the parameters.
    if !says_receipt && id.is_none() && !text.trim_start().to_ascii_lowercase().starts_with("id:") {
        return Delivered::Other;
    }
    // The parameter repeats the answer's form; only the text has the other one.
    let id = id.map(|id| from_answer(&id, form));
    let id = id.or_else(|| Some(from_receipt(field(&text, "id")?, form)));
    let Some(id) = id.filter(|id| !id.is_empty()) else { return Delivered::Other };
    let status = state.map_or_else(|| field(&text, "stat").map_or(Ending::Unknown, by_word), by_number);
    match status {
        Ending::Final(status) => Delivered::Report { gateway_id: id, status },
        Ending::Unknown => Delivered::Intermediate,
    }
}

enum Ending {
    Final(ReportStatus),
    /// Not an end, or nothing that says so.
    Unknown,
}

/// `message_state`, §5.2.28.
fn by_number(state: u8) -> Ending {
    match state {
        2 => Ending::Final(ReportStatus::Delivered),
        3..=5 => failed(FailureReason::Undelivered),
        8 => failed(FailureReason::Blocked),
        // Enroute, accepted, unknown: "may be intermediate or permanent".
        _ => Ending::Unknown,
    }
}

/// `stat:` of the text, appendix B.
fn by_word(word: &str) -> Ending {
    match word.to_ascii_uppercase().as_str() {
        "DELIVRD" => Ending::Final(ReportStatus::Delivered),
        "EXPIRED" | "DELETED" | "UNDELIV" => failed(FailureReason::Undelivered),
        "REJECTD" => failed(FailureReason::Blocked),
        _ => Ending::Unknown,
    }
}

const fn failed(reason: FailureReason) -> Ending {
    Ending::Final(ReportStatus::Failed(reason))
}

/// A field of the text: `id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…`. What the message said comes
/// last and may hold anything, so only what stands before `text:` counts.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let lower = text.to_ascii_lowercase();
    let end = lower.find(" text:").unwrap_or(text.len());
    let head = &text[..end];
    let at = head.split_whitespace().find_map(|word| {
        let (key, value) = word.split_once(':')?;
        key.eq_ignore_ascii_case(name).then_some(value)
    });
    at.filter(|value| !value.is_empty())
}

/// The id of an answer in the form in which reports are compared.
pub(super) fn from_answer(id: &str, form: MessageIdForm) -> String {
    match form {
        MessageIdForm::Same => id.to_owned(),
        MessageIdForm::HexThenDecimal => decimal(id, 16),
        MessageIdForm::DecimalThenHex => decimal(id, 10),
    }
}

fn from_receipt(id: &str, form: MessageIdForm) -> String {
    match form {
        MessageIdForm::Same => id.to_owned(),
        MessageIdForm::HexThenDecimal => decimal(id, 10),
        MessageIdForm::DecimalThenHex => decimal(id, 16),
    }
}

/// Both forms as a decimal number without leading zeros; what is no number stays as it is.
fn decimal(id: &str, radix: u32) -> String {
    u128::from_str_radix(id, radix).map_or_else(|_| id.to_owned(), |number| number.to_string())
}
