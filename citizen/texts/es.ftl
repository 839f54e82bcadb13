# Textos de la aplicación del ciudadano. Trato de usted, frases cortas, palabras corrientes.

service-name = Ventanilla
service-about = Registro por videollamada
skip-link = Ir al contenido
language-label = Idioma
language-es = Español
language-en = English
back = Volver
continue = Continuar
step = Paso { $step } de { $of }
to-start = Volver al inicio
change = Cambiar
finish = Terminar
start-again = Empezar de nuevo
problem-title = Hay un problema
error-prefix = Error:
loading-title = Un momento
loading-body = Estamos abriendo la ventanilla.

demo-label = Demostración
demo-clock = Reloj de demostración: { $day }, { $time }

connection-lost = Se ha perdido la conexión. Estamos intentando recuperarla.
connection-planned = El servicio se está reiniciando. Volveremos a conectar enseguida.
connection-place-kept = Su turno se conserva.

elsewhere-title = Ha abierto esta página en otro lugar
elsewhere-body = Ventanilla está abierta en otra pestaña o ventana de este navegador. Su turno se conserva. Puede seguir allí o continuar aquí.
elsewhere-use = Usar aquí
offline-title = No hay conexión
offline-body = No podemos conectar con el servicio. Compruebe su conexión a Internet. La página lo seguirá intentando sola.
offline-retry = Intentarlo ahora
ended-title = La sesión ha terminado
ended-body = Por seguridad, la sesión se ha cerrado. Puede empezar de nuevo.

# Horario y espera

moment = { $relative ->
    [today] hoy a las { $time }
    [tomorrow] mañana, { $day }, a las { $time }
   *[other] el { $day } a las { $time }
}
office-unknown = Estamos consultando el horario.
office-open = Abierto ahora
office-closed = Cerrado ahora
office-opens = Abrimos { $moment }.
office-closes = Hoy atendemos hasta las { $time }.
office-closes-early = Hoy cerramos antes: atendemos hasta las { $time }.
announcement-title = Aviso de la oficina
closed-early-title = La oficina ha cerrado antes de su hora
closed-early-served = Usted conserva su turno: seguimos atendiendo a quienes ya esperan, hasta las { $time }.
office-zone = (Hora peninsular.)
office-wait = Espera ahora: { $wait }
office-no-wait = Ahora casi no hay espera.
wait-label = Tiempo de espera
wait-soon = le atenderemos enseguida
wait-about = { $minutes ->
    [one] alrededor de 1 minuto
   *[other] unos { $minutes } minutos
}
wait-usually = { $minutes ->
    [one] normalmente menos de 1 minuto
   *[other] normalmente menos de { $minutes } minutos
}
wait-less-than = { $minutes ->
    [one] menos de 1 minuto
   *[other] menos de { $minutes } minutos
}
wait-range = entre { $low } y { $high } minutos
wait-usually-range = normalmente entre { $low } y { $high } minutos
wait-over-an-hour = más de una hora
wait-perhaps-over-an-hour = puede ser más de una hora
wait-no-assistants = Ahora no hay asistentes disponibles.
wait-no-assistants-more = No podemos decirle cuánto tendrá que esperar. En cuanto se conecte alguien, se lo diremos.
wait-window = Calculamos que le atenderemos entre las { $from } y las { $until }.
wait-until = Calculamos que le atenderemos antes de las { $until }.
wait-later = Tardaremos algo más de lo que le habíamos dicho. Disculpe la espera.
wait-sooner = Vamos más rápido de lo que le habíamos dicho.
wait-fewer-assistants = Hay menos asistentes de lo previsto: la espera puede alargarse.
wait-may-be-passed = Es posible que antes atendamos a alguien a quien se le haya cortado la llamada.
closing-likely = Es probable, pero no seguro, que podamos atenderle antes de cerrar.
closing-unlikely = Es poco probable que podamos atenderle antes de cerrar.
closing-remote = Hoy casi seguro que no podremos atenderle: hay más gente esperando de la que da tiempo a atender.
closing-choose = Usted decide: puede pedir turno de todos modos, volver otro día o registrarse de otra forma.
closing-next-opening = Volvemos a abrir { $moment }. A primera hora se espera menos.

