# Textos del puesto del asistente y del supervisor, y de la página de mensajes de la demostración.
# Las claves terminan en el código estable del servicio cuando lo hay (check-…, reason-…, test-reason-…).

## General
app-name = Ventanilla
app-console = Puesto de asistencia
language = Idioma
language-es = Español
language-ca = Catalán
language-ca-valencia = Valenciano
language-gl = Gallego
language-eu = Euskera
language-en = Inglés
procedure-registration = Registro en Cl@ve
procedure-phone_change = Cambio de teléfono
close = Cerrar
cancel = Cancelar
loading = Conectando con el servicio…
demo-clock = Reloj de demostración: { $time }
connection-lost = Sin conexión con el servicio. Reintentando; su trabajo está guardado.
title-ringing = Llamando · Ventanilla
title-call = En llamada · Ventanilla
view-work = Mi puesto
view-board = Supervisión
views = Vista
sign-out = Salir
keyboard-help = Atajos de teclado
error-dismiss = Quitar aviso
minutes-seconds = { $minutes } min { $seconds } s
hours-minutes = { $hours } h { $minutes } min
seconds = { $seconds } s

## Entrada
sign-in-title = Entrar en el puesto
sign-in-user = Usuario
sign-in-password = Contraseña
sign-in-submit = Entrar
sign-in-busy = Comprobando…
sign-in-empty-user = Escriba su usuario.
sign-in-empty-password = Escriba su contraseña.
sign-in-invalid = El usuario o la contraseña no son correctos.
sign-in-invalid-left = El usuario o la contraseña no son correctos. { $left ->
    [one] Queda 1 intento antes del bloqueo.
   *[other] Quedan { $left } intentos antes del bloqueo.
  }
sign-in-locked = Demasiados intentos fallidos. El acceso está bloqueado.
sign-in-locked-for = Demasiados intentos fallidos. Podrá volver a intentarlo en { $time }.
sign-in-ended = La sesión ha terminado. Vuelva a entrar.
sign-in-unreachable = El servicio no responde. Compruebe la conexión e inténtelo de nuevo.
sign-in-problem = Hay un problema

## Abierto en otra parte
elsewhere-title = El puesto está abierto en otra ventana
elsewhere-text = Solo puede haber un puesto abierto a la vez. La llamada y los datos siguen en la otra ventana.
elsewhere-use = Usar aquí

## Disponibilidad
idle-title = Hola, { $name }
availability-title = Su estado
availability-available = Disponible
availability-break = Pausa
availability-offline = Fuera de servicio
availability-ringing = Llamando
availability-in_call = En llamada
availability-wrap_up = Cierre
availability-available-hint = Le llega el siguiente ciudadano
availability-break-hint = No le llega nadie
availability-offline-hint = Ha terminado
availability-since = Desde hace { $time }
availability-now = Ahora
available-waiting = Esperando al siguiente ciudadano. Le avisará un sonido.
ring-missed = El ciudadano no ha entrado.
not-available = Pulse «Disponible» para recibir al siguiente ciudadano.
today-title = La oficina hoy
today-open-until = Abierta hasta las { $time }
today-closed-until = Cerrada. Abre el { $time }
today-estimate = Quien entra ahora espera entre { $low } y { $high } minutos
today-estimate-soon = Quien entra ahora espera menos de { $high } { $high ->
    [one] minuto
   *[other] minutos
  }
today-no-estimate = No hay asistentes disponibles: no se puede calcular la espera

## Cámara y micrófono propios
devices-title = Su cámara y su micrófono
devices-check = Probar
devices-stop = Apagar
devices-camera = Cámara
devices-microphone = Micrófono
devices-default = Predeterminado
devices-level = Nivel del micrófono
devices-waiting = Pidiendo permiso al navegador…
devices-off = Apagados. Se encienden al llamar a un ciudadano.
own-video = Su imagen
own-video-off = Cámara apagada

## Llamando
ringing-title = Llamando al ciudadano
ringing-text = El ciudadano tiene que pulsar «Entrar con vídeo». Usted no tiene que hacer nada: la llamada se abre sola.
ringing-left = { $seconds ->
    [one] Queda 1 segundo
   *[other] Quedan { $seconds } segundos
  }
ringing-procedure = Trámite
ringing-language = Idioma
ringing-waited = Ha esperado

