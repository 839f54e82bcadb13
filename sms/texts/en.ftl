# Texts of the SMS. No links, at most two parts: 306 characters in GSM-7, 134 if any character is outside it.

# $service (text) name of the service · $date 23/11/2026 · $time 09:41 · $level basic | advanced
sms-confirmation = { $service }: your registration by video call was confirmed on { $date } at { $time }. Level: { $level ->
        [basic] basic
       *[advanced] advanced
    }. If you did not request it, call 060.

# $service (text) · $code six digits · $minutes minutes of validity
sms-one-time-code = { $service }: { $code } is your code for the current video call. It expires in { $minutes } minutes. Do not use it anywhere else.

# $service (text) · asked for by somebody who waits; no name and no ticket number
sms-you-are-next = { $service }: your turn is near. Go back to the video call page and have your identity document at hand.

# $service (text) · $date 23/11/2026 · $time 09:41
sms-phone-taken-over = { $service }: on { $date } at { $time } this mobile was moved to another registration. If it was not you, call 060.

# $service (text) · $date 23/11/2026 · $time 09:41
sms-phone-changed = { $service }: on { $date } at { $time } the mobile of your registration was changed. If it was not you, call 060.
