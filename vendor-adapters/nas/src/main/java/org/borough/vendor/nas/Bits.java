// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** How bits, bytes, numbers and times are written. */
final class Bits {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Bits() {}

    static boolean isSet(int bits, int bit) {
        return (bits >> bit & 1) == 1;
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    static String serial(long number) {
        return String.format(Locale.ROOT, "%08X", number);
    }

    static String time(long unixSeconds) {
        return TIME.format(Instant.ofEpochSecond(unixSeconds));
    }

    static String fixed(double number, int decimals) {
        return new BigDecimal(number).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** Illuminance with as many decimals as the vendor prints: 3 below 10 lx, none from 1,000 lx on. */
    static String lux(double lux) {
        double magnitude = lux >= 1 ? Math.min(3, Math.log10(lux)) : 0;
        return fixed(lux, 3 - (int) magnitude);
    }
}
