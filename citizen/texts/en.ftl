# Texts of the citizen app. Short sentences, everyday words.

service-name = Ventanilla
service-about = Registration by video call
skip-link = Skip to content
language-label = Language
language-es = Español
language-en = English
back = Back
continue = Continue
step = Step { $step } of { $of }
to-start = Back to the start
change = Change
finish = Finish
start-again = Start again
problem-title = There is a problem
error-prefix = Error:
loading-title = One moment
loading-body = We are opening the counter.

demo-label = Demonstration
demo-clock = Demonstration clock: { $day }, { $time }

connection-lost = The connection is lost. We are trying to get it back.
connection-planned = The service is restarting. We will reconnect in a moment.
connection-place-kept = Your place is kept.

elsewhere-title = You opened this page somewhere else
elsewhere-body = Ventanilla is open in another tab or window of this browser. Your place is kept. You can go on there or continue here.
elsewhere-use = Use it here
offline-title = No connection
offline-body = We cannot reach the service. Check your internet connection. The page keeps trying by itself.
offline-retry = Try now
ended-title = Your session has ended
ended-body = The session was closed for your security. You can start again.

# Opening hours and waiting

moment = { $relative ->
    [today] today at { $time }
    [tomorrow] tomorrow, { $day }, at { $time }
   *[other] on { $day } at { $time }
}
office-unknown = We are looking up the opening hours.
office-open = Open now
office-closed = Closed now
office-opens = We open { $moment }.
office-closes = Today we are open until { $time }.
office-closes-early = Today we close early: we attend until { $time }.
announcement-title = Message from the office
closed-early-title = The office has closed early
closed-early-served = You keep your place: we go on serving those who are already waiting, until { $time }.
office-zone = (Time in mainland Spain.)
office-wait = Wait now: { $wait }
office-no-wait = Hardly any wait now.
wait-label = Waiting time
wait-soon = we will see you in a moment
wait-about = { $minutes ->
    [one] about 1 minute
   *[other] about { $minutes } minutes
}
wait-usually = { $minutes ->
    [one] usually less than 1 minute
   *[other] usually less than { $minutes } minutes
}
wait-less-than = { $minutes ->
    [one] less than 1 minute
   *[other] less than { $minutes } minutes
}
wait-range = between { $low } and { $high } minutes
wait-usually-range = usually between { $low } and { $high } minutes
wait-over-an-hour = more than an hour
wait-perhaps-over-an-hour = it may be more than an hour
wait-no-assistants = No assistants are available now.
wait-no-assistants-more = We cannot tell you how long you would have to wait. We will as soon as somebody is there.
wait-window = We expect to see you between { $from } and { $until }.
wait-until = We expect to see you before { $until }.
wait-later = It will take somewhat longer than we told you. We apologise for the wait.
wait-sooner = It goes faster than we told you.
wait-fewer-assistants = There are fewer assistants than planned: the wait may grow longer.
wait-may-be-passed = Somebody whose call broke off may be seen before you.
closing-likely = It is probable, but not certain, that we can see you before we close.
closing-unlikely = It is unlikely that we can see you before we close.
closing-remote = Today we will almost certainly not be able to see you: more people are waiting than there is time for.
closing-choose = It is up to you: you can take a place all the same, come back another day or register in another way.
closing-next-opening = We open again { $moment }. Early in the day the wait is shorter.

# Landing

