// SPDX-License-Identifier: EPL-2.0
package org.borough.rig;

import java.util.Timer;
import java.util.TimerTask;

/** Sees to it that a forgotten child process does not stay for ever. */
final class Lifetime {

    private static final long MILLIS = 60 * 60 * 1000L;

    private Lifetime() {}

    static void limit() {
        new Timer("lifetime", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                Runtime.getRuntime().halt(3);
                            }
                        },
                        MILLIS);
    }
}
