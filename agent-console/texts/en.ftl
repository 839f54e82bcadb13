# Words of the assistant's and the supervisor's desk, and of the demo's message page.
# Keys end in the service's stable code where there is one (check-…, reject-reason-…, test-reason-…).

## General
app-name = Ventanilla
app-console = Assistance desk
language = Language
language-es = Spanish
language-ca = Catalan
language-ca-valencia = Valencian
language-gl = Galician
language-eu = Basque
language-en = English
procedure-registration = Registration in Cl@ve
procedure-phone_change = Change of phone
close = Close
cancel = Cancel
loading = Connecting to the service…
demo-clock = Demonstration clock: { $time }
connection-lost = No connection to the service. Trying again; your work is saved.
title-ringing = Calling · Ventanilla
title-call = In a call · Ventanilla
view-work = My desk
view-board = Supervision
views = View
sign-out = Sign out
keyboard-help = Keyboard shortcuts
error-dismiss = Dismiss
minutes-seconds = { $minutes } min { $seconds } s
hours-minutes = { $hours } h { $minutes } min
seconds = { $seconds } s

## Sign-in
sign-in-title = Sign in to the desk
sign-in-user = User name
sign-in-password = Password
sign-in-submit = Sign in
sign-in-busy = Checking…
sign-in-empty-user = Type your user name.
sign-in-empty-password = Type your password.
sign-in-invalid = The user name or the password is not right.
sign-in-invalid-left = The user name or the password is not right. { $left ->
    [one] 1 try left before sign-in is locked.
   *[other] { $left } tries left before sign-in is locked.
  }
sign-in-locked = Too many failed tries. Sign-in is locked.
sign-in-locked-for = Too many failed tries. You can try again in { $time }.
sign-in-ended = Your sign-in has ended. Please sign in again.
sign-in-unreachable = The service does not answer. Check the connection and try again.
sign-in-problem = There is a problem

## Opened elsewhere
elsewhere-title = The desk is open in another window
elsewhere-text = Only one desk can be open at a time. The call and its data go on in the other window.
elsewhere-use = Use here

## Availability
idle-title = Hello, { $name }
availability-title = Your state
availability-available = Available
availability-break = Break
availability-offline = Off duty
availability-ringing = Calling
availability-in_call = In a call
availability-wrap_up = Wrap-up
availability-available-hint = You get the next citizen
availability-break-hint = Nobody is sent to you
availability-offline-hint = You have finished
availability-since = For { $time }
availability-now = Now
available-waiting = Waiting for the next citizen. A sound will tell you.
ring-missed = The citizen did not come in.
not-available = Press “Available” to receive the next citizen.
today-title = The office today
today-open-until = Open until { $time }
today-closed-until = Closed. Opens { $time }
today-estimate = Somebody who joins now waits between { $low } and { $high } minutes
today-estimate-soon = Somebody who joins now waits less than { $high } { $high ->
    [one] minute
   *[other] minutes
  }
today-no-estimate = No assistant is available: the wait cannot be estimated

## Own camera and microphone
devices-title = Your camera and microphone
devices-check = Check
devices-stop = Turn off
devices-camera = Camera
devices-microphone = Microphone
devices-default = Default
devices-level = Microphone level
devices-waiting = Asking the browser for permission…
devices-off = Off. They turn on when a citizen is called.
own-video = Your picture
own-video-off = Camera off

## Calling
ringing-title = Calling the citizen
ringing-text = The citizen has to press “Enter with video”. You need not do anything: the call opens by itself.
ringing-left = { $seconds ->
    [one] 1 second left
   *[other] { $seconds } seconds left
  }
ringing-procedure = Procedure
ringing-language = Language
ringing-waited = Has waited