landing-title = Register by video call
landing-lead = A person will check your identity by video. It takes about 10 minutes and there is nothing to install.
landing-start = Start
landing-start-hint = First we test your camera, your microphone and your connection.
landing-closed-hint = You cannot take a place in the queue now, but you can check that your camera and your connection work.
need-title = What you need
need-document = Your DNI, TIE or EU citizen certificate: the physical document, not expired.
need-phone = Your mobile phone, to receive a text message during the call.
need-camera = A camera, a microphone and speakers. This phone or computer will do.
need-place = A quiet, well-lit place, on your own.
steps-title = How it works
steps-test = You test your connection. It takes a minute.
steps-identify = You enter the details of your document.
steps-wait = We tell you how long you will wait, and you take your place in the queue.
steps-call = You talk to an assistant by video and show your document. At the end you receive a text message.
alternatives-summary = Other ways to register
alternative-letter = By letter: it comes to your tax address with a code.
alternative-certificate = With an electronic certificate or electronic DNI, online.
alternative-office = In person, at a registration office, with your document.
privacy-summary = Data protection
privacy-who = The administration uses your data only to check your identity and register you.
privacy-what = We keep the details of your document, your phone number, your email address and the pictures of the document and of your face taken in the call.
privacy-recording = The video call is recorded only if you expressly consent. Without that consent you can use the other ways to register.
privacy-rights = You can access, correct or delete your data, or object to their use, at the office. The data are kept encrypted and deleted when the legal period ends.

# Connection test

test-title = Connection test
test-explain = Before the call we check that everything works. It takes a minute. We will test:
test-point-camera = the camera and the microphone,
test-point-sound = the speakers,
test-point-line = and the connection, for a few seconds.
test-permission = The browser will ask whether it may use the camera and the microphone. Answer yes. We keep neither picture nor sound; the assistant will only see the result.
test-allow = Allow camera and microphone
test-try-again = Try again
test-repeat = Repeat the test
test-passed = You have already passed the test. It is valid until { $time }.
test-camera-title = Can you be seen and heard?
test-own-picture = Your picture
test-camera-explain = This is your picture. If it is dark, put a light in front of you.
test-microphone-explain = Say something: the bar should move.
test-microphone-heard = We can hear you.
device-camera = Camera
device-microphone = Microphone
device-unnamed = Device { $number }
test-tone-title = Can you hear the sound?
test-tone-explain = Turn up the volume and press the button. You will hear four notes.
test-tone-play = Play the tone
test-tone-again = Play again
test-tone-question = Did you hear the tone?
test-tone-yes = Yes, I heard it
test-tone-no = I did not hear it
test-tone-help-summary = I hear nothing
test-tone-help = Check that the volume is not at zero, that the phone is not silenced and that headphones are plugged in well. If you cannot hear, answer no: we will tell the assistant.
test-echo-title = Testing the connection
test-echo-explain = Wait a few seconds. Stay in front of the camera and keep talking.
test-verdict-title = Result of the test
test-progress = Progress of the test
test-echo-picture = Your picture as the assistant will receive it
test-echo-picture-hint = This is how the assistant will see you.
test-failed-advice = The test could not finish. If this always happens, your network may not allow video calls: try mobile data or another network.
test-other-devices = Check camera and microphone
figures-summary = Figures of the test
figure-rtt = Delay
figure-loss-up = Data lost when sending
figure-loss-down = Data lost when receiving
figure-jitter = Variation of the delay
figure-up = Sending speed
figure-down = Receiving speed
figure-video = Picture
figure-transport = Kind of connection
figure-transport-udp = UDP (direct)
figure-transport-tcp = TCP (through a firewall)
figure-transport-relay = Through a relay, encrypted
verdict-good = Everything works well
verdict-good-body = Your connection is fit for the video call.
verdict-usable = You can make the video call
verdict-usable-body = It works, but it could be better. Look at the advice before you continue.
verdict-insufficient = The video call is not possible like this
verdict-insufficient-body = Follow the advice and repeat the test.
test-reason-no-media = No picture or sound arrived
test-reason-no-media-advice = The network probably does not allow video calls. Try mobile data or another Wi-Fi, and turn off your VPN if you use one.
test-reason-connection-unstable = The connection broke during the test
test-reason-connection-unstable-advice = Move closer to the router or change to another network, and repeat the test.
test-reason-camera-missing = No picture arrived from the camera
test-reason-camera-missing-advice = Check that the camera is connected and that no other program is using it.
test-reason-camera-black = The picture is dark
test-reason-camera-black-advice = Uncover the camera and put a light in front of you.
test-reason-camera-frozen = The picture does not move
test-reason-camera-frozen-advice = Move a little in front of the camera. If it stays still, close other programs that use it or choose another camera.
test-reason-camera-resolution-low = The picture has little detail
test-reason-camera-resolution-low-advice = Clean the lens and use another camera if you can. A phone's camera is usually better than a laptop's.
test-reason-microphone-silent = We cannot hear you
test-reason-microphone-silent-advice = Check that the microphone is not muted, and choose another one if you have it.
test-reason-speakers-not-heard = You did not hear the tone
test-reason-speakers-not-heard-advice = Turn up the volume or plug in headphones. If you cannot hear, the assistant will know and can write to you.
test-reason-high-rtt = The connection answers late
test-reason-high-rtt-advice = There will be pauses when you talk. Move closer to the router, use a cable or change networks.
test-reason-high-signaling-rtt = Buttons will be slow to answer
test-reason-high-signaling-rtt-advice = Close other tabs and downloads, or change networks.
test-reason-high-jitter = The connection is not steady
test-reason-high-jitter-advice = Move closer to the router, use a cable or stop downloads on other devices.
test-reason-high-loss-up = Part of what you send is lost
test-reason-high-loss-up-advice = Move closer to the router or change networks. The assistant may see you badly.
test-reason-high-loss-down = Part of what you receive is lost
test-reason-high-loss-down-advice = Move closer to the router or change networks. You may see or hear the assistant badly.
test-reason-low-bitrate-up = Your connection sends slowly
test-reason-low-bitrate-up-advice = Stop backups and other video calls, or change networks.
test-reason-low-bitrate-down = Your connection receives slowly
test-reason-low-bitrate-down-advice = Stop downloads and videos on other devices, or change networks.
test-reason-other = Something could be better
test-reason-other-advice = Repeat the test. If the result is the same, try another network or another device.