# Inicio

landing-title = Regístrese por videollamada
landing-lead = Una persona comprobará su identidad por vídeo. Dura unos 10 minutos y no hay que instalar nada.
landing-start = Empezar
landing-start-hint = Primero probaremos su cámara, su micrófono y su conexión.
landing-closed-hint = Ahora no se puede pedir turno, pero puede comprobar que su cámara y su conexión funcionan.
need-title = Qué necesita
need-document = Su DNI, TIE o certificado de ciudadano de la Unión: el documento físico y en vigor.
need-phone = Su teléfono móvil, para recibir un SMS durante la llamada.
need-camera = Cámara, micrófono y altavoces. Sirve este mismo teléfono u ordenador.
need-place = Un lugar tranquilo y con luz, y estar a solas.
steps-title = Cómo funciona
steps-test = Prueba su conexión. Tarda un minuto.
steps-identify = Escribe los datos de su documento.
steps-wait = Le decimos cuánto va a esperar y toma su turno.
steps-call = Habla por vídeo con un asistente y le enseña su documento. Al terminar recibe un SMS.
alternatives-summary = Otras formas de registrarse
alternative-letter = Por carta: la recibe en su domicilio fiscal con un código.
alternative-certificate = Con certificado electrónico o DNI electrónico, en línea.
alternative-office = En persona, en una oficina de registro, con su documento.
privacy-summary = Protección de datos
privacy-who = La Administración trata sus datos solo para comprobar su identidad y registrarle.
privacy-what = Guardamos los datos de su documento, su teléfono, su correo y las imágenes del documento y de su cara que se toman en la llamada.
privacy-recording = La videollamada se graba solo si usted lo consiente expresamente. Sin ese consentimiento puede usar las otras formas de registro.
privacy-rights = Puede acceder a sus datos, rectificarlos, suprimirlos u oponerse a su uso ante la oficina. Los datos se conservan cifrados y se borran cuando acaba el plazo legal.

# Prueba de conexión