## Call: picture
stage-title = Picture of the citizen
stage-video = Video of the citizen
stage-keys = Arrows: move. Plus and minus: zoom. Zero: reset.
stage-connecting = Connecting the video…
stage-waiting-peer = The citizen is not connected yet.
stage-peer-lost = The citizen's video broke off. It comes back by itself when their connection does.
stage-camera-off = The citizen's camera is off.
stage-mic-off = The citizen's microphone is off.
stage-reconnecting = Restoring the video…
stage-unmute = Turn the sound on
stage-frozen = Picture frozen
line-title = Connection
line-peer = Citizen
line-own = You
line-quality-good = good
line-quality-fair = fair
line-quality-poor = poor
line-peer-reduced = The citizen’s connection is slow: they see a reduced picture of you; sound goes first.
line-peer-stills = The citizen’s connection is very slow: they see you in still pictures. Go on talking.
line-own-reduced = Your connection is slow: you receive a reduced picture. Wait for it to improve before taking stills.
line-own-stills = Your connection is very slow: you receive still pictures; the sound goes on.
tool-bar = Picture tools
tool-zoom-in = Zoom in
tool-zoom-out = Zoom out
tool-zoom = { $percent }%
tool-freeze = Freeze
tool-brightness = Brightness
tool-contrast = Contrast
tool-reset = Reset
tool-mute = No microphone
tool-camera-off = No camera
tool-sound-off = No sound
interpreter-ask = Ask for an interpreter
interpreter-none = No interpreter is free with the console open now.
interpreter-call = Call
interpreter-call-name = Call { $name }
interpreter-calling = Calling { $name }…
interpreter-invited = { $seconds } s
interpreter-take-back = Cancel
interpreter-present = { $name }, interpreter, is in the call.
interpreter-end = End the interpreting
interpreter-gone = { $name } has left the call.
interpreter-not-coming = { $name } cannot come.
interpreter-video = Video of the interpreter
interpreter-name = Interpreter: { $name }
interpreter-camera-off = Camera off
observer-present = { $name }, a supervisor, is observing the call. The citizen sees it and can say no.
observer-gone = { $name } is no longer observing the call.
standby-text = When an assistant needs you, a call will ring here. Leave this page open.
title-third = Another call · Ventanilla
invitation-title = You are asked to interpret
invitation-text = { $name } is with a citizen and waits for you.
invitation-accept = Enter the call
invitation-decline = I cannot now
third-assistant = Assistant
third-citizen = Citizen
third-you = You
third-interpreting = Interpreting in the call of { $name }
third-observing = Observing the call of { $name }
third-announced = Both sides are being told. Nothing reaches you before they know.
third-starts-in = Both sides know. The picture comes in { $seconds } s, in case the citizen would rather not.
third-both-hear = Both sides see and hear you.
third-nobody-hears = Nobody sees or hears you. Both sides know that you observe.
third-not-connected = Not connected
third-video = Video: { $name }
third-leave = Leave the call
third-stop = Stop observing
call-time = Duration

## Call: what is known
facts-title = What the citizen typed
facts-document-dni = DNI
facts-document-nie = NIE
facts-proof-validity_date = Valid until
facts-proof-issue_date = Issued on
facts-proof-support_number = Support number
facts-procedure = Procedure
facts-language = Language
facts-waited = Waited
facts-duplicate = Another citizen in the queue typed this same document. Check with special care.
test-title = Connection test
test-none = no data
test-level-good = good
test-level-usable = usable
test-level-insufficient = insufficient
test-rtt = Round trip
test-up = From the citizen
test-down = To the citizen
test-loss = { $value }% lost
test-jitter = jitter { $value } ms
test-bitrate = { $value } kbit/s
test-ms = { $value } ms
test-transport = Transport
test-transport-udp = UDP (direct)
test-transport-tcp = TCP (network blocks UDP)
test-transport-relay = TURN relay
test-camera = Camera
test-camera-size = { $width } × { $height }
test-microphone = Microphone
test-dbov = { $value } dBov
test-speakers = Speakers
test-speakers-heard = heard the tone
test-speakers-not-heard = did not hear the tone
test-reason-no_media = neither picture nor sound arrived
test-reason-connection_unstable = the connection broke during the test
test-reason-camera_missing = no picture from the camera
test-reason-high_signaling_rtt = the service answers slowly
test-reason-camera_black = the camera's picture is black
test-reason-camera_frozen = the picture stands still
test-reason-camera_resolution_low = the camera has a low resolution
test-reason-microphone_silent = the microphone is silent
test-reason-speakers_not_heard = did not hear the tone
test-reason-high_rtt = long delay
test-reason-high_jitter = uneven delay
test-reason-high_loss_up = picture is lost on the way up
test-reason-high_loss_down = picture is lost on the way down
test-reason-low_bitrate_up = little bandwidth up
test-reason-low_bitrate_down = little bandwidth down