## Llamada: imagen
stage-title = Imagen del ciudadano
stage-video = Vídeo del ciudadano
stage-keys = Flechas: mover. Más y menos: acercar y alejar. Cero: restablecer.
stage-connecting = Conectando el vídeo…
stage-waiting-peer = El ciudadano todavía no está conectado.
stage-peer-lost = Se ha cortado el vídeo del ciudadano. Vuelve solo si recupera la conexión.
stage-camera-off = El ciudadano tiene la cámara apagada.
stage-mic-off = El ciudadano tiene el micrófono apagado.
stage-reconnecting = Recuperando el vídeo…
stage-unmute = Activar el sonido
stage-frozen = Imagen congelada
line-title = Conexión
line-peer = Ciudadano
line-own = Usted
line-quality-good = buena
line-quality-fair = regular
line-quality-poor = mala
line-peer-reduced = La conexión del ciudadano es lenta: ve su imagen reducida; el sonido va primero.
line-peer-stills = La conexión del ciudadano es muy lenta: le ve en imágenes fijas. Hable con normalidad.
line-own-reduced = Su conexión es lenta: recibe la imagen reducida. Espere a que mejore para tomar imágenes.
line-own-stills = Su conexión es muy lenta: recibe imágenes fijas; el sonido continúa.
tool-bar = Herramientas de imagen
tool-zoom-in = Acercar
tool-zoom-out = Alejar
tool-zoom = { $percent } %
tool-freeze = Congelar
tool-brightness = Brillo
tool-contrast = Contraste
tool-reset = Restablecer
tool-mute = Sin micrófono
tool-camera-off = Sin cámara
tool-sound-off = Sin sonido
interpreter-ask = Pedir intérprete
interpreter-none = Ahora no hay ningún intérprete libre con la consola abierta.
interpreter-call = Llamar
interpreter-call-name = Llamar a { $name }
interpreter-calling = Llamando a { $name }…
interpreter-invited = { $seconds } s
interpreter-take-back = Cancelar
interpreter-present = { $name }, intérprete, está en la llamada.
interpreter-end = Terminar la interpretación
interpreter-gone = { $name } ha salido de la llamada.
interpreter-not-coming = { $name } no puede venir.
interpreter-video = Vídeo del intérprete
interpreter-name = Intérprete: { $name }
interpreter-camera-off = Cámara apagada
observer-present = { $name }, de supervisión, observa la llamada. El ciudadano lo ve y puede decir que no.
observer-gone = { $name } ya no observa la llamada.
standby-text = Cuando un asistente le necesite, sonará aquí una llamada. Deje esta página abierta.
title-third = Otra llamada · Ventanilla
invitation-title = Le piden como intérprete
invitation-text = { $name } está con un ciudadano y le espera.
invitation-accept = Entrar en la llamada
invitation-decline = Ahora no puedo
third-assistant = Asistente
third-citizen = Ciudadano
third-you = Usted
third-interpreting = Interpreta en la llamada de { $name }
third-observing = Observa la llamada de { $name }
third-announced = Se está avisando a las dos partes. Nada llega aquí hasta que lo sepan.
third-starts-in = Las dos partes lo saben. La imagen llega en { $seconds } s, por si el ciudadano prefiere que no.
third-both-hear = Las dos partes le ven y le oyen.
third-nobody-hears = Nadie le ve ni le oye. Las dos partes saben que observa.
third-not-connected = Sin conexión
third-video = Vídeo: { $name }
third-leave = Salir de la llamada
third-stop = Dejar de observar
call-time = Duración

## Llamada: lo que se sabe
facts-title = Lo que ha escrito el ciudadano
facts-document-dni = DNI
facts-document-nie = NIE
facts-proof-validity_date = Válido hasta
facts-proof-issue_date = Expedido el
facts-proof-support_number = Número de soporte
facts-procedure = Trámite
facts-language = Idioma
facts-waited = Esperó
facts-duplicate = Otro ciudadano de la cola ha escrito este mismo documento. Compruébelo con especial cuidado.
test-title = Prueba de conexión
test-none = sin datos
test-level-good = buena
test-level-usable = suficiente
test-level-insufficient = insuficiente
test-rtt = Retraso
test-up = Del ciudadano
test-down = Al ciudadano
test-loss = pérdida { $value } %
test-jitter = variación { $value } ms
test-bitrate = { $value } kbit/s
test-ms = { $value } ms
test-transport = Tipo de conexión
test-transport-udp = UDP (directa)
test-transport-tcp = TCP (la red bloquea UDP)
test-transport-relay = Repetidor TURN
test-camera = Cámara
test-camera-size = { $width } × { $height }
test-microphone = Micrófono
test-dbov = { $value } dBov
test-speakers = Altavoces
test-speakers-heard = oyó el tono
test-speakers-not-heard = no oyó el tono
test-reason-no_media = no llegó ni imagen ni sonido
test-reason-connection_unstable = la conexión se cortó durante la prueba
test-reason-camera_missing = no llegó imagen de la cámara
test-reason-high_signaling_rtt = el servicio responde despacio
test-reason-camera_black = la cámara da una imagen negra
test-reason-camera_frozen = la imagen está parada
test-reason-camera_resolution_low = la cámara da poca resolución
test-reason-microphone_silent = el micrófono no da sonido
test-reason-speakers_not_heard = no oyó el tono
test-reason-high_rtt = retraso alto
test-reason-high_jitter = retraso irregular
test-reason-high_loss_up = se pierde imagen al enviar
test-reason-high_loss_down = se pierde imagen al recibir
test-reason-low_bitrate_up = envía despacio
test-reason-low_bitrate_down = recibe despacio

