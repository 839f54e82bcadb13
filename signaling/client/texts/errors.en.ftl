# Words for error codes and device problems, used by both apps.
# Each sentence says what is the matter and what can be done.

error-unknown = Something went wrong and we cannot explain it better. Try again; if it happens again, quote this reference to the office: { $reference }.
error-internal = Something failed on our side. Try again in a moment. Reference: { $reference }.
error-network = There is no connection to the service. Check your internet connection and try again.
error-connection-lost = The connection was lost. Try again.
error-malformed-answer = The service gave an unexpected answer. Reload the page.
error-malformed-message = The page and the service do not understand each other. Reload the page.
error-message-too-large = The page sent too much data at once. Reload the page.
error-rate-limited = Too many attempts in a row. Wait a minute and try again.
error-forbidden = You are not allowed to do this.
error-unavailable = The service is not available right now. Try again in a few minutes.
error-conflict = Something changed at the same moment. Look at what you see now and try again.
error-not-found = What you are looking for is no longer there. Reload the page.
error-method-not-allowed = The service does not take this request. Reload the page.
error-unsupported-media-type = The service does not understand what the page sent. Reload the page.
error-foreign-origin = The page was not opened at the service's own address. Open it at the official address.
error-subprotocol-required = The page belongs to another version of the service. Reload the page.
error-websocket-required = This program and the service did not understand each other. Reload the page.

error-not-signed-in = You are not signed in, or your session has ended.
error-invalid-credentials = The user name or the password is not right.
error-locked-out = Too many failed attempts. Wait { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
} before you try again.
error-session-ended = The session has ended. Start again.

error-office-closed = The office is closed now. You can join the queue when it opens.
error-no-test-pass = You need to take the connection test before you join the queue.
error-not-identified = You need to identify yourself before you join the queue.
error-already-joined = You already have a place in the queue. To change your details, leave the queue first.
error-live-ticket-exists = You already have a place in the queue. You do not need another one.
error-no-ticket = You no longer have a place in the queue. You can ask for a new one.
error-illegal-transition = That is no longer possible: the situation has changed.
error-transition-not-due = It is too early for that. Wait a moment and try again.
error-staff-change-of-nobody = Choose at least one assistant more or fewer.
error-staff-change-too-large = That is too many assistants more or fewer.
error-stale-call = That call is already over.
error-call-not-found = That call no longer exists.
error-third-party-present = There is somebody else in that call already.
error-not-free = That person is no longer free. Choose somebody else.
error-in-another-call = You are in another call. End it first.
error-invitation-over = The invitation is over.
error-observer-refused = The citizen would rather not be observed.
error-not-announced = Both sides have not been told yet. Wait a moment.
error-call-already-open = There is a call already. End it before you begin another.
error-assistant-already-taken = You are serving somebody else already. End that call first.
error-too-many-tickets-today = Too many places have been asked for with this document today. Try another day or go to a registration office.

error-document-empty = Enter the number of your DNI or NIE.
error-invalid-document-format = A DNI is 8 digits and a letter; a NIE is X, Y or Z, 7 digits and a letter.
error-document-letter-missing = The letter at the end is missing. Copy it from your document.
error-invalid-document-letter = The letter does not match the number. Check both on your document.
error-document-kind-not-supported = You cannot register by video call with this kind of number. Go to a registration office.
error-document-expired = The document has expired. Renew it before you register.
error-invalid-date = That date does not exist. Enter the day, the month and the year with four digits.
error-validity-date-too-far = No document is valid for that long. Check the validity date on your document.
error-permanent-document-needs-issue-date = If your DNI is permanent, tick the box and enter the date of issue.
error-issue-date-in-future = The date of issue cannot be later than today. Check it on your document.
error-issue-date-too-early = No document in use is that old. Check the date of issue on your document.
error-support-number-empty = Enter the support number.
error-invalid-support-number = The support number is the letter E or C followed by 8 digits.
error-proof-does-not-fit-document = The detail does not belong to this kind of document. Check the number and the detail.
error-consent-required = Without your consent to record the video call we cannot help you this way.
error-own-behalf-required = By video call you can only register yourself, and you must be of age.
# Said by the citizen's form before it is sent; the service has more precise codes.

error-contact-not-requested = You have not been asked for phone and email yet. Wait until your assistant asks.
error-no-contact = The phone and the email address are missing.
error-phone-empty = Enter your mobile phone number.
error-invalid-phone = The phone number is not right. If it is not Spanish, start with + and the country code.
error-phone-is-landline = That is the number of a landline. Enter a mobile: codes arrive by SMS.
error-phone-is-premium-rate = That is a premium-rate number. Enter your own mobile number.
error-phone-not-mobile = It has to be a mobile phone: codes arrive by SMS.
error-too-many-messages = All the SMS that can be sent to that phone, or for that document, today have been sent. Use another mobile or try tomorrow.
error-notice-consent-required = To tell you by SMS we have to keep your number until your turn ends. Tick the box if you agree.
error-turn-notice-sent = The notice for this turn has already been sent.
error-message-not-found = That message does not exist any more. Reload the page.
error-message-not-resendable = That message cannot be sent again: it is on its way, has arrived, or is void by now.
error-email-empty = Enter your email address.
error-invalid-email = The email address is not right. Example: name@example.com
error-code-malformed = The code has 6 digits. Copy it as it arrives in the SMS.
error-code-wrong = The code is not right. { $attempts ->
    [one] You have 1 attempt left.
   *[other] You have { $attempts } attempts left.
}
error-code-expired = The code has expired. A new one has to be sent.
error-code-too-many-attempts = There are no attempts left with this code. A new one has to be sent.
error-code-already-used = That code has already been used.
error-code-not-sent = No code has been sent yet.
error-code-too-many-sends = All the codes that can be sent in this call have been sent.
error-code-already-verified = The phone has been verified. No other code is needed.

