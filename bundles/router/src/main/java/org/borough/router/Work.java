// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.util.function.Consumer;

/** One step on a lane. */
interface Work {

    /** Does it. A call into a stranger's code must be its last act. */
    void run();

    /** Says that it will not be done any more, because the router stops or because it failed. */
    default void refuse(String reason) {}

    /** A step out of two functions. */
    static Work of(Runnable run, Consumer<String> refuse) {
        return new Work() {

            @Override
            public void run() {
                run.run();
            }

            @Override
            public void refuse(String reason) {
                refuse.accept(reason);
            }
        };
    }
}