## Call: guide
guide-title = Guide
guide-progress = { $done } of { $all }
check-own_behalf = For themself, and of age
check-own_behalf-help = Ask: “Is this for yourself? Are you of age?”
check-document_front = Front of the document
check-document_front-help = Sharp, no glare, matches what was typed
check-document_back = Back of the document
check-document_back-help = Sharp, no glare, the three lines at the bottom are readable
check-tilt_optically_variable = Features that change when tilted
check-tilt_optically_variable-help = Ask them to tilt the document slowly both ways
check-face_matches = The face is that of the document
check-face_matches-help = No sunglasses or cap, looking at the camera
check-challenge_performed = Random action
check-challenge_performed-help = Ask: “{ $challenge }”
check-contact_confirmed_aloud = Phone and e-mail read aloud
check-contact_confirmed_aloud-help = Read them and wait until the citizen confirms
check-pass = OK
check-fail = No
check-pass-label = OK: { $check }
check-fail-label = No: { $check }
check-state-pending = pending
check-state-passed = OK
check-state-failed = not OK
still-front = Front
still-back = Back
still-face = Face
still-take = Picture
still-retake = Retake
still-busy = Wait…
still-enlarge = Enlarge the picture: { $kind }
still-alt = Picture taken: { $kind }
still-dialog = { $kind }, { $width } × { $height }, at { $time }

## Call: random actions, as said to the citizen (left and right are theirs)
challenge-turn_head_left = Turn your head to your left
challenge-turn_head_right = Turn your head to your right
challenge-left_hand_before_face = Pass your left hand in front of your face
challenge-right_hand_before_face = Pass your right hand in front of your face
challenge-show_fingers = Show { $number } fingers beside your face
challenge-say_number = Say these digits one by one: { $number }
challenge-close_eyes = Close your eyes and open them when I say so
challenge-raise_right_hand = Raise your right hand
challenge-none = none: this citizen cannot perform actions

## Call: contact
contact-title = Phone and e-mail
contact-request = Ask for phone and e-mail
contact-awaiting = The citizen is typing them on their screen…
contact-phone = Phone
contact-email = E-mail
contact-send-code = Send code
contact-resend-code = Send another code
contact-code = Code from the SMS
contact-code-check = Check
contact-code-sent = SMS: { $state }. Expires in { $time }.
contact-attempts = { $left ->
    [one] 1 try left
   *[other] { $left } tries left
  }
contact-code-aloud = The citizen types it on their screen or tells you.
contact-verified = Phone verified
contact-void-code_expired = The code has expired. Send another.
contact-void-code_too_many_attempts = No tries are left. Send another code.
contact-void = The code is no longer valid. Send another.
delivery-queued = queued
delivery-submitting = being sent
delivery-submitted = sent
delivery-delivered = delivered
delivery-failed = not delivered
delivery-expired = expired undelivered
delivery-ambiguous = sending not confirmed

## Decision
decision-title = Decision
decision-approve = Approve
decision-reject = Reject
decision-interrupt = Interrupt
decision-ready = Everything is checked. You can approve.
decision-missing = To approve, still missing:
missing-check_pending = { $count ->
    [0] checks not marked
    [one] 1 check not marked
   *[other] { $count } checks not marked
  }
missing-check_failed = failed: { $items }
missing-still_missing = { $count ->
    [one] picture: { $items }
   *[other] pictures: { $items }
  }
