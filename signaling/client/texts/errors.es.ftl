# Palabras para los códigos de error y los problemas de dispositivos; las usan las dos aplicaciones.
# Cada frase dice qué pasa y qué se puede hacer.

error-unknown = Algo ha fallado y no sabemos explicárselo mejor. Inténtelo de nuevo; si se repite, dé esta referencia a la oficina: { $reference }.
error-internal = Ha habido un fallo nuestro. Inténtelo de nuevo dentro de un momento. Referencia: { $reference }.
error-network = No hay conexión con el servicio. Compruebe su conexión a Internet e inténtelo de nuevo.
error-connection-lost = Se ha perdido la conexión. Inténtelo de nuevo.
error-malformed-answer = El servicio ha respondido algo inesperado. Recargue la página.
error-malformed-message = La página y el servicio no se entienden. Recargue la página.
error-message-too-large = La página ha enviado demasiados datos de una vez. Recargue la página.
error-rate-limited = Demasiados intentos seguidos. Espere un minuto e inténtelo de nuevo.
error-forbidden = No tiene permiso para hacer esto.
error-unavailable = El servicio no está disponible en este momento. Inténtelo de nuevo dentro de unos minutos.
error-conflict = Algo ha cambiado en el mismo momento. Mire cómo está ahora e inténtelo de nuevo.
error-not-found = Lo que busca ya no está disponible. Recargue la página.
error-method-not-allowed = El servicio no admite esta petición. Recargue la página.
error-unsupported-media-type = El servicio no entiende lo que ha enviado la página. Recargue la página.
error-foreign-origin = La página no se ha abierto en la dirección del servicio. Ábrala desde la dirección oficial.
error-subprotocol-required = La página es de otra versión del servicio. Recargue la página.
error-websocket-required = Este programa y el servicio no se han entendido. Recargue la página.

error-not-signed-in = No ha iniciado sesión, o la sesión ha terminado.
error-invalid-credentials = El usuario o la contraseña no son correctos.
error-locked-out = Demasiados intentos fallidos. Espere { $minutes ->
    [one] 1 minuto
   *[other] { $minutes } minutos
} antes de volver a intentarlo.
error-session-ended = La sesión ha terminado. Empiece de nuevo.

error-office-closed = La oficina está cerrada ahora. Puede pedir turno cuando abra.
error-no-test-pass = Antes de pedir turno tiene que hacer la prueba de conexión.
error-not-identified = Antes de pedir turno tiene que identificarse.
error-already-joined = Ya tiene un turno. Para cambiar sus datos, deje antes la cola.
error-live-ticket-exists = Ya tiene un turno en la cola. No hace falta pedir otro.
error-no-ticket = Ya no tiene turno. Puede pedir uno nuevo.
error-illegal-transition = Eso ya no es posible: la situación ha cambiado.
error-transition-not-due = Todavía es pronto para eso. Espere un momento e inténtelo de nuevo.
error-staff-change-of-nobody = Elija al menos un asistente más o menos.
error-staff-change-too-large = Son demasiados asistentes de más o de menos.
error-stale-call = Esa llamada ya ha terminado.
error-call-not-found = Esa llamada ya no existe.
error-third-party-present = Ya hay otra persona en esa llamada.
error-not-free = Esa persona ya no está libre. Elija a otra.
error-in-another-call = Está usted en otra llamada. Termínela antes.
error-invitation-over = La invitación ya ha terminado.
error-observer-refused = El ciudadano prefiere que no se observe su llamada.
error-not-announced = Todavía no se ha avisado a las dos partes. Espere un momento.
error-call-already-open = Ya hay una llamada en curso. Termínela antes de empezar otra.
error-assistant-already-taken = Ya está atendiendo a otra persona. Termine antes esa llamada.
error-too-many-tickets-today = Hoy ya se han pedido demasiados turnos con este documento. Inténtelo otro día o vaya a una oficina de registro.

