// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.nas;

import java.util.List;
import java.util.Map;

/** The status byte of a DALI driver (IEC 62386-102, QUERY STATUS). */
record Dali(int bits) {

    private static final List<String> FLAGS = List.of(
            "driver_error",
            "lamp_failure",
            "lamp_on",
            "limit_error",
            "fade_running",
            "reset_state",
            "missing_short_address",
            "power_failure");
    private static final List<String> WARNED =
            List.of("driver_error", "lamp_failure", "limit_error", "reset_state", "power_failure");
    private static final int NO_DATA = 0xFF;

    /** A status; 0xFF stands for no data, which is told as no flag at all. */
    static Dali of(int raw) {
        return new Dali(raw == NO_DATA ? 0 : raw);
    }

    boolean driverError() {
        return Bits.isSet(bits, 0);
    }

    boolean lampFailure() {
        return Bits.isSet(bits, 1);
    }

    Map<String, Object> words(String address, Packet out) {
        Packet part = out.part();
        for (int bit = 0; bit < FLAGS.size(); bit++) {
            String flag = FLAGS.get(bit);
            part.flag(flag, bits, bit);
            if (Bits.isSet(bits, bit) && WARNED.contains(flag)) {
                out.warn(address + " " + flag);
            }
        }
        return part.words();
    }
}