## Llamada: guía
guide-title = Guía de comprobación
guide-progress = { $done } de { $all }
check-own_behalf = Es para sí mismo y es mayor de edad
check-own_behalf-help = Pregunte: «¿El trámite es para usted? ¿Es mayor de edad?»
check-document_front = Anverso del documento
check-document_front-help = Nítido, sin reflejos, los datos coinciden con lo escrito
check-document_back = Reverso del documento
check-document_back-help = Nítido, sin reflejos, se leen las tres líneas inferiores
check-tilt_optically_variable = Elementos que cambian al inclinar
check-tilt_optically_variable-help = Pida que incline el documento despacio hacia los dos lados
check-face_matches = La cara es la del documento
check-face_matches-help = Sin gafas de sol ni gorra, mirando a la cámara
check-challenge_performed = Gesto al azar
check-challenge_performed-help = Pida: «{ $challenge }»
check-contact_confirmed_aloud = Teléfono y correo leídos en voz alta
check-contact_confirmed_aloud-help = Léalos y espere a que el ciudadano los confirme
check-pass = Correcto
check-fail = No
check-pass-label = Correcto: { $check }
check-fail-label = No: { $check }
check-state-pending = pendiente
check-state-passed = correcto
check-state-failed = no correcto
still-front = Anverso
still-back = Reverso
still-face = Cara
still-take = Foto
still-retake = Repetir
still-busy = Espere…
still-enlarge = Ampliar la foto: { $kind }
still-alt = Foto tomada: { $kind }
still-dialog = { $kind }, { $width } × { $height }, a las { $time }

## Llamada: gestos al azar, dichos al ciudadano (izquierda y derecha son las suyas)
challenge-turn_head_left = Gire la cabeza hacia su izquierda
challenge-turn_head_right = Gire la cabeza hacia su derecha
challenge-left_hand_before_face = Pase la mano izquierda por delante de la cara
challenge-right_hand_before_face = Pase la mano derecha por delante de la cara
challenge-show_fingers = Enseñe { $number } dedos junto a la cara
challenge-say_number = Diga estas cifras una a una: { $number }
challenge-close_eyes = Cierre los ojos y ábralos cuando yo le diga
challenge-raise_right_hand = Levante la mano derecha
challenge-none = ninguno: este ciudadano no puede hacer gestos

## Llamada: contacto
contact-title = Teléfono y correo
contact-request = Pedir teléfono y correo
contact-awaiting = El ciudadano los está escribiendo en su pantalla…
contact-phone = Teléfono
contact-email = Correo
contact-send-code = Enviar código
contact-resend-code = Enviar otro código
contact-code = Código del SMS
contact-code-check = Comprobar
contact-code-sent = SMS: { $state }. Caduca en { $time }.
contact-attempts = { $left ->
    [one] Queda 1 intento
   *[other] Quedan { $left } intentos
  }
contact-code-aloud = El ciudadano lo escribe en su pantalla o se lo dice a usted.
contact-verified = Teléfono comprobado
contact-void-code_expired = El código ha caducado. Envíe otro.
contact-void-code_too_many_attempts = Se han agotado los intentos. Envíe otro código.
contact-void = El código ya no vale. Envíe otro.
delivery-queued = en cola
delivery-submitting = enviándose
delivery-submitted = enviado
delivery-delivered = entregado
delivery-failed = no entregado
delivery-expired = caducado sin entregar
delivery-ambiguous = envío sin confirmar

## Decisión
decision-title = Decisión
decision-approve = Aprobar
decision-reject = Rechazar
decision-interrupt = Interrumpir
decision-ready = Todo está comprobado. Ya puede aprobar.
decision-missing = Para aprobar falta:
missing-check_pending = { $count ->
    [0] comprobaciones sin marcar
    [one] 1 comprobación sin marcar
   *[other] { $count } comprobaciones sin marcar
  }
missing-check_failed = no superado: { $items }
missing-still_missing = { $count ->
    [one] foto: { $items }
   *[other] fotos: { $items }
  }