error-document-empty = Escriba el número de su DNI o NIE.
error-invalid-document-format = El DNI son 8 números y una letra; el NIE es X, Y o Z, 7 números y una letra.
error-document-letter-missing = Falta la letra del final. Cópiela de su documento.
error-invalid-document-letter = La letra no corresponde al número. Compruebe los dos en su documento.
error-document-kind-not-supported = Con este tipo de número no se puede registrar por videollamada. Vaya a una oficina de registro.
error-document-expired = El documento está caducado. Renuévelo antes de registrarse.
error-invalid-date = Esa fecha no existe. Escriba el día, el mes y el año con cuatro cifras.
error-validity-date-too-far = Ningún documento vale tanto tiempo. Compruebe la fecha de validez en su documento.
error-permanent-document-needs-issue-date = Si su DNI es permanente, marque la casilla y escriba la fecha de expedición.
error-issue-date-in-future = La fecha de expedición no puede ser posterior a hoy. Compruébela en su documento.
error-issue-date-too-early = Ningún documento en uso es tan antiguo. Compruebe la fecha de expedición en su documento.
error-support-number-empty = Escriba el número de soporte.
error-invalid-support-number = El número de soporte es una letra E o C seguida de 8 cifras.
error-proof-does-not-fit-document = El dato no corresponde a este tipo de documento. Compruebe el número y el dato.
error-consent-required = Sin su consentimiento para grabar la videollamada no podemos atenderle por esta vía.
error-own-behalf-required = Por videollamada solo puede registrarse usted mismo, y debe ser mayor de edad.
# Las dice el formulario de la ciudadanía antes de enviarse; el servicio tiene códigos más precisos.

error-contact-not-requested = Todavía no se le han pedido el teléfono y el correo. Espere a que la persona que le atiende se los pida.
error-no-contact = Faltan el teléfono y el correo.
error-phone-empty = Escriba su número de teléfono móvil.
error-invalid-phone = El número de teléfono no es correcto. Si no es español, empiece por + y el prefijo del país.
error-phone-is-landline = Ese número es de un teléfono fijo. Escriba un móvil: los códigos llegan por SMS.
error-phone-is-premium-rate = Ese número es de tarificación especial. Escriba su móvil personal.
error-phone-not-mobile = Tiene que ser un teléfono móvil: los códigos llegan por SMS.
error-too-many-messages = A ese teléfono, o por ese documento, ya se han enviado hoy todos los SMS posibles. Use otro móvil o inténtelo mañana.
error-notice-consent-required = Para avisarle por SMS tenemos que guardar su número hasta que termine su turno. Marque la casilla si está de acuerdo.
error-turn-notice-sent = El aviso de este turno ya se ha enviado.
error-message-not-found = Ese mensaje ya no existe. Recargue la página.
error-message-not-resendable = Ese mensaje no se puede volver a enviar: está en camino, ha llegado o ya no sirve.
error-email-empty = Escriba su dirección de correo electrónico.
error-invalid-email = La dirección de correo no es correcta. Ejemplo: nombre@ejemplo.es
error-code-malformed = El código tiene 6 cifras. Cópielo tal como llega en el SMS.
error-code-wrong = El código no es correcto. { $attempts ->
    [one] Le queda 1 intento.
   *[other] Le quedan { $attempts } intentos.
}
error-code-expired = El código ha caducado. Hay que enviar uno nuevo.
error-code-too-many-attempts = No quedan intentos con este código. Hay que enviar uno nuevo.
error-code-already-used = Ese código ya se ha usado.
error-code-not-sent = Todavía no se ha enviado ningún código.
error-code-too-many-sends = Ya se han enviado todos los códigos posibles en esta llamada.
error-code-already-verified = El teléfono ya está comprobado. No hace falta otro código.

error-malformed-sdp = El navegador no ha podido preparar el vídeo. Recargue la página o use otro navegador.
error-sdp-too-large = El navegador ha enviado demasiados datos para preparar el vídeo. Use otro navegador.
error-no-audio = El navegador no ofrece sonido. Recargue la página o use otro navegador.
error-no-video = El navegador no ofrece vídeo. Recargue la página o use otro navegador.
error-no-vp8 = Este navegador no puede enviar vídeo en el formato necesario (VP8). Use Chrome, Edge, Firefox o Safari actualizados.
error-no-opus = Este navegador no puede enviar sonido en el formato necesario (Opus). Use Chrome, Edge, Firefox o Safari actualizados.
error-not-bundled = Este navegador no puede enviar imagen y sonido por una sola conexión. Use Chrome, Edge, Firefox o Safari actualizados.
error-dtls-role = Este navegador no puede establecer la conexión segura del vídeo. Use Chrome, Edge, Firefox o Safari actualizados.
error-too-many-legs = El servicio está al límite de su capacidad. Espere un momento e inténtelo de nuevo.
error-too-many-tests = Hay muchas personas haciendo la prueba de conexión. Espere unos segundos e inténtelo de nuevo.
error-unknown-leg = La conexión de vídeo se ha cortado. Espere a que vuelva e inténtelo de nuevo.
error-media-stopped = El servicio de vídeo no está disponible. Inténtelo de nuevo dentro de un momento.
error-no-media = No llega imagen ni sonido. Espere a que vuelva el vídeo e inténtelo de nuevo.
error-still-timeout = No se ha podido tomar la imagen. Inténtelo de nuevo.
error-still-undecodable = La imagen ha salido mal. Inténtelo de nuevo.
error-still-too-large = La imagen es demasiado grande. Inténtelo de nuevo.
error-still-busy = Ya se está tomando una imagen. Espere un momento.
error-recording-unreadable = No se puede leer esta grabación.