# Identification

identify-title = Your details
identify-procedure = What do you want to do?
procedure-registration = Register for the first time
procedure-phone-change = Change my phone number
identify-document = DNI or NIE
identify-document-hint = With the letter. For example, 12345678Z or X1234567L
identify-document-ok-dni = DNI complete
identify-document-ok-nie = NIE complete
identify-validity-date = Date until which the DNI is valid
identify-validity-date-hint = It is on the front. For example, 17 5 2031
identify-issue-date = Date of issue of the DNI
identify-issue-date-hint = It is on the front, beside “Emisión”. For example, 17 5 2021
identify-permanent = My DNI is permanent
identify-permanent-hint = It is valid until 01 01 9999. We then ask for the date of issue.
identify-support = Support number
identify-support-hint = The letter E or C and 8 digits. For example, E12345678
identify-support-where = Where is the support number?
identify-support-where-body = On the TIE, at the top right, it starts with E. On the EU citizen certificate it starts with C; if it has fewer than 8 digits, enter them as they are.
identify-card-drawing = Drawing of a card with the support number marked at the top right
date-day = Day
date-month = Month
date-year = Year
error-date-missing = Enter the day, the month and the year.
error-date-not-real = That date does not exist. Check the day, the month and the year.
identify-declarations = Before you continue
identify-own-behalf = The registration is for myself and I am of age
identify-own-behalf-hint = You cannot register somebody else. Minors register at an office.
identify-consent = I consent to the recording of the video call
identify-consent-hint = Picture and sound are recorded, and photos of the document and of your face are taken, as proof of the identification.
identify-no-consent-summary = I do not want to be recorded
identify-no-consent = That is your right. You can register another way:

# Queue

join-title = Take your place
join-closed-title = The office is closed
join-closed-body = Your details stay here as long as you do not close the browser. The connection test expires: you may have to repeat it.
join-document = Document
join-procedure = Procedure
join-explain = When it is your turn we will call you and you have less than a minute to enter. You can use other tabs, but do not close this one.
join-button = Take a place in the queue
join-anyway-button = Take a place all the same