missing-still_front = foto del anverso
missing-still_back = foto del reverso
missing-still_face = foto de la cara
missing-challenge_missing = gesto al azar
missing-contact_missing = teléfono y correo
missing-phone_not_verified = comprobar el teléfono con un código
missing-other = { $code }
approve-dialog = ¿Aprobar el registro?
approve-dialog-text = Es definitivo. El ciudadano queda registrado y recibe un SMS de confirmación.
approve-confirm = Aprobar y registrar
reject-dialog = Rechazar el registro
reject-dialog-text = Es definitivo. El ciudadano verá este motivo explicado con palabras sencillas.
reject-confirm = Rechazar
interrupt-dialog = Interrumpir la comprobación
interrupt-dialog-text = Es definitivo. La comprobación termina sin decisión y el ciudadano tendrá que pedir turno otra vez.
interrupt-confirm = Interrumpir
reason-choose = Motivo
reason-required = Elija un motivo.
# Orden ETD/465/2021, art. 10.4
reject-reason-document_false = El documento parece falso
reject-reason-document_manipulated = El documento parece manipulado
reject-reason-document_invalid = El documento no vale: caducado, retirado o de otro tipo
reject-reason-invalid_document = El documento no vale
reject-reason-holder_mismatch = La persona no es la titular del documento
reject-reason-pre_recorded = Se reproduce un vídeo grabado
reject-reason-several_devices = Interviene más de un dispositivo
reject-reason-not_one_act = No es en tiempo real o en un solo acto
reject-reason-coercion = Parece que alguien la obliga o le dicta
reject-reason-other_doubt = Otra duda razonable
reject-reason-data_mismatch = Los datos escritos no son los del documento
reject-reason-not_own_behalf = Actúa en nombre de otra persona
reject-reason-minor = Es menor de edad
reject-reason-phone_not_verified = No tiene el teléfono a mano o el código no es correcto
interrupt-reason-poor_picture_or_sound = La imagen o el sonido son malos
interrupt-reason-poor_image_or_sound = La imagen o el sonido son malos
interrupt-reason-poor_connection = La conexión es mala o no es segura
interrupt-reason-connection_lost = Se cortó la conexión del ciudadano
interrupt-reason-citizen_left = El ciudadano colgó
interrupt-reason-not_prepared = No tiene a mano el documento o el teléfono
interrupt-reason-technical_fault = Fallo de los equipos de la oficina
interrupt-reason-no_accessible_challenge = No puede hacer ningún gesto: se ofrece cita presencial

## Cierre
outcome-approved = Registro aprobado
outcome-rejected = Registro rechazado
outcome-interrupted = Comprobación interrumpida
outcome-left = La llamada ha terminado
confirmation-title = SMS de confirmación
confirmation-none = No se envía SMS
wrap-up-next = ¿Qué hace ahora?
wrap-up-available = Siguiente ciudadano
wrap-up-break = Pausa

## Cuadro de mando
board-title = Cuadro de mando
board-at = Datos de las { $time }
board-waiting = Esperando
board-waiting-about = Ciudadanos en la cola: esperan, se les está llamando o se les guarda el turno
board-longest-wait = Espera más larga
board-longest-wait-about = Tiempo desde que pidió turno quien más lleva esperando
board-in-call = En llamada
board-in-call-about = Llamadas en curso
board-available = Disponibles
board-available-about = Asistentes listos para el siguiente ciudadano
board-approved-today = Aprobados hoy
board-approved-today-about = Registros aprobados desde la apertura
board-not-approved-today = No aprobados hoy
board-not-approved-today-about = Registros rechazados o interrumpidos desde la apertura
board-left-today = Se fueron hoy
board-left-today-about = Turnos que acabaron hoy sin llamada
board-assistants = Asistentes
board-assistant = Asistente
board-state = Estado
board-since = Desde hace
board-tickets = Cola
board-position = Orden
board-ticket = Turno
board-procedure = Trámite
board-waited = En la cola
board-told = Espera anunciada
board-told-soon = enseguida
board-told-range = { $low }–{ $high } min
board-told-less = < { $high } min
board-told-until = { $range }, hasta las { $until }
board-told-improbable = difícil antes de cerrar
board-forecast = Quien entra ahora espera
board-forecast-p50 = unos { $minutes } min
board-forecast-p50-about = Mediana: la mitad espera menos.
board-forecast-p90 = 9 de cada 10, menos de { $minutes } min
board-forecast-p90-about = Nueve de cada diez esperan menos.
board-no-forecast = No hay previsión: la oficina está cerrada, o no hay asistentes conectados ni previstos.
board-fewer-assistants = Menos asistentes de lo previsto
board-quality = Previsión { $quality }
board-quality-learned = fiable
board-quality-learned-about = Aprendida de las llamadas de esta oficina, y el personal está como se planificó.
board-quality-cold = general
board-quality-cold-about = Todavía hay pocas llamadas de esta oficina: se calcula con la experiencia general.
board-quality-degraded = poco fiable
board-quality-degraded-about = No hay cuadrante, o trabajan muchos menos asistentes de los previstos: no se sabe quién vendrá.
board-connected = Conexión
board-connected-yes = conectado
board-connected-no = sin conexión
board-observe-column = Tercera persona
board-observe = Observar
board-observe-ticket = Observar la llamada del turno { $ticket }
board-third-interpreter = con intérprete
board-third-observer = se observa
board-no-assistants = No hay asistentes conectados.
board-no-tickets = No hay nadie en la cola.
board-waiting-data = Esperando datos…
ticket-waiting = espera
ticket-called = le llaman
ticket-held = turno guardado
ticket-in_call = en llamada

## Supervisión
sections = Apartados de supervisión
section-board = Cuadro de mando
section-roster = Cuadrante
section-what-if = ¿Y si…?
section-office = Oficina