missing-still_front = picture of the front
missing-still_back = picture of the back
missing-still_face = picture of the face
missing-challenge_missing = random action
missing-contact_missing = phone and e-mail
missing-phone_not_verified = verify the phone with a code
missing-other = { $code }
approve-dialog = Approve the registration?
approve-dialog-text = This is final. The citizen is registered and receives an SMS that confirms it.
approve-confirm = Approve and register
reject-dialog = Reject the registration
reject-dialog-text = This is final. The citizen sees this reason in plain words.
reject-confirm = Reject
interrupt-dialog = Interrupt the verification
interrupt-dialog-text = This is final. The verification ends without a decision and the citizen has to join the queue again.
interrupt-confirm = Interrupt
reason-choose = Reason
reason-required = Choose a reason.
# Orden ETD/465/2021, art. 10.4
reject-reason-document_false = The document looks false
reject-reason-document_manipulated = The document looks manipulated
reject-reason-document_invalid = The document is not valid: expired, withdrawn or of another kind
reject-reason-invalid_document = The document is not valid
reject-reason-holder_mismatch = The person is not the holder of the document
reject-reason-pre_recorded = Recorded video is being played
reject-reason-several_devices = More than one device takes part
reject-reason-not_one_act = Not in real time or not in one act
reject-reason-coercion = Somebody seems to force or prompt the person
reject-reason-other_doubt = Another reasonable doubt
reject-reason-data_mismatch = What was typed is not what the document says
reject-reason-not_own_behalf = Acts for somebody else
reject-reason-minor = Under age
reject-reason-phone_not_verified = No phone at hand or the code is not right
interrupt-reason-poor_picture_or_sound = Picture or sound are poor
interrupt-reason-poor_image_or_sound = Picture or sound are poor
interrupt-reason-poor_connection = The connection is poor or not secure
interrupt-reason-connection_lost = The citizen's connection was lost
interrupt-reason-citizen_left = The citizen hung up
interrupt-reason-not_prepared = No document or phone at hand
interrupt-reason-technical_fault = Fault of the office's equipment
interrupt-reason-no_accessible_challenge = No random action is possible: an appointment in person is offered

## Wrap-up
outcome-approved = Registration approved
outcome-rejected = Registration rejected
outcome-interrupted = Verification interrupted
outcome-left = The call has ended
confirmation-title = Confirmation SMS
confirmation-none = No SMS is sent
wrap-up-next = What next?
wrap-up-available = Next citizen
wrap-up-break = Break

## Board
board-title = Board
board-at = As of { $time }
board-waiting = Waiting
board-waiting-about = Citizens in the queue: waiting, being called, or with their place kept
board-longest-wait = Longest wait
board-longest-wait-about = Time since the place was taken, of whoever has waited longest
board-in-call = In a call
board-in-call-about = Running calls
board-available = Available
board-available-about = Assistants ready for the next citizen
board-approved-today = Approved today
board-approved-today-about = Registrations approved since opening
board-not-approved-today = Not approved today
board-not-approved-today-about = Registrations rejected or interrupted since opening
board-left-today = Left today
board-left-today-about = Places that ended today without a call
board-assistants = Assistants
board-assistant = Assistant
board-state = State
board-since = For
board-tickets = Queue
board-position = Order
board-ticket = Place
board-procedure = Procedure
board-told = Wait told
board-told-soon = in a moment
board-told-range = { $low }–{ $high } min
board-told-less = < { $high } min
board-told-until = { $range }, until { $until }
board-told-improbable = hardly before closing
board-forecast = Who joins now waits
board-forecast-p50 = about { $minutes } min
board-forecast-p50-about = Median: half wait less.
board-forecast-p90 = 9 in 10 less than { $minutes } min
board-forecast-p90-about = Nine in ten wait less.
board-no-forecast = No forecast: the office is closed, or no assistant is at work or planned.
board-fewer-assistants = Fewer assistants than planned
board-quality = Forecast { $quality }
board-quality-learned = reliable
board-quality-learned-about = Learned from the calls of this office, and staff is as planned.
board-quality-cold = general
board-quality-cold-about = There are few calls of this office yet: it rests on general experience.
board-quality-degraded = not very reliable
board-quality-degraded-about = There is no roster, or far fewer assistants are at work than planned: nobody knows who will come.
board-waited = In the queue
board-connected = Connection
board-connected-yes = connected
board-connected-no = not connected
board-observe-column = Third person
board-observe = Observe
board-observe-ticket = Observe the call of ticket { $ticket }
board-third-interpreter = with an interpreter
board-third-observer = observed
board-no-assistants = No assistant is signed in.
board-no-tickets = Nobody is in the queue.
board-waiting-data = Waiting for data…
ticket-waiting = waiting
ticket-called = being called
ticket-held = place kept
ticket-in_call = in a call

## Supervision
sections = Parts of supervision
section-board = Live board
section-roster = Roster
section-what-if = What if…?
section-office = Office

