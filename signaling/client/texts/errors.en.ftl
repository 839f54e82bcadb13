# Words for error codes and device problems, used by both apps.
# Each sentence says what is the matter and what can be done.

error-unknown = Something went wrong and we cannot explain it better. Try again; if it happens again, quote this reference to the office: { $reference }.
error-internal = Something failed on our side. Try again in a moment. Reference: { $reference }.
error-network = There is no connection to the service. Check your internet connection and try again.
error-connection-lost = The connection was lost. Try again.
error-malformed-answer = The service gave an unexpected answer. Reload the page.
error-malformed-message = The page and the service do not understand each other. Reload the page.
error-rate-limited = Too many attempts in a row. Wait a minute and try again.
error-forbidden = You are not allowed to do this.
error-unavailable = The service is not available right now. Try again in a few minutes.

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
error-no-ticket = You no longer have a place in the queue. You can ask for a new one.
error-illegal-transition = That is no longer possible: the situation has changed.
error-stale-call = That call is already over.
error-call-not-found = That call no longer exists.
error-too-many-tickets-today = Too many places have been asked for with this document today. Try another day or go to a registration office.

error-empty-document = Enter the number of your DNI or NIE.
error-invalid-document-format = A DNI is 8 digits and a letter; a NIE is X, Y or Z, 7 digits and a letter.
error-invalid-document-letter = The letter does not match the number. Check both on your document.
error-document-expired = The document has expired. Renew it before you register.
error-date-out-of-range = The date cannot be right. Check it on your document.
error-proof-kind-mismatch = The detail does not belong to this kind of document. Check the number and the detail.
error-permanent-document-needs-issue-date = If your DNI is permanent, tick the box and enter the date of issue.
error-invalid-support-number = The support number is the letter E or C followed by 8 digits.
error-consent-required = Without your consent to record the video call we cannot help you this way.
error-own-behalf-required = By video call you can only register yourself, and you must be of age.

error-phone-invalid = The phone number is not right. If it is not Spanish, start with + and the country code.
error-phone-not-mobile = It has to be a mobile phone: codes arrive by SMS.
error-phone-premium = That is a premium-rate number. Enter your own mobile number.
error-email-invalid = The email address is not right. Example: name@example.com
error-no-contact = The phone and the email address are missing.
error-code-wrong = The code is not right. { $attempts ->
    [one] You have 1 attempt left.
   *[other] You have { $attempts } attempts left.
}
error-code-expired = The code has expired. A new one has to be sent.
error-code-attempts-exhausted = There are no attempts left with this code. A new one has to be sent.
error-code-already-used = That code has already been used.
error-code-not-sent = No code has been sent yet.
error-too-many-codes = All the codes that can be sent in this call have been sent.
error-sms-unavailable = Text messages cannot be sent right now. Wait a little and try again.

error-malformed-sdp = The browser could not prepare the video. Reload the page or use another browser.
error-no-audio = The browser offers no sound. Reload the page or use another browser.
error-no-video = The browser offers no video. Reload the page or use another browser.
error-no-vp8 = This browser cannot send video in the format needed (VP8). Use an up-to-date Chrome, Edge, Firefox or Safari.
error-no-opus = This browser cannot send sound in the format needed (Opus). Use an up-to-date Chrome, Edge, Firefox or Safari.
error-sdp-too-large = The browser sent too much data to prepare the video. Use another browser.
error-too-many-legs = The service is at its limit. Wait a moment and try again.
error-no-media = No picture or sound is arriving.
error-still-timeout = The picture could not be taken. Try again.
error-not-ready-to-approve = It cannot be approved yet: checks are missing.
error-unknown-reason = The reason is not valid.

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