## ¿Y si…?
what-if-title = ¿Y si hubiera más o menos personal?
what-if-about = Calcula las esperas de quienes están ahora en la cola. Solo es un cálculo: no cambia el cuadrante.
what-if-question = Qué se supone
what-if-answer = Previsión
what-if-change = Personal
what-if-more = { $count ->
    [one] 1 asistente más
   *[other] { $count } asistentes más
}
what-if-fewer = { $count ->
    [one] 1 asistente menos
   *[other] { $count } asistentes menos
}
what-if-from = Desde
what-if-from-hint = Hora de hoy. Vacío: desde ahora.
what-if-from-now = desde ahora
what-if-from-time = desde las { $time }
what-if-bad-time = Escriba una hora de hoy completa, por ejemplo 12:30.
what-if-time-past = Esa hora ya ha pasado. Elija una posterior, o déjelo vacío para calcular desde ahora.
what-if-again = Calcular de nuevo
what-if-asking = Calculando…
what-if-at = Calculado a las { $time } con la cola de ese momento. Quienes lleguen después no cuentan.
what-if-refused-forbidden = Solo quienes supervisan pueden consultar esta previsión.
what-if-closed = La oficina está cerrada y no espera nadie: no hay nada que calcular. Vuelva cuando abra.
what-if-nobody = No hay previsión: nadie trabaja ahora ni está previsto hoy, y con ese cambio tampoco. Revise el cuadrante.
what-if-nobody-as-is = Ahora nadie trabaja ni está previsto hoy. La previsión es la de { $change }.
what-if-nobody-left = Con { $change } no quedaría nadie para atender.
what-if-verdict-wait = Con { $change }, la espera de quien entrara ahora sería: { $after }. Como está: { $before }.
what-if-verdict-same-wait = Con { $change }, la espera de quien entrara ahora no cambiaría: { $after }.
what-if-verdict-served = De las { $count } personas que esperan se llamaría hasta las { $time } a { $after } de media. Como está: a { $before }.
what-if-empty-queue = Ahora no espera nadie: la previsión es la de quien entrara en este momento.
what-if-too-late = A esa hora ya no se llama a nadie hoy: el cambio no se nota.
what-if-learned-calls = { $count ->
    [0] Hoy todavía no ha aprendido de ninguna llamada.
    [one] Hoy ha aprendido de 1 llamada.
   *[other] Hoy ha aprendido de { $count } llamadas.
}
what-if-comparison = Comparación: como está y con el cambio
what-if-as-is = Como está
what-if-line-half = Quien entrara ahora: la mitad espera menos de
what-if-line-most = Quien entrara ahora: 9 de cada 10 esperan menos de
what-if-line-chance = Quien entrara ahora: probabilidad de que le llamen antes del cierre
what-if-line-served = De quienes esperan, a cuántos se llama antes del cierre
what-if-percent = { $percent } %
what-if-of = { $served } de { $waiting }
what-if-minutes = { $minutes } min
what-if-at-once = menos de 1 min
what-if-not-today = no antes del cierre
what-if-chart-title = Espera según el puesto en la cola
what-if-chart-label = Gráfico: espera en minutos según el puesto en la cola, como está y con { $name }. Los números están en la tabla de debajo.
what-if-axis-position = Puesto en la cola
what-if-axis-minutes = Minutos
what-if-key-half = { $name }: la mitad espera menos
what-if-key-most = { $name }: 9 de cada 10 esperan menos
what-if-cut = Las líneas acaban donde ya no daría tiempo antes del cierre.
what-if-table = Los números, puesto a puesto
what-if-column-half = La mitad, menos de
what-if-column-most = 9 de cada 10, menos de

## Cuadrante de turnos
roster-title = Cuadrante de turnos
roster-week = Semana
roster-week-before = Semana anterior
roster-week-after = Semana siguiente
roster-week-now = Hoy
roster-week-of = { $first } – { $last }
roster-import = Importar…
roster-export = Descargar CSV
roster-now = Ahora: { $planned ->
    [one] 1 previsto
   *[other] { $planned } previstos
  }, { $present ->
    [one] 1 presente
   *[other] { $present } presentes
  }.
roster-now-breaks = { $count ->
    [one] 1 en descanso previsto.
   *[other] { $count } en descanso previsto.
  }
roster-missing = Faltan: { $names }
roster-extra = Presentes sin turno previsto: { $names }
roster-not-there = no está
roster-today = hoy
roster-closed-day = cerrado
roster-total = Total
roster-total-day = { $people ->
    [one] 1 persona
   *[other] { $people } personas
  } · { $hours } h
roster-breaks = descanso { $breaks }
roster-overnight = hasta el día siguiente
roster-add = Añadir turno: { $name }, { $day }
roster-shift-of = { $name }, { $day }:
roster-keys = Con las flechas se pasa de una casilla a otra; Intro abre el turno.
roster-dialog-add = Añadir un turno
roster-dialog-edit = Cambiar un turno
roster-day = Día
roster-shift = Turno
roster-from = Desde
roster-to = Hasta
roster-breaks-title = Descansos
roster-break-add = Añadir descanso
roster-break-remove = Quitar el descanso { $number }
roster-remove-short = Quitar
roster-remove = Quitar el turno
roster-save = Guardar
import-title = Importar turnos
import-text = Un fichero CSV o un calendario ICS. Sustituye todos los turnos de los días que contiene; antes verá qué cambia.
import-sample =
    asistente;fecha;desde;hasta;descansos
    marta;23/11/2026;09:00;14:00;11:00-11:20
