// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.connect.Message;
import org.borough.connect.UplinkTap;
import org.borough.thing.Subscription;

/** {@code city:uplinks}. */
@Service
@Command(
        scope = "city",
        name = "uplinks",
        description = "Shows uplinks as they pass, until Ctrl-C",
        detailedDescription = "Shows each uplink with its device, adapter and readings, or why it was quarantined. Ends"
                + " with Ctrl-C or after --count.\n\ncity:uplinks\ncity:uplinks springfield:lamp-7\n"
                + "city:uplinks --count 10 --json      one JSON object a line")
public final class UplinksCommand extends CityAction {

    private static final int BACKLOG = 1000;

    @Argument(name = "device", description = "A part of tenant/device; all without it")
    String device = "";

    @Option(name = "--count", description = "Ends after so many; 0 goes on until Ctrl-C")
    int count;

    @Option(name = "--json", description = "Prints one JSON object a line")
    boolean json;

    @Argument(index = 1, name = "options", description = LateOptions.DESCRIPTION, multiValued = true)
    List<String> following = List.of();

    @Override
    void run(Desk desk) {
        BlockingQueue<UplinkTap.Seen> seen = new ArrayBlockingQueue<>(BACKLOG);
        UplinkTap tap = desk.platform().need(UplinkTap.class);
        Subscription watching = tap.watch(uplink -> {
            if (named(uplink.message())) {
                seen.offer(uplink);
            }
        });
        try {
            show(desk, seen);
        } catch (InterruptedException e) {
            // Ctrl-C is how this ends.
            desk.out().println();
        } finally {
            watching.close();
        }
    }

    private void show(Desk desk, BlockingQueue<UplinkTap.Seen> seen) throws InterruptedException {
        int shown = 0;
        // A console that went away does not interrupt: its stream tells.
        while ((count <= 0 || shown < count) && !desk.out().checkError()) {
            UplinkTap.Seen uplink = seen.poll(1, TimeUnit.SECONDS);
            if (uplink != null) {
                desk.out().println(json ? line(uplink) : text(uplink));
                shown++;
            }
        }
    }

    private boolean named(Message message) {
        return message.device().toString().contains(device)
                || message.device().thing().toString().contains(device);
    }

    private static String text(UplinkTap.Seen uplink) {
        Message message = uplink.message();
        String adapter = uplink.adapter().isEmpty() ? "no adapter" : uplink.adapter();
        return message.receivedAt() + " " + message.device() + " "
                + message.endpoint().name().toLowerCase(Locale.ROOT) + " "
                + message.payload().length + " bytes, " + adapter + ": " + uplink.result();
    }

    private static String line(UplinkTap.Seen uplink) {
        Message message = uplink.message();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("receivedAt", message.receivedAt().toString());
        line.put("tenant", message.device().tenant());
        line.put("device", message.device().id());
        line.put("gateway", message.gateway());
        line.put("endpoint", message.endpoint());
        line.put("qos", message.qos());
        line.put("contentType", message.contentType());
        line.put("payload", HexFormat.of().formatHex(message.payload()));
        line.put("adapter", uplink.adapter());
        line.put("result", uplink.result());
        return Json.MAPPER.valueToTree(line).toString();
    }
}