## What if…?
what-if-title = What if there were more or fewer assistants?
what-if-about = Works out the waits of those who are in the queue now. It is only a calculation: the roster does not change.
what-if-question = What is supposed
what-if-answer = Forecast
what-if-change = Staff
what-if-more = { $count ->
    [one] 1 assistant more
   *[other] { $count } assistants more
}
what-if-fewer = { $count ->
    [one] 1 assistant fewer
   *[other] { $count } assistants fewer
}
what-if-from = From
what-if-from-hint = A time today. Empty: from now on.
what-if-from-now = from now on
what-if-from-time = from { $time }
what-if-bad-time = Type a whole time of today, for example 12:30.
what-if-time-past = That time has passed. Choose a later one, or leave it empty to begin now.
what-if-again = Work out again
what-if-asking = Working it out…
what-if-at = Worked out at { $time } with the queue of that moment. Those who join later do not count.
what-if-refused-forbidden = Only supervisors may see this forecast.
what-if-closed = The office is closed and nobody waits: there is nothing to work out. Come back when it opens.
what-if-nobody = No forecast: nobody is at work or planned today, with the change neither. Check the roster.
what-if-nobody-as-is = Nobody is at work or planned today. The forecast is the one of { $change }.
what-if-nobody-left = With { $change } nobody would be left to serve.
what-if-verdict-wait = With { $change }, the wait of somebody who joined now would be: { $after }. As it is: { $before }.
what-if-verdict-same-wait = With { $change }, the wait of somebody who joined now would not change: { $after }.
what-if-verdict-served = Of the { $count } people who wait, { $after } on average would be called by { $time }. As it is: { $before }.
what-if-empty-queue = Nobody waits now: the forecast is that of somebody who joined this moment.
what-if-too-late = At that time nobody is called any more today: the change makes no difference.
what-if-learned-calls = { $count ->
    [0] It has not learned from any call today yet.
    [one] It has learned from 1 call today.
   *[other] It has learned from { $count } calls today.
}
what-if-comparison = Comparison: as it is and with the change
what-if-as-is = As it is
what-if-line-half = Who joined now: half wait less than
what-if-line-most = Who joined now: 9 in 10 wait less than
what-if-line-chance = Who joined now: probability of being called before closing
what-if-line-served = Of those who wait, how many are called before closing
what-if-percent = { $percent } %
what-if-of = { $served } of { $waiting }
what-if-minutes = { $minutes } min
what-if-at-once = less than 1 min
what-if-not-today = not before closing
what-if-chart-title = Wait by place in the queue
what-if-chart-label = Chart: wait in minutes by place in the queue, as it is and with { $name }. The numbers are in the table below.
what-if-axis-position = Place in the queue
what-if-axis-minutes = Minutes
what-if-key-half = { $name }: half wait less
what-if-key-most = { $name }: 9 in 10 wait less
what-if-cut = The lines end where there would be no time before closing.
what-if-table = The numbers, place by place
what-if-column-half = Half, less than
what-if-column-most = 9 in 10, less than

## Roster
roster-title = Roster
roster-week = Week
roster-week-before = Previous week
roster-week-after = Next week
roster-week-now = Today
roster-week-of = { $first } – { $last }
roster-import = Import…
roster-export = Download CSV
roster-now = Now: { $planned ->
    [one] 1 planned
   *[other] { $planned } planned
  }, { $present ->
    [one] 1 present
   *[other] { $present } present
  }.
roster-now-breaks = { $count ->
    [one] 1 in a planned break.
   *[other] { $count } in a planned break.
  }
roster-missing = Missing: { $names }
roster-extra = Present without a planned shift: { $names }
roster-not-there = not there
roster-today = today
roster-closed-day = closed
roster-total = Total
roster-total-day = { $people ->
    [one] 1 person
   *[other] { $people } people
  } · { $hours } h
roster-breaks = break { $breaks }
roster-overnight = into the next day
roster-add = Add a shift: { $name }, { $day }
roster-shift-of = { $name }, { $day }:
roster-keys = Arrow keys go from cell to cell; Enter opens the shift.
roster-dialog-add = Add a shift
roster-dialog-edit = Change a shift
roster-day = Day
roster-shift = Shift
roster-from = From
roster-to = To
roster-breaks-title = Breaks
roster-break-add = Add a break
roster-break-remove = Remove break { $number }
roster-remove-short = Remove
roster-remove = Remove the shift
roster-save = Save
import-title = Import shifts
import-text = A CSV file or an ICS calendar. It replaces all shifts of the days it contains; you see what changes first.
import-sample =
    assistant,date,from,to,breaks
    marta,2026-11-23,09:00,14:00,11:00-11:20