import-file = Fichero
import-busy = Leyendo el fichero…
import-line = Línea
import-problem = Qué ocurre
import-errors = { $count ->
    [one] Hay 1 error. No se importa nada hasta corregirlo.
   *[other] Hay { $count } errores. No se importa nada hasta corregirlos.
  }
import-empty = El fichero no contiene turnos.
import-days = Días del { $first } al { $last }:
import-added = { $count ->
    [one] 1 turno nuevo
   *[other] { $count } turnos nuevos
  }
import-removed = { $count ->
    [one] 1 turno se quita
   *[other] { $count } turnos se quitan
  }
import-unchanged = { $count ->
    [one] 1 turno queda igual.
   *[other] { $count } turnos quedan igual.
  }
import-more = y { $count } más
import-apply = Aplicar

## Oficina: cerrar, abrir, avisar
office-title = Oficina
office-state-title = Apertura
office-open = Abierta
office-closed = Cerrada
office-opens = Abre el { $time }
closure-running = Cerrada por un supervisor hasta { $until }
closure-planned = Cierre previsto desde { $from } hasta { $until }
closure-moment = el { $time }
closure-day-end = el final del { $day }
closure-queue-serve = Se atiende a quienes ya esperan.
closure-queue-tell = Se avisa a quienes esperan y pierden el turno.
closure-by = Lo decidió { $name } a las { $time }.
closure-reopen = Reabrir ahora
closure-call-off = Anular
closure-close = Cerrar la oficina…
closure-change = Cambiar el cierre…
close-title = Cerrar la oficina
close-ready = Motivo preparado
close-ready-choose = Elija uno o escríbalo abajo
close-reason-power = Avería eléctrica
close-reason-power-es = Una avería eléctrica nos impide atender.
close-reason-power-en = A power cut keeps us from serving you.
close-reason-network = Fallo de los sistemas
close-reason-network-es = Un fallo de nuestros sistemas nos impide atender.
close-reason-network-en = A failure of our systems keeps us from serving you.
close-reason-building = Desalojo del edificio
close-reason-building-es = Hemos tenido que desalojar el edificio.
close-reason-building-en = We had to leave our building.
close-reason-staff = Falta de personal
close-reason-staff-es = Hoy no tenemos personal suficiente para atender.
close-reason-staff-en = We do not have enough staff to serve you today.
close-reason-other = Otro motivo
close-reason-other-es = Hemos tenido que cerrar por un imprevisto.
close-reason-other-en = We had to close for an unexpected reason.
close-from = Desde (hoy)
close-from-hint = Vacío: desde ahora mismo.
close-until = Hasta
close-until-date = Hasta: día
close-until-time = Hasta: hora
close-until-hint = Vacío: hasta el final de hoy.
close-queue = { $count ->
    [0] Ahora no espera nadie. Si llega alguien antes del cierre:
    [one] Ahora espera 1 persona:
   *[other] Ahora esperan { $count } personas:
  }
close-queue-serve = Atender a quienes ya esperan, como mucho { $minutes } minutos más
close-queue-tell = Avisarles ya: pierden el turno y vuelven otro día
close-served = { $count ->
    [one] La llamada en curso termina con normalidad.
   *[other] Las { $count } llamadas en curso terminan con normalidad.
  }
close-next = Continuar
close-back = Volver
close-confirm-title = ¿Cerrar la oficina?
close-confirm = Sí, cerrar
close-summary-now = La oficina se cierra ahora mismo
close-summary-from = La oficina se cierra hoy a las { $time }
close-summary-until = hasta el { $date } a las { $time }.
close-summary-day = hasta el final de hoy.
close-summary-serve = { $count ->
    [0] Ahora no espera nadie.
    [one] Se atenderá a la persona que espera.
   *[other] Se atenderá a las { $count } personas que esperan.
  }
close-summary-tell = { $count ->
    [0] Ahora no espera nadie.
    [one] La persona que espera perderá su turno.
   *[other] Las { $count } personas que esperan perderán su turno.
  }
announcement-title = Aviso a los ciudadanos
announcement-where = Se lee en la portada y en la sala de espera. Sin datos personales.
announcement-none = Ahora no hay ningún aviso.
announcement-by = { $name }, a las { $time }.
announcement-until = Hasta el { $time }.
announcement-open-ended = Hasta que se quite.
announcement-take-down = Quitar
announcement-put-up = Publicar
announcement-replace = Publicar en su lugar
announcement-until-label = Quitar hoy a las (opcional)
public-text-es = En castellano
public-text-en = En inglés (opcional)
public-text-required = Escriba el texto en castellano.
preview-title = Así lo verán
preview-es = Página en castellano
preview-en = Página en inglés
preview-fallback = Página en inglés: falta el texto, se muestra en castellano