waiting-title = You are in the queue
waiting-tab = ({ $position }) In the queue
waiting-position-label = Your place
waiting-position = { $position }
waiting-next = You are next
waiting-announcement = Your place in the queue is { $position }.
waiting-announcement-next = You are next.
waiting-announcement-wait = Waiting time: { $wait }.
alerts-explain = You can do other things. We will call you with a sound and a notification.
alerts-explain-sound = You can do other things. We will call you with a sound.
alerts-button = Turn on alerts
alerts-on-sound = We will call you with a sound. Turn up the volume.
alerts-on = Alerts are on. We will call you with a sound and a notification.
notice-summary = Would you like an SMS when your turn is near?
notice-explain = We will send you a single SMS shortly before your turn. It carries no link: come back to this page, which must stay open.
notice-consent = I agree that my number is kept until my turn ends. Then it is deleted.
notice-consent-missing = Tick the box so that we can keep your number until your turn ends.
notice-submit = Tell me by SMS
notice-asked = We will tell you by SMS on { $phone } shortly before your turn.
notice-cancel = Do not send me an SMS
notice-sent = We have sent you the SMS: your turn is near. Stay close.
waiting-keep = If the connection breaks or the screen goes dark, your place is kept for some minutes.
waiting-prepare-title = Meanwhile, get ready
waiting-prepare-document = Your document, out of its sleeve.
waiting-prepare-phone = Your mobile phone, switched on and with coverage.
waiting-prepare-light = Light in front of you, not behind.
waiting-prepare-alone = A place where nobody interrupts you.
waiting-help-summary = How is the wait estimated?
waiting-help-body = From the people ahead of you, the assistants at work and those still to come, and how long calls take. In nine cases out of ten the wait ends before the time we give you. We change that time only when it no longer holds.
leave-button = Leave the queue
leave-title = Do you want to leave the queue?
leave-body = You will lose your place. If you come back you start at the end.
leave-confirm = Yes, leave the queue
leave-cancel = No, keep waiting

called-title = It is your turn
called-notification = An assistant is waiting for you. Enter now with video.
called-body = An assistant is ready for you.
called-enter = Enter with video
called-time-label = Time to enter
called-own-picture-hint = Only you can see this. Nobody sees or hears you until you enter.
called-missed-hint = If you do not make it in time, we keep your place once.
called-last-chance = This is the last call: if you do not enter now, you lose your place.

held-title-missed-ring = You did not enter in time
held-body-missed-ring = We called you and you did not enter. We keep your place for some minutes.
held-title-lost-connection = The call broke off
held-body-lost-connection = We lost your connection. We keep the first place for you for some minutes.
held-button = I am here
held-time-label = We keep your place for

left-title-abandoned = You have left the queue
left-body-abandoned = You no longer have a place. You can ask for a new one whenever you like.
left-title-no-show = You have lost your place
left-body-no-show = We called you twice and you did not enter. You can ask for a new place.
left-title-disconnected = You have lost your place
left-body-disconnected = We were without a connection to you for too long. You can ask for a new place.
left-title-closed = The office has closed
left-body-closed = We are sorry: we could not see you before closing. Come back when we open; the wait is shorter early in the day.

# Call

call-title = Video call with the assistant
call-stage = Picture and sound
call-assistant-picture = The assistant's picture
call-own-picture = Your picture
call-you = You
call-recording = Being recorded
call-connecting = Connecting…
call-reconnecting = Getting the connection back…
call-closed = The call is over
call-waiting-assistant = Waiting for the assistant…
call-assistant-no-camera = The assistant's camera is off
call-assistant-muted = The assistant's microphone is off
call-line-good = Good connection
call-line-fair = Fair connection
call-line-poor = Poor connection: move closer to the router
call-line-reduced = Slow connection: the picture is reduced so that the sound does not break
call-line-stills = Very slow connection: you will see still pictures; the sound goes on
call-line-assistant-stills = The assistant’s connection is slow: they see you in still pictures, but hear you
call-camera-is-off = Camera off
call-tap-to-start = Press to see and hear the assistant
call-controls = Call controls
call-mute = Mute
call-unmute = Unmute
call-camera-off = Camera off
call-camera-on = Camera on
call-flip = Switch camera
third-interpreter = { $name }, interpreter, has joined the call.
third-observer = { $name }, a supervisor, is observing the call to check its quality. They do not speak and are not seen.
third-refuse = I would rather not
third-gone-interpreter = The interpreter has left the call.
third-gone-observer = Nobody is observing the call any more.
third-picture = Picture of the interpreter
third-name = Interpreter: { $name }
call-leave = Leave
call-leave-title = Do you want to leave the call?
call-leave-body = If you leave now, the registration will not be completed.
call-leave-confirm = Yes, leave
call-leave-cancel = No, stay in the call

