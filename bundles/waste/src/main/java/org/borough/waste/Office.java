// SPDX-License-Identifier: EPL-2.0
package org.borough.waste;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.borough.thing.BoroughException;
import org.borough.waste.rules.WasteRules;
import org.borough.waste.streets.OsmFile;
import org.borough.waste.streets.Streets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where plans are made: has the street map and a thread on which seconds may pass. */
final class Office {

    private static final Logger LOG = LoggerFactory.getLogger(Office.class);

    private final Executor executor;
    private final Optional<Path> file;
    private Optional<Streets> map = Optional.empty();
    private boolean read;
    private volatile String words;

    Office(Executor executor, Optional<Path> file) {
        this.executor = executor;
        this.file = file;
        this.words = file.map(path -> path + " is read before the first plan.").orElse("There is no map.");
    }

    Executor executor() {
        return executor;
    }

    /** What is known of the map. Readable from any thread. */
    String words() {
        return words;
    }

    /** Plans; on the executor's thread. */
    DayPlan plan(LocalDate day, WasteRules rules, List<Wanted> wanted, Congestion congestion) {
        return Dispatcher.within(map(), rules.fleet().planSeconds()).plan(day, rules, wanted, congestion);
    }

    private synchronized Optional<Streets> map() {
        if (!read) {
            read = true;
            file.ifPresent(this::readMap);
        }
        return map;
    }

    private void readMap(Path path) {
        try {
            Streets streets = OsmFile.read(path);
            Streets.Size size = streets.size();
            words = path + ": " + size.nodes() + " crossings and bends, " + size.connected()
                    + " of them in the part that trucks reach and come home from.";
            map = Optional.of(streets);
        } catch (BoroughException e) {
            words = e.getMessage() + " Tours are planned over straight lines.";
            LOG.warn(words);
        }
    }
}