## Atajos
help-title = Atajos de teclado
help-intro = Con Alt funcionan siempre. Las teclas sueltas funcionan cuando no se está escribiendo.
help-single = Usar teclas sueltas
help-key = Tecla
help-or = o
key-shift = Mayús
help-action = Acción
shortcut-help = Mostrar estos atajos
shortcut-available = Disponible, o siguiente ciudadano en el cierre
shortcut-break = Pausa
shortcut-offline = Fuera de servicio
shortcut-check-pass = Marcar correcta la comprobación con ese número
shortcut-check-fail = Marcar no correcta la comprobación con ese número
shortcut-still-front = Foto del anverso
shortcut-still-back = Foto del reverso
shortcut-still-face = Foto de la cara
shortcut-freeze = Congelar o seguir la imagen
shortcut-zoom-in = Acercar
shortcut-zoom-out = Alejar
shortcut-reset = Restablecer la imagen
shortcut-mute = Silenciar o activar mi micrófono
shortcut-camera = Apagar o encender mi cámara
shortcut-request-contact = Pedir teléfono y correo
shortcut-send-code = Enviar código
shortcut-focus-code = Ir al campo del código
shortcut-approve = Aprobar
shortcut-reject = Rechazar
shortcut-interrupt = Interrumpir
help-group-availability = Estado
help-group-guide = Guía
help-group-picture = Imagen
help-group-contact = Contacto
help-group-decision = Decisión
help-group-general = General

## Mensajes de la demostración
inbox-title = Mensajes de la demostración
inbox-text = Aquí se ven los SMS que recibirían los teléfonos. Es una demostración: no se envía nada de verdad.
inbox-filter = Filtrar por número
inbox-empty = Todavía no hay mensajes.
inbox-no-match = Ningún teléfono coincide.
inbox-unreachable = No se pueden leer los mensajes ahora. Se reintenta solo.
inbox-unavailable = Esta página solo existe en la demostración.
inbox-count = { $count ->
    [one] 1 mensaje
   *[other] { $count } mensajes
  }
inbox-parts = { $parts } SMS, { $units } { $encoding }
inbox-encoding-gsm7 = caracteres GSM-7
inbox-encoding-ucs2 = caracteres UCS-2
inbox-kind-one_time_code = Código
inbox-kind-confirmation = Confirmación
inbox-to = Mensajes para

## Errores con otras palabras que en la aplicación del ciudadano
error-no-contact = El ciudadano todavía no ha escrito su teléfono y su correo.
error-code-wrong = El código no es correcto. { $attempts ->
    [one] Queda 1 intento.
   *[other] Quedan { $attempts } intentos.
  }
error-office-closed = La oficina está cerrada ahora.
error-no-media = No llega imagen del ciudadano.
error-still-timeout = No se ha podido hacer la foto. Inténtelo de nuevo.
error-code-malformed = El código son 6 cifras.
error-code-too-many-attempts = Se han agotado los intentos. Envíe otro código.
error-code-too-many-sends = Ya se han enviado todos los códigos posibles en esta llamada.
error-code-already-verified = El teléfono ya está comprobado.
error-contact-not-requested = Todavía no se ha pedido el teléfono y el correo.
error-verification-incomplete = Todavía no se puede aprobar: faltan comprobaciones.
error-already-decided = Esta comprobación ya está decidida.
error-conflict = Algo ha cambiado al mismo tiempo. Compruebe lo que ve e inténtelo de nuevo.
error-unknown-check = Esa comprobación no existe. Recargue la página.
error-still-busy = Ya se está haciendo una foto. Espere un momento.
error-still-undecodable = La foto no ha salido bien. Inténtelo de nuevo.
error-still-too-large = La foto no ha salido bien. Inténtelo de nuevo.
error-unknown-leg = El vídeo del ciudadano se acaba de cortar. Espere a que vuelva.
error-media-stopped = El servicio de vídeo no está disponible. Inténtelo de nuevo dentro de un momento.

# Grabación
recording-on = Se está grabando
recording-failed-why = No se está grabando: { $reason }
recording-starting = Empezando
recording-recording = Grabando
recording-finished = Completa
recording-interrupted = Hasta la interrupción
recording-failed = Incompleta
recording-none = No se grabó
recording-reason-disk_full = no queda espacio en el disco. Avise a su supervisor.
recording-reason-write_failed = no se puede escribir. Avise a su supervisor.
recording-reason-limit_reached = se ha alcanzado la duración máxima.
recording-reason-unmuxable = fallo del servicio. Avise a su supervisor.
recording-reason-unreadable = no se puede leer.
recordings-title = Llamadas y grabaciones
recordings-about = Solo para supervisores. Cada consulta queda anotada.
recordings-none = Todavía no hay llamadas.
recordings-when = Cuándo
recordings-outcome = Resultado
recordings-length = Duración
recordings-status = Grabación
recordings-running = En curso
recordings-play = Ver
recordings-play-of = Ver la llamada de las { $when }, { $assistant }
recordings-player = Llamada de las { $when }, { $assistant }
recordings-stretch = Parte { $number }, desde las { $when }
recordings-citizen = Ciudadano
recordings-assistant = Asistente
recordings-dropped = { $count } paquetes perdidos al grabar
recordings-again = Actualizar la lista

