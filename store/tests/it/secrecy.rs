//! Nothing personal can be read from the files, from `Debug`, or from an error.

use registration::StillKind;
use store::{CallRecord, Change, ChangeSet, SessionRecord, Store};

use crate::sqlite::{fresh, open};
use crate::world::{ANA, BORIS, PHONE, World, after, audit, full_case, start};

/// A picture whose bytes would be recognised.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n a face and a document";

/// What must not be found, as written, in UTF-16, in hexadecimal and in base64.
fn traces() -> Vec<(String, Vec<u8>)> {
    let texts = [
        ANA,
        "12345678",
        BORIS,
        "1234567L",
        "00123456",
        "2030-03-01",
        PHONE,
        "612345678",
        "ana.llorens",
        "example.es",
        "493817",
        "Llorens",
        "rosa.user",
        "loss_up",
        "face and a document",
    ];
    let mut traces = Vec::new();
    for text in texts {
        traces.push((text.to_owned(), text.as_bytes().to_vec()));
        traces.push((format!("{text} in UTF-16"), text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
        traces.push((format!("{text} in hexadecimal"), hex::encode(text).into_bytes()));
    }
    traces
}

async fn fill(store: &dyn Store) {
    let mut world = World::new(60);
    let (_, call) = world.in_call(store, ANA, "rosa.user").await;
    world.queued(store, BORIS, after(3)).await;
    let mut still = world.still(call.id, StillKind::Face, after(30), 0);
    (still.png, still.webp) = (PICTURE.to_vec(), PICTURE.to_vec());
    let registration = world.registration(call.id, ANA, PHONE, after(40));
    let changes = ChangeSet::new()
        .with(Change::UpdateCall { record: CallRecord { case: full_case(), ..call.clone() }, expected: 1 })
        .with(Change::InsertStill(still))
        .with(Change::InsertRegistration(registration))
        .with(Change::EnqueueSms(world.sms(Some(call.id), start())))
        .with(Change::AppendAudit(audit(start(), "call:1")));
    store.commit(changes).await.unwrap();
}

#[tokio::test]
async fn the_files_hold_nothing_personal_in_the_clear() {
    let (store, folder) = fresh().await;
    fill(&*store).await;
    let look = |when: &str| {
        let mut seen = 0;
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            seen += bytes.len();
            for (name, trace) in traces() {
                let found = bytes.windows(trace.len()).any(|window| window == trace);
                assert!(!found, "{name} is in {} {when}", path.display());
            }
        }
        assert!(seen > 50_000, "there is something to look at {when}: {seen}");
    };
    look("while it is open");
    store.close().await;
    look("after closing");
    // The control: what is looked for is indeed in there, sealed.
    let store = open(folder.path()).await.unwrap();
    let shown = store::Outbox::recent_messages(&store, 1).await.unwrap().remove(0).value.text;
    assert!(shown.expose().contains("493817"));
    let registered =
        store::Registrations::registrations_of_phone(&store, &PHONE.parse().unwrap()).await.unwrap();
    assert_eq!(registered.len(), 1);
}

#[tokio::test]
async fn debug_and_errors_show_nothing_personal() {
    let mut world = World::new(61);
    let (store, _folder) = fresh().await;
    let (_, mut call) = world.in_call(&*store, ANA, "ana").await;
    call.case = full_case();
    let session: SessionRecord = world.identified(ANA);
    let sms = world.sms(None, start());
    let registration = world.registration(call.id, ANA, PHONE, start());
    let mut still = world.still(call.id, StillKind::Front, start(), 0);
    still.png = PICTURE.to_vec();
    let twice = ChangeSet::from_iter([Change::EnqueueSms(sms.clone()), Change::EnqueueSms(sms.clone())]);
    let error = store.commit(twice).await.unwrap_err();
    let shown = format!("{call:?} {session:?} {sms:?} {registration:?} {still:?} {error} {error:?}");
    for trace in [ANA, "12345678", "2030", PHONE, "612345678", "llorens", "493817", "137, 80, 78"] {
        assert!(!shown.contains(trace), "{trace} in {shown}");
    }
}