import-file = File
import-busy = Reading the file…
import-line = Line
import-problem = What is wrong
import-errors = { $count ->
    [one] There is 1 error. Nothing is imported until it is corrected.
   *[other] There are { $count } errors. Nothing is imported until they are corrected.
  }
import-empty = The file contains no shifts.
import-days = Days from { $first } to { $last }:
import-added = { $count ->
    [one] 1 new shift
   *[other] { $count } new shifts
  }
import-removed = { $count ->
    [one] 1 shift is removed
   *[other] { $count } shifts are removed
  }
import-unchanged = { $count ->
    [one] 1 shift stays as it is.
   *[other] { $count } shifts stay as they are.
  }
import-more = and { $count } more
import-apply = Apply

## Office: close, open, announce
office-title = Office
office-state-title = Opening
office-open = Open
office-closed = Closed
office-opens = Opens on { $time }
closure-running = Closed by a supervisor until { $until }
closure-planned = Closure planned from { $from } until { $until }
closure-moment = { $time }
closure-day-end = the end of { $day }
closure-queue-serve = Those who are waiting are served.
closure-queue-tell = Those who are waiting are told and lose their place.
closure-by = Decided by { $name } at { $time }.
closure-reopen = Reopen now
closure-call-off = Call off
closure-close = Close the office…
closure-change = Change the closure…
close-title = Close the office
close-ready = Ready reason
close-ready-choose = Choose one or write it below
close-reason-power = Power cut
close-reason-power-es = Una avería eléctrica nos impide atender.
close-reason-power-en = A power cut keeps us from serving you.
close-reason-network = System failure
close-reason-network-es = Un fallo de nuestros sistemas nos impide atender.
close-reason-network-en = A failure of our systems keeps us from serving you.
close-reason-building = Evacuation
close-reason-building-es = Hemos tenido que desalojar el edificio.
close-reason-building-en = We had to leave our building.
close-reason-staff = Lack of staff
close-reason-staff-es = Hoy no tenemos personal suficiente para atender.
close-reason-staff-en = We do not have enough staff to serve you today.
close-reason-other = Another reason
close-reason-other-es = Hemos tenido que cerrar por un imprevisto.
close-reason-other-en = We had to close for an unexpected reason.
close-from = From (today)
close-from-hint = Empty: from this moment on.
close-until = Until
close-until-date = Until: day
close-until-time = Until: time
close-until-hint = Empty: until the end of today.
close-queue = { $count ->
    [0] Nobody is waiting now. If somebody comes before the closure:
    [one] 1 person is waiting now:
   *[other] { $count } people are waiting now:
  }
close-queue-serve = Serve those who are already waiting, for { $minutes } more minutes at most
close-queue-tell = Tell them now: they lose their place and come back another day
close-served = { $count ->
    [one] The call in progress ends as usual.
   *[other] The { $count } calls in progress end as usual.
  }
close-next = Continue
close-back = Back
close-confirm-title = Close the office?
close-confirm = Yes, close
close-summary-now = The office closes now
close-summary-from = The office closes today at { $time }
close-summary-until = until { $date } at { $time }.
close-summary-day = until the end of today.
close-summary-serve = { $count ->
    [0] Nobody is waiting now.
    [one] The person who is waiting will be served.
   *[other] The { $count } people who are waiting will be served.
  }
close-summary-tell = { $count ->
    [0] Nobody is waiting now.
    [one] The person who is waiting will lose the place.
   *[other] The { $count } people who are waiting will lose their places.
  }
announcement-title = Message to citizens
announcement-where = It is read on the first page and in the waiting room. No personal data.
announcement-none = There is no message now.
announcement-by = { $name }, at { $time }.
announcement-until = Until { $time }.
announcement-open-ended = Until it is taken down.
announcement-take-down = Take down
announcement-put-up = Publish
announcement-replace = Publish instead
announcement-until-label = Take down today at (optional)
public-text-es = In Spanish
public-text-en = In English (optional)
public-text-required = Write the text in Spanish.
preview-title = What they will see
preview-es = Page in Spanish
preview-en = Page in English
preview-fallback = Page in English: no text, Spanish is shown

