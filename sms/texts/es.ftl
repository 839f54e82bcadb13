# Textos de los SMS. Sin enlaces y, como mucho, dos partes: 134 caracteres si hay alguno fuera de GSM-7 (á, í, ó, ú, ç).

# $service (texto) nombre del servicio · $date 23/11/2026 · $time 09:41 · $level basic | advanced
sms-confirmation = { $service }: registro por videollamada confirmado el { $date } a las { $time }. Nivel { $level ->
        [basic] básico
       *[advanced] avanzado
    }. Si no lo ha solicitado usted, llame al 060.

# $service (texto) · $code seis cifras · $minutes minutos de validez
sms-one-time-code = { $service }: { $code } es su código para la videollamada en curso. Caduca en { $minutes } minutos. No lo use en ningún otro lugar.