error-malformed-sdp = The browser could not prepare the video. Reload the page or use another browser.
error-sdp-too-large = The browser sent too much data to prepare the video. Use another browser.
error-no-audio = The browser offers no sound. Reload the page or use another browser.
error-no-video = The browser offers no video. Reload the page or use another browser.
error-no-vp8 = This browser cannot send video in the format needed (VP8). Use an up-to-date Chrome, Edge, Firefox or Safari.
error-no-opus = This browser cannot send sound in the format needed (Opus). Use an up-to-date Chrome, Edge, Firefox or Safari.
error-not-bundled = This browser cannot send picture and sound over one connection. Use an up-to-date Chrome, Edge, Firefox or Safari.
error-dtls-role = This browser cannot set up the secure video connection. Use an up-to-date Chrome, Edge, Firefox or Safari.
error-too-many-legs = The service is at its limit. Wait a moment and try again.
error-too-many-tests = Many people are taking the connection test. Wait a few seconds and try again.
error-unknown-leg = The video connection has broken off. Wait until it is back and try again.
error-media-stopped = The video service is not available. Try again in a moment.
error-no-media = No picture or sound is arriving. Wait until the video is back and try again.
error-still-timeout = The picture could not be taken. Try again.
error-still-undecodable = The picture went wrong. Try again.
error-still-too-large = The picture is too large. Try again.
error-still-busy = A picture is being taken already. Wait a moment.
error-recording-unreadable = This recording cannot be read.

error-unknown-check = That check does not exist. Reload the page.
error-unknown-reason = The reason is not valid. Choose one from the list.
error-verification-incomplete = It cannot be approved yet: checks are missing.
error-already-decided = This verification has been decided already.
error-call-already-registered = This call has its registration already. Nothing else has to be done.
error-already-exists = That exists already. Reload the page.
error-unknown-reference = That no longer exists. Reload the page.
error-constraint-violated = The service does not take that change. Reload the page and try again.

error-text-required = Write the text in Spanish.
error-text-too-long = The text is too long.
error-time-in-past = That time has already passed.
error-empty-emergency-closure = The closure must end after it begins.
error-emergency-closure-too-long = A closure of this kind lasts at most 14 days. If more is needed, the hours are changed in the configuration.
error-shift-not-found = That shift is no longer in the roster. Somebody has changed or removed it.
error-invalid-time-range-format = Times are written like this: 09:00.
error-empty-time-range = The end must be later than the beginning, on the same day.
error-empty-shift = The shift must end after it begins.
error-shift-too-long = A shift lasts at most 16 hours.
error-break-outside-shift = The break must lie within the shift.
error-overlapping-breaks = Two breaks of the shift overlap.
error-too-many-breaks = A shift has at most 12 breaks.
error-overlapping-shifts = That person already has another shift at that time.
error-too-many-shifts = The roster is full. Import fewer weeks.
error-roster-unknown-assistant = No assistant has that user name.
error-roster-file-too-large = The file is too large.
error-roster-file-not-text = The file is not UTF-8 text. Save it as “CSV UTF-8”.
error-roster-header-missing = The first line must name the columns: assistant, date, from, to and, if any, breaks.
error-roster-row-fields = The row does not have the columns of the first line.
error-roster-date-format = A date is written 2026-11-23 or 23/11/2026.
error-roster-time-skipped = Those times do not exist on that day: the clock is set forward.
error-roster-not-a-calendar = Not a complete iCalendar file.
error-roster-event-times = The event's times are missing or cannot be read.
error-roster-event-whole-day = The event lasts all day: it has no times.
error-roster-event-time-zone = The event's time zone is not known.
error-roster-event-recurrence = The event's repetition cannot be read, or it began over five years ago.
error-roster-file-too-many-shifts = The file has too many shifts. Import fewer weeks.

device-insecure-context = The page was not opened securely (https), so the browser does not allow the camera.
device-insecure-context-advice = Open the address that starts with https://.
device-unsupported = This browser cannot use the camera and the microphone.
device-unsupported-advice = Open the page in an up-to-date Chrome, Edge, Firefox or Safari, not inside another app.
device-denied = The browser is not allowed to use the camera and the microphone.
device-denied-advice = Press the icon next to the page's address, allow the camera and the microphone, and try again. On a phone, also look at the browser's settings.
device-no-camera = No camera was found.
device-no-camera-advice = Connect a camera, or continue on a mobile phone.
device-no-microphone = No microphone was found.
device-no-microphone-advice = Connect a microphone or a headset, or continue on a mobile phone.
device-in-use = Another program is using the camera or the microphone.
device-in-use-advice = Close other video call programs and tabs, and try again.
device-failed = The camera or the microphone does not work.
device-failed-advice = Unplug and reconnect them, or restart the device.