test-title = Prueba de conexión
test-explain = Antes de la llamada comprobamos que todo funciona. Tarda un minuto. Probaremos:
test-point-camera = la cámara y el micrófono,
test-point-sound = los altavoces,
test-point-line = y la conexión, durante unos segundos.
test-permission = El navegador le preguntará si puede usar la cámara y el micrófono. Responda que sí. No guardamos ni imagen ni sonido; el asistente solo verá el resultado.
test-allow = Permitir cámara y micrófono
test-try-again = Volver a intentarlo
test-repeat = Repetir la prueba
test-passed = Ya ha superado la prueba. Sirve hasta las { $time }.
test-camera-title = ¿Se ve y se oye bien?
test-own-picture = Su imagen
test-camera-explain = Esta es su imagen. Si está oscura, ponga una luz delante de usted.
test-microphone-explain = Diga algo: la barra debe moverse.
test-microphone-heard = Le oímos.
device-camera = Cámara
device-microphone = Micrófono
device-unnamed = Dispositivo { $number }
test-tone-title = ¿Oye el sonido?
test-tone-explain = Suba el volumen y pulse el botón. Sonarán cuatro notas.
test-tone-play = Oír el tono
test-tone-again = Oír otra vez
test-tone-question = ¿Ha oído el tono?
test-tone-yes = Sí, lo he oído
test-tone-no = No lo he oído
test-tone-help-summary = No oigo nada
test-tone-help = Compruebe que el volumen no está a cero, que el teléfono no está en silencio y que los auriculares están bien conectados. Si no puede oír, responda que no: se lo diremos al asistente.
test-echo-title = Probando la conexión
test-echo-explain = Espere unos segundos. Quédese delante de la cámara y siga hablando.
test-verdict-title = Resultado de la prueba
test-progress = Avance de la prueba
test-echo-picture = Su imagen, tal como la recibirá el asistente
test-echo-picture-hint = Así le verá el asistente.
test-failed-advice = La prueba no ha podido terminar. Si ocurre siempre, puede que su red no permita videollamadas: pruebe con los datos del móvil o con otra red.
test-other-devices = Revisar cámara y micrófono
figures-summary = Datos de la prueba
figure-rtt = Retraso
figure-loss-up = Datos perdidos al enviar
figure-loss-down = Datos perdidos al recibir
figure-jitter = Variación del retraso
figure-up = Velocidad al enviar
figure-down = Velocidad al recibir
figure-video = Imagen
figure-transport = Tipo de conexión
figure-transport-udp = UDP (directa)
figure-transport-tcp = TCP (a través de un cortafuegos)
figure-transport-relay = Por un repetidor, cifrada
verdict-good = Todo funciona bien
verdict-good-body = Su conexión sirve para la videollamada.
verdict-usable = Puede hacer la videollamada
verdict-usable-body = Funciona, pero puede mejorar. Mire los consejos antes de continuar.
verdict-insufficient = Así no es posible la videollamada
verdict-insufficient-body = Siga los consejos y repita la prueba.
test-reason-no-media = No ha llegado imagen ni sonido
test-reason-no-media-advice = Es probable que la red no permita videollamadas. Pruebe con los datos del móvil o con otra red wifi, y desactive la VPN si la usa.
test-reason-connection-unstable = La conexión se ha cortado durante la prueba
test-reason-connection-unstable-advice = Acérquese al router o cambie a otra red y repita la prueba.
test-reason-camera-missing = No ha llegado imagen de la cámara
test-reason-camera-missing-advice = Compruebe que la cámara está conectada y que ninguna otra aplicación la usa.
test-reason-camera-black = La imagen está a oscuras
test-reason-camera-black-advice = Destape la cámara y encienda una luz delante de usted.
test-reason-camera-frozen = La imagen no se mueve
test-reason-camera-frozen-advice = Muévase un poco delante de la cámara. Si sigue parada, cierre otras aplicaciones que la usen o elija otra cámara.
test-reason-camera-resolution-low = La imagen tiene poco detalle
test-reason-camera-resolution-low-advice = Limpie la lente y, si puede, use otra cámara. La de un teléfono suele ser mejor que la de un portátil.
test-reason-microphone-silent = No le oímos
test-reason-microphone-silent-advice = Compruebe que el micrófono no está silenciado y elija otro si lo tiene.
test-reason-speakers-not-heard = No ha oído el tono
test-reason-speakers-not-heard-advice = Suba el volumen o conecte unos auriculares. Si no puede oír, el asistente lo sabrá y podrá escribirle.
test-reason-high-rtt = La conexión responde con retraso
test-reason-high-rtt-advice = Habrá pausas al hablar. Acérquese al router, use un cable o cambie de red.
test-reason-high-signaling-rtt = Los botones tardarán en responder
test-reason-high-signaling-rtt-advice = Cierre otras pestañas y descargas, o cambie de red.
test-reason-high-jitter = La conexión no es estable
test-reason-high-jitter-advice = Acérquese al router, use un cable o pare las descargas de otros aparatos.
test-reason-high-loss-up = Se pierde parte de lo que envía
test-reason-high-loss-up-advice = Acérquese al router o cambie de red. La imagen que llega al asistente puede verse mal.
test-reason-high-loss-down = Se pierde parte de lo que recibe
test-reason-high-loss-down-advice = Acérquese al router o cambie de red. Puede que vea u oiga mal al asistente.
test-reason-low-bitrate-up = Su conexión envía despacio
test-reason-low-bitrate-up-advice = Pare copias de seguridad y otras videollamadas, o cambie de red.
test-reason-low-bitrate-down = Su conexión recibe despacio
test-reason-low-bitrate-down-advice = Pare descargas y vídeos en otros aparatos, o cambie de red.
test-reason-other = Hay algo que se puede mejorar
test-reason-other-advice = Repita la prueba. Si sale igual, pruebe con otra red u otro dispositivo.

# Identificación

