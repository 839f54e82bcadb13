# Textos de los SMS. Sin enlaces y, como mucho, dos partes: 134 caracteres si hay alguno fuera de GSM-7 (á, í, ó, ú, ç).

# $service (texto) nombre del servicio · $date 23/11/2026 · $time 09:41 · $level basic | advanced
sms-confirmation = { $service }: registro por videollamada confirmado el { $date } a las { $time }. Nivel { $level ->
        [basic] básico
       *[advanced] avanzado
    }. Si no lo ha solicitado usted, llame al 060.

# $service (texto) · $code seis cifras · $minutes minutos de validez
sms-one-time-code = { $service }: { $code } es su código para la videollamada en curso. Caduca en { $minutes } minutos. No lo use en ningún otro lugar.

# $service (texto) · lo pidió quien espera; sin nombre ni número de turno
sms-you-are-next = { $service }: su turno se acerca. Vuelva a la página de la videollamada y tenga a mano su documento.

# $service (texto) · $date 23/11/2026 · $time 09:41
sms-phone-taken-over = { $service }: el { $date } a las { $time } este móvil pasó a otro registro. Si no ha sido usted, llame al 060.

# $service (texto) · $date 23/11/2026 · $time 09:41
sms-phone-changed = { $service }: el { $date } a las { $time } se cambió el móvil de su registro. Si no ha sido usted, llame al 060.