contact-title-requested = Your phone and email
contact-title-given = Check your details
contact-title-code-sent = Enter the code
contact-title-verified = Phone verified
contact-phone = Mobile phone
contact-phone-hint = If it is not Spanish, with + and the country code
contact-phone-missing = Enter your mobile phone number.
contact-email = Email address
contact-email-missing = Enter your email address.
contact-send = Send
contact-given = The assistant will read these details aloud. Say whether they are right.
contact-correct = Correct them
contact-correct-phone = Correct the phone or the email address
contact-verified = We have checked that the phone { $phone } is yours. Go on with the assistant.
code-sent = We have sent a text message to { $phone } with a 6-digit code.
code-label = Code in the text message
code-missing = Enter the code you received.
code-attempts = { $attempts ->
    [one] You have 1 attempt left.
   *[other] You have { $attempts } attempts left.
}
code-time = It expires in { $time }.
code-verify = Check

# Result

approved-title-registration = You are registered
approved-title-phone-change = Your phone number is changed
approved-lead-registration = We have checked your identity and the registration is done.
approved-lead-phone-change = We have checked your identity and the new phone number is registered.
approved-level-basic = Basic
approved-level-advanced = Advanced
approved-sms = You will receive a text message at { $phone } as confirmation. It contains no link.
approved-at = Date
approved-at-value = { $day }, { $time }
approved-level = Level of registration
print = Print or save
finish-title = Have you noted down the code?
finish-body = The activation code will not be shown again.
finish-confirm = Yes, finish
finish-cancel = No, go back
activation-title = Your activation code
activation-hint = Write it down now: it is shown only here, once. Do not tell it to anybody by phone.
activation-copy = Copy the code
activation-copied = Copied.
next-title = What you can do now
approved-next-code = Keep the activation code in a safe place.
approved-next-activate = Use it to activate your password and start using online services.
approved-next-link = Do not trust messages with links: ours have none.
rejected-title = We could not register you
rejected-reason-general = Your identity could not be verified in this call.
rejected-next = You can try again or register another way. If you think this is a mistake, go to a registration office.
interrupted-title = The call ended without a decision
interrupted-reason-general = The check could not be completed.
interrupted-next = Nothing was decided about your identity: you can try again today.
reason-document-false = The document you showed could not be accepted.
reason-document-manipulated = The document you showed could not be accepted.
reason-document-invalid = The document is not valid for this registration: it has expired or is not of the kind needed.
reason-holder-mismatch = It could not be verified that you are the person on the document.
reason-pre-recorded = It could not be verified that the picture was live.
reason-several-devices = The call has to be made from a single device.
reason-not-one-act = The check has to be done live and in one go.
reason-coercion = Your identity could not be verified in this call.
reason-other-doubt = Your identity could not be verified in this call.
reason-data-mismatch = The details you entered are not those of the document.
reason-not-own-behalf = By video call you can only register yourself.
reason-minor = Minors register in person, at an office.
reason-phone-not-verified = It could not be verified that the phone is yours.
reason-poor-picture-or-sound = Picture or sound were not good enough for the check.
reason-poor-connection = The connection was not good enough for the check.
reason-connection-lost = Your connection was lost and did not come back in time.
reason-citizen-left = You left the call before the end.
reason-not-prepared = You need the document and the phone at hand. Come back when you have them.
reason-technical-fault = There was a technical fault on our side. We apologise.
reason-no-accessible-challenge = This check is not possible by video in your case. We will help you in person: ask for an appointment at a registration office.