## Shortcuts
help-title = Keyboard shortcuts
help-intro = With Alt they always work. Single keys work while you are not typing.
help-single = Use single keys
help-key = Key
help-or = or
key-shift = Shift
help-action = Action
shortcut-help = Show these shortcuts
shortcut-available = Available, or next citizen in wrap-up
shortcut-break = Break
shortcut-offline = Off duty
shortcut-check-pass = Mark the check with that number OK
shortcut-check-fail = Mark the check with that number not OK
shortcut-still-front = Picture of the front
shortcut-still-back = Picture of the back
shortcut-still-face = Picture of the face
shortcut-freeze = Freeze or go on
shortcut-zoom-in = Zoom in
shortcut-zoom-out = Zoom out
shortcut-reset = Reset the picture
shortcut-mute = My microphone off or on
shortcut-camera = My camera off or on
shortcut-request-contact = Ask for phone and e-mail
shortcut-send-code = Send code
shortcut-focus-code = Go to the code field
shortcut-approve = Approve
shortcut-reject = Reject
shortcut-interrupt = Interrupt
help-group-availability = State
help-group-guide = Guide
help-group-picture = Picture
help-group-contact = Contact
help-group-decision = Decision
help-group-general = General

## Demo messages
inbox-title = Demo messages
inbox-text = These are the SMS that the phones would receive. It is a demo: nothing is really sent.
inbox-filter = Filter by number
inbox-empty = No messages yet.
inbox-no-match = No phone matches.
inbox-unreachable = The messages cannot be read now. Trying again by itself.
inbox-unavailable = This page exists in the demo only.
inbox-count = { $count ->
    [one] 1 message
   *[other] { $count } messages
  }
inbox-parts = { $parts } SMS, { $units } { $encoding }
inbox-encoding-gsm7 = GSM-7 characters
inbox-encoding-ucs2 = UCS-2 characters
inbox-kind-one_time_code = Code
inbox-kind-confirmation = Confirmation
inbox-to = Messages for

## Errors in other words than in the citizen's app
error-no-contact = The citizen has not typed phone and e-mail yet.
error-code-wrong = The code is not right. { $attempts ->
    [one] 1 try left.
   *[other] { $attempts } tries left.
  }
error-office-closed = The office is closed now.
error-no-media = No picture from the citizen arrives.
error-still-timeout = The picture could not be taken. Try again.
error-code-malformed = The code has 6 digits.
error-code-too-many-attempts = No tries are left. Send another code.
error-code-too-many-sends = All possible codes have been sent in this call.
error-code-already-verified = The phone is verified already.
error-contact-not-requested = Phone and e-mail have not been asked for yet.
error-verification-incomplete = It cannot be approved yet: checks are missing.
error-already-decided = This verification is decided already.
error-conflict = Something changed at the same moment. Look at what you see and try again.
error-unknown-check = That check does not exist. Reload the page.
error-still-busy = A picture is being taken already. Wait a moment.
error-still-undecodable = The picture went wrong. Try again.
error-still-too-large = The picture went wrong. Try again.
error-unknown-leg = The citizen's video has just broken off. Wait until it is back.
error-media-stopped = The video service is not available. Try again in a moment.

# Recording
recording-on = Being recorded
recording-failed-why = Not being recorded: { $reason }
recording-starting = Starting
recording-recording = Recording
recording-finished = Complete
recording-interrupted = Up to the interruption
recording-failed = Incomplete
recording-none = Not recorded
recording-reason-disk_full = the disk is full. Tell your supervisor.
recording-reason-write_failed = it cannot be written. Tell your supervisor.
recording-reason-limit_reached = the longest recording is reached.
recording-reason-unmuxable = a fault of the service. Tell your supervisor.
recording-reason-unreadable = it cannot be read.
recordings-title = Calls and recordings
recordings-about = For supervisors only. Every access is written down.
recordings-none = There are no calls yet.
recordings-when = When
recordings-outcome = Outcome
recordings-length = Length
recordings-status = Recording
recordings-running = Running
recordings-play = Play
recordings-play-of = Play the call of { $when }, { $assistant }
recordings-player = Call of { $when }, { $assistant }
recordings-stretch = Part { $number }, from { $when }
recordings-citizen = Citizen
recordings-assistant = Assistant
recordings-dropped = { $count } packets lost while recording
recordings-again = Refresh the list