# Calidad de las líneas, guardada con cada llamada
lines-title = Conexión
lines-show = Conexión
lines-show-of = Ver la conexión en la llamada de las { $when }, { $assistant }
lines-detail = Conexión en la llamada de las { $when }, { $assistant }
lines-words = { $side }: buena el { $good } % del tiempo, regular el { $fair } %, mala el { $poor } %
lines-none-of = { $side }: no llegó a conectarse
lines-legend = Cada franja va del principio al final de la llamada: baja y verde, buena; media y ámbar, regular; alta y roja, mala. Sin color no había conexión.
lines-side-citizen = Ciudadano
lines-side-assistant = Asistente
lines-side-interpreter = Intérprete
lines-side-observer = Observador
lines-measures = Medidas
lines-from = { $side }, desde las { $when }
lines-measure-length = Duración
lines-measure-transport = Transporte
lines-measure-connected = De la petición a la conexión
lines-measure-first-frame = De la petición a la primera imagen
lines-measure-rtt = Ida y vuelta
lines-measure-jitter-up = Variación del retardo, al servicio
lines-measure-jitter-down = Variación del retardo, del servicio
lines-measure-loss-up = Paquetes perdidos, al servicio
lines-measure-loss-down = Paquetes perdidos, del servicio
lines-measure-rate-up = Velocidad, al servicio
lines-measure-rate-down = Velocidad, del servicio
lines-measure-freezes = Imagen de su cámara detenida
lines-measure-stills = Recibió solo imágenes fijas
lines-measure-stalled = Sin señal de su navegador
lines-transport-udp = UDP
lines-transport-tcp = TCP
lines-transport-both = UDP y TCP
lines-ms = { $ms } ms
lines-spread-ms = { $median } ms (peor 5 %: { $most } ms)
lines-spread-pct = { $median } % (peor 5 %: { $most } %)
lines-rate = { $median } kbit/s (peor 5 %: { $least } kbit/s)
lines-freezes-of = { $count ->
    [0] ninguna vez
    [one] 1 vez, { $seconds } s
   *[other] { $count } veces, { $seconds } s en total
}
lines-changes = Cambios, uno a uno
lines-change = Desde las { $when }: { $quality }
lines-picture-reduced = imagen reducida
lines-picture-stills = imágenes fijas

# Pictures
still-flaw-blurred = Borrosa: pida que acerque el documento y espere.
still-flaw-glare = Reflejo: pida que incline el documento.
still-flaw-small = Pequeña: la letra fina no se leerá.

## Mensajes (SMS)
messages-title = Mensajes SMS
messages-today = Hoy: { $counts }
messages-none-today = Hoy no se ha enviado ningún mensaje.
messages-all-well = Ningún mensaje necesita atención.
messages-attention = { $count ->
    [one] Un mensaje necesita atención. Se muestran como mucho { $most }.
   *[other] { $count } mensajes necesitan atención. Se muestran como mucho { $most }.
  }
messages-when = Hora
messages-kind = Mensaje
messages-phone = Teléfono
messages-what = Qué ha pasado
messages-do = Acción
messages-resent = (reenviado)
messages-resend = Enviar otra vez
messages-resend-label = Enviar otra vez: { $kind }, { $time }
messages-dismiss = Marcar como atendido
messages-dismiss-label = Marcar como atendido: { $kind }, { $time }
messages-cancel = Cancelar
messages-resend-title = Enviar otra vez el mensaje
messages-resend-text = Se enviará un mensaje nuevo con el mismo texto al { $phone }. Queda anotado quién lo ha enviado.
messages-resend-ambiguous = La pasarela no confirmó el envío: puede que el mensaje llegara al { $phone }. Si lo envía otra vez, puede llegar dos veces. Queda anotado quién lo ha enviado.
messages-dismiss-title = Marcar como atendido
messages-dismiss-text = El mensaje al { $phone } sale de la lista y no se envía nada. Queda anotado quién lo ha atendido.
messages-ambiguous = No se sabe si se envió: la pasarela no respondió a tiempo. No se reenvía solo.
messages-expired = Caducó antes de que una pasarela lo aceptara.
messages-failed = No se ha podido entregar.
messages-sms-invalid-number = La pasarela dice que ese número no existe.
messages-sms-blocked = La pasarela no envía a ese número.
messages-sms-refused = La pasarela no acepta el mensaje o nuestra cuenta.
messages-sms-undelivered = La red no pudo entregarlo.
messages-gateways = Pasarelas
sms-one_time_code = Código
sms-confirmation = Confirmación del registro
sms-you_are_next = Aviso de turno
sms-phone_taken_over = Aviso: móvil en otro registro
sms-phone_changed = Aviso: cambio de móvil
gateway-name = Pasarela
gateway-state = Estado
gateway-up = en servicio
gateway-down = apartada tras varios fallos
gateway-disconnected = sin conexión
gateway-accepted = Aceptados
gateway-delivered = Entregados
gateway-undelivered = No entregados
gateway-rejected = Rechazados
gateway-put-off = Aplazados
gateway-ambiguous = Sin confirmar