error-unknown-check = Esa comprobación no existe. Recargue la página.
error-unknown-reason = El motivo no es válido. Elija uno de la lista.
error-verification-incomplete = Todavía no se puede aprobar: faltan comprobaciones.
error-already-decided = Esta verificación ya está decidida.
error-call-already-registered = Esta llamada ya tiene su registro. No hay que hacer nada más.
error-already-exists = Eso ya existe. Recargue la página.
error-unknown-reference = Eso ya no existe. Recargue la página.
error-constraint-violated = El servicio no admite ese cambio. Recargue la página e inténtelo de nuevo.

error-text-required = Escriba el texto en castellano.
error-text-too-long = El texto es demasiado largo.
error-time-in-past = Esa hora ya ha pasado.
error-empty-emergency-closure = El cierre tiene que terminar después de empezar.
error-emergency-closure-too-long = Un cierre de este tipo dura como mucho 14 días. Si hace falta más, se cambia el horario en la configuración.
error-shift-not-found = Ese turno ya no está en el cuadrante. Alguien lo ha cambiado o quitado.
error-invalid-time-range-format = Las horas se escriben así: 09:00.
error-empty-time-range = La hora final tiene que ser posterior a la inicial, el mismo día.
error-empty-shift = El turno tiene que terminar después de empezar.
error-shift-too-long = Un turno dura como mucho 16 horas.
error-break-outside-shift = El descanso tiene que estar dentro del turno.
error-overlapping-breaks = Dos descansos del turno coinciden.
error-too-many-breaks = Un turno tiene como mucho 12 descansos.
error-overlapping-shifts = Esa persona ya tiene otro turno a esa hora.
error-too-many-shifts = El cuadrante está lleno. Importe menos semanas.
error-roster-unknown-assistant = Ningún asistente tiene ese nombre de usuario.
error-roster-file-too-large = El fichero es demasiado grande.
error-roster-file-not-text = El fichero no es texto UTF-8. Guárdelo como «CSV UTF-8».
error-roster-header-missing = La primera línea tiene que nombrar las columnas: asistente, fecha, desde, hasta y, si hay, descansos.
error-roster-row-fields = La fila no tiene las mismas columnas que la primera línea.
error-roster-date-format = La fecha se escribe 2026-11-23 o 23/11/2026.
error-roster-time-skipped = Esas horas no existen ese día: se adelanta el reloj.
error-roster-not-a-calendar = No es un calendario iCalendar completo.
error-roster-event-times = Faltan las horas del evento o no se entienden.
error-roster-event-whole-day = El evento dura todo el día: no tiene horas.
error-roster-event-time-zone = No se conoce la zona horaria del evento.
error-roster-event-recurrence = No se entiende la repetición del evento, o empezó hace más de cinco años.
error-roster-file-too-many-shifts = El fichero tiene demasiados turnos. Importe menos semanas.

device-insecure-context = La página no se ha abierto de forma segura (https), y así el navegador no permite usar la cámara.
device-insecure-context-advice = Abra la dirección que empieza por https://.
device-unsupported = Este navegador no permite usar la cámara y el micrófono.
device-unsupported-advice = Abra la página en Chrome, Edge, Firefox o Safari actualizados, no dentro de otra aplicación.
device-denied = El navegador no tiene permiso para usar la cámara y el micrófono.
device-denied-advice = Pulse el icono que hay junto a la dirección de la página, permita la cámara y el micrófono, y vuelva a intentarlo. En el móvil mire también los ajustes del navegador.
device-no-camera = No se encuentra ninguna cámara.
device-no-camera-advice = Conecte una cámara, o siga desde un teléfono móvil.
device-no-microphone = No se encuentra ningún micrófono.
device-no-microphone-advice = Conecte un micrófono o unos auriculares con micrófono, o siga desde un teléfono móvil.
device-in-use = Otra aplicación está usando la cámara o el micrófono.
device-in-use-advice = Cierre las demás aplicaciones de videollamada y las otras pestañas, y vuelva a intentarlo.
device-failed = La cámara o el micrófono no funcionan.
device-failed-advice = Desconéctelos y conéctelos de nuevo, o reinicie el dispositivo.
