# Palabras para los códigos de error y los problemas de dispositivos; las usan las dos aplicaciones.
# Cada frase dice qué pasa y qué se puede hacer.

error-unknown = Algo ha fallado y no sabemos explicárselo mejor. Inténtelo de nuevo; si se repite, dé esta referencia a la oficina: { $reference }.
error-internal = Ha habido un fallo nuestro. Inténtelo de nuevo dentro de un momento. Referencia: { $reference }.
error-network = No hay conexión con el servicio. Compruebe su conexión a Internet e inténtelo de nuevo.
error-connection-lost = Se ha perdido la conexión. Inténtelo de nuevo.
error-malformed-answer = El servicio ha respondido algo inesperado. Recargue la página.
error-malformed-message = La página y el servicio no se entienden. Recargue la página.
error-rate-limited = Demasiados intentos seguidos. Espere un minuto e inténtelo de nuevo.
error-forbidden = No tiene permiso para hacer esto.
error-unavailable = El servicio no está disponible en este momento. Inténtelo de nuevo dentro de unos minutos.

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
error-no-ticket = Ya no tiene turno. Puede pedir uno nuevo.
error-illegal-transition = Eso ya no es posible: la situación ha cambiado.
error-stale-call = Esa llamada ya ha terminado.
error-call-not-found = Esa llamada ya no existe.
error-too-many-tickets-today = Hoy ya se han pedido demasiados turnos con este documento. Inténtelo otro día o vaya a una oficina de registro.

error-empty-document = Escriba el número de su DNI o NIE.
error-invalid-document-format = El DNI son 8 números y una letra; el NIE es X, Y o Z, 7 números y una letra.
error-invalid-document-letter = La letra no corresponde al número. Compruebe los dos en su documento.
error-document-expired = El documento está caducado. Renuévelo antes de registrarse.
error-date-out-of-range = La fecha no puede ser correcta. Compruébela en su documento.
error-proof-kind-mismatch = El dato no corresponde a este tipo de documento. Compruebe el número y el dato.
error-permanent-document-needs-issue-date = Si su DNI es permanente, marque la casilla y escriba la fecha de expedición.
error-invalid-support-number = El número de soporte es una letra E o C seguida de 8 cifras.
error-consent-required = Sin su consentimiento para grabar la videollamada no podemos atenderle por esta vía.
error-own-behalf-required = Por videollamada solo puede registrarse usted mismo, y debe ser mayor de edad.

error-phone-invalid = El número de teléfono no es correcto. Si no es español, empiece por + y el prefijo del país.
error-phone-not-mobile = Tiene que ser un teléfono móvil: los códigos llegan por SMS.
error-phone-premium = Ese número es de tarificación especial. Escriba su móvil personal.
error-email-invalid = La dirección de correo no es correcta. Ejemplo: nombre@ejemplo.es
error-no-contact = Faltan el teléfono y el correo.
error-code-wrong = El código no es correcto. { $attempts ->
    [one] Le queda 1 intento.
   *[other] Le quedan { $attempts } intentos.
}
error-code-expired = El código ha caducado. Hay que enviar uno nuevo.
error-code-attempts-exhausted = No quedan intentos con este código. Hay que enviar uno nuevo.
error-code-already-used = Ese código ya se ha usado.
error-code-not-sent = Todavía no se ha enviado ningún código.
error-too-many-codes = Ya se han enviado todos los códigos posibles en esta llamada.
error-sms-unavailable = No se pueden enviar SMS en este momento. Espere un poco e inténtelo de nuevo.

error-malformed-sdp = El navegador no ha podido preparar el vídeo. Recargue la página o use otro navegador.
error-no-audio = El navegador no ofrece sonido. Recargue la página o use otro navegador.
error-no-video = El navegador no ofrece vídeo. Recargue la página o use otro navegador.
error-no-vp8 = Este navegador no puede enviar vídeo en el formato necesario (VP8). Use Chrome, Edge, Firefox o Safari actualizados.
error-no-opus = Este navegador no puede enviar sonido en el formato necesario (Opus). Use Chrome, Edge, Firefox o Safari actualizados.
error-sdp-too-large = El navegador ha enviado demasiados datos para preparar el vídeo. Use otro navegador.
error-too-many-legs = El servicio está al límite de su capacidad. Espere un momento e inténtelo de nuevo.
error-no-media = No llega imagen ni sonido.
error-still-timeout = No se ha podido tomar la imagen. Inténtelo de nuevo.
error-not-ready-to-approve = Todavía no se puede aprobar: faltan comprobaciones.
error-unknown-reason = El motivo no es válido.

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
