// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

/** Counts what became of many. */
final class Tally {

    private int created;
    private int unchanged;
    private int failed;

    ProvisionCommand.Told count(ProvisionCommand.Told told) {
        switch (told.word()) {
            case "created" -> created++;
            case "unchanged" -> unchanged++;
            default -> failed++;
        }
        return told;
    }

    int failed() {
        return failed;
    }

    String words() {
        return created + " created, " + unchanged + " unchanged, " + failed + " failed.";
    }
}