identify-title = Sus datos
identify-procedure = ¿Qué quiere hacer?
procedure-registration = Registrarme por primera vez
procedure-phone-change = Cambiar mi número de teléfono
identify-document = DNI o NIE
identify-document-hint = Con la letra. Por ejemplo, 12345678Z o X1234567L
identify-document-ok-dni = DNI completo
identify-document-ok-nie = NIE completo
identify-validity-date = Fecha de validez del DNI
identify-validity-date-hint = Está en la cara de delante. Por ejemplo, 17 5 2031
identify-issue-date = Fecha de expedición del DNI
identify-issue-date-hint = Está en la cara de delante, junto a «Emisión». Por ejemplo, 17 5 2021
identify-permanent = Mi DNI es permanente
identify-permanent-hint = Su fecha de validez es 01 01 9999. Entonces le pedimos la fecha de expedición.
identify-support = Número de soporte
identify-support-hint = Una letra E o C y 8 cifras. Por ejemplo, E12345678
identify-support-where = ¿Dónde está el número de soporte?
identify-support-where-body = En la TIE, arriba a la derecha, empieza por E. En el certificado de ciudadano de la Unión empieza por C; si tiene menos de 8 cifras, escríbalas tal cual.
identify-card-drawing = Dibujo de una tarjeta con el número de soporte marcado arriba a la derecha
date-day = Día
date-month = Mes
date-year = Año
error-date-missing = Escriba el día, el mes y el año.
error-date-not-real = Esa fecha no existe. Compruebe el día, el mes y el año.
identify-declarations = Antes de continuar
identify-own-behalf = El registro es para mí y soy mayor de edad
identify-own-behalf-hint = No se puede registrar a otra persona. Los menores se registran en una oficina.
identify-consent = Consiento que se grabe la videollamada
identify-consent-hint = Se graban imagen y sonido, y se toman fotos del documento y de su cara, como prueba de la identificación.
identify-no-consent-summary = No quiero que se grabe
identify-no-consent = Está en su derecho. Puede registrarse de otra forma:

# Turno

join-title = Pida su turno
join-closed-title = La oficina está cerrada
join-closed-body = Sus datos se quedan aquí mientras no cierre el navegador. La prueba de conexión caduca: puede que tenga que repetirla.
join-document = Documento
join-procedure = Trámite
join-explain = Cuando le toque, le avisaremos y tendrá menos de un minuto para entrar. Puede usar otras pestañas, pero no cierre esta.
join-button = Pedir turno
join-anyway-button = Pedir turno de todos modos

waiting-title = Está en la cola
waiting-tab = ({ $position }) En la cola
waiting-position-label = Su lugar
waiting-position = { $position }.º
waiting-next = El próximo turno es suyo
waiting-announcement = Su lugar en la cola es el { $position }.
waiting-announcement-next = El próximo turno es suyo.
waiting-announcement-wait = Tiempo de espera: { $wait }.
alerts-explain = Puede hacer otras cosas. Le avisaremos con un sonido y una notificación.
alerts-explain-sound = Puede hacer otras cosas. Le avisaremos con un sonido.
alerts-button = Activar avisos
alerts-on-sound = Le avisaremos con un sonido. Suba el volumen.
alerts-on = Los avisos están activados. Le avisaremos con un sonido y una notificación.
notice-summary = ¿Quiere que le avisemos por SMS?
notice-explain = Le enviaremos un único SMS cuando falte poco para su turno. No lleva ningún enlace: vuelva a esta página, que debe seguir abierta.
notice-consent = Acepto que se guarde mi número hasta que termine mi turno. Después se borra.
notice-consent-missing = Marque la casilla para que podamos guardar su número hasta que termine su turno.
notice-submit = Avisarme por SMS
notice-asked = Le avisaremos por SMS al { $phone } cuando falte poco para su turno.
notice-cancel = No avisarme por SMS
notice-sent = Le hemos enviado el SMS: falta poco para su turno. No se aleje.
waiting-keep = Si se corta la conexión o se apaga la pantalla, su lugar se conserva unos minutos.
waiting-prepare-title = Mientras tanto, prepare
waiting-prepare-document = Su documento, fuera de la funda.
waiting-prepare-phone = Su teléfono móvil, encendido y con cobertura.
waiting-prepare-light = Luz delante de usted, no detrás.
waiting-prepare-alone = Un lugar donde nadie le interrumpa.
waiting-help-summary = ¿Cómo se calcula la espera?
waiting-help-body = Con las personas que tiene delante, los asistentes que atienden y los que faltan por llegar, y lo que duran las llamadas. En nueve de cada diez casos la espera acaba antes de la hora que le damos. Solo la cambiamos si deja de ser cierta.
leave-button = Dejar la cola
leave-title = ¿Quiere dejar la cola?
leave-body = Perderá su lugar. Si vuelve, empezará por el final.
leave-confirm = Sí, dejar la cola
leave-cancel = No, seguir esperando