# Quality of the lines, kept with each call
lines-title = Line
lines-show = Line
lines-show-of = Show the line in the call of { $when }, { $assistant }
lines-detail = Line in the call of { $when }, { $assistant }
lines-words = { $side }: good { $good } % of the time, fair { $fair } %, poor { $poor } %
lines-none-of = { $side }: never connected
lines-legend = Each strip goes from the beginning to the end of the call: low and green is good, middle and amber is fair, high and red is poor. Without colour there was no connection.
lines-side-citizen = Citizen
lines-side-assistant = Assistant
lines-side-interpreter = Interpreter
lines-side-observer = Observer
lines-measures = Measures
lines-from = { $side }, from { $when }
lines-measure-length = Length
lines-measure-transport = Transport
lines-measure-connected = From the request to the connection
lines-measure-first-frame = From the request to the first picture
lines-measure-rtt = Round trip
lines-measure-jitter-up = Jitter, to the service
lines-measure-jitter-down = Jitter, from the service
lines-measure-loss-up = Packets lost, to the service
lines-measure-loss-down = Packets lost, from the service
lines-measure-rate-up = Rate, to the service
lines-measure-rate-down = Rate, from the service
lines-measure-freezes = Picture of its camera stopped
lines-measure-stills = Got still pictures only
lines-measure-stalled = Nothing heard of its browser
lines-transport-udp = UDP
lines-transport-tcp = TCP
lines-transport-both = UDP and TCP
lines-ms = { $ms } ms
lines-spread-ms = { $median } ms (worst 5 %: { $most } ms)
lines-spread-pct = { $median } % (worst 5 %: { $most } %)
lines-rate = { $median } kbit/s (worst 5 %: { $least } kbit/s)
lines-freezes-of = { $count ->
    [0] never
    [one] once, { $seconds } s
   *[other] { $count } times, { $seconds } s altogether
}
lines-changes = Changes, one by one
lines-change = From { $when }: { $quality }
lines-picture-reduced = reduced picture
lines-picture-stills = still pictures

# Pictures
still-flaw-blurred = Blurred: ask to bring the document closer and wait.
still-flaw-glare = Glare: ask to tilt the document.
still-flaw-small = Small: fine print will not be readable.

## Messages (SMS)
messages-title = SMS messages
messages-today = Today: { $counts }
messages-none-today = No message has been sent today.
messages-all-well = No message needs attention.
messages-attention = { $count ->
    [one] One message needs attention. At most { $most } are shown.
   *[other] { $count } messages need attention. At most { $most } are shown.
  }
messages-when = Time
messages-kind = Message
messages-phone = Phone
messages-what = What happened
messages-do = Action
messages-resent = (sent again)
messages-resend = Send again
messages-resend-label = Send again: { $kind }, { $time }
messages-dismiss = Mark as dealt with
messages-dismiss-label = Mark as dealt with: { $kind }, { $time }
messages-cancel = Cancel
messages-resend-title = Send the message again
messages-resend-text = A new message with the same text goes to { $phone }. It is recorded who sent it.
messages-resend-ambiguous = The gateway did not confirm: the message may have reached { $phone }. If you send it again, it may arrive twice. It is recorded who sent it.
messages-dismiss-title = Mark as dealt with
messages-dismiss-text = The message to { $phone } leaves the list and nothing is sent. It is recorded who dealt with it.
messages-ambiguous = Nobody knows whether it was sent: the gateway did not answer in time. It is not sent again by itself.
messages-expired = Its time was over before a gateway took it.
messages-failed = It could not be delivered.
messages-sms-invalid-number = The gateway says that the number does not exist.
messages-sms-blocked = The gateway does not send to that number.
messages-sms-refused = The gateway does not accept the message or our account.
messages-sms-undelivered = The network could not deliver it.
messages-gateways = Gateways
sms-one_time_code = Code
sms-confirmation = Registration confirmed
sms-you_are_next = Turn notice
sms-phone_taken_over = Notice: mobile in another registration
sms-phone_changed = Notice: mobile changed
gateway-name = Gateway
gateway-state = State
gateway-up = in service
gateway-down = set aside after several failures
gateway-disconnected = not connected
gateway-accepted = Accepted
gateway-delivered = Delivered
gateway-undelivered = Not delivered
gateway-rejected = Rejected
gateway-put-off = Put off
gateway-ambiguous = Unconfirmed
