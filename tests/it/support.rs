//! Situations that several tests start from.

use protocol::{CheckState, ClientMessage, ContactStep, Decision, StillKind, TicketState, WireError};
use tests::{Account, Camera, Citizen, Person, Service, Staff};

/// The code of a refusal.
pub fn code(answer: Result<(), WireError>) -> String {
    answer.expect_err("a refusal").code
}

/// Shows that the service still serves: a new citizen arrives and gets a state.
pub async fn still_serves(service: &mut Service) {
    assert!(service.runs(), "the service runs");
    Citizen::arrive(service).await.state().await;
}

/// A citizen and an assistant in a call, both with media.
pub struct Call {
    pub citizen: Citizen,
    pub citizen_camera: Camera,
    pub assistant: Staff,
    pub assistant_camera: Camera,
    pub id: String,
}

impl Call {
    /// Brings `person` from the connection test into a call with the first seeded assistant.
    pub async fn begin(service: &Service, person: &Person) -> Self {
        Self::begin_with(service, person, service.account("assistant")).await
    }

    /// The same with the assistant given.
    pub async fn begin_with(service: &Service, person: &Person, account: &Account) -> Self {
        let assistant = Staff::arrive(service, account).await;
        let citizen = Citizen::arrive(service).await;
        citizen.join(service, person).await;
        assistant.available().await;
        let id = citizen.enter_call().await;
        let citizen_camera = Staff::connect_media(&citizen.socket, &id).await;
        let assistant_camera = Staff::connect_media(&assistant.socket, &id).await;
        citizen_camera.until_received(20).await;
        assistant_camera.until_received(20).await;
        Self { citizen, citizen_camera, assistant, assistant_camera, id }
    }

    /// Contact data are asked for and given, and a code is sent to the phone; the code.
    pub async fn send_code(&self, service: &Service, person: &Person) -> String {
        self.assistant
            .socket
            .request(ClientMessage::RequestContact {})
            .await
            .expect("contact data are asked for");
        self.citizen
            .until_ticket("the contact form", |state| contact_step(state, &ContactStep::Requested))
            .await;
        let contact =
            ClientMessage::SubmitContact { phone: person.phone.clone(), email: person.email.clone() };
        self.citizen.socket.request(contact).await.expect("contact data are taken");
        self.assistant.socket.request(ClientMessage::SendCode {}).await.expect("a code is sent");
        one_time_code(service, person).await
    }

    /// Sends what somebody typed as the code, as the citizen.
    pub async fn verify(&self, code: &str) -> Result<(), WireError> {
        self.citizen.socket.request(ClientMessage::VerifyCode { code: code.to_owned() }).await
    }
}

fn contact_step(state: &TicketState, wanted: &ContactStep) -> Option<()> {
    matches!(state, TicketState::InCall { contact, .. } if contact == wanted).then_some(())
}

/// Texts the demo phone with this number received, newest first.
pub async fn messages(service: &Service, person: &Person) -> Vec<String> {
    let response = reqwest::get(service.url("/api/v1/demo/messages")).await.expect("the demo's messages");
    let all: serde_json::Value = serde_json::from_str(&response.text().await.expect("a body")).expect("JSON");
    let list = all.as_array().expect("a list");
    let own =
        list.iter().filter(|message| message["to"].as_str().is_some_and(|to| to.ends_with(&person.phone)));
    own.map(|message| message["text"].as_str().expect("a text").to_owned()).collect()
}

/// Waits until the phone has a text that `pick` finds something in.
pub async fn message<T>(service: &Service, person: &Person, pick: impl Fn(&str) -> Option<T>) -> T {
    let poll = async {
        let mut tick = tokio::time::interval(std::time::Duration::from_millis(100));
        loop {
            tick.tick().await;
            if let Some(found) = messages(service, person).await.iter().find_map(|text| pick(text)) {
                return found;
            }
        }
    };
    tokio::time::timeout(tests::DEADLINE, poll).await.expect("the SMS arrives in time")
}

/// Waits for the newest one-time code on the phone.
pub async fn one_time_code(service: &Service, person: &Person) -> String {
    message(service, person, six_digits).await
}

/// The first run of exactly six digits.
fn six_digits(text: &str) -> Option<String> {
    text.split(|character: char| !character.is_ascii_digit()).find(|run| run.len() == 6).map(str::to_owned)
}

/// A code that is certainly not `code`.
pub fn other_code(code: &str) -> String {
    let number: u32 = code.parse().expect("digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

impl Call {
    /// Takes every still and passes every check of the guide.
    pub async fn complete_checks(&self) {
        for kind in [StillKind::Front, StillKind::Back, StillKind::Face] {
            self.assistant.socket.request(ClientMessage::TakeStill { kind }).await.expect("a still");
        }
        let checks = self.assistant.until_call("the guide", |file| Some(file.checks.clone())).await;
        for check in checks {
            let message = ClientMessage::SetCheck { check: check.check, state: CheckState::Passed };
            self.assistant.socket.request(message).await.expect("a passed check");
        }
    }

    /// Completes the guide and approves; the code must have been verified.
    pub async fn approve(&self) {
        self.complete_checks().await;
        let decide = ClientMessage::Decide { decision: Decision::Approved {} };
        self.assistant.socket.request(decide).await.expect("approved");
    }
}