called-title = Es su turno
called-notification = Un asistente le espera. Entre ahora con vídeo.
called-body = Un asistente está listo para atenderle.
called-enter = Entrar con vídeo
called-time-label = Tiempo para entrar
called-own-picture-hint = Ahora solo se ve usted. Nadie le ve ni le oye hasta que entre.
called-missed-hint = Si no llega a tiempo, le guardaremos el lugar una vez.
called-last-chance = Es la última llamada: si no entra ahora, perderá su lugar.

held-title-missed-ring = No ha entrado a tiempo
held-body-missed-ring = Le hemos llamado y no ha entrado. Le guardamos el lugar unos minutos.
held-title-lost-connection = Se ha cortado la llamada
held-body-lost-connection = Hemos perdido su conexión. Le guardamos el primer lugar unos minutos.
held-button = Estoy aquí
held-time-label = Le guardamos el lugar durante

left-title-abandoned = Ha dejado la cola
left-body-abandoned = Ya no tiene turno. Puede pedir otro cuando quiera.
left-title-no-show = Ha perdido su turno
left-body-no-show = Le hemos llamado dos veces y no ha entrado. Puede pedir otro turno.
left-title-disconnected = Ha perdido su turno
left-body-disconnected = Hemos estado demasiado tiempo sin conexión con usted. Puede pedir otro turno.
left-title-closed = La oficina ha cerrado
left-body-closed = Lo sentimos: no hemos podido atenderle antes de cerrar. Vuelva cuando abramos; a primera hora se espera menos.

# Llamada

call-title = Videollamada con el asistente
call-stage = Imagen y sonido
call-assistant-picture = Imagen del asistente
call-own-picture = Su imagen
call-you = Usted
call-recording = Se está grabando
call-connecting = Conectando…
call-reconnecting = Recuperando la conexión…
call-closed = La llamada ha terminado
call-waiting-assistant = Esperando al asistente…
call-assistant-no-camera = El asistente tiene la cámara apagada
call-assistant-muted = El asistente tiene el micrófono apagado
call-line-good = Buena conexión
call-line-fair = Conexión regular
call-line-poor = Mala conexión: acérquese al router
call-line-reduced = Conexión lenta: la imagen se reduce para que el sonido no se corte
call-line-stills = Conexión muy lenta: verá imágenes fijas; el sonido continúa
call-line-assistant-stills = La conexión del asistente es lenta: le ve en imágenes fijas, pero le oye
call-camera-is-off = Cámara apagada
call-tap-to-start = Pulse para ver y oír al asistente
call-controls = Controles de la llamada
call-mute = Silenciar
call-unmute = Activar micrófono
call-camera-off = Apagar cámara
call-camera-on = Encender cámara
call-flip = Cambiar cámara
third-interpreter = { $name }, intérprete, se ha unido a la llamada.
third-observer = { $name }, de supervisión, observa la llamada para comprobar la calidad. No habla ni se le ve.
third-refuse = Prefiero que no
third-gone-interpreter = El intérprete ha salido de la llamada.
third-gone-observer = Ya no observa nadie la llamada.
third-picture = Imagen del intérprete
third-name = Intérprete: { $name }
call-leave = Salir
call-leave-title = ¿Quiere salir de la llamada?
call-leave-body = Si sale ahora, el registro no se completará.
call-leave-confirm = Sí, salir
call-leave-cancel = No, seguir en la llamada

