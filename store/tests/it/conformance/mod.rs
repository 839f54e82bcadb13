//! What every engine must do, written against `dyn Store`. An engine runs it all with one line, see `sqlite.rs`.

pub mod calls;
pub mod commits;
pub mod lines;
pub mod office;
pub mod outbox;
pub mod people;
pub mod recordings;
pub mod roster;
pub mod tickets;

/// Makes a test of each case for an engine; `$open` gives a fresh, empty store and what keeps it alive.
macro_rules! conformance_tests {
    ($open:path) => {
        conformance_tests!($open;
            commits: all_or_nothing, a_refused_set_does_not_harm_others, an_update_names_the_version_it_read,
                one_of_many_claims_wins, changes_are_written_in_order, an_empty_set_is_fine,
                readers_see_what_was_acknowledged, after_closing_nothing_is_accepted, unknown_rows_are_named;
            tickets: a_ticket_comes_back_as_it_was, a_session_has_one_live_ticket, the_sessions_of_a_queue_are_read_at_once, an_assistant_has_one_taken_ticket,
                live_tickets_come_oldest_first, promises_are_kept_beside_the_ticket, tickets_are_found_by_state, tickets_are_found_by_document;
            people: a_session_comes_back_as_it_was, a_session_is_found_by_its_token, instants_are_kept_to_the_microsecond,
                staff_are_found_by_name, user_names_are_unique, replacing_staff_keeps_availability,
                availability_has_its_own_version, staff_sessions_come_and_go,
                ending_sign_ins_ends_all_of_one_person;
            calls: a_call_comes_back_as_it_was, one_open_call_each, stills_keep_their_bytes,
                a_third_party_comes_back_as_it_was, one_third_party_a_call_and_one_call_a_person,
                registrations_are_found_by_document_and_phone, one_registration_a_call;
            recordings: a_recording_comes_back_as_it_was, recordings_are_found_by_call_and_time;
            lines: a_line_is_kept_and_replaced, lines_are_found_by_call_and_time;
            outbox: messages_come_back_as_they_were, due_messages_come_longest_due_first,
                messages_are_found_by_call_and_gateway, a_message_is_updated_once, a_report_waits_for_its_message,
                what_went_wrong_is_listed_until_somebody_saw_to_it, messages_are_counted_by_phone_and_document,
                a_turn_notice_comes_and_goes;
            office: the_audit_trail_keeps_its_order, meta_is_overwritten, a_closure_comes_back_as_it_was,
                a_closure_is_shortened_once_or_called_off, the_announcement_is_one;
            roster: shifts_come_back_by_beginning, the_roster_changes_for_one_at_a_time, a_shift_that_is_gone_is_a_conflict,
                shifts_are_of_known_staff, past_shifts_are_forgotten;
        );
    };
    ($open:path; $($group:ident: $($case:ident),+;)+) => {
        $(mod $group {
            $(#[tokio::test]
            async fn $case() {
                let (store, _keep) = $open().await;
                $crate::conformance::$group::$case(store).await;
            })+
        })+
    };
}
pub(crate) use conformance_tests;
