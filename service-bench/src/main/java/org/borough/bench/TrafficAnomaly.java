// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.csv.CSVRecord;
import org.borough.traffic.anomaly.AnomalyDetector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says of each reading of a series, knowing only those before it, how odd it is. */
@Command(
        name = "traffic-anomaly",
        description = "How odd each reading is, 0 to 1, as CSV; 0.5 and more is worth a look (layout: NAB).",
        mixinStandardHelpOptions = true)
final class TrafficAnomaly implements Runnable {

    private static final double MOST = 1e12;

    @Option(names = "--series", required = true, description = "readings in order, with columns timestamp and value")
    private Path series;

    @Option(names = "--json", description = "The scores are CSV with this option too.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Table table = Cells.table(series, "timestamp", "value");
        AnomalyDetector detector = new AnomalyDetector();
        StringBuilder lines = new StringBuilder("timestamp,anomaly_score\n");
        double last = 0;
        for (CSVRecord row : table.rows()) {
            String text = row.get("value");
            // A row without a value is as the row before: nothing odd was seen.
            last = text.isEmpty() ? last : Cells.number(series, "value", row.getRecordNumber() + 1, text, -MOST, MOST);
            lines.append(row.get("timestamp"))
                    .append(',')
                    .append(String.format(Locale.ROOT, "%.6f", detector.take(last)))
                    .append('\n');
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(lines);
        out.flush();
    }
}