contact-title-requested = Su teléfono y su correo
contact-title-given = Compruebe sus datos
contact-title-code-sent = Escriba el código
contact-title-verified = Teléfono comprobado
contact-phone = Teléfono móvil
contact-phone-hint = Si no es español, con + y el prefijo del país
contact-phone-missing = Escriba su teléfono móvil.
contact-email = Correo electrónico
contact-email-missing = Escriba su correo electrónico.
contact-send = Enviar
contact-given = El asistente le leerá estos datos en voz alta. Diga si son correctos.
contact-correct = Corregir
contact-correct-phone = Corregir el teléfono o el correo
contact-verified = Hemos comprobado que el teléfono { $phone } es suyo. Siga con el asistente.
code-sent = Le hemos enviado un SMS al { $phone } con un código de 6 cifras.
code-label = Código del SMS
code-missing = Escriba el código que ha recibido.
code-attempts = { $attempts ->
    [one] Le queda 1 intento.
   *[other] Le quedan { $attempts } intentos.
}
code-time = Caduca en { $time }.
code-verify = Comprobar

# Resultado

approved-title-registration = Registro completado
approved-title-phone-change = Teléfono cambiado
approved-lead-registration = Hemos comprobado su identidad y el registro está hecho.
approved-lead-phone-change = Hemos comprobado su identidad y el nuevo teléfono está registrado.
approved-level-basic = Básico
approved-level-advanced = Avanzado
approved-sms = Recibirá un SMS de confirmación en el { $phone }. El SMS no lleva ningún enlace.
approved-at = Fecha
approved-at-value = { $day }, { $time }
approved-level = Nivel de registro
print = Imprimir o guardar
finish-title = ¿Ha apuntado el código?
finish-body = El código de activación no se volverá a mostrar.
finish-confirm = Sí, terminar
finish-cancel = No, volver
activation-title = Su código de activación
activation-hint = Apúntelo ahora: solo se muestra aquí y una sola vez. No se lo diga a nadie por teléfono.
activation-copy = Copiar el código
activation-copied = Copiado.
next-title = Qué puede hacer ahora
approved-next-code = Guarde el código de activación en un lugar seguro.
approved-next-activate = Úselo para activar su contraseña y empezar a hacer trámites.
approved-next-link = Desconfíe de mensajes con enlaces: los nuestros no los llevan.
rejected-title = No hemos podido registrarle
rejected-reason-general = En esta llamada no se ha podido comprobar su identidad.
rejected-next = Puede intentarlo de nuevo o registrarse de otra forma. Si cree que hay un error, acuda a una oficina de registro.
interrupted-title = La llamada ha terminado sin decisión
interrupted-reason-general = La comprobación no se ha podido completar.
interrupted-next = No se ha decidido nada sobre su identidad: puede volver a intentarlo hoy mismo.
reason-document-false = El documento presentado no se ha podido aceptar.
reason-document-manipulated = El documento presentado no se ha podido aceptar.
reason-document-invalid = El documento no es válido para este registro: está caducado o no es del tipo necesario.
reason-holder-mismatch = No se ha podido comprobar que usted sea la persona del documento.
reason-pre-recorded = No se ha podido comprobar que la imagen fuera en directo.
reason-several-devices = La llamada tiene que hacerse desde un solo dispositivo.
reason-not-one-act = La comprobación tiene que hacerse en directo y de una sola vez.
reason-coercion = En esta llamada no se ha podido comprobar su identidad.
reason-other-doubt = En esta llamada no se ha podido comprobar su identidad.
reason-data-mismatch = Los datos que escribió no son los del documento.
reason-not-own-behalf = Por videollamada solo puede registrarse usted mismo.
reason-minor = Los menores de edad se registran en persona, en una oficina.
reason-phone-not-verified = No se ha podido comprobar que el teléfono sea suyo.
reason-poor-picture-or-sound = La imagen o el sonido no eran suficientes para la comprobación.
reason-poor-connection = La conexión no era suficiente para la comprobación.
reason-connection-lost = Se perdió su conexión y no se recuperó a tiempo.
reason-citizen-left = Usted salió de la llamada antes de terminar.
reason-not-prepared = Hacen falta el documento y el teléfono a mano. Vuelva cuando los tenga.
reason-technical-fault = Hubo un fallo técnico por nuestra parte. Disculpe las molestias.
reason-no-accessible-challenge = Esta comprobación no es posible por vídeo en su caso. Le atenderemos en persona: pida cita en una oficina de registro.
