// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.borough.talq.Attribute;
import org.borough.talq.Command;
import org.borough.talq.FunctionRow;
import org.borough.talq.LogReport;
import org.borough.talq.LogReport.Data;
import org.borough.talq.LogReport.Entry;
import org.borough.talq.LoggerConfig;
import org.borough.talq.State;
import org.borough.twin.Twin;

/** What one logger recorded and has not yet reported. */
final class Recorder {

    /** How much is kept for a CMS that is away; what is older gives way and is counted. */
    static final int MOST = 20_000;

    static final int PORTION = 500;

    private final Clock clock;
    private final LoggerConfig config;
    private final Selected selected;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private Instant since = Instant.MAX;
    private long lost;
    private boolean underWay;

    Recorder(LoggerConfig config, Selected selected, Clock clock) {
        this.clock = clock;
        this.config = config;
        this.selected = selected;
    }

    LoggerConfig config() {
        return config;
    }

    /** Records a value, when it is one that it is to record. */
    void value(Twin twin, String functionId, FunctionRow row, Attribute value, Instant at) {
        if (selected.value(row, functionId) && selected.device(twin.id())) {
            String source = Inventory.address(twin.id()) + "/" + functionId;
            Attribute timed = new Attribute(value.type(), at.toString(), value.content());
            add(Data.attribute(source, row.attribute(), timed, at));
        }
    }

    /** Records that something began or ended. */
    void event(Twin twin, String functionId, FunctionRow row, boolean begins, Instant at) {
        if (selected.event(row) && selected.device(twin.id())) {
            add(Data.event(Inventory.address(twin.id()) + "/" + functionId, row.attribute(), begins, at));
        }
    }

    /** Records that a lamp has another level, and which one was wanted. */
    void state(Twin twin, String functionId, FunctionRow row, Optional<Double> wanted, double level, Instant at) {
        if (selected.event(row) && selected.device(twin.id())) {
            String source = Inventory.address(twin.id()) + "/" + functionId;
            add(Data.state(source, row.attribute(), Command.level(wanted.orElse(level), ""), State.level(level), at));
        }
    }

    private synchronized void add(Data data) {
        if (entries.isEmpty()) {
            since = clock.instant();
        }
        entries.addLast(Entry.of(data));
        while (entries.size() > MOST) {
            entries.removeFirst();
            lost++;
        }
    }

    /** The next portion to be reported when it is time, and nothing while one is under way. */
    synchronized Optional<LogReport> due(Instant now) {
        int delay =
                config.reportingMode().flatMap(LoggerConfig.Reporting::delay).orElse(0);
        if (underWay || entries.isEmpty() || since.plusSeconds(delay).isAfter(now)) {
            return Optional.empty();
        }
        underWay = true;
        return Optional.of(report());
    }

    /** What was not yet reported, for a CMS that asks; taken away when nobody reports it otherwise. */
    synchronized LogReport pending(boolean taken) {
        LogReport report = report();
        if (taken) {
            drop(report.entries().size());
        }
        return report;
    }

    private LogReport report() {
        List<Entry> portion = new ArrayList<>();
        for (Entry entry : entries) {
            if (portion.size() == PORTION) {
                break;
            }
            portion.add(entry);
        }
        return new LogReport(config.address(), portion);
    }

    /** A portion was taken, or not: then it is tried again. What gave way meanwhile was its oldest. */
    synchronized void done(LogReport report, boolean taken) {
        underWay = false;
        if (taken) {
            for (Entry entry : report.entries()) {
                if (entries.peekFirst() == entry) {
                    entries.removeFirst();
                }
            }
        }
    }

    private void drop(int number) {
        for (int i = 0; i < number; i++) {
            entries.removeFirst();
        }
    }

    synchronized int waiting() {
        return entries.size();
    }

    synchronized long lost() {
        return lost;
    }
}
